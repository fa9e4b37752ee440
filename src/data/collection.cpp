// The collection functions of data/seq.h. Each begins with the built-in kinds,
// bails on instances, and ends with the error the JVM gives for other types.
#include <string>

#include "base/long_work.h"
#include "base/result.h"
#include "data/array.h"
#include "data/metadata.h"
#include "data/number.h"
#include "data/queue.h"
#include "data/seq.h"
#include "data/tagged_literal.h"
#include "data/type.h"
#include "data/world.h"

namespace norn {

namespace {

std::string class_name(Heap& heap, Value v) {
  Type* type = type_of(heap, v);
  return type ? symbol_text(type->name.get()) : "nil";
}

// "PersistentVector" of "clojure.lang.PersistentVector".
std::string short_class_name(Heap& heap, Value v) {
  std::string name = class_name(heap, v);
  size_t dot = name.find_last_of(".$");
  return dot == std::string::npos ? name : name.substr(dot + 1);
}

Raised raise_no_class(Heap& heap, Value v, const char* what) {
  return raise_illegal_argument(heap, what + class_name(heap, v));
}

bool needs_language(Value v) { return is<Instance>(v) || (is<LazySeq>(v) && !as<LazySeq>(v)->realized()); }

// An integer key of a vector; -1 when it is no index of `count` elements.
int64_t vector_index(Value key, uint64_t count) {
  if (!is_integer(key)) return -1;
  std::optional<int64_t> index = as_int64(key);
  return index && *index >= 0 && static_cast<uint64_t>(*index) < count ? *index : -1;
}

// The same for strings and arrays, which take any number.
int64_t number_index(Value key, uint64_t count) {
  if (!is_number(key)) return -1;
  double d = to_double(key);
  return d > -1.0 && d < static_cast<double>(count) ? static_cast<int64_t>(d) : -1;
}

Value entry_part(const MapEntry* entry, int64_t index) { return index == 0 ? entry->key : entry->value; }

Vector* entry_as_vector(Heap& heap, Value v) {
  const MapEntry* entry = as<MapEntry>(v);
  return make_vector(heap, {entry->key, entry->value});
}

struct IndexedItem {
  Value value;
  bool found;
};

// Element of what nth reaches in O(1). Nothing: not such a kind.
std::optional<IndexedItem> indexed(Heap& heap, Value coll, int64_t index) {
  uint64_t i = static_cast<uint64_t>(index);  // negative: beyond every count
  if (const Vector* vector = try_as<Vector>(coll))
    return i < vector->count ? IndexedItem{vector_nth(vector, i), true} : IndexedItem{{}, false};
  if (const MapEntry* entry = try_as<MapEntry>(coll))
    return i < 2 ? IndexedItem{entry_part(entry, index), true} : IndexedItem{{}, false};
  if (String* string = try_as<String>(coll))
    return i < string_count(string) ? IndexedItem{Value::character(string_at(heap, string, i)), true}
                                    : IndexedItem{{}, false};
  if (is_array(coll))
    return i < array_length(coll) ? IndexedItem{array_get(heap, coll, i), true} : IndexedItem{{}, false};
  if (const TransientVector* vector = try_as<TransientVector>(coll))
    return i < vector->count ? IndexedItem{transient_nth(vector, i), true} : IndexedItem{{}, false};
  if (const Range* range = try_as<Range>(coll))
    return i < static_cast<uint64_t>(range->count)
               ? IndexedItem{make_integer(heap, range->start + index * range->step), true}
               : IndexedItem{{}, false};
  return std::nullopt;
}

OrRaised<IndexedItem> find_nth(Heap& heap, Value coll, int64_t index) {
  if (coll.is_nil()) return IndexedItem{{}, false};
  if (std::optional<IndexedItem> item = indexed(heap, coll, index)) return *item;
  if (is<Instance>(coll)) NORN_RAISE(Raised::bail());
  if (!is_sequential(coll))
    NORN_RAISE(raise_unsupported(heap, "nth not supported on this type: " + short_class_name(heap, coll)));
  if (index < 0) return IndexedItem{{}, false};
  if (is_long_work(static_cast<uint64_t>(index))) NORN_RAISE(Raised::bail());
  SeqCursor cursor(heap, coll);
  Value value;
  for (int64_t i = 0; NORN_TRY(cursor.next(&value)); ++i)
    if (i == index) return IndexedItem{value, true};
  return IndexedItem{{}, false};
}

}  // namespace

Raised raise_cannot_cast(Heap& heap, Value v, std::string_view to) {
  if (v.is_nil())
    return raise(heap, World::of(heap).types.null_pointer_exception.get(),
                 "expected " + std::string(to) + ", found nil");
  return raise_type_error(heap, "class " + class_name(heap, v) + " cannot be cast to class " + std::string(to));
}

// --- count, nth, get -------------------------------------------------------------

std::optional<uint64_t> count_if_counted(Value v) {
  if (v.is_nil()) return 0;
  if (!v.is_object()) return std::nullopt;
  switch (v.as_object()->kind) {
    case Kind::empty_list: return 0;
    case Kind::list: return as<List>(v)->count;
    case Kind::range: return static_cast<uint64_t>(as<Range>(v)->count);
    case Kind::vector: return as<Vector>(v)->count;
    case Kind::map_entry: return 2;
    case Kind::array_map:
    case Kind::hash_map:
    case Kind::sorted_map:
    case Kind::record: return map_count(v);
    case Kind::hash_set:
    case Kind::sorted_set: return set_count(v);
    case Kind::queue: return as<Queue>(v)->count;
    case Kind::string: return string_count(as<String>(v));
    case Kind::object_array:
    case Kind::primitive_array: return array_length(v);
    case Kind::vector_seq: {
      const VectorSeq* seq = as<VectorSeq>(v);
      return seq->aux & kSeqDescending ? seq->index + 1 : as<Vector>(seq->vector)->count - seq->index;
    }
    case Kind::string_seq: return string_count(as<String>(as<StringSeq>(v)->string)) - as<StringSeq>(v)->index;
    case Kind::array_seq: return array_length(as<ArraySeq>(v)->array) - as<ArraySeq>(v)->index;
    case Kind::transient_vector: return as<TransientVector>(v)->count;
    case Kind::transient_map: return as<TransientMap>(v)->count;
    case Kind::transient_set: return as<TransientSet>(v)->map->count;
    default: return std::nullopt;
  }
}

OrRaised<uint64_t> count_of(Heap& heap, Value v) {
  if (std::optional<uint64_t> count = count_if_counted(v)) return *count;
  if (is<Instance>(v)) NORN_RAISE(Raised::bail());
  if (!is_seq(v)) NORN_RAISE(raise_unsupported(heap, "count not supported on this type: " + short_class_name(heap, v)));
  uint64_t count = 0;
  Value buffer[64], rest = v;
  while (!rest.is_nil()) {
    if (count != 0)
      if (std::optional<uint64_t> more = count_if_counted(rest)) return count + *more;
    count += NORN_TRY(take_chunk(heap, rest, buffer, 64, &rest));
    if (is_long_work(count)) NORN_RAISE(Raised::bail());
  }
  return count;
}

Returned nth_of(Heap& heap, Value coll, int64_t index) {
  IndexedItem item = NORN_TRY(find_nth(heap, coll, index));
  if (item.found) return item.value;
  if (coll.is_nil()) return coll;
  NORN_RAISE(raise_index(heap, index, static_cast<int64_t>(NORN_TRY(count_of(heap, coll)))));
}

Returned nth_of(Heap& heap, Value coll, int64_t index, Value not_found) {
  IndexedItem item = NORN_TRY(find_nth(heap, coll, index));
  return item.found ? item.value : not_found;
}

Returned get_of(Heap& heap, Value coll, Value key, Value not_found) {
  if (!coll.is_object()) return not_found;
  switch (coll.as_object()->kind) {
    case Kind::array_map:
    case Kind::hash_map:
    case Kind::sorted_map:
    case Kind::record: return map_get(heap, coll, key, not_found);
    case Kind::hash_set:
    case Kind::sorted_set: return set_get(heap, coll, key, not_found);
    case Kind::vector: {
      int64_t index = vector_index(key, as<Vector>(coll)->count);
      return index < 0 ? not_found : vector_nth(as<Vector>(coll), static_cast<uint64_t>(index));
    }
    case Kind::map_entry: {
      int64_t index = vector_index(key, 2);
      return index < 0 ? not_found : entry_part(as<MapEntry>(coll), index);
    }
    case Kind::transient_vector: {
      int64_t index = vector_index(key, as<TransientVector>(coll)->count);
      return index < 0 ? not_found : transient_nth(as<TransientVector>(coll), static_cast<uint64_t>(index));
    }
    case Kind::transient_map: return transient_map_get(heap, as<TransientMap>(coll), key, not_found);
    case Kind::transient_set: return transient_map_get(heap, as<TransientSet>(coll)->map.get(), key, not_found);
    case Kind::string:
    case Kind::object_array:
    case Kind::primitive_array: {
      int64_t index = number_index(key, *count_if_counted(coll));
      return index < 0 ? not_found : indexed(heap, coll, index)->value;
    }
    case Kind::tagged_literal:
    case Kind::reader_conditional: {
      const Keyword* keyword = try_as<Keyword>(key);
      if (!keyword || keyword->symbol->ns) return not_found;
      std::string_view name = keyword->symbol->name->view();
      if (const TaggedLiteral* literal = try_as<TaggedLiteral>(coll))
        return name == "tag" ? literal->tag : name == "form" ? literal->form : not_found;
      const ReaderConditional* conditional = as<ReaderConditional>(coll);
      return name == "form" ? conditional->form : name == "splicing?" ? conditional->splicing : not_found;
    }
    case Kind::instance: NORN_RAISE(Raised::bail());
    default: return not_found;
  }
}

OrRaised<bool> contains_of(Heap& heap, Value coll, Value key) {
  if (coll.is_nil()) return false;
  if (is_map(coll)) return map_contains(heap, coll, key);
  if (is_set(coll)) return set_contains(heap, coll, key);
  if (is_vector(coll)) return vector_index(key, *count_if_counted(coll)) >= 0;
  if ((is<String>(coll) || is_array(coll)) && is_number(key)) return number_index(key, *count_if_counted(coll)) >= 0;
  Value absent = Value::marker(Marker::absent);
  if (is<TransientMap>(coll))
    return !NORN_TRY(transient_map_get(heap, as<TransientMap>(coll), key, absent)).is_marker();
  if (is<TransientSet>(coll))
    return !NORN_TRY(transient_map_get(heap, as<TransientSet>(coll)->map.get(), key, absent)).is_marker();
  if (is<TransientVector>(coll)) return vector_index(key, as<TransientVector>(coll)->count) >= 0;
  if (is<Instance>(coll)) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_no_class(heap, coll, "contains? not supported on type: "));
}

Returned find_of(Heap& heap, Value coll, Value key) {
  if (coll.is_nil()) return coll;
  if (is_map(coll)) return map_find(heap, coll, key);
  if (is_vector(coll)) {
    int64_t index = vector_index(key, *count_if_counted(coll));
    return index < 0 ? Value::nil() : make_map_entry(heap, key, indexed(heap, coll, index)->value);
  }
  if (is<TransientMap>(coll)) return transient_map_find(heap, as<TransientMap>(coll), key);
  if (is<Instance>(coll)) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_no_class(heap, coll, "find not supported on type: "));
}

// --- conj, assoc, dissoc, disj -------------------------------------------------------

namespace {

// Adds every entry of a map, or of a seq of entries.
Returned map_conj(Heap& heap, Value map, Value addition) {
  if (const MapEntry* entry = try_as<MapEntry>(addition)) return map_assoc(heap, map, entry->key, entry->value);
  if (const Vector* pair = try_as<Vector>(addition)) {
    if (pair->count != 2) NORN_RAISE(raise_illegal_argument(heap, "Vector arg to map conj must be a pair"));
    return map_assoc(heap, map, vector_nth(pair, 0), vector_nth(pair, 1));
  }
  if (addition.is_nil()) return map;
  if (is_map(addition)) {
    MapIterator it(heap, addition);
    while (it.next()) map = NORN_TRY(map_assoc(heap, map, it.key(), it.value()));
    return map;
  }
  SeqCursor cursor(heap, addition);
  Value element;
  while (NORN_TRY(cursor.next(&element))) {
    const MapEntry* entry = try_as<MapEntry>(element);
    if (is<Instance>(element)) NORN_RAISE(Raised::bail());
    if (!entry) NORN_RAISE(raise_cannot_cast(heap, element, "java.util.Map$Entry"));
    map = NORN_TRY(map_assoc(heap, map, entry->key, entry->value));
  }
  return map;
}

}  // namespace

Returned conj_of(Heap& heap, Value coll, Value value) {
  if (coll.is_nil()) return make_list(heap, {&value, 1});
  if (!coll.is_object()) NORN_RAISE(raise_cannot_cast(heap, coll, "clojure.lang.IPersistentCollection"));
  switch (coll.as_object()->kind) {
    case Kind::vector: return to_value(vector_conj(heap, as<Vector>(coll), value));
    case Kind::map_entry: return to_value(vector_conj(heap, entry_as_vector(heap, coll), value));
    case Kind::list:
    case Kind::empty_list: return to_value(list_conj(heap, coll, value));
    case Kind::array_map:
    case Kind::hash_map:
    case Kind::sorted_map:
    case Kind::record: return map_conj(heap, coll, value);
    case Kind::hash_set:
    case Kind::sorted_set: return set_conj(heap, coll, value);
    case Kind::queue: return to_value(queue_conj(heap, as<Queue>(coll), value));
    case Kind::instance: NORN_RAISE(Raised::bail());
    default:
      if (is_seq(coll)) return cons(heap, value, coll);
      NORN_RAISE(raise_cannot_cast(heap, coll, "clojure.lang.IPersistentCollection"));
  }
}

Returned assoc_of(Heap& heap, Value coll, Value key, Value value) {
  if (coll.is_nil()) return map_assoc(heap, empty_map(heap), key, value);
  if (is_map(coll)) return map_assoc(heap, coll, key, value);
  if (is_vector(coll)) {
    Vector* vector = is<Vector>(coll) ? as<Vector>(coll) : entry_as_vector(heap, coll);
    if (!is_integer(key)) NORN_RAISE(raise_illegal_argument(heap, "Key must be integer"));
    int64_t index = vector_index(key, vector->count + 1);
    if (index < 0) NORN_RAISE(raise_index(heap, as_int64(key).value_or(-1), static_cast<int64_t>(vector->count)));
    return to_value(vector_assoc(heap, vector, static_cast<uint64_t>(index), value));
  }
  if (is<Instance>(coll)) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_cannot_cast(heap, coll, "clojure.lang.Associative"));
}

Returned dissoc_of(Heap& heap, Value coll, Value key) {
  if (coll.is_nil()) return coll;
  if (is_map(coll)) return map_dissoc(heap, coll, key);
  if (is<Instance>(coll)) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_cannot_cast(heap, coll, "clojure.lang.IPersistentMap"));
}

Returned disj_of(Heap& heap, Value coll, Value key) {
  if (coll.is_nil()) return coll;
  if (is_set(coll)) return set_disj(heap, coll, key);
  if (is<Instance>(coll)) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_cannot_cast(heap, coll, "clojure.lang.IPersistentSet"));
}

Returned empty_of(Heap& heap, Value coll) {
  if (!coll.is_object()) return Value::nil();
  World& world = World::of(heap);
  auto like = [&](Value empty) {
    Value meta = meta_of(coll);
    return meta.is_nil() ? empty : with_meta(heap, empty, meta);
  };
  switch (coll.as_object()->kind) {
    case Kind::vector: return like(world.empty_vector.value());
    case Kind::list:
    case Kind::empty_list: return like(world.empty_list.value());
    case Kind::array_map:
    case Kind::hash_map: return like(world.empty_map.value());
    case Kind::hash_set: return like(world.empty_set.value());
    case Kind::queue: return like(world.empty_queue.value());
    case Kind::sorted_map: return like(to_value(make_sorted_map(heap, as<SortedMap>(coll)->comparator)));
    case Kind::sorted_set: return like(to_value(make_sorted_set(heap, as<SortedSet>(coll)->map->comparator)));
    case Kind::record: NORN_RAISE(raise_unsupported(heap, "Can't create empty: " + class_name(heap, coll)));
    case Kind::instance: NORN_RAISE(Raised::bail());
    default: return is_seq(coll) ? world.empty_list.value() : Value::nil();
  }
}

Returned peek_of(Heap& heap, Value coll) {
  if (coll.is_nil() || is<EmptyList>(coll)) return Value::nil();
  if (const List* list = try_as<List>(coll)) return list->first;
  if (const Vector* vector = try_as<Vector>(coll))
    return vector->count == 0 ? Value::nil() : vector_nth(vector, vector->count - 1);
  if (const MapEntry* entry = try_as<MapEntry>(coll)) return entry->value;
  if (Queue* queue = try_as<Queue>(coll)) return queue_peek(heap, queue);
  if (is<Instance>(coll)) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_cannot_cast(heap, coll, "clojure.lang.IPersistentStack"));
}

Returned pop_of(Heap& heap, Value coll) {
  if (coll.is_nil()) return coll;
  if (is<EmptyList>(coll)) NORN_RAISE(raise_state(heap, "Can't pop empty list"));
  if (const List* list = try_as<List>(coll)) {
    if (list->meta.is_nil() || list->rest == Value::nil()) return list->rest;
    return with_meta(heap, list->rest, list->meta);
  }
  if (Vector* vector = try_as<Vector>(coll)) {
    if (vector->count == 0) NORN_RAISE(raise_state(heap, "Can't pop empty vector"));
    return to_value(vector_pop(heap, vector));
  }
  if (const MapEntry* entry = try_as<MapEntry>(coll)) return to_value(make_vector(heap, {entry->key}));
  if (Queue* queue = try_as<Queue>(coll)) return to_value(queue_pop(heap, queue));
  if (is<Instance>(coll)) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_cannot_cast(heap, coll, "clojure.lang.IPersistentStack"));
}

// --- conversions -----------------------------------------------------------------------

Returned vec_of(Heap& heap, Value coll) {
  if (Vector* vector = try_as<Vector>(coll)) return vector->meta.is_nil() ? coll : with_meta(heap, coll, Value::nil());
  if (is<MapEntry>(coll)) return to_value(entry_as_vector(heap, coll));
  if (ObjectArray* array = try_as<ObjectArray>(coll); array && !is_long_work(array->tail_count))
    return to_value(make_vector(heap, array->values()));
  std::vector<Value> values = NORN_TRY(collect_in_one_go(heap, coll));
  return to_value(make_vector(heap, values));
}

OrRaised<ObjectArray*> to_object_array(Heap& heap, Value coll) {
  std::vector<Value> values = NORN_TRY(collect(heap, coll));
  ObjectArray* array = make_object_array(heap, values.size());
  std::copy(values.begin(), values.end(), array->data());
  return array;
}

namespace {

// keys and vals of a seq of entries.
Returned project(Heap& heap, Value coll, uint16_t projection) {
  if (coll.is_nil() || is_map(coll)) return coll.is_nil() ? coll : map_seq(heap, coll, projection);
  std::vector<Value> values = NORN_TRY(collect(heap, coll));
  for (Value& value : values) {
    const MapEntry* entry = try_as<MapEntry>(value);
    if (is<Instance>(value)) NORN_RAISE(Raised::bail());
    if (!entry) NORN_RAISE(raise_cannot_cast(heap, value, "java.util.Map$Entry"));
    value = projection == kSeqKeys ? entry->key : entry->value;
  }
  return values.empty() ? Value::nil() : make_list(heap, values);
}

}  // namespace

Returned keys_of(Heap& heap, Value coll) { return project(heap, coll, kSeqKeys); }
Returned values_of(Heap& heap, Value coll) { return project(heap, coll, kSeqValues); }

Returned rseq_of(Heap& heap, Value coll) {
  if (is_vector(coll)) {
    Vector* vector = is<Vector>(coll) ? as<Vector>(coll) : entry_as_vector(heap, coll);
    if (vector->count == 0) return Value::nil();
    VectorSeq* seq = heap.make<VectorSeq>();
    seq->aux = kSeqDescending;
    seq->vector = to_value(vector);
    seq->index = vector->count - 1;
    return to_value(seq);
  }
  if (SortedMap* map = try_as<SortedMap>(coll)) return sorted_seq(heap, map->root.get(), kSeqEntries | kSeqDescending);
  if (SortedSet* set = try_as<SortedSet>(coll))
    return sorted_seq(heap, set->map->root.get(), kSeqKeys | kSeqDescending);
  if (needs_language(coll)) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_cannot_cast(heap, coll, "clojure.lang.Reversible"));
}

}  // namespace norn
