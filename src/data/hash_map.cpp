// The trie: data/hash_map.h says what it looks like. Nodes are exact in
// persistent maps; a transient's own nodes have room to spare, so that most
// insertions only shift values within one node.
#include "data/hash_map.h"

#include <algorithm>

#include "data/hash_trie.h"

namespace norn::hash_trie {

namespace {

constexpr unsigned kBits = 5;
constexpr unsigned kHashBits = 32;  // below this depth only collisions

uint32_t bit_at(uint32_t hash, unsigned shift) { return 1u << ((hash >> shift) & 31); }
uint32_t rank(uint32_t map, uint32_t bit) { return static_cast<uint32_t>(__builtin_popcount(map & (bit - 1))); }
uint32_t child_index(const HashNode* node, uint32_t bit) { return 2 * node->entry_count() + rank(node->node_map, bit); }
uint32_t used(const HashNode* node) { return 2 * node->entry_count() + node->child_count(); }

// Short runs: a loop beats the call of memmove.
void copy(const Value* from, uint32_t count, Value* to) {
  for (uint32_t i = 0; i < count; ++i) to[i] = from[i];
}

HashCollision* make_collision(Heap& heap, uint32_t hash, uint32_t entries) {
  HashCollision* node = heap.make_tail<HashCollision>(2 * entries);
  node->hash = hash;
  return node;
}

}  // namespace

Answer slot_matches(Heap& heap, Value slot, const Wanted& wanted) {
  if (wanted.by_identity) return key_in_slot(slot) == wanted.key ? Answer::yes : Answer::no;
  if (slot == wanted.key) return Answer::yes;
  if (slot.is_fixnum() && wanted.key.is_fixnum()) return Answer::no;
  if (const HashedKey* hashed = try_as<HashedKey>(slot)) {
    if (hashed->hash != wanted.hash) return Answer::no;
    return equals(heap, wanted.key, hashed->key);
  }
  return equals(heap, wanted.key, slot);
}

uint32_t slot_hash(Heap& heap, Value slot) {
  if (const HashedKey* hashed = try_as<HashedKey>(slot)) return hashed->hash;
  std::optional<uint32_t> hash = hash_of(heap, slot);
  NORN_ASSERT(hash.has_value(), "a key without HashedKey can be hashed in C++");
  return *hash;
}

Value make_slot(Heap& heap, Value key, uint32_t hash) {
  std::optional<uint32_t> own = hash_of(heap, key);
  if (own && *own == hash) return key;
  HashedKey* hashed = heap.make<HashedKey>();
  hashed->hash = hash;
  hashed->key = key;
  return to_value(hashed);
}

Answer find(Heap& heap, const HashNode* root, const Wanted& wanted, const Value** entry) {
  const HashNode* node = root;
  if (!node) return Answer::no;
  for (unsigned shift = 0;; shift += kBits) {
    uint32_t bit = bit_at(wanted.hash, shift);
    if (node->data_map & bit) {
      const Value* at = node->data() + 2 * rank(node->data_map, bit);
      Answer answer = slot_matches(heap, at[0], wanted);
      if (answer == Answer::yes) *entry = at;
      return answer;
    }
    if (!(node->node_map & bit)) return Answer::no;
    Value child = node->data()[child_index(node, bit)];
    if (shift + kBits < kHashBits) {
      node = as<HashNode>(child);
      continue;
    }
    const HashCollision* collision = as<HashCollision>(child);
    for (uint32_t i = 0; i < collision->entry_count(); ++i) {
      const Value* at = collision->data() + 2 * i;
      Answer answer = slot_matches(heap, at[0], wanted);
      if (answer == Answer::no) continue;
      if (answer == Answer::yes) *entry = at;
      return answer;
    }
    return Answer::no;
  }
}

HashNode* Edit::make_node(uint32_t data_map, uint32_t node_map) {
  uint32_t words =
      2 * static_cast<uint32_t>(__builtin_popcount(data_map)) + static_cast<uint32_t>(__builtin_popcount(node_map));
  uint32_t capacity = owner_.is_nil() ? words : (words + 8) & ~7u;
  HashNode* node = heap_.make_tail_unfilled<HashNode>(capacity);
  for (uint32_t i = words; i < capacity; ++i) node->data()[i] = Value::nil();
  node->owner = owner_;
  node->data_map = data_map;
  node->node_map = node_map;
  return node;
}

HashNode* Edit::set_slot(HashNode* node, uint32_t index, Value value) {
  if (owned(node)) {
    heap_.written(node);
  } else {
    HashNode* fresh = make_node(node->data_map, node->node_map);
    copy(node->data(), used(node), fresh->data());
    node = fresh;
  }
  node->data()[index] = value;
  return node;
}

HashNode* Edit::insert_entry(HashNode* node, uint32_t bit) {
  uint32_t at = 2 * rank(node->data_map, bit);
  uint32_t words = used(node);
  if (owned(node) && words + 2 <= node->tail_count) {
    heap_.written(node);
    std::copy_backward(node->data() + at, node->data() + words, node->data() + words + 2);
    node->data_map |= bit;
  } else {
    HashNode* fresh = make_node(node->data_map | bit, node->node_map);
    copy(node->data(), at, fresh->data());
    copy(node->data() + at, words - at, fresh->data() + at + 2);
    node = fresh;
  }
  node->data()[at] = new_slot_;
  node->data()[at + 1] = new_value_;
  return node;
}

HashNode* Edit::entry_to_child(HashNode* node, uint32_t bit, Value child) {
  uint32_t entry = 2 * rank(node->data_map, bit);
  uint32_t entries = 2 * node->entry_count();
  uint32_t before = rank(node->node_map, bit);  // children in front of the new one
  uint32_t after = node->child_count() - before;
  HashNode* fresh = make_node(node->data_map & ~bit, node->node_map | bit);
  const Value* from = node->data();
  Value* to = fresh->data();
  copy(from, entry, to);
  copy(from + entry + 2, entries - entry - 2, to + entry);
  copy(from + entries, before, to + entries - 2);
  to[entries - 2 + before] = child;
  copy(from + entries + before, after, to + entries - 1 + before);
  return fresh;
}

HashNode* Edit::child_to_entry(HashNode* node, uint32_t bit, Value slot, Value value) {
  uint32_t entry = 2 * rank(node->data_map, bit);
  uint32_t entries = 2 * node->entry_count();
  uint32_t before = rank(node->node_map, bit);
  uint32_t after = node->child_count() - before - 1;
  HashNode* fresh = make_node(node->data_map | bit, node->node_map & ~bit);
  const Value* from = node->data();
  Value* to = fresh->data();
  copy(from, entry, to);
  to[entry] = slot;
  to[entry + 1] = value;
  copy(from + entry, entries - entry, to + entry + 2);
  copy(from + entries, before, to + entries + 2);
  copy(from + entries + before + 1, after, to + entries + 2 + before);
  return fresh;
}

HashNode* Edit::remove_entry(HashNode* node, uint32_t bit) {
  uint32_t at = 2 * rank(node->data_map, bit);
  HashNode* fresh = make_node(node->data_map & ~bit, node->node_map);
  copy(node->data(), at, fresh->data());
  copy(node->data() + at + 2, used(node) - at - 2, fresh->data() + at);
  return fresh;
}

// A subtree of two entries: the given one and the new one.
Value Edit::merge(Value slot, Value value, uint32_t hash, unsigned shift) {
  if (shift >= kHashBits) {
    HashCollision* collision = make_collision(heap_, hash, 2);
    collision->data()[0] = slot;
    collision->data()[1] = value;
    collision->data()[2] = new_slot_;
    collision->data()[3] = new_value_;
    return to_value(collision);
  }
  uint32_t bit = bit_at(hash, shift);
  uint32_t new_bit = bit_at(wanted_.hash, shift);
  if (bit == new_bit) {
    Value child = merge(slot, value, hash, shift + kBits);
    HashNode* node = make_node(0, bit);
    node->data()[0] = child;
    return to_value(node);
  }
  HashNode* node = make_node(bit | new_bit, 0);
  uint32_t at = bit < new_bit ? 0 : 2;
  node->data()[at] = slot;
  node->data()[at + 1] = value;
  node->data()[2 - at] = new_slot_;
  node->data()[3 - at] = new_value_;
  return to_value(node);
}

Value Edit::assoc_in_collision(HashCollision* node) {
  uint32_t count = node->entry_count();
  for (uint32_t i = 0; i < count; ++i) {
    Answer answer = slot_matches(heap_, node->data()[2 * i], wanted_);
    if (answer == Answer::no) continue;
    if (answer == Answer::bail) {
      outcome_ = Outcome::bail;
      return to_value(node);
    }
    if (node->data()[2 * i + 1] == new_value_) return to_value(node);
    HashCollision* fresh = make_collision(heap_, node->hash, count);
    copy(node->data(), 2 * count, fresh->data());
    fresh->data()[2 * i + 1] = new_value_;
    outcome_ = Outcome::replaced;
    return to_value(fresh);
  }
  HashCollision* fresh = make_collision(heap_, node->hash, count + 1);
  copy(node->data(), 2 * count, fresh->data());
  fresh->data()[2 * count] = new_slot_;
  fresh->data()[2 * count + 1] = new_value_;
  outcome_ = Outcome::added;
  return to_value(fresh);
}

Value Edit::assoc_in(HashNode* node, unsigned shift) {
  uint32_t bit = bit_at(wanted_.hash, shift);
  if (node->node_map & bit) {
    uint32_t index = child_index(node, bit);
    Value child = node->data()[index];
    Value changed = shift + kBits < kHashBits ? assoc_in(as<HashNode>(child), shift + kBits)
                                              : assoc_in_collision(as<HashCollision>(child));
    return changed == child ? to_value(node) : to_value(set_slot(node, index, changed));
  }
  if (!(node->data_map & bit)) {
    outcome_ = Outcome::added;
    return to_value(insert_entry(node, bit));
  }
  uint32_t at = 2 * rank(node->data_map, bit);
  Value slot = node->data()[at];
  switch (slot_matches(heap_, slot, wanted_)) {
    case Answer::bail: outcome_ = Outcome::bail; return to_value(node);
    case Answer::yes:
      if (node->data()[at + 1] == new_value_) return to_value(node);
      outcome_ = Outcome::replaced;
      return to_value(set_slot(node, at + 1, new_value_));
    case Answer::no: break;
  }
  outcome_ = Outcome::added;
  Value child = merge(slot, node->data()[at + 1], slot_hash(heap_, slot), shift + kBits);
  return to_value(entry_to_child(node, bit, child));
}

HashNode* Edit::assoc(HashNode* root, Value slot, Value value) {
  new_slot_ = slot;
  new_value_ = value;
  if (root) return as<HashNode>(assoc_in(root, 0));
  outcome_ = Outcome::added;
  HashNode* node = make_node(bit_at(wanted_.hash, 0), 0);
  node->data()[0] = slot;
  node->data()[1] = value;
  return node;
}

Edit::Remainder Edit::dissoc_in_collision(HashCollision* node) {
  uint32_t count = node->entry_count();
  for (uint32_t i = 0; i < count; ++i) {
    Answer answer = slot_matches(heap_, node->data()[2 * i], wanted_);
    if (answer == Answer::no) continue;
    if (answer == Answer::bail) {
      outcome_ = Outcome::bail;
      break;
    }
    outcome_ = Outcome::removed;
    if (count == 2) return {Value::nil(), node->data()[2 * (1 - i)], node->data()[2 * (1 - i) + 1]};
    HashCollision* fresh = make_collision(heap_, node->hash, count - 1);
    copy(node->data(), 2 * i, fresh->data());
    copy(node->data() + 2 * i + 2, 2 * (count - i - 1), fresh->data() + 2 * i);
    return {to_value(fresh), {}, {}};
  }
  return {to_value(node), {}, {}};
}

Edit::Remainder Edit::dissoc_in(HashNode* node, unsigned shift) {
  uint32_t bit = bit_at(wanted_.hash, shift);
  if (node->data_map & bit) {
    uint32_t at = 2 * rank(node->data_map, bit);
    Answer answer = slot_matches(heap_, node->data()[at], wanted_);
    if (answer == Answer::bail) outcome_ = Outcome::bail;
    if (answer != Answer::yes) return {to_value(node), {}, {}};
    outcome_ = Outcome::removed;
    if (shift != 0 && node->entry_count() == 2 && node->node_map == 0)
      return {Value::nil(), node->data()[2 - at], node->data()[3 - at]};
    return {to_value(remove_entry(node, bit)), {}, {}};
  }
  if (!(node->node_map & bit)) return {to_value(node), {}, {}};
  uint32_t index = child_index(node, bit);
  Value child = node->data()[index];
  Remainder rest = shift + kBits < kHashBits ? dissoc_in(as<HashNode>(child), shift + kBits)
                                             : dissoc_in_collision(as<HashCollision>(child));
  if (rest.node == child) return {to_value(node), {}, {}};
  if (!rest.node.is_nil()) return {to_value(set_slot(node, index, rest.node)), {}, {}};
  if (shift != 0 && node->data_map == 0 && node->child_count() == 1) return rest;  // goes further up
  return {to_value(child_to_entry(node, bit, rest.slot, rest.value)), {}, {}};
}

HashNode* Edit::dissoc(HashNode* root) {
  if (!root) return nullptr;
  HashNode* rest = as<HashNode>(dissoc_in(root, 0).node);
  return rest->data_map == 0 && rest->node_map == 0 ? nullptr : rest;
}

}  // namespace norn::hash_trie
