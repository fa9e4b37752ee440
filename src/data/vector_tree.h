// The tree of full leaves under persistent and transient vectors. Internal to
// vector.cpp and vector_transient.cpp. Indices here are physical: they count
// the hidden elements before `start` too.
#pragma once

#include <algorithm>

#include "data/vector.h"

namespace norn::vector_detail {

inline constexpr uint64_t kMask = kVectorWidth - 1;

inline uint64_t physical_count(uint64_t start, uint64_t count) { return start + count; }

// Physical index of the first element in the tail.
inline uint64_t tail_offset(uint64_t physical) { return physical == 0 ? 0 : (physical - 1) & ~kMask; }

inline VectorNode* make_node(Heap& heap, uint64_t capacity, Value owner) {
  VectorNode* node = heap.make_tail<VectorNode>(capacity);
  node->owner = owner;
  return node;
}

inline VectorNode* copy_node(Heap& heap, VectorNode* node, uint64_t capacity, uint64_t keep, Value owner) {
  VectorNode* copy = make_node(heap, capacity, owner);
  std::copy_n(node->data(), keep, copy->data());
  copy->aux = static_cast<uint16_t>(keep);
  return copy;
}

inline VectorNode* node_of(Value v) { return as<VectorNode>(v); }

inline VectorNode* leaf_at(VectorNode* root, VectorNode* tail, unsigned shift, uint64_t physical, uint64_t at) {
  if (at >= tail_offset(physical)) return tail;
  VectorNode* node = root;
  for (unsigned level = shift; level > 0; level -= kVectorBits) node = node_of(node->data()[(at >> level) & kMask]);
  return node;
}

// The operations on the tree. With an owner, nodes that carry it are changed in place.
struct Tree {
  Heap& heap;
  Value owner;

  VectorNode* writable(VectorNode* node) {
    if (!owner.is_nil() && node->owner == owner) {
      heap.written(node);
      return node;
    }
    return copy_node(heap, node, node->tail_count, node->tail_count, owner);
  }

  VectorNode* new_path(unsigned level, VectorNode* leaf) {
    if (level == 0) return leaf;
    VectorNode* node = make_node(heap, kVectorWidth, owner);
    node->data()[0] = to_value(new_path(level - kVectorBits, leaf));
    return node;
  }

  // Hangs a full leaf whose first element is `at` into the subtree.
  VectorNode* push_leaf(VectorNode* node, unsigned level, uint64_t at, VectorNode* leaf) {
    VectorNode* result = writable(node);
    Value& slot = result->data()[(at >> level) & kMask];
    if (level == kVectorBits)
      slot = to_value(leaf);
    else if (slot.is_nil())
      slot = to_value(new_path(level - kVectorBits, leaf));
    else
      slot = to_value(push_leaf(node_of(slot), level - kVectorBits, at, leaf));
    return result;
  }

  // Adds a full leaf behind `at` elements, growing the tree by a level when it is full.
  void add_leaf(Ref<VectorNode>& root, uint16_t& shift, uint64_t at, VectorNode* leaf) {
    if (!root) {
      root = make_node(heap, kVectorWidth, owner);
      root->data()[0] = to_value(leaf);
      shift = kVectorBits;
    } else if ((at >> kVectorBits) >= (uint64_t{1} << shift)) {
      VectorNode* grown = make_node(heap, kVectorWidth, owner);
      grown->data()[0] = root.value();
      grown->data()[1] = to_value(new_path(shift, leaf));
      root = grown;
      shift = static_cast<uint16_t>(shift + kVectorBits);
    } else {
      root = push_leaf(root.get(), shift, at, leaf);
    }
  }

  VectorNode* assoc(VectorNode* node, unsigned level, uint64_t at, Value value) {
    VectorNode* result = writable(node);
    Value& slot = result->data()[(at >> level) & kMask];
    slot = level == 0 ? value : to_value(assoc(node_of(slot), level - kVectorBits, at, value));
    return result;
  }

  // The subtree without everything from physical index `at` on; nullptr when nothing is left. `at` is a multiple of 32.
  VectorNode* truncate(VectorNode* node, unsigned level, uint64_t at) {
    uint64_t index = (at >> level) & kMask;
    VectorNode* child = nullptr;
    if (level > kVectorBits && !node->data()[index].is_nil())
      child = truncate(node_of(node->data()[index]), level - kVectorBits, at);
    if (index == 0 && !child) return nullptr;
    VectorNode* result = make_node(heap, kVectorWidth, owner);
    std::copy_n(node->data(), index, result->data());
    result->data()[index] = to_value(child);
    return result;
  }

  // Cuts a tree to `at` elements (a multiple of 32) and lowers it while its root has one child only.
  void cut(Ref<VectorNode>& root, uint16_t& shift, uint64_t at) {
    root = at == 0 ? nullptr : truncate(root.get(), shift, at);
    while (root && shift > kVectorBits && at <= (uint64_t{1} << shift)) {
      root = node_of(root->data()[0]);
      shift = static_cast<uint16_t>(shift - kVectorBits);
    }
    if (!root) shift = kVectorBits;
  }
};

}  // namespace norn::vector_detail
