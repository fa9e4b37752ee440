// Transient vectors change the nodes they own in place. The tail of a transient
// has room for 32 elements and is always its own.
#include <algorithm>

#include "data/vector_tree.h"
#include "data/world.h"

namespace norn {

using namespace vector_detail;

namespace {

// A persistent vector gives back the room its tail does not need.
constexpr uint64_t kWorthKeeping = 24;

VectorNode* own_tail(Heap& heap, TransientVector* transient, VectorNode* leaf, uint64_t used) {
  return copy_node(heap, leaf, kVectorWidth, used, to_value(transient));
}

}  // namespace

TransientVector* make_transient(Heap& heap, Vector* vector) {
  TransientVector* transient = heap.make<TransientVector>();
  uint64_t physical = physical_count(vector->start, vector->count);
  transient->aux = vector->aux;
  transient->root = vector->root;
  transient->meta = vector->meta;
  transient->count = vector->count;
  transient->start = vector->start;
  transient->alive = 1;
  if (vector->tail)
    transient->tail = own_tail(heap, transient, vector->tail.get(), physical - tail_offset(physical));
  else
    transient->tail = make_node(heap, kVectorWidth, to_value(transient));
  return transient;
}

Vector* make_persistent(Heap& heap, TransientVector* transient) {
  uint64_t physical = physical_count(transient->start, transient->count);
  uint64_t used = physical - tail_offset(physical);
  Vector* vector = heap.make<Vector>();
  vector->aux = transient->aux;
  vector->meta = transient->meta;
  vector->root = transient->root;
  vector->count = transient->count;
  vector->start = transient->count == 0 ? 0 : transient->start;
  if (transient->count != 0) {
    VectorNode* tail = transient->tail.get();
    tail->aux = static_cast<uint16_t>(used);
    vector->tail = used < kWorthKeeping ? copy_node(heap, tail, used, used, Value::nil()) : tail;
  }
  heap.written(transient);
  transient->alive = 0;
  transient->root = nullptr;
  transient->tail = nullptr;
  transient->meta = Value::nil();
  return vector;
}

Value transient_nth(const TransientVector* transient, uint64_t index) {
  uint64_t at = transient->start + index;
  VectorNode* leaf = leaf_at(transient->root.get(), transient->tail.get(), transient->aux,
                             physical_count(transient->start, transient->count), at);
  return leaf->data()[at & kMask];
}

void transient_conj(Heap& heap, TransientVector* transient, Value value) {
  uint64_t physical = physical_count(transient->start, transient->count);
  uint64_t used = physical - tail_offset(physical);
  VectorNode* tail = transient->tail.get();
  if (used == kVectorWidth) {
    heap.written(transient);
    tail->aux = kVectorWidth;
    Tree{heap, to_value(transient)}.add_leaf(transient->root, transient->aux, physical - kVectorWidth, tail);
    tail = make_node(heap, kVectorWidth, to_value(transient));
    transient->tail = tail;
    used = 0;
  }
  heap.written(tail);
  tail->data()[used] = value;
  ++transient->count;
}

void transient_assoc(Heap& heap, TransientVector* transient, uint64_t index, Value value) {
  if (index == transient->count) return transient_conj(heap, transient, value);
  uint64_t physical = physical_count(transient->start, transient->count);
  uint64_t at = transient->start + index;
  if (at >= tail_offset(physical)) {
    heap.written(transient->tail.get());
    transient->tail->data()[at & kMask] = value;
    return;
  }
  heap.written(transient);
  transient->root = Tree{heap, to_value(transient)}.assoc(transient->root.get(), transient->aux, at, value);
}

void transient_pop(Heap& heap, TransientVector* transient) {
  uint64_t physical = physical_count(transient->start, transient->count);
  uint64_t used = physical - tail_offset(physical);
  --transient->count;
  heap.written(transient);
  if (used > 1 || physical == 1) {
    heap.written(transient->tail.get());
    transient->tail->data()[used - 1] = Value::nil();
    return;
  }
  uint64_t at = physical - 1 - kVectorWidth;  // the last leaf of the tree becomes the tail
  VectorNode* leaf = leaf_at(transient->root.get(), transient->tail.get(), transient->aux, physical, at);
  transient->tail = own_tail(heap, transient, leaf, kVectorWidth);
  Tree{heap, to_value(transient)}.cut(transient->root, transient->aux, at);
}

}  // namespace norn
