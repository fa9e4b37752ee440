// Hash maps: a CHAMP trie over 32-bit hashes, five bits a level.
//
// A node has two bitmaps and one tail: the entries of `data_map` as key value
// pairs, then the children of `node_map`. Keys whose whole hash is equal end in
// a HashCollision below the last level. The trie is canonical: a child never
// holds just one entry.
//
// Keys whose hash needs the language (a deftype, a lazy seq at the time) are
// stored as HashedKey, which keeps the hash bytecode has computed; so the trie
// can be rebuilt without asking again.
#pragma once

#include "data/array_map.h"

namespace norn {

struct HashNode : TailObject {
  static constexpr Kind kKind = Kind::hash_node;
  Value owner;  // the TransientMap that may write into this node; nil: nobody
  uint32_t data_map, node_map;
  Value* data() { return reinterpret_cast<Value*>(this + 1); }
  const Value* data() const { return reinterpret_cast<const Value*>(this + 1); }
  uint32_t entry_count() const { return static_cast<uint32_t>(__builtin_popcount(data_map)); }
  uint32_t child_count() const { return static_cast<uint32_t>(__builtin_popcount(node_map)); }
};

struct HashCollision : TailObject {  // tail: key value ...; the common hash is in the header
  static constexpr Kind kKind = Kind::hash_collision;
  Value* data() { return reinterpret_cast<Value*>(this + 1); }
  const Value* data() const { return reinterpret_cast<const Value*>(this + 1); }
  uint32_t entry_count() const { return static_cast<uint32_t>(tail_count / 2); }
};

struct HashedKey : Object {  // the key's hash is in the header
  static constexpr Kind kKind = Kind::hashed_key;
  Value key;
};

struct HashMap : Object {
  static constexpr Kind kKind = Kind::hash_map;
  Value meta;
  Ref<HashNode> root;
  uint64_t count;
};

// The transient of array and hash maps: an array while it is small.
struct TransientMap : Object {
  static constexpr Kind kKind = Kind::transient_map;
  Value root;  // ObjectArray of 2 * kArrayMapLimit slots, or HashNode, or nil
  Value meta;
  uint64_t count;
  uint64_t alive;  // 0 after persistent!
};

inline Value key_in_slot(Value slot) {
  if (__builtin_expect(is<HashedKey>(slot), 0)) return as<HashedKey>(slot)->key;
  return slot;
}

}  // namespace norn

NORN_LAYOUT(HashNode, norn::Tail::values, 8, owner);
NORN_LAYOUT_UNTRACED(HashCollision, norn::Tail::values, 0);
NORN_LAYOUT(HashedKey, norn::Tail::none, 0, key);
NORN_LAYOUT(HashMap, norn::Tail::none, 8, meta, root);
NORN_LAYOUT(TransientMap, norn::Tail::none, 16, root, meta);
