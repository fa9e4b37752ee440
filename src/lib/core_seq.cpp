// Host module: sequences, chunks, and sorting by the natural order.
#include <algorithm>

#include "base/result.h"
#include "data/array.h"
#include "data/compare.h"
#include "data/seq.h"
#include "lib/args.h"

namespace norn {
namespace {

constexpr uint32_t kChunk = 32;

ObjectArray* array_of(HostCall& call, std::span<const Value> values) {
  ObjectArray* array = make_object_array(call.heap, values.size());
  std::copy(values.begin(), values.end(), array->data());
  return array;
}

bool is_chunked(Value v) {
  return is<ChunkedCons>(v) || is<Range>(v) || (is<VectorSeq>(v) && !(as<VectorSeq>(v)->aux & kSeqDescending));
}

// A seq whose elements chunk-first hands out together.
OrRaised<Value> chunked_arg(HostCall& call) {
  if (is_chunked(call[0])) return call[0];
  if (is<Instance>(call[0])) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_cannot_cast(call.heap, call[0], "clojure.lang.IChunkedSeq"));
}

// How many elements the first chunk has.
uint32_t chunk_size(Value seq) {
  if (const ChunkedCons* chunked = try_as<ChunkedCons>(seq)) return chunked->end - chunked->offset;
  if (const Range* range = try_as<Range>(seq)) return static_cast<uint32_t>(std::min<int64_t>(range->count, kChunk));
  const VectorSeq* vector = as<VectorSeq>(seq);
  return static_cast<uint32_t>(vector_chunk(as<Vector>(vector->vector), vector->index).size());
}

// What follows the first chunk: any seqable or nil.
OrRaised<Value> after_chunk(HostCall& call, Value seq) {
  if (const ChunkedCons* chunked = try_as<ChunkedCons>(seq)) return chunked->rest;
  Value buffer[kChunk], rest;
  NORN_TRY(take_chunk(call.heap, seq, buffer, chunk_size(seq), &rest));
  return rest;
}

Value empty_list(HostCall& call) { return world_of(call).empty_list.value(); }

}  // namespace

NORN_HOST(seq_, "clojure.core/seq", "([coll])",
          "Returns a seq on the items of a collection, string or array; nil if there are none. (seq [1]) => (1)") {
  return seq_of(call.heap, call[0]);
}

NORN_HOST(first_, "clojure.core/first", "([coll])",
          "Returns the first item, nil if there is none. (first [1 2]) => 1") {
  return first_of(call.heap, call[0]);
}

NORN_HOST(next_, "clojure.core/next", "([coll])",
          "Returns a seq of the items after the first, nil if there are none.") {
  return next_of(call.heap, call[0]);
}

NORN_HOST(rest_, "clojure.core/rest", "([coll])",
          "Returns a possibly empty seq of the items after the first, without realizing it.") {
  return rest_of(call.heap, call[0]);
}

NORN_HOST(cons_, "clojure.core/cons", "([x seq])",
          "Returns a seq of x and then the items of seq. (cons 1 [2]) => (1 2)") {
  Value rest = call[1];
  if (!rest.is_nil() && !is_seq(rest)) rest = NORN_TRY(seq_of(call.heap, rest));
  return cons(call.heap, call[0], rest);
}

NORN_HOST(rseq_, "clojure.core/rseq", "([rev])",
          "Returns a seq on a vector or sorted collection in reverse order, nil if it is empty; constant time. (rseq "
          "[1 2]) => (2 1)") {
  return rseq_of(call.heap, call[0]);
}

// --- chunks: an ObjectArray is a chunk; a chunk buffer counts its items in aux -----------------------

NORN_HOST(chunk_buffer, "clojure.core/chunk-buffer", "([capacity])", "Returns a buffer for the items of a chunk.") {
  int64_t capacity = NORN_TRY(index_arg(call, 0));
  if (capacity < 0 || capacity > 0xFFFF)
    NORN_RAISE(raise_illegal_argument(call.heap, "chunk-buffer takes up to 65535 items"));
  return to_value(make_object_array(call.heap, static_cast<uint64_t>(capacity)));
}

NORN_HOST(chunk_append, "clojure.core/chunk-append", "([b x])", "Adds x to a chunk buffer.") {
  ObjectArray* buffer = NORN_TRY(object_arg<ObjectArray>(call, 0, "a chunk buffer"));
  if (buffer->aux >= buffer->tail_count)
    NORN_RAISE(raise_index(call.heap, buffer->aux, static_cast<int64_t>(buffer->tail_count)));
  object_array_set(call.heap, buffer, buffer->aux++, call[1]);
  return Value::nil();
}

NORN_HOST(chunk_, "clojure.core/chunk", "([b])", "Returns the chunk that a buffer has become.") {
  ObjectArray* buffer = NORN_TRY(object_arg<ObjectArray>(call, 0, "a chunk buffer"));
  uint16_t count = buffer->aux;
  buffer->aux = 0;
  if (count == buffer->tail_count) return call[0];
  return to_value(array_of(call, buffer->values().first(count)));
}

NORN_HOST(chunk_cons, "clojure.core/chunk-cons", "([chunk rest])",
          "Returns a chunked seq of the chunk's items and then the rest.") {
  ObjectArray* chunk = NORN_TRY(object_arg<ObjectArray>(call, 0, "a chunk"));
  if (chunk->tail_count == 0) return call[1];
  ChunkedCons* seq = call.heap.make<ChunkedCons>();
  seq->chunk = call[0];
  seq->rest = call[1];
  seq->end = static_cast<uint32_t>(chunk->tail_count);
  return to_value(seq);
}

NORN_HOST(chunk_first, "clojure.core/chunk-first", "([s])",
          "Returns the first chunk of a chunked seq: count and nth work on it.") {
  Value seq = NORN_TRY(chunked_arg(call));
  const ChunkedCons* chunked = try_as<ChunkedCons>(seq);
  if (chunked && chunked->offset == 0 && chunked->end == as<ObjectArray>(chunked->chunk)->tail_count)
    return chunked->chunk;
  ObjectArray* chunk = make_object_array(call.heap, chunk_size(seq));
  Value rest;
  NORN_TRY(take_chunk(call.heap, seq, chunk->data(), static_cast<uint32_t>(chunk->tail_count), &rest));
  return to_value(chunk);
}

NORN_HOST(chunk_rest, "clojure.core/chunk-rest", "([s])",
          "Returns what follows the first chunk, a possibly empty or lazy seq.") {
  Value rest = NORN_TRY(after_chunk(call, NORN_TRY(chunked_arg(call))));
  if (rest.is_nil()) return empty_list(call);
  if (is_seq(rest)) return rest;
  Value seq = NORN_TRY(seq_of(call.heap, rest));
  return seq.is_nil() ? empty_list(call) : seq;
}

NORN_HOST(chunk_next, "clojure.core/chunk-next", "([s])",
          "Returns a seq of what follows the first chunk, nil if nothing does.") {
  return seq_of(call.heap, NORN_TRY(after_chunk(call, NORN_TRY(chunked_arg(call)))));
}

NORN_HOST(chunked_seq, "clojure.core/chunked-seq?", "([s])", "Returns whether s is a chunked seq.") {
  return Value::boolean(is_chunked(call[0]));
}

NORN_HOST(take_next, "norn.prim/chunk-next", "([coll])",
          "An array of the next items of a realized seqable, up to 32, and behind them, as its last element, what "
          "follows (nil at "
          "the end). nil if there are no items. Makes no seq objects for the items of vectors, maps, sets, strings, "
          "lists, ranges.") {
  Value buffer[kChunk + 1];
  uint32_t count = NORN_TRY(take_chunk(call.heap, call[0], buffer, kChunk, &buffer[kChunk]));
  if (count == 0) return Value::nil();
  buffer[count] = buffer[kChunk];
  return to_value(array_of(call, {buffer, count + 1}));
}

// --- ranges ---------------------------------------------------------------------------------------------

NORN_HOST(make_range_, "norn.prim/make-range", "([start end step])",
          "The integers from start, by step, short of end; () if there are none. The step must not be 0.") {
  int64_t start = NORN_TRY(integer_arg(call, 0)), end = NORN_TRY(integer_arg(call, 1)),
          step = NORN_TRY(integer_arg(call, 2));
  if (step == 0) NORN_RAISE(raise_illegal_argument(call.heap, "The step of a range must not be 0"));
  bool empty = step > 0 ? start >= end : start <= end;
  if (empty) return empty_list(call);
  __int128 distance = static_cast<__int128>(end) - start;
  __int128 count = (distance + step + (step > 0 ? -1 : 1)) / step;
  if (count > INT64_MAX) NORN_RAISE(raise_arithmetic(call.heap, "integer overflow"));
  return make_range(call.heap, start, static_cast<int64_t>(count), step);
}

NORN_HOST(is_range, "norn.prim/range?", "([x])", "Whether x is a range of 64-bit integers.") {
  return Value::boolean(is<Range>(call[0]));
}

NORN_HOST(range_step, "norn.prim/range-step", "([range])", "The step of a range of 64-bit integers.") {
  return make_integer(call.heap, NORN_TRY(object_arg<Range>(call, 0, "a range"))->step);
}

// --- sorting by compare ---------------------------------------------------------------------------------
//
// A bottom-up merge sort that saves its state and asks to be called again
// after so many comparisons. The state replaces the arguments: an array
// marked by aux, of [array of items, array of keys or nil, from, to, width].
// `from` and `to` hold indices into the items when there are keys, else items.

namespace {

constexpr uint16_t kSortState = 0xA5;
constexpr uint64_t kRun = 8;  // sorted by insertion
constexpr uint64_t kMovesPerTurn = 1 << 16;

enum StateField { kItems, kKeys, kFrom, kTo, kWidth, kPlace, kStateFields };

class MergeSort {
 public:
  MergeSort(HostCall& call, ObjectArray* state)
      : call_(call),
        state_(state),
        from_(as<ObjectArray>(state->data()[kFrom])),
        to_(as<ObjectArray>(state->data()[kTo])),
        keys_(try_as<ObjectArray>(state->data()[kKeys])),
        count_(from_->tail_count),
        width_(static_cast<uint64_t>(state->data()[kWidth].as_fixnum())),
        place_(static_cast<uint64_t>(state->data()[kPlace].as_fixnum())) {}

  // yes: sorted, in from(). no: call again.
  OrRaised<bool> turn() {
    uint64_t budget = kMovesPerTurn;
    call_.heap.written(from_);
    call_.heap.written(to_);
    for (; width_ < count_ || place_ < count_;) {
      if (place_ >= count_) next_pass();
      if (width_ >= count_ && width_ != 0) break;
      uint64_t end = width_ == 0 ? std::min(place_ + kRun, count_) : std::min(place_ + 2 * width_, count_);
      if (width_ == 0) {
        NORN_TRY(insertion(place_, end));
      } else {
        NORN_TRY(merge(place_, std::min(place_ + width_, count_), end));
      }
      uint64_t moved = end - place_;
      place_ = end;
      if (moved >= budget) {
        save();
        return false;
      }
      budget -= moved;
    }
    return true;
  }

  ObjectArray* from() const { return from_; }

 private:
  void next_pass() {
    if (width_ == 0) {
      width_ = kRun;
    } else {
      std::swap(from_, to_);
      width_ *= 2;
    }
    place_ = 0;
  }

  void save() {
    Value* fields = state_->data();
    call_.heap.written(state_);
    fields[kFrom] = to_value(from_);
    fields[kTo] = to_value(to_);
    fields[kWidth] = Value::fixnum(static_cast<int64_t>(width_));
    fields[kPlace] = Value::fixnum(static_cast<int64_t>(place_));
  }

  Value key(Value v) const { return keys_ ? keys_->data()[v.as_fixnum()] : v; }

  OrRaised<bool> before(Value a, Value b) {
    Value x = key(a), y = key(b);
    if (x.is_fixnum() && y.is_fixnum()) return x.as_fixnum() < y.as_fixnum();
    return NORN_TRY(compare_values(call_.heap, x, y)) < 0;
  }

  OrRaised<bool> insertion(uint64_t start, uint64_t end) {
    Value* items = from_->data();
    for (uint64_t i = start + 1; i < end; ++i) {
      Value item = items[i];
      uint64_t j = i;
      while (j > start && NORN_TRY(before(item, items[j - 1]))) {
        items[j] = items[j - 1];
        --j;
      }
      items[j] = item;
    }
    return true;
  }

  OrRaised<bool> merge(uint64_t start, uint64_t middle, uint64_t end) {
    const Value* from = from_->data();
    Value* out = to_->data() + start;
    uint64_t i = start, j = middle;
    while (i < middle && j < end) {
      bool right = NORN_TRY(before(from[j], from[i]));
      *out++ = right ? from[j++] : from[i++];
    }
    out = std::copy(from + i, from + middle, out);
    std::copy(from + j, from + end, out);
    return true;
  }

  HostCall& call_;
  ObjectArray* state_;
  ObjectArray* from_;
  ObjectArray* to_;
  ObjectArray* keys_;
  uint64_t count_, width_, place_;
};

Value make_sort_state(HostCall& call, ObjectArray* items, ObjectArray* keys) {
  ObjectArray* state = make_object_array(call.heap, kStateFields);
  ObjectArray* from = make_object_array(call.heap, items->tail_count);
  for (uint64_t i = 0; i < items->tail_count; ++i)
    from->data()[i] = keys ? Value::fixnum(static_cast<int64_t>(i)) : items->data()[i];
  state->aux = kSortState;
  Value* fields = state->data();
  fields[kItems] = to_value(items);
  fields[kKeys] = to_value(keys);
  fields[kFrom] = to_value(from);
  fields[kTo] = to_value(make_object_array(call.heap, items->tail_count));
  fields[kWidth] = Value::fixnum(0);
  fields[kPlace] = Value::fixnum(0);
  return to_value(state);
}

// Sorting without keys when all are small integers: nothing can fail.
bool sort_fixnums(std::span<Value> values) {
  if (!std::all_of(values.begin(), values.end(), [](Value v) { return v.is_fixnum(); })) return false;
  std::sort(values.begin(), values.end(), [](Value a, Value b) { return a.as_fixnum() < b.as_fixnum(); });
  return true;
}

Returned sort_turn(HostCall& call, ObjectArray* items, ObjectArray* keys) {
  bool resumed = items->aux == kSortState && items->tail_count == kStateFields;
  if (!resumed && !keys && items->tail_count < kMovesPerTurn) {
    ObjectArray* copy = array_of(call, items->values());
    if (sort_fixnums(copy->values())) return to_value(copy);
  }
  ObjectArray* state = resumed ? items : as<ObjectArray>(make_sort_state(call, items, keys));
  MergeSort sort(call, state);
  OrRaised<bool> done = sort.turn();
  ObjectArray* all_items = as<ObjectArray>(state->data()[kItems]);
  if (!done) {
    call.args[0] = to_value(all_items);  // the twin begins anew
    return std::unexpected(done.error());
  }
  if (!*done) {
    call.args[0] = to_value(state);
    NORN_RAISE(Raised::again());
  }
  if (state->data()[kKeys].is_nil()) return to_value(sort.from());
  ObjectArray* sorted = make_object_array(call.heap, all_items->tail_count);
  for (uint64_t i = 0; i < sorted->tail_count; ++i)
    sorted->data()[i] = all_items->data()[sort.from()->data()[i].as_fixnum()];
  return to_value(sorted);
}

}  // namespace

NORN_HOST(sort_natural, "norn.prim/sort-natural", "([array])", "A new array of the items sorted by compare, stable.") {
  return sort_turn(call, NORN_TRY(object_arg<ObjectArray>(call, 0, "an array")), nullptr);
}

NORN_HOST(sort_natural_by, "norn.prim/sort-natural-by", "([array keys])",
          "A new array of the items sorted by the keys at the same indices, by compare, stable.") {
  ObjectArray* keys = NORN_TRY(object_arg<ObjectArray>(call, 1, "an array of keys"));
  return sort_turn(call, NORN_TRY(object_arg<ObjectArray>(call, 0, "an array")), keys);
}

NORN_MODULE(kSeqModule, seq_, first_, next_, rest_, cons_, rseq_, chunk_buffer, chunk_append, chunk_, chunk_cons,
            chunk_first, chunk_rest, chunk_next, chunked_seq, take_next, make_range_, is_range, range_step,
            sort_natural, sort_natural_by);

}  // namespace norn
