// Host module: the collections of clojure.core. Every public function here is
// a leaf; it bails to its twin on user types, lazy keys and user comparators.
//
// The split operations in norn.prim let a twin do what the host cannot: it
// computes the hash in the language, asks for the candidates that are stored
// under that hash, compares them by = in the language, and commits on the
// version it has read.
#include "base/result.h"
#include "data/compare.h"
#include "data/equality.h"
#include "data/hashing.h"
#include "data/host_function_object.h"
#include "data/metadata.h"
#include "data/print.h"
#include "data/queue.h"
#include "data/seq.h"
#include "data/tagged_literal.h"
#include "lib/args.h"

namespace norn {
namespace {

// More at once would keep other tasks waiting (SEMANTICS 34).
constexpr size_t kElementsAtOnce = 8192;

Returned boolean(const OrRaised<bool>& answer) {
  if (!answer) return std::unexpected(answer.error());
  return Value::boolean(*answer);
}

Returned boolean(Answer answer) {
  if (answer == Answer::bail) NORN_RAISE(Raised::bail());
  return Value::boolean(answer == Answer::yes);
}

Raised raise_odd(HostCall& call, Value last) {
  std::string text;
  if (str_to(call.heap, text, last) != Answer::yes) text = print_brief(call.heap, last);
  return raise_illegal_argument(call.heap, "No value supplied for key: " + text);
}

OrRaised<uint32_t> hash_arg(HostCall& call, uint32_t i) {
  return static_cast<uint32_t>(NORN_TRY(integer_arg(call, i)));
}

// --- the split operations take maps, sets and transients of both --------------------

// What the keys of a collection are stored in.
OrRaised<Value> stored_in(HostCall& call, uint32_t i) {
  Value coll = call[i];
  if (is<ArrayMap>(coll) || is<HashMap>(coll) || is<Record>(coll) || is<TransientMap>(coll)) return coll;
  if (const HashSet* set = try_as<HashSet>(coll)) return set->map;
  if (const TransientSet* set = try_as<TransientSet>(coll)) return set->map.value();
  NORN_RAISE(wrong_argument(call, i, "a hashed map or set"));
}

Value with_stored(HostCall& call, Value coll, Value map) {
  if (is<HashSet>(coll)) return set_with_map(call.heap, coll, map);
  return is<TransientSet>(coll) ? coll : map;
}

Value assoc_hashed(Heap& heap, Value map, uint32_t hash, Value stored, Value key, Value value) {
  TransientMap* transient = try_as<TransientMap>(map);
  if (!transient) return map_assoc_hashed(heap, map, hash, stored, key, value);
  transient_map_assoc_hashed(heap, transient, hash, stored, key, value);
  return map;
}

Value dissoc_hashed(Heap& heap, Value map, uint32_t hash, Value stored) {
  TransientMap* transient = try_as<TransientMap>(map);
  if (!transient) return map_dissoc_hashed(heap, map, hash, stored);
  transient_map_dissoc_hashed(heap, transient, hash, stored);
  return map;
}

// A sorted map, or the one behind a sorted set.
OrRaised<SortedMap*> sorted_arg(HostCall& call, uint32_t i) {
  if (SortedMap* map = try_as<SortedMap>(call[i])) return map;
  if (SortedSet* set = try_as<SortedSet>(call[i])) return set->map.get();
  NORN_RAISE(wrong_argument(call, i, "a sorted map or set"));
}

uint16_t projection_of(Value sorted) { return is<SortedSet>(sorted) ? kSeqKeys : kSeqEntries; }

// nil for clojure.core/compare itself, so that C++ does the comparing.
Value comparator_of(Value comparator) {
  const HostFunction* function = try_as<HostFunction>(comparator);
  return function && symbol_is(function->name.get(), "clojure.core/compare") ? Value::nil() : comparator;
}

Returned sorted_map_of(HostCall& call, Value comparator, std::span<const Value> keys_and_values) {
  if (keys_and_values.size() % 2 != 0) NORN_RAISE(raise_odd(call, keys_and_values.back()));
  SortedMap* map = make_sorted_map(call.heap, comparator);
  for (size_t i = 0; i < keys_and_values.size(); i += 2)
    map = NORN_TRY(sorted_assoc(call.heap, map, keys_and_values[i], keys_and_values[i + 1]));
  return to_value(map);
}

Returned sorted_set_of(HostCall& call, Value comparator, std::span<const Value> elements) {
  Value set = to_value(make_sorted_set(call.heap, comparator));
  for (Value element : elements) set = NORN_TRY(set_conj(call.heap, set, element));
  return set;
}

}  // namespace

// --- making collections -----------------------------------------------------------------

NORN_HOST(vector_, "clojure.core/vector", "([& args])", "Returns a vector of the arguments. (vector 1 2) => [1 2]") {
  return to_value(make_vector(call.heap, call.rest(0)));
}

NORN_HOST(vec_, "clojure.core/vec", "([coll])", "Returns a vector of the items of coll. (vec '(1 2)) => [1 2]") {
  return vec_of(call.heap, call[0]);
}

NORN_HOST(list_, "clojure.core/list", "([& items])", "Returns a list of the arguments. (list 1 2) => (1 2)") {
  return make_list(call.heap, call.rest(0));
}

NORN_HOST(hash_map_, "clojure.core/hash-map", "([& keyvals])",
          "Returns a hash map of the keys and values; of equal keys the last wins. (hash-map :a 1) => {:a 1}") {
  if (call.count % 2 != 0) NORN_RAISE(raise_odd(call, call[call.count - 1]));
  return make_hash_map(call.heap, call.rest(0));
}

NORN_HOST(array_map_, "clojure.core/array-map", "([& keyvals])",
          "Returns a map that keeps its entries in order, for few entries: it is searched linearly. (array-map :a 1) "
          "=> {:a 1}") {
  if (call.count % 2 != 0) NORN_RAISE(raise_odd(call, call[call.count - 1]));
  return make_array_map(call.heap, call.rest(0));
}

NORN_HOST(hash_set_, "clojure.core/hash-set", "([& keys])",
          "Returns a set of the arguments. (hash-set 1 2 1) => #{1 2}") {
  return make_set(call.heap, call.rest(0));
}

NORN_HOST(set_, "clojure.core/set", "([coll])", "Returns a set of the items of coll. (set [1 2 1]) => #{1 2}") {
  if (is_set(call[0])) {
    Value meta = is<HashSet>(call[0]) ? as<HashSet>(call[0])->meta : as<SortedSet>(call[0])->meta;
    return meta.is_nil() ? call[0] : with_meta(call.heap, call[0], Value::nil());
  }
  if (auto count = count_if_counted(call[0]); count && *count > kElementsAtOnce) NORN_RAISE(Raised::bail());
  std::vector<Value> elements = NORN_TRY(collect(call.heap, call[0]));
  if (elements.size() > kElementsAtOnce) NORN_RAISE(Raised::bail());
  return make_set(call.heap, elements);
}

NORN_HOST(sorted_map_, "clojure.core/sorted-map", "([& keyvals])",
          "Returns a map sorted by the natural order of its keys. (sorted-map 2 :b 1 :a) => {1 :a, 2 :b}") {
  return sorted_map_of(call, Value::nil(), call.rest(0));
}

NORN_HOST(sorted_map_by, "clojure.core/sorted-map-by", "([comparator & keyvals])",
          "Returns a map sorted by a comparator of keys. (sorted-map-by > 1 :a 2 :b) => {2 :b, 1 :a}") {
  return sorted_map_of(call, comparator_of(call[0]), call.rest(1));
}

NORN_HOST(sorted_set_, "clojure.core/sorted-set", "([& keys])",
          "Returns a set sorted by the natural order of its items. (sorted-set 2 1) => #{1 2}") {
  return sorted_set_of(call, Value::nil(), call.rest(0));
}

NORN_HOST(sorted_set_by, "clojure.core/sorted-set-by", "([comparator & keys])",
          "Returns a set sorted by a comparator of items. (sorted-set-by > 1 2) => #{2 1}") {
  return sorted_set_of(call, comparator_of(call[0]), call.rest(1));
}

NORN_HOST(empty_queue, "norn.prim/empty-queue", "([])", "The empty persistent queue.") {
  return world_of(call).empty_queue.value();
}

NORN_HOST(make_entry, "norn.prim/make-entry", "([key value])", "A map entry.") {
  return make_map_entry(call.heap, call[0], call[1]);
}

NORN_HOST(into_vector, "norn.prim/into-vector", "([vector coll])",
          "The vector with the items of coll behind its own; keeps its metadata.") {
  Vector* vector = NORN_TRY(object_arg<Vector>(call, 0, "a vector"));
  std::vector<Value> values = NORN_TRY(collect(call.heap, call[1]));
  TransientVector* transient = make_transient(call.heap, vector);
  for (Value value : values) transient_conj(call.heap, transient, value);
  return to_value(make_persistent(call.heap, transient));
}

NORN_HOST(make_tagged_literal_, "norn.prim/make-tagged-literal", "([tag form])", "The value of #tag form as data.") {
  return to_value(make_tagged_literal(call.heap, call[0], call[1]));
}

NORN_HOST(make_reader_conditional_, "norn.prim/make-reader-conditional", "([form splicing?])",
          "The value of #?(form...) as data.") {
  return to_value(make_reader_conditional(call.heap, call[0], call[1].truthy()));
}

// --- reading them --------------------------------------------------------------------------

NORN_HOST(count_, "clojure.core/count", "([coll])",
          "Returns the number of items of a collection, string or array; 0 for nil. (count [1 2]) => 2") {
  return Value::fixnum(static_cast<int64_t>(NORN_TRY(count_of(call.heap, call[0]))));
}

NORN_HOST(nth_, "clojure.core/nth", "([coll index] [coll index not-found])",
          "Returns the item at an index; outside the bounds not-found, or else an IndexOutOfBoundsException. (nth [:a "
          ":b] 1) => :b") {
  int64_t index = NORN_TRY(index_arg(call, 1));
  return call.count == 2 ? nth_of(call.heap, call[0], index) : nth_of(call.heap, call[0], index, call[2]);
}

NORN_HOST(get_, "clojure.core/get", "([map key] [map key not-found])",
          "Returns the value of a key, not-found (nil) if there is none; also for sets, vectors, strings. (get {:a 1} "
          ":a) => 1") {
  return get_of(call.heap, call[0], call[1], call.arg_or(2, Value::nil()));
}

NORN_HOST(
    contains, "clojure.core/contains?", "([coll key])",
    "Returns whether coll has the key; for vectors and strings whether it is an index. (contains? [5] 0) => true") {
  return boolean(contains_of(call.heap, call[0], call[1]));
}

NORN_HOST(find_, "clojure.core/find", "([map key])", "Returns the entry of a key, or nil. (find {:a 1} :a) => [:a 1]") {
  return find_of(call.heap, call[0], call[1]);
}

NORN_HOST(key_, "clojure.core/key", "([e])", "Returns the key of a map entry.") {
  if (const MapEntry* entry = try_as<MapEntry>(call[0])) return entry->key;
  if (is<Instance>(call[0])) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_cannot_cast(call.heap, call[0], "java.util.Map$Entry"));
}

NORN_HOST(val_, "clojure.core/val", "([e])", "Returns the value of a map entry.") {
  if (const MapEntry* entry = try_as<MapEntry>(call[0])) return entry->value;
  if (is<Instance>(call[0])) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_cannot_cast(call.heap, call[0], "java.util.Map$Entry"));
}

NORN_HOST(keys_, "clojure.core/keys", "([map])",
          "Returns a seq of the keys, nil if there are none. (keys {:a 1}) => (:a)") {
  return keys_of(call.heap, call[0]);
}

NORN_HOST(vals_, "clojure.core/vals", "([map])",
          "Returns a seq of the values, nil if there are none. (vals {:a 1}) => (1)") {
  return values_of(call.heap, call[0]);
}

NORN_HOST(peek_, "clojure.core/peek", "([coll])",
          "Returns the last item of a vector, the first of a list or queue; nil if it is empty. (peek [1 2]) => 2") {
  return peek_of(call.heap, call[0]);
}

// --- changed copies --------------------------------------------------------------------------

NORN_HOST(conj_, "clojure.core/conj", "([] [coll] [coll x] [coll x & xs])",
          "Returns coll with the items added where it is cheapest: behind vectors, in front of lists. (conj [1] 2 3) "
          "=> [1 2 3]") {
  if (call.count == 0) return world_of(call).empty_vector.value();
  if (call.count == 1) return call[0];
  Value coll = call[0];
  for (Value item : call.rest(1)) coll = NORN_TRY(conj_of(call.heap, coll, item));
  return coll;
}

NORN_HOST(
    assoc_, "clojure.core/assoc", "([map key val] [map key val & kvs])",
    "Returns the map, or vector, with val under key, and so on for more keys. (assoc {:a 1} :b 2) => {:a 1, :b 2}") {
  if (call.count % 2 == 0)
    NORN_RAISE(
        raise_illegal_argument(call.heap, "assoc expects even number of arguments after map/vector, found odd number"));
  Value coll = call[0];
  for (uint32_t i = 1; i < call.count; i += 2) coll = NORN_TRY(assoc_of(call.heap, coll, call[i], call[i + 1]));
  return coll;
}

NORN_HOST(dissoc_, "clojure.core/dissoc", "([map] [map key] [map key & ks])",
          "Returns the map without the keys. (dissoc {:a 1 :b 2} :a) => {:b 2}") {
  Value coll = call[0];
  for (Value key : call.rest(1)) coll = NORN_TRY(dissoc_of(call.heap, coll, key));
  return coll;
}

NORN_HOST(disj_, "clojure.core/disj", "([set] [set key] [set key & ks])",
          "Returns the set without the items. (disj #{1 2} 1) => #{2}") {
  Value coll = call[0];
  for (Value key : call.rest(1)) coll = NORN_TRY(disj_of(call.heap, coll, key));
  return coll;
}

NORN_HOST(pop_, "clojure.core/pop", "([coll])",
          "Returns a vector without its last, a list or queue without its first item. (pop [1 2]) => [1]") {
  return pop_of(call.heap, call[0]);
}

NORN_HOST(empty_, "clojure.core/empty", "([coll])",
          "Returns an empty collection of the same kind with the same metadata; nil for what is no collection.") {
  return empty_of(call.heap, call[0]);
}

NORN_HOST(subvec_, "clojure.core/subvec", "([v start] [v start end])",
          "Returns the items [start, end) of a vector, sharing them with it. (subvec [1 2 3] 1) => [2 3]") {
  if (is<Instance>(call[0])) NORN_RAISE(Raised::bail());
  if (!is_vector(call[0])) NORN_RAISE(raise_cannot_cast(call.heap, call[0], "clojure.lang.IPersistentVector"));
  Vector* vector = as<Vector>(NORN_TRY(vec_of(call.heap, call[0])));
  int64_t count = static_cast<int64_t>(vector->count);
  int64_t start = NORN_TRY(index_arg(call, 1));
  int64_t end = call.count == 3 ? NORN_TRY(index_arg(call, 2)) : count;
  if (start < 0 || end < start || end > count)
    NORN_RAISE(raise_index(call.heap, start < 0 || start > count ? start : end, count));
  Vector* slice = vector_slice(call.heap, vector, static_cast<uint64_t>(start), static_cast<uint64_t>(end));
  return to_value(slice);
}

// --- equality, order, hashes ------------------------------------------------------------------

NORN_HOST(equal_, "clojure.core/=", "([x] [x y] [x y & more])",
          "Returns whether the arguments are equal values; collections by their items. (= [1 2] '(1 2)) => true") {
  for (uint32_t i = 1; i < call.count; ++i) {
    Answer same = equals(call.heap, call[i - 1], call[i]);
    if (same != Answer::yes) return boolean(same);
  }
  return Value::boolean(true);
}

NORN_HOST(equals_, "norn.prim/equals", "([x y])", "(= x y) for two values.") {
  return boolean(equals(call.heap, call[0], call[1]));
}

NORN_HOST(identical, "clojure.core/identical?", "([x y])", "Returns whether x and y are the same object.") {
  return Value::boolean(call[0] == call[1]);
}

NORN_HOST(
    compare_, "clojure.core/compare", "([x y])",
    "Returns a negative number, 0 or a positive number as x is less than, equal to or greater than y; nil is least. "
    "(compare 1 2) => -1") {
  return Value::fixnum(NORN_TRY(compare_values(call.heap, call[0], call[1])));
}

NORN_HOST(hash_, "clojure.core/hash", "([x])", "Returns the hash of a value: equal values have equal hashes.") {
  std::optional<uint32_t> hash = hash_of(call.heap, call[0]);
  if (!hash) NORN_RAISE(Raised::bail());
  return Value::fixnum(static_cast<int32_t>(*hash));
}

NORN_HOST(hash_combine_, "clojure.core/hash-combine", "([x y])",
          "Returns a hash made of the hash x and the hash of y.") {
  uint32_t seed = NORN_TRY(hash_arg(call, 0));
  std::optional<uint32_t> hash = hash_of(call.heap, call[1]);
  if (!hash) NORN_RAISE(Raised::bail());
  return Value::fixnum(static_cast<int32_t>(hash_combine(seed, *hash)));
}

NORN_HOST(
    hash_ordered_step, "norn.prim/hash-ordered-step", "([sum hash])",
    "The hash basis of a sequence with one more item, of that hash. The basis of no items is 1; mix-hash ends it.") {
  return Value::fixnum(
      static_cast<int32_t>(ordered_hash_step(NORN_TRY(hash_arg(call, 0)), NORN_TRY(hash_arg(call, 1)))));
}

NORN_HOST(hash_unordered_step, "norn.prim/hash-unordered-step", "([sum hash])",
          "The hash basis of a set, or map of entries, with one more item of that hash. The basis of no items is 0; "
          "mix-hash ends it.") {
  return Value::fixnum(
      static_cast<int32_t>(unordered_hash_step(NORN_TRY(hash_arg(call, 0)), NORN_TRY(hash_arg(call, 1)))));
}

NORN_HOST(hash_entry, "norn.prim/hash-entry", "([key-hash value-hash])",
          "The hash of a map entry, or of the vector [key value].") {
  return Value::fixnum(static_cast<int32_t>(entry_hash(NORN_TRY(hash_arg(call, 0)), NORN_TRY(hash_arg(call, 1)))));
}

NORN_HOST(mix_hash, "norn.prim/mix-hash", "([basis count])",
          "The hash of a collection from its basis and number of items.") {
  uint64_t count = static_cast<uint64_t>(NORN_TRY(integer_arg(call, 1)));
  return Value::fixnum(static_cast<int32_t>(finish_collection_hash(NORN_TRY(hash_arg(call, 0)), count)));
}

NORN_HOST(remember_hash_, "norn.prim/remember-hash!", "([coll hash])",
          "Keeps the hash a twin has computed of an immutable collection with it; returns the hash.") {
  remember_hash(call[0], NORN_TRY(hash_arg(call, 1)));
  return call[1];
}

// --- transients -----------------------------------------------------------------------------------

namespace {

Raised raise_dead(HostCall& call) {
  return raise(call.heap, world_of(call).types.illegal_access_error.get(), "Transient used after persistent! call");
}

// Whether the transient may still be used; raises for what is no transient.
OrRaised<Kind> transient_arg(HostCall& call, std::string_view expected) {
  Value coll = call[0];
  bool alive = is<TransientVector>(coll) ? as<TransientVector>(coll)->alive != 0
               : is<TransientMap>(coll)  ? as<TransientMap>(coll)->alive != 0
               : is<TransientSet>(coll)  ? as<TransientSet>(coll)->map->alive != 0
                                         : false;
  if (alive) return coll.as_object()->kind;
  if (is<Instance>(coll)) NORN_RAISE(Raised::bail());
  if (is<TransientVector>(coll) || is<TransientMap>(coll) || is<TransientSet>(coll)) NORN_RAISE(raise_dead(call));
  NORN_RAISE(raise_cannot_cast(call.heap, coll, expected));
}

OrRaised<bool> set_add(HostCall& call, TransientSet* set, Value element) {
  Value there = NORN_TRY(transient_map_get(call.heap, set->map.get(), element, Value::marker(Marker::absent)));
  if (!there.is_marker()) return true;
  return transient_map_assoc(call.heap, set->map.get(), element, element);
}

// An entry, a pair or a map. Adding is idempotent, so a bail in the middle of a map does no harm.
OrRaised<bool> map_add(HostCall& call, TransientMap* map, Value addition) {
  Heap& heap = call.heap;
  if (const MapEntry* entry = try_as<MapEntry>(addition))
    return transient_map_assoc(heap, map, entry->key, entry->value);
  if (const Vector* pair = try_as<Vector>(addition)) {
    if (pair->count != 2) NORN_RAISE(raise_illegal_argument(heap, "Vector arg to map conj must be a pair"));
    return transient_map_assoc(heap, map, vector_nth(pair, 0), vector_nth(pair, 1));
  }
  if (addition.is_nil() || is_map(addition)) {
    MapIterator it(heap, addition);
    while (it.next()) NORN_TRY(transient_map_assoc(heap, map, it.key(), it.value()));
    return true;
  }
  std::vector<Value> entries = NORN_TRY(collect(heap, addition));
  for (Value entry : entries) {
    if (is<Instance>(entry)) NORN_RAISE(Raised::bail());
    if (!is<MapEntry>(entry)) NORN_RAISE(raise_cannot_cast(heap, entry, "java.util.Map$Entry"));
    NORN_TRY(transient_map_assoc(heap, map, as<MapEntry>(entry)->key, as<MapEntry>(entry)->value));
  }
  return true;
}

OrRaised<bool> vector_set(HostCall& call, TransientVector* vector, Value key, Value value) {
  std::optional<int64_t> index = as_int64(key);
  if (!index) NORN_RAISE(raise_illegal_argument(call.heap, "Key must be integer"));
  if (*index < 0 || static_cast<uint64_t>(*index) > vector->count)
    NORN_RAISE(raise_index(call.heap, *index, static_cast<int64_t>(vector->count)));
  transient_assoc(call.heap, vector, static_cast<uint64_t>(*index), value);
  return true;
}

}  // namespace

NORN_HOST(transient_, "clojure.core/transient", "([coll])",
          "Returns a transient copy of a vector, map or set in constant time: conj!, assoc! ... change it in place.") {
  if (is<Vector>(call[0])) return to_value(make_transient(call.heap, as<Vector>(call[0])));
  if (is<ArrayMap>(call[0]) || is<HashMap>(call[0])) return to_value(make_transient_map(call.heap, call[0]));
  if (is<HashSet>(call[0])) return to_value(make_transient_set(call.heap, as<HashSet>(call[0])));
  if (is<Instance>(call[0])) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_cannot_cast(call.heap, call[0], "clojure.lang.IEditableCollection"));
}

NORN_HOST(persistent, "clojure.core/persistent!", "([coll])",
          "Returns the persistent collection a transient has become, in constant time. The transient must not be used "
          "again.") {
  switch (NORN_TRY(transient_arg(call, "clojure.lang.ITransientCollection"))) {
    case Kind::transient_vector: return to_value(make_persistent(call.heap, as<TransientVector>(call[0])));
    case Kind::transient_map: return make_persistent(call.heap, as<TransientMap>(call[0]));
    default: return make_persistent(call.heap, as<TransientSet>(call[0]));
  }
}

NORN_HOST(conj_transient, "clojure.core/conj!", "([] [coll] [coll x])", "Adds x to a transient and returns it.") {
  if (call.count == 0) return to_value(make_transient(call.heap, world_of(call).empty_vector.get()));
  if (call.count == 1) return call[0];
  switch (NORN_TRY(transient_arg(call, "clojure.lang.ITransientCollection"))) {
    case Kind::transient_vector: transient_conj(call.heap, as<TransientVector>(call[0]), call[1]); break;
    case Kind::transient_map: NORN_TRY(map_add(call, as<TransientMap>(call[0]), call[1])); break;
    default: NORN_TRY(set_add(call, as<TransientSet>(call[0]), call[1]));
  }
  return call[0];
}

NORN_HOST(assoc_transient, "clojure.core/assoc!", "([coll key val] [coll key val & kvs])",
          "Puts val under key in a transient map or vector, and so on for more keys; returns it.") {
  Kind kind = NORN_TRY(transient_arg(call, "clojure.lang.ITransientAssociative"));
  if (kind == Kind::transient_set)
    NORN_RAISE(raise_cannot_cast(call.heap, call[0], "clojure.lang.ITransientAssociative"));
  for (uint32_t i = 1; i < call.count; i += 2) {
    Value value = call.arg_or(i + 1, Value::nil());
    if (kind == Kind::transient_vector)
      NORN_TRY(vector_set(call, as<TransientVector>(call[0]), call[i], value));
    else
      NORN_TRY(transient_map_assoc(call.heap, as<TransientMap>(call[0]), call[i], value));
  }
  return call[0];
}

NORN_HOST(dissoc_transient, "clojure.core/dissoc!", "([map key] [map key & ks])",
          "Removes keys from a transient map; returns it.") {
  if (NORN_TRY(transient_arg(call, "clojure.lang.ITransientMap")) != Kind::transient_map)
    NORN_RAISE(raise_cannot_cast(call.heap, call[0], "clojure.lang.ITransientMap"));
  for (Value key : call.rest(1)) NORN_TRY(transient_map_dissoc(call.heap, as<TransientMap>(call[0]), key));
  return call[0];
}

NORN_HOST(disj_transient, "clojure.core/disj!", "([set] [set key] [set key & ks])",
          "Removes items from a transient set; returns it.") {
  if (call.count == 1) return call[0];
  if (NORN_TRY(transient_arg(call, "clojure.lang.ITransientSet")) != Kind::transient_set)
    NORN_RAISE(raise_cannot_cast(call.heap, call[0], "clojure.lang.ITransientSet"));
  for (Value key : call.rest(1)) NORN_TRY(transient_map_dissoc(call.heap, as<TransientSet>(call[0])->map.get(), key));
  return call[0];
}

NORN_HOST(pop_transient, "clojure.core/pop!", "([coll])", "Removes the last item of a transient vector; returns it.") {
  if (NORN_TRY(transient_arg(call, "clojure.lang.ITransientVector")) != Kind::transient_vector)
    NORN_RAISE(raise_cannot_cast(call.heap, call[0], "clojure.lang.ITransientVector"));
  TransientVector* vector = as<TransientVector>(call[0]);
  if (vector->count == 0) NORN_RAISE(raise_state(call.heap, "Can't pop empty vector"));
  transient_pop(call.heap, vector);
  return call[0];
}

NORN_HOST(editable, "norn.prim/editable?", "([coll])", "Whether (transient coll) works.") {
  Value coll = call[0];
  return Value::boolean(is<Vector>(coll) || is<ArrayMap>(coll) || is<HashMap>(coll) || is<HashSet>(coll));
}

// --- what twins need of hashed collections -----------------------------------------------------------

NORN_HOST(
    map_candidates_, "norn.prim/map-candidates", "([coll hash])",
    "An array of the keys that a map, set or transient has stored under this hash: those a key can be equal to.") {
  return to_value(map_candidates(call.heap, NORN_TRY(stored_in(call, 0)), NORN_TRY(hash_arg(call, 1))));
}

NORN_HOST(map_stored_value, "norn.prim/map-stored-value", "([coll hash stored])",
          "The value of a key that map-candidates has given.") {
  return map_value_of_stored(call.heap, NORN_TRY(stored_in(call, 0)), NORN_TRY(hash_arg(call, 1)), call[2]);
}

NORN_HOST(map_assoc_hashed_, "norn.prim/map-assoc-hashed", "([coll hash key value] [coll hash stored key value])",
          "The map, set (its value is the key) or transient with a value under the stored key, or, with four "
          "arguments, under a new key "
          "that equals none of the candidates.") {
  Value map = NORN_TRY(stored_in(call, 0));
  uint32_t hash = NORN_TRY(hash_arg(call, 1));
  bool known = call.count == 5;
  Value stored = known ? call[2] : Value::marker(Marker::absent);
  Value changed = assoc_hashed(call.heap, map, hash, stored, call[known ? 3 : 2], call[known ? 4 : 3]);
  return with_stored(call, call[0], changed);
}

NORN_HOST(map_dissoc_hashed_, "norn.prim/map-dissoc-hashed", "([coll hash stored])",
          "The map, set or transient without a key that map-candidates has given.") {
  Value changed = dissoc_hashed(call.heap, NORN_TRY(stored_in(call, 0)), NORN_TRY(hash_arg(call, 1)), call[2]);
  return with_stored(call, call[0], changed);
}

// --- what twins need of sorted collections --------------------------------------------------------------

NORN_HOST(sorted_comparator, "norn.prim/sorted-comparator", "([sorted])",
          "The comparator of a sorted map or set; nil means compare.") {
  return NORN_TRY(sorted_arg(call, 0))->comparator;
}

NORN_HOST(sorted_root, "norn.prim/sorted-root", "([sorted])",
          "The root node of a sorted map or set; nil if it is empty.") {
  return NORN_TRY(sorted_arg(call, 0))->root.value();
}

NORN_HOST(node_key, "norn.prim/node-key", "([node])", "The key of a node of a sorted collection.") {
  return NORN_TRY(object_arg<SortedNode>(call, 0, "a node"))->key;
}

NORN_HOST(node_value, "norn.prim/node-value", "([node])", "The value of a node of a sorted collection.") {
  return NORN_TRY(object_arg<SortedNode>(call, 0, "a node"))->value;
}

NORN_HOST(node_left, "norn.prim/node-left", "([node])", "The subtree with what is less; nil if there is none.") {
  return NORN_TRY(object_arg<SortedNode>(call, 0, "a node"))->left.value();
}

NORN_HOST(node_right, "norn.prim/node-right", "([node])", "The subtree with what is greater; nil if there is none.") {
  return NORN_TRY(object_arg<SortedNode>(call, 0, "a node"))->right.value();
}

NORN_HOST(sorted_insert_at_, "norn.prim/sorted-insert-at", "([sorted path key value])",
          "The sorted map or set (its value is the key) with a value at the place that a path leads to: 1 is the root, "
          "2p and 2p+1 are "
          "left and right of p. An empty place gets the key, a node keeps its own.") {
  SortedMap* map = NORN_TRY(sorted_arg(call, 0));
  SortedMap* changed =
      sorted_insert_at(call.heap, map, static_cast<uint64_t>(NORN_TRY(integer_arg(call, 1))), call[2], call[3]);
  return is<SortedSet>(call[0]) ? set_with_map(call.heap, call[0], to_value(changed)) : to_value(changed);
}

NORN_HOST(sorted_remove_at_, "norn.prim/sorted-remove-at", "([sorted path])",
          "The sorted map or set without the node that a path leads to (see sorted-insert-at).") {
  SortedMap* map = NORN_TRY(sorted_arg(call, 0));
  SortedMap* changed = sorted_remove_at(call.heap, map, static_cast<uint64_t>(NORN_TRY(integer_arg(call, 1))));
  return is<SortedSet>(call[0]) ? set_with_map(call.heap, call[0], to_value(changed)) : to_value(changed);
}

NORN_HOST(
    sorted_path_, "norn.prim/sorted-path", "([sorted key])",
    "The path to the place of a key (see sorted-insert-at): to its node, or to the empty place where it would be.") {
  return Value::fixnum(static_cast<int64_t>(NORN_TRY(sorted_path(call.heap, NORN_TRY(sorted_arg(call, 0)), call[1]))));
}

NORN_HOST(sorted_seq_from_, "norn.prim/sorted-seq-from", "([sorted path ascending?])",
          "A seq of the entries or items from the place of a path on, in ascending or descending order; nil if there "
          "are none.") {
  uint16_t flags = static_cast<uint16_t>(projection_of(call[0]) | (call[2].truthy() ? 0 : kSeqDescending));
  return sorted_seq_from(call.heap, NORN_TRY(sorted_arg(call, 0)),
                         static_cast<uint64_t>(NORN_TRY(integer_arg(call, 1))), flags);
}

NORN_HOST(sorted_seq_all, "norn.prim/sorted-seq", "([sorted ascending?])",
          "A seq of all entries or items in ascending or descending order; nil if there are none.") {
  uint16_t flags = static_cast<uint16_t>(projection_of(call[0]) | (call[1].truthy() ? 0 : kSeqDescending));
  return sorted_seq(call.heap, NORN_TRY(sorted_arg(call, 0))->root.get(), flags);
}

NORN_MODULE(kCollectionsModule, vector_, vec_, list_, hash_map_, array_map_, hash_set_, set_, sorted_map_,
            sorted_map_by, sorted_set_, sorted_set_by, empty_queue, make_entry, into_vector, make_tagged_literal_,
            make_reader_conditional_, count_, nth_, get_, contains, find_, key_, val_, keys_, vals_, peek_, conj_,
            assoc_, dissoc_, disj_, pop_, empty_, subvec_, equal_, equals_, identical, compare_, hash_, hash_combine_,
            hash_ordered_step, hash_unordered_step, hash_entry, mix_hash, remember_hash_, transient_, persistent,
            conj_transient, assoc_transient, dissoc_transient, disj_transient, pop_transient, editable, map_candidates_,
            map_stored_value, map_assoc_hashed_, map_dissoc_hashed_, sorted_comparator, sorted_root, node_key,
            node_value, node_left, node_right, sorted_insert_at_, sorted_remove_at_, sorted_path_, sorted_seq_from_,
            sorted_seq_all);

}  // namespace norn
