// Maps of a few entries in insertion order, searched linearly. assoc beyond
// kArrayMapLimit entries makes a hash map; (array-map ...) may be larger.
//
// A slot holds the key itself, or a HashedKey (hash_map.h) around a key whose
// hash only the language knows; key_in_slot unwraps it.
#pragma once

#include <span>

#include "data/raised.h"

namespace norn {

inline constexpr uint64_t kArrayMapLimit = 8;

struct ArrayMap : TailObject {  // tail: key value key value ...
  static constexpr Kind kKind = Kind::array_map;
  Value meta;
  Value* data() { return reinterpret_cast<Value*>(this + 1); }
  const Value* data() const { return reinterpret_cast<const Value*>(this + 1); }
  uint64_t count() const { return tail_count / 2; }
};

// Linear search in `count` pairs. yes: *index is the pair's number. Used for array maps and small transients.
Answer array_find(Heap& heap, const Value* slots, uint64_t count, Value key, uint64_t* index);
// By identity: a stored key that map_candidates has given out. Returns count if there is none.
uint64_t array_find_stored(const Value* slots, uint64_t count, Value stored_key);

ArrayMap* array_map_replace(Heap& heap, const ArrayMap* map, uint64_t index, Value value);
ArrayMap* array_map_append(Heap& heap, const ArrayMap* map, Value slot, Value value);
ArrayMap* array_map_remove(Heap& heap, const ArrayMap* map, uint64_t index);

}  // namespace norn

NORN_LAYOUT(ArrayMap, norn::Tail::values, 0, meta);
