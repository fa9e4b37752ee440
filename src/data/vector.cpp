#include "data/vector.h"

#include <algorithm>

#include "data/vector_tree.h"
#include "data/world.h"

namespace norn {

using namespace vector_detail;

namespace {

// Any value will do as the owner of nodes that nobody else can see yet.
constexpr Value kBuilder = Value::boolean(true);

uint64_t grown_capacity(uint64_t used) {
  uint64_t capacity = 4;
  while (capacity <= used) capacity *= 2;
  return std::min(capacity, kVectorWidth);
}

Vector* copy_header(Heap& heap, const Vector* vector) {
  Vector* copy = heap.make<Vector>();
  copy->aux = vector->aux;
  copy->meta = vector->meta;
  copy->root = vector->root;
  copy->tail = vector->tail;
  copy->count = vector->count;
  copy->start = vector->start;
  return copy;
}

Vector* empty_like(Heap& heap, const Vector* vector) {
  Vector* empty = heap.make<Vector>();
  empty->aux = kVectorBits;
  empty->meta = vector->meta;
  return empty;
}

}  // namespace

Vector* make_vector(Heap& heap, std::initializer_list<Value> values) {
  return make_vector(heap, std::span<const Value>(values.begin(), values.size()));
}

Vector* make_vector(Heap& heap, std::span<const Value> values) {
  if (values.empty()) return World::of(heap).empty_vector.get();
  Vector* vector = heap.make<Vector>();
  vector->aux = kVectorBits;
  vector->count = values.size();
  uint64_t in_tree = tail_offset(values.size());
  Tree tree{heap, kBuilder};
  for (uint64_t at = 0; at < in_tree; at += kVectorWidth) {
    VectorNode* leaf = make_node(heap, kVectorWidth, Value::nil());
    std::copy_n(values.data() + at, kVectorWidth, leaf->data());
    leaf->aux = kVectorWidth;
    tree.add_leaf(vector->root, vector->aux, at, leaf);
  }
  uint64_t rest = values.size() - in_tree;
  VectorNode* tail = make_node(heap, rest, Value::nil());
  std::copy_n(values.data() + in_tree, rest, tail->data());
  tail->aux = static_cast<uint16_t>(rest);
  vector->tail = tail;
  return vector;
}

VectorNode* vector_leaf(const Vector* vector, uint64_t index) {
  return leaf_at(vector->root.get(), vector->tail.get(), vector->aux, physical_count(vector->start, vector->count),
                 vector->start + index);
}

Value vector_nth(const Vector* vector, uint64_t index) {
  return vector_leaf(vector, index)->data()[(vector->start + index) & kMask];
}

std::span<const Value> vector_chunk(const Vector* vector, uint64_t index) {
  uint64_t at = (vector->start + index) & kMask;
  return {vector_leaf(vector, index)->data() + at, std::min(kVectorWidth - at, vector->count - index)};
}

Vector* vector_conj(Heap& heap, Vector* vector, Value value) {
  Vector* result = copy_header(heap, vector);
  result->count = vector->count + 1;
  uint64_t physical = physical_count(vector->start, vector->count);
  VectorNode* tail = vector->tail.get();
  uint64_t used = physical - tail_offset(physical);
  if (tail && used < tail->tail_count && tail->used() == used) {
    heap.written(tail);  // claim the next slot in place
  } else if (tail && used < kVectorWidth) {
    tail = copy_node(heap, tail, grown_capacity(used), used, Value::nil());
    result->tail = tail;
  } else {
    if (tail) {
      Tree tree{heap, Value::nil()};
      tree.add_leaf(result->root, result->aux, physical - kVectorWidth, tail);
    }
    used = 0;
    tail = make_node(heap, tail ? kVectorWidth : 4, Value::nil());
    result->tail = tail;
  }
  tail->data()[used] = value;
  tail->aux = static_cast<uint16_t>(used + 1);
  return result;
}

Vector* vector_assoc(Heap& heap, Vector* vector, uint64_t index, Value value) {
  if (index == vector->count) return vector_conj(heap, vector, value);
  Vector* result = copy_header(heap, vector);
  uint64_t physical = physical_count(vector->start, vector->count);
  uint64_t at = vector->start + index;
  uint64_t first_in_tail = tail_offset(physical);
  if (at >= first_in_tail) {
    VectorNode* tail =
        copy_node(heap, vector->tail.get(), vector->tail->tail_count, physical - first_in_tail, Value::nil());
    tail->data()[at & kMask] = value;
    result->tail = tail;
  } else {
    result->root = Tree{heap, Value::nil()}.assoc(vector->root.get(), vector->aux, at, value);
  }
  return result;
}

Vector* vector_slice(Heap& heap, Vector* vector, uint64_t start, uint64_t end) {
  if (start == end) return empty_like(heap, vector);
  Vector* result = copy_header(heap, vector);
  uint64_t physical = physical_count(vector->start, end);
  uint64_t first_in_tail = tail_offset(physical);
  if (first_in_tail != tail_offset(physical_count(vector->start, vector->count))) {
    result->tail = vector_leaf(vector, first_in_tail < vector->start ? 0 : first_in_tail - vector->start);
    Tree{heap, Value::nil()}.cut(result->root, result->aux, first_in_tail);
  }
  result->start = vector->start + start;
  result->count = end - start;
  return result;
}

Vector* vector_pop(Heap& heap, Vector* vector) { return vector_slice(heap, vector, 0, vector->count - 1); }

Vector* vector_with_meta(Heap& heap, Vector* vector, Value meta) {
  Vector* copy = copy_header(heap, vector);
  copy->hash = vector->hash;
  copy->meta = meta;
  return copy;
}

}  // namespace norn
