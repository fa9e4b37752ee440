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

}  // namespace norn

NORN_LAYOUT(ArrayMap, norn::Tail::values, 0, meta);
