// AVL trees with path copying. A node's height is in its aux; the heights of
// two siblings differ by at most 1.
#include "data/sorted_map.h"

#include <algorithm>

#include "base/result.h"
#include "data/compare.h"

namespace norn {

namespace {

uint16_t height(const SortedNode* node) { return node ? node->aux : 0; }

SortedNode* make_node(Heap& heap, Value key, Value value, SortedNode* left, SortedNode* right) {
  SortedNode* node = heap.make<SortedNode>();
  node->aux = static_cast<uint16_t>(1 + std::max(height(left), height(right)));
  node->key = key;
  node->value = value;
  node->left = left;
  node->right = right;
  return node;
}

// A node of subtrees whose heights differ by at most 2.
SortedNode* balanced(Heap& heap, Value key, Value value, SortedNode* left, SortedNode* right) {
  if (height(left) > height(right) + 1) {
    SortedNode* outer = left->left.get();
    SortedNode* inner = left->right.get();
    if (height(outer) >= height(inner))
      return make_node(heap, left->key, left->value, outer, make_node(heap, key, value, inner, right));
    return make_node(heap, inner->key, inner->value, make_node(heap, left->key, left->value, outer, inner->left.get()),
                     make_node(heap, key, value, inner->right.get(), right));
  }
  if (height(right) > height(left) + 1) {
    SortedNode* outer = right->right.get();
    SortedNode* inner = right->left.get();
    if (height(outer) >= height(inner))
      return make_node(heap, right->key, right->value, make_node(heap, key, value, left, inner), outer);
    return make_node(heap, inner->key, inner->value, make_node(heap, key, value, left, inner->left.get()),
                     make_node(heap, right->key, right->value, inner->right.get(), outer));
  }
  return make_node(heap, key, value, left, right);
}

// The steps of a path below its leading 1, from the root on.
struct Steps {
  uint64_t path;
  int remaining;
  explicit Steps(uint64_t p) : path(p), remaining(63 - __builtin_clzll(p)) {}
  bool done() const { return remaining == 0; }
  bool right() { return (path >> --remaining) & 1; }
};

SortedNode* insert(Heap& heap, SortedNode* node, Steps steps, Value key, Value value) {
  if (steps.done()) {
    if (!node) return make_node(heap, key, value, nullptr, nullptr);
    return make_node(heap, node->key, value, node->left.get(), node->right.get());
  }
  if (steps.right())
    return balanced(heap, node->key, node->value, node->left.get(), insert(heap, node->right.get(), steps, key, value));
  return balanced(heap, node->key, node->value, insert(heap, node->left.get(), steps, key, value), node->right.get());
}

// The subtree without its first node, which *first receives.
SortedNode* remove_first(Heap& heap, SortedNode* node, SortedNode** first) {
  if (!node->left) {
    *first = node;
    return node->right.get();
  }
  SortedNode* left = remove_first(heap, node->left.get(), first);
  return balanced(heap, node->key, node->value, left, node->right.get());
}

SortedNode* remove(Heap& heap, SortedNode* node, Steps steps) {
  if (!steps.done()) {
    if (steps.right())
      return balanced(heap, node->key, node->value, node->left.get(), remove(heap, node->right.get(), steps));
    return balanced(heap, node->key, node->value, remove(heap, node->left.get(), steps), node->right.get());
  }
  if (!node->left) return node->right.get();
  if (!node->right) return node->left.get();
  SortedNode* successor;
  SortedNode* right = remove_first(heap, node->right.get(), &successor);
  return balanced(heap, successor->key, successor->value, node->left.get(), right);
}

SortedMap* with_root(Heap& heap, const SortedMap* map, SortedNode* root, uint64_t count) {
  SortedMap* copy = heap.make<SortedMap>();
  copy->meta = map->meta;
  copy->root = root;
  copy->comparator = map->comparator;
  copy->count = count;
  return copy;
}

SortedSeq* push(Heap& heap, SortedNode* node, SortedSeq* next, uint16_t flags) {
  SortedSeq* seq = heap.make<SortedSeq>();
  seq->aux = flags;
  seq->node = node;
  seq->next = next;
  return seq;
}

// Pushes a subtree's spine towards the end where the iteration begins.
SortedSeq* push_spine(Heap& heap, SortedNode* node, SortedSeq* next, uint16_t flags) {
  for (; node; node = (flags & kSeqDescending) ? node->right.get() : node->left.get())
    next = push(heap, node, next, flags);
  return next;
}

}  // namespace

SortedMap* make_sorted_map(Heap& heap, Value comparator) {
  SortedMap* map = heap.make<SortedMap>();
  map->comparator = comparator;
  return map;
}

SortedSet* make_sorted_set(Heap& heap, Value comparator) {
  SortedSet* set = heap.make<SortedSet>();
  set->map = make_sorted_map(heap, comparator);
  return set;
}

OrRaised<uint64_t> sorted_path(Heap& heap, SortedMap* map, Value key) {
  if (!map->comparator.is_nil()) NORN_RAISE(Raised::bail());
  uint64_t path = 1;
  SortedNode* node = map->root.get();
  if (!node) {  // a key that cannot be compared, not even with itself, must not get in
    NORN_TRY(compare_values(heap, key, key));
    return path;
  }
  while (node) {
    int order = NORN_TRY(compare_values(heap, key, node->key));
    if (order == 0) break;
    path = path * 2 + (order > 0);
    node = order > 0 ? node->right.get() : node->left.get();
  }
  return path;
}

SortedNode* sorted_node_at(SortedMap* map, uint64_t path) {
  SortedNode* node = map->root.get();
  for (Steps steps(path); node && !steps.done();) node = steps.right() ? node->right.get() : node->left.get();
  return node;
}

SortedMap* sorted_insert_at(Heap& heap, SortedMap* map, uint64_t path, Value key, Value value) {
  SortedNode* there = sorted_node_at(map, path);
  if (there && there->value == value) return map;
  SortedNode* root = insert(heap, map->root.get(), Steps(path), key, value);
  return with_root(heap, map, root, map->count + (there ? 0 : 1));
}

SortedMap* sorted_remove_at(Heap& heap, SortedMap* map, uint64_t path) {
  return with_root(heap, map, remove(heap, map->root.get(), Steps(path)), map->count - 1);
}

OrRaised<SortedNode*> sorted_find(Heap& heap, SortedMap* map, Value key) {
  if (!map->comparator.is_nil()) NORN_RAISE(Raised::bail());
  SortedNode* node = map->root.get();
  while (node) {
    int order = NORN_TRY(compare_values(heap, key, node->key));
    if (order == 0) return node;
    node = order > 0 ? node->right.get() : node->left.get();
  }
  return nullptr;
}

OrRaised<SortedMap*> sorted_assoc(Heap& heap, SortedMap* map, Value key, Value value) {
  uint64_t path = NORN_TRY(sorted_path(heap, map, key));
  return sorted_insert_at(heap, map, path, key, value);
}

OrRaised<SortedMap*> sorted_dissoc(Heap& heap, SortedMap* map, Value key) {
  if (!map->root) return map;
  uint64_t path = NORN_TRY(sorted_path(heap, map, key));
  if (!sorted_node_at(map, path)) return map;
  return sorted_remove_at(heap, map, path);
}

Value sorted_seq(Heap& heap, SortedNode* root, uint16_t flags) {
  return to_value(push_spine(heap, root, nullptr, flags));
}

Value sorted_seq_from(Heap& heap, SortedMap* map, uint64_t path, uint16_t flags) {
  SortedSeq* seq = nullptr;
  SortedNode* node = map->root.get();
  bool descending = flags & kSeqDescending;
  Steps steps(path);
  while (node && !steps.done()) {
    bool right = steps.right();
    if (right == descending) seq = push(heap, node, seq, flags);  // it comes after the place we go to
    node = right ? node->right.get() : node->left.get();
  }
  if (node) seq = push(heap, node, seq, flags);
  return to_value(seq);
}

Value sorted_seq_next(Heap& heap, SortedSeq* seq) {
  bool descending = seq->aux & kSeqDescending;
  SortedNode* subtree = descending ? seq->node->left.get() : seq->node->right.get();
  return to_value(push_spine(heap, subtree, seq->next.get(), seq->aux));
}

}  // namespace norn
