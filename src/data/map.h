// All maps as one: array, hash and sorted maps, and records.
//
// Keyed operations bail, before anything changes, when finding the key needs
// the language. The twin splits them: hash in bytecode, map_candidates, = in
// bytecode, then map_assoc_hashed / map_dissoc_hashed on the version it read.
#pragma once

#include <span>

#include "data/array_map.h"
#include "data/hash_map.h"
#include "data/map_entry.h"
#include "data/sorted_map.h"

namespace norn {

struct Keyword;
struct ObjectArray;

inline bool is_map(Value v) {
  if (!v.is_object()) return false;
  Kind kind = v.as_object()->kind;
  return kind == Kind::array_map || kind == Kind::hash_map || kind == Kind::sorted_map || kind == Kind::record;
}

// nil counts as an empty map in map_count, map_get and map_for_each.
uint64_t map_count(Value map);
Value empty_map(Heap& heap);

// Later pairs win. Up to 8 entries: an array map in order. Requires: an even number of values.
Returned make_map(Heap& heap, std::span<const Value> keys_and_values);
Returned make_map(Heap& heap, std::initializer_list<Value> keys_and_values);
// Like (array-map ...): any size, in order.
Returned make_array_map(Heap& heap, std::span<const Value> keys_and_values);
// Like (hash-map ...): never an array map unless empty.
Returned make_hash_map(Heap& heap, std::span<const Value> keys_and_values);

Returned map_get(Heap& heap, Value map, Value key, Value not_found = Value::nil());
// Never bails or raises: a key that would need the language is no keyword.
Value map_get_keyword(Heap& heap, Value map, Keyword* key, Value not_found = Value::nil());
Value map_get_keyword(Heap& heap, Value map, std::string_view name, Value not_found = Value::nil());
OrRaised<bool> map_contains(Heap& heap, Value map, Value key);
Returned map_find(Heap& heap, Value map, Value key);  // MapEntry or nil
Returned map_assoc(Heap& heap, Value map, Value key, Value value);
Returned map_dissoc(Heap& heap, Value map, Value key);  // a record that loses a field becomes a map
// For keys that are keywords, symbols, strings or numbers on array and hash maps: never bails.
Value map_assoc_plain(Heap& heap, Value map, Value key, Value value);

// --- the split operations; map is an array or hash map, a TransientMap, or a record's extra map ---
// ObjectArray of the stored keys whose hash is `hash` or unknown.
ObjectArray* map_candidates(Heap& heap, Value map, uint32_t hash);
// The value of a stored key, by identity. Requires: it came from map_candidates.
Value map_value_of_stored(Heap& heap, Value map, uint32_t hash, Value stored_key);
// stored_key: one of the candidates, or Marker::absent: then `key` is new.
Value map_assoc_hashed(Heap& heap, Value map, uint32_t hash, Value stored_key, Value key, Value value);
Value map_dissoc_hashed(Heap& heap, Value map, uint32_t hash, Value stored_key);

// --- transients: in place. Requires: alive. ---------------------------------------
TransientMap* make_transient_map(Heap& heap, Value map);  // Requires: an array or hash map.
Value make_persistent(Heap& heap, TransientMap* transient);
Returned transient_map_get(Heap& heap, TransientMap* map, Value key, Value not_found);
Returned transient_map_find(Heap& heap, TransientMap* map, Value key);
OrRaised<bool> transient_map_assoc(Heap& heap, TransientMap* map, Value key, Value value);
OrRaised<bool> transient_map_dissoc(Heap& heap, TransientMap* map, Value key);
// Split, as above.
void transient_map_assoc_hashed(Heap& heap, TransientMap* map, uint32_t hash, Value stored_key, Value key, Value value);
void transient_map_dissoc_hashed(Heap& heap, TransientMap* map, uint32_t hash, Value stored_key);

// --- iteration ---------------------------------------------------------------------
// Step by step over any map or nil; key() and value() after next() said true. Not across a safepoint.
class MapIterator {
 public:
  MapIterator(Heap& heap, Value map);
  bool next();
  Value key() const { return key_; }
  Value value() const { return value_; }

 private:
  struct Level {
    const Value* children;
    uint32_t remaining;
  };
  void enter_map(Value map);
  void enter_node(Value node);
  void push_spine(SortedNode* node);
  bool next_sorted();
  bool next_record_field();

  Heap& heap_;
  Value key_, value_;
  const Value* entry_ = nullptr;  // the remaining entries of the current node
  uint64_t entries_ = 0;
  int depth_ = 0;
  Level levels_[8];
  SortedNode* sorted_stack_[64];  // AVL height: < 1.45 log2(n)
  int sorted_depth_ = 0;
  Value record_;
  uint64_t field_ = 0;
};

// f(Value key, Value value) for each entry of a map or nil.
template <typename F>
void map_for_each(Heap& heap, Value map, F f) {
  MapIterator it(heap, map);
  while (it.next()) f(it.key(), it.value());
}

// A seq over an array map, the nodes of a hash map, or a record. `node` stands at entry `index`; what follows its
// children, or the record's fields, is `next` (a MapSeq or, behind a record, any seq of entries). aux: SeqFlag.
struct MapSeq : Object {
  static constexpr Kind kKind = Kind::map_seq;
  Value meta, node, next;
  uint64_t index;
};

// nil or a seq of entries, keys or values (SeqFlag).
Value map_seq(Heap& heap, Value map, uint16_t projection);
Value map_seq_first(Heap& heap, MapSeq* seq);
Value map_seq_next(Heap& heap, MapSeq* seq);  // nil at the end
// The next elements, up to `limit`, and the seq of the rest (nil at the end). Returns their number.
uint32_t map_seq_take(Heap& heap, MapSeq* seq, Value* out, uint32_t limit, Value* rest);

}  // namespace norn

NORN_LAYOUT(MapSeq, norn::Tail::none, 8, meta, node, next);
