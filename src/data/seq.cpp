// Sequences: seq, first, next, rest, and taking elements in chunks. The other
// collection functions of data/seq.h are in collection.cpp.
#include "data/seq.h"

#include <algorithm>
#include <string>

#include "base/long_work.h"
#include "base/result.h"
#include "base/utf8.h"
#include "data/array.h"
#include "data/number.h"
#include "data/queue.h"
#include "data/type.h"
#include "data/world.h"

namespace norn {

namespace {

Value empty_list(Heap& heap) { return World::of(heap).empty_list.value(); }

Raised raise_not_seqable(Heap& heap, Value v) {
  Type* type = type_of(heap, v);
  return raise_illegal_argument(heap, "Don't know how to create ISeq from: " + symbol_text(type->name.get()));
}

Value make_vector_seq(Heap& heap, Value vector, uint64_t index, uint16_t flags) {
  VectorSeq* seq = heap.make<VectorSeq>();
  seq->aux = flags;
  seq->vector = vector;
  seq->index = index;
  return to_value(seq);
}

Value make_string_seq(Heap& heap, Value string, uint64_t index, uint64_t byte_offset) {
  StringSeq* seq = heap.make<StringSeq>();
  seq->string = string;
  seq->index = index;
  seq->byte_offset = byte_offset;
  return to_value(seq);
}

Value make_array_seq(Heap& heap, Value array, uint64_t index) {
  ArraySeq* seq = heap.make<ArraySeq>();
  seq->array = array;
  seq->index = index;
  return to_value(seq);
}

Value make_chunked(Heap& heap, const ChunkedCons* seq, uint32_t offset) {
  ChunkedCons* copy = heap.make<ChunkedCons>();
  copy->chunk = seq->chunk;
  copy->rest = seq->rest;
  copy->offset = offset;
  copy->end = seq->end;
  return to_value(copy);
}

bool is_reversed(const VectorSeq* seq) { return seq->aux & kSeqDescending; }

char32_t character_at(const StringSeq* seq) {
  const char* p = as<String>(seq->string)->data() + seq->byte_offset;
  return utf8_next(p);
}

Value entry_of(Heap& heap, const SortedSeq* seq) {
  const SortedNode* node = seq->node.get();
  switch (seq->aux & kSeqProjection) {
    case kSeqKeys: return node->key;
    case kSeqValues: return node->value;
    default: return make_map_entry(heap, node->key, node->value);
  }
}

// A seq or lazy seq as `rest` gives it back; other seqables as their seq.
Returned rest_as_seq(Heap& heap, Value rest) {
  if (rest.is_nil()) return empty_list(heap);
  if (is_seq(rest)) return rest;
  Value seq = NORN_TRY(seq_of(heap, rest));
  return seq.is_nil() ? empty_list(heap) : seq;
}

// What follows the first element of a seq; any seqable or nil.
Value after_first(Heap& heap, Value seq) {
  switch (seq.as_object()->kind) {
    case Kind::list: return as<List>(seq)->rest;
    case Kind::cons: return as<Cons>(seq)->rest;
    case Kind::chunked_cons: {
      const ChunkedCons* chunked = as<ChunkedCons>(seq);
      return chunked->offset + 1 < chunked->end ? make_chunked(heap, chunked, chunked->offset + 1) : chunked->rest;
    }
    case Kind::range: {
      const Range* range = as<Range>(seq);
      if (range->count == 1) return Value::nil();
      return make_range(heap, range->start + range->step, range->count - 1, range->step);
    }
    case Kind::vector_seq: {
      const VectorSeq* s = as<VectorSeq>(seq);
      if (is_reversed(s)) return s->index == 0 ? Value::nil() : make_vector_seq(heap, s->vector, s->index - 1, s->aux);
      if (s->index + 1 == as<Vector>(s->vector)->count) return Value::nil();
      return make_vector_seq(heap, s->vector, s->index + 1, 0);
    }
    case Kind::string_seq: {
      const StringSeq* s = as<StringSeq>(seq);
      if (s->index + 1 == string_count(as<String>(s->string))) return Value::nil();
      return make_string_seq(heap, s->string, s->index + 1, s->byte_offset + utf8_length(character_at(s)));
    }
    case Kind::array_seq: {
      const ArraySeq* s = as<ArraySeq>(seq);
      return s->index + 1 == array_length(s->array) ? Value::nil() : make_array_seq(heap, s->array, s->index + 1);
    }
    case Kind::map_seq: return map_seq_next(heap, as<MapSeq>(seq));
    case Kind::sorted_seq: return sorted_seq_next(heap, as<SortedSeq>(seq));
    case Kind::queue_seq: return queue_seq_next(heap, as<QueueSeq>(seq));
    default: NORN_UNREACHABLE("after_first: not a realized, non-empty seq");
  }
}

}  // namespace

Value make_range(Heap& heap, int64_t start, int64_t count, int64_t step) {
  if (count == 0) return empty_list(heap);
  Range* range = heap.make<Range>();
  range->start = start;
  range->step = step;
  range->count = count;
  return to_value(range);
}

Returned seq_of(Heap& heap, Value v) {
  if (v.is_nil()) return v;
  if (!v.is_object()) NORN_RAISE(raise_not_seqable(heap, v));
  switch (v.as_object()->kind) {
    case Kind::empty_list: return Value::nil();
    case Kind::list:
    case Kind::cons:
    case Kind::chunked_cons:
    case Kind::range:
    case Kind::vector_seq:
    case Kind::string_seq:
    case Kind::array_seq:
    case Kind::map_seq:
    case Kind::queue_seq:
    case Kind::sorted_seq: return v;
    case Kind::lazy_seq: {
      Value value = v;  // a realized lazy seq may hold another one, or any seqable
      do {
        if (!as<LazySeq>(value)->realized()) NORN_RAISE(Raised::bail());
        value = as<LazySeq>(value)->seq;
      } while (is<LazySeq>(value));
      return seq_of(heap, value);
    }
    case Kind::vector: return as<Vector>(v)->count == 0 ? Value::nil() : make_vector_seq(heap, v, 0, 0);
    case Kind::map_entry: return make_vector_seq(heap, NORN_TRY(vec_of(heap, v)), 0, 0);
    case Kind::array_map:
    case Kind::hash_map:
    case Kind::sorted_map:
    case Kind::record: return map_seq(heap, v, kSeqEntries);
    case Kind::hash_set:
    case Kind::sorted_set: return map_seq(heap, set_map(v), kSeqKeys);
    case Kind::queue: return queue_seq(heap, as<Queue>(v));
    case Kind::string: return string_count(as<String>(v)) == 0 ? Value::nil() : make_string_seq(heap, v, 0, 0);
    case Kind::object_array:
    case Kind::primitive_array: return array_length(v) == 0 ? Value::nil() : make_array_seq(heap, v, 0);
    case Kind::instance: NORN_RAISE(Raised::bail());
    default: NORN_RAISE(raise_not_seqable(heap, v));
  }
}

Value seq_first(Heap& heap, Value seq) {
  switch (seq.as_object()->kind) {
    case Kind::list: return as<List>(seq)->first;
    case Kind::cons: return as<Cons>(seq)->first;
    case Kind::chunked_cons: {
      const ChunkedCons* chunked = as<ChunkedCons>(seq);
      return as<ObjectArray>(chunked->chunk)->data()[chunked->offset];
    }
    case Kind::range: return make_integer(heap, as<Range>(seq)->start);
    case Kind::vector_seq: return vector_nth(as<Vector>(as<VectorSeq>(seq)->vector), as<VectorSeq>(seq)->index);
    case Kind::string_seq: return Value::character(character_at(as<StringSeq>(seq)));
    case Kind::array_seq: return array_get(heap, as<ArraySeq>(seq)->array, as<ArraySeq>(seq)->index);
    case Kind::map_seq: return map_seq_first(heap, as<MapSeq>(seq));
    case Kind::sorted_seq: return entry_of(heap, as<SortedSeq>(seq));
    case Kind::queue_seq: return seq_first(heap, as<QueueSeq>(seq)->front);
    default: NORN_UNREACHABLE("seq_first: not a realized, non-empty seq");
  }
}

Returned first_of(Heap& heap, Value v) {
  if (is<Vector>(v)) return as<Vector>(v)->count == 0 ? Value::nil() : vector_nth(as<Vector>(v), 0);
  if (const MapEntry* entry = try_as<MapEntry>(v)) return entry->key;
  Value seq = NORN_TRY(seq_of(heap, v));
  return seq.is_nil() ? seq : seq_first(heap, seq);
}

Returned rest_of(Heap& heap, Value v) {
  Value seq = NORN_TRY(seq_of(heap, v));
  if (seq.is_nil()) return empty_list(heap);
  return rest_as_seq(heap, after_first(heap, seq));
}

Returned next_of(Heap& heap, Value v) {
  Value seq = NORN_TRY(seq_of(heap, v));
  return seq.is_nil() ? seq : seq_of(heap, after_first(heap, seq));
}

// --- chunks ------------------------------------------------------------------------

namespace {

// One step of take_chunk: takes from the front of `*rest` and leaves what follows in it.
class ChunkTaker {
 public:
  ChunkTaker(Heap& heap, Value* out, uint32_t limit, Value* rest)
      : heap_(heap), out_(out), limit_(limit), rest_(rest) {}

  OrRaised<uint32_t> run() {
    while (taken_ < limit_ && !rest_->is_nil()) {
      if (!rest_->is_object()) NORN_RAISE(raise_not_seqable(heap_, *rest_));
      Kind kind = rest_->as_object()->kind;
      if ((kind == Kind::lazy_seq && !as<LazySeq>(*rest_)->realized()) || kind == Kind::instance) {
        if (taken_ == 0) NORN_RAISE(Raised::bail());
        break;
      }
      step(kind);
      if (failed_) NORN_RAISE(raise_not_seqable(heap_, *rest_));
    }
    return taken_;
  }

 private:
  uint32_t room() const { return limit_ - taken_; }
  void take(Value v) { out_[taken_++] = v; }

  void step(Kind kind) {
    Value v = *rest_;
    switch (kind) {
      case Kind::empty_list: *rest_ = Value::nil(); break;
      case Kind::list:
        take(as<List>(v)->first);
        *rest_ = as<List>(v)->rest;
        break;
      case Kind::cons:
        take(as<Cons>(v)->first);
        *rest_ = as<Cons>(v)->rest;
        break;
      case Kind::lazy_seq: *rest_ = as<LazySeq>(v)->seq; break;
      case Kind::chunked_cons: take_chunked(as<ChunkedCons>(v)); break;
      case Kind::range: take_range(as<Range>(v)); break;
      case Kind::vector: take_vector(v, 0); break;
      case Kind::vector_seq:
        if (is_reversed(as<VectorSeq>(v)))
          take_reversed(as<VectorSeq>(v));
        else
          take_vector(as<VectorSeq>(v)->vector, as<VectorSeq>(v)->index);
        break;
      case Kind::map_entry: take_entry(v); break;
      case Kind::map_seq: taken_ += map_seq_take(heap_, as<MapSeq>(v), out_ + taken_, room(), rest_); break;
      case Kind::sorted_seq: take_sorted(as<SortedSeq>(v)); break;
      case Kind::queue_seq:
        take(seq_first(heap_, v));
        *rest_ = queue_seq_next(heap_, as<QueueSeq>(v));
        break;
      case Kind::string: take_string(v, 0, 0); break;
      case Kind::string_seq:
        take_string(as<StringSeq>(v)->string, as<StringSeq>(v)->index, as<StringSeq>(v)->byte_offset);
        break;
      case Kind::object_array:
      case Kind::primitive_array: take_array(v, 0); break;
      case Kind::array_seq: take_array(as<ArraySeq>(v)->array, as<ArraySeq>(v)->index); break;
      default: {
        Returned seq = seq_of(heap_, v);  // maps, sets, queues, records
        if (seq)
          *rest_ = *seq;
        else
          failed_ = true;
      }
    }
  }

  void take_chunked(const ChunkedCons* seq) {
    uint32_t n = std::min(room(), seq->end - seq->offset);
    std::copy_n(as<ObjectArray>(seq->chunk)->data() + seq->offset, n, out_ + taken_);
    taken_ += n;
    *rest_ = seq->offset + n < seq->end ? make_chunked(heap_, seq, seq->offset + n) : seq->rest;
  }

  void take_range(const Range* range) {
    int64_t n = std::min<int64_t>(room(), range->count);
    for (int64_t i = 0; i < n; ++i) take(make_integer(heap_, range->start + i * range->step));
    *rest_ = n == range->count ? Value::nil()
                               : make_range(heap_, range->start + n * range->step, range->count - n, range->step);
  }

  void take_vector(Value v, uint64_t index) {
    const Vector* vector = as<Vector>(v);
    while (room() != 0 && index < vector->count) {
      std::span<const Value> chunk = vector_chunk(vector, index);
      uint64_t n = std::min<uint64_t>(room(), chunk.size());
      std::copy_n(chunk.data(), n, out_ + taken_);
      taken_ += static_cast<uint32_t>(n);
      index += n;
    }
    *rest_ = index == vector->count ? Value::nil() : make_vector_seq(heap_, v, index, 0);
  }

  void take_reversed(const VectorSeq* seq) {
    uint64_t left = seq->index + 1;
    for (; left > 0 && room() != 0; --left) take(vector_nth(as<Vector>(seq->vector), left - 1));
    *rest_ = left == 0 ? Value::nil() : make_vector_seq(heap_, seq->vector, left - 1, seq->aux);
  }

  void take_entry(Value v) {
    const MapEntry* entry = as<MapEntry>(v);
    take(entry->key);
    *rest_ = make_list(heap_, {&entry->value, 1});
  }

  void take_sorted(SortedSeq* seq) {
    Value rest = to_value(seq);
    while (room() != 0 && !rest.is_nil()) {
      take(entry_of(heap_, as<SortedSeq>(rest)));
      rest = sorted_seq_next(heap_, as<SortedSeq>(rest));
    }
    *rest_ = rest;
  }

  void take_string(Value v, uint64_t index, uint64_t byte_offset) {
    const String* string = as<String>(v);
    uint64_t n = std::min<uint64_t>(room(), string_count(string) - index);
    const char* p = string->data() + byte_offset;
    for (uint64_t i = 0; i < n; ++i) take(Value::character(utf8_next(p)));
    index += n;
    *rest_ = index == string_count(string)
                 ? Value::nil()
                 : make_string_seq(heap_, v, index, static_cast<uint64_t>(p - string->data()));
  }

  void take_array(Value array, uint64_t index) {
    uint64_t end = std::min<uint64_t>(array_length(array), index + room());
    for (; index < end; ++index) take(array_get(heap_, array, index));
    *rest_ = end == array_length(array) ? Value::nil() : make_array_seq(heap_, array, end);
  }

  Heap& heap_;
  Value* out_;
  uint32_t limit_;
  Value* rest_;
  uint32_t taken_ = 0;
  bool failed_ = false;
};

}  // namespace

OrRaised<uint32_t> take_chunk(Heap& heap, Value seqable, Value* out, uint32_t limit, Value* rest) {
  *rest = seqable;
  return ChunkTaker(heap, out, limit, rest).run();
}

namespace {

inline OrRaised<std::vector<Value>> collect_up_to(Heap& heap, Value seqable, uint64_t limit) {
  std::vector<Value> values;
  Value buffer[64];
  Value rest = seqable;
  while (!rest.is_nil()) {
    uint32_t n = NORN_TRY(take_chunk(heap, rest, buffer, 64, &rest));
    if (values.size() + n > limit) NORN_RAISE(Raised::bail());
    values.insert(values.end(), buffer, buffer + n);
  }
  return values;
}

}  // namespace

OrRaised<std::vector<Value>> collect(Heap& heap, Value seqable) { return collect_up_to(heap, seqable, UINT64_MAX); }

OrRaised<std::vector<Value>> collect_in_one_go(Heap& heap, Value seqable) {
  return collect_up_to(heap, seqable, static_cast<uint64_t>(long_work_limit));
}

}  // namespace norn
