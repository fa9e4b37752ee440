// The trie under hash maps and their transients. Internal to data/map.
#pragma once

#include "data/equality.h"
#include "data/hash_map.h"
#include "data/hashing.h"

namespace norn::hash_trie {

// What to look for. By identity: the exact stored key bytecode has chosen among the candidates (Marker::absent matches
// nothing); else by the language's `=`.
struct Wanted {
  Value key;
  uint32_t hash;
  bool by_identity = false;
};

// Whether the key in a slot is the wanted one. A HashedKey with another hash never is.
Answer slot_matches(Heap& heap, Value slot, const Wanted& wanted);
// The hash of a stored key.
uint32_t slot_hash(Heap& heap, Value slot);
// What to store for a key: itself if C++ can hash it, else a HashedKey.
Value make_slot(Heap& heap, Value key, uint32_t hash);

// yes: *entry points at the slot, the value behind it.
Answer find(Heap& heap, const HashNode* root, const Wanted& wanted, const Value** entry);

// Calls f(slot, value) for all stored keys with this hash.
template <typename F>
void for_each_with_hash(Heap& heap, const HashNode* root, uint32_t hash, F f) {
  const HashNode* node = root;
  for (unsigned shift = 0; node; shift += 5) {
    uint32_t bit = 1u << ((hash >> shift) & 31);
    if (node->data_map & bit) {
      const Value* entry = node->data() + 2 * __builtin_popcount(node->data_map & (bit - 1));
      if (slot_hash(heap, entry[0]) == hash) f(entry[0], entry[1]);
      return;
    }
    if (!(node->node_map & bit)) return;
    Value child = node->data()[2 * node->entry_count() + __builtin_popcount(node->node_map & (bit - 1))];
    if (const HashCollision* collision = try_as<HashCollision>(child)) {
      for (uint32_t i = 0; i < collision->entry_count(); ++i) f(collision->data()[2 * i], collision->data()[2 * i + 1]);
      return;
    }
    node = as<HashNode>(child);
  }
}

enum class Outcome : uint8_t { unchanged, replaced, added, removed, bail };

// One change of a trie. `owner` is nil, or the TransientMap whose nodes may be changed in place.
class Edit {
 public:
  Edit(Heap& heap, Value owner, const Wanted& wanted) : heap_(heap), owner_(owner), wanted_(wanted) {}

  // The new root (the same one when nothing changed); read outcome() afterwards. `slot` is stored for a new key.
  HashNode* assoc(HashNode* root, Value slot, Value value);  // root may be nullptr
  HashNode* dissoc(HashNode* root);                          // nullptr: nothing left
  Outcome outcome() const { return outcome_; }

 private:
  // What is left of a subtree after a removal.
  struct Remainder {
    Value node;         // nil: see `slot`
    Value slot, value;  // the only entry that is left, to be inlined above
  };

  Value assoc_in(HashNode* node, unsigned shift);
  Value assoc_in_collision(HashCollision* node);
  Value merge(Value slot, Value value, uint32_t hash, unsigned shift);
  Remainder dissoc_in(HashNode* node, unsigned shift);
  Remainder dissoc_in_collision(HashCollision* node);

  bool owned(const HashNode* node) const { return !owner_.is_nil() && node->owner == owner_; }
  HashNode* make_node(uint32_t data_map, uint32_t node_map);
  HashNode* set_slot(HashNode* node, uint32_t index, Value value);
  HashNode* insert_entry(HashNode* node, uint32_t bit);
  HashNode* entry_to_child(HashNode* node, uint32_t bit, Value child);
  HashNode* child_to_entry(HashNode* node, uint32_t bit, Value slot, Value value);
  HashNode* remove_entry(HashNode* node, uint32_t bit);

  Heap& heap_;
  Value owner_;
  Wanted wanted_;
  Value new_slot_, new_value_;
  Outcome outcome_ = Outcome::unchanged;
};

}  // namespace norn::hash_trie
