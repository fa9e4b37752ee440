// Persistent vectors: a 32-way tree of full leaves and a tail node, as in
// Clojure. `start` makes (subvec v n) O(log n): the elements before it stay in
// the tree but are not part of the vector.
//
// A tail node may have spare capacity behind what its vector uses (`used`,
// kept in aux). The first conj onto a vector that ends at `used` claims the
// next slot in place; a second conj onto the same old vector copies. Nobody
// can see a claimed slot beyond his own count, so vectors stay immutable.
#pragma once

#include <span>

#include "data/raised.h"

namespace norn {

struct VectorNode : TailObject {
  static constexpr Kind kKind = Kind::vector_node;
  Value owner;  // the TransientVector that may write into this node; nil: nobody
  Value* data() { return reinterpret_cast<Value*>(this + 1); }
  uint32_t used() const { return aux; }  // leaves and tails: slots in use
};

struct Vector : Object {  // aux: shift of the root (5, 10, ...)
  static constexpr Kind kKind = Kind::vector;
  Value meta;
  Ref<VectorNode> root;  // nil while everything fits the tail
  Ref<VectorNode> tail;  // nil when the vector is empty
  uint64_t count;
  uint64_t start;
};

struct TransientVector : Object {  // aux: shift of the root
  static constexpr Kind kKind = Kind::transient_vector;
  Ref<VectorNode> root, tail;
  Value meta;
  uint64_t count;
  uint64_t start;
  uint64_t alive;  // 0 after persistent!
};

inline constexpr uint64_t kVectorBits = 5;
inline constexpr uint64_t kVectorWidth = 1 << kVectorBits;

Vector* make_vector(Heap& heap, std::span<const Value> values);
Vector* make_vector(Heap& heap, std::initializer_list<Value> values);
inline uint64_t vector_count(const Vector* vector) { return vector->count; }
Value vector_nth(const Vector* vector, uint64_t index);  // Requires: index < count.
// The elements from `index` to the end of its leaf: never empty. Requires: index < count.
std::span<const Value> vector_chunk(const Vector* vector, uint64_t index);
// The leaf behind vector_chunk, for slices that share it.
VectorNode* vector_leaf(const Vector* vector, uint64_t index);

Vector* vector_conj(Heap& heap, Vector* vector, Value value);
Vector* vector_assoc(Heap& heap, Vector* vector, uint64_t index, Value value);  // Requires: index <= count.
Vector* vector_pop(Heap& heap, Vector* vector);                                 // Requires: count > 0.
// Elements [start, end). Requires: start <= end <= count.
Vector* vector_slice(Heap& heap, Vector* vector, uint64_t start, uint64_t end);
Vector* vector_with_meta(Heap& heap, Vector* vector, Value meta);

// f(Value) for every element.
template <typename F>
void vector_for_each(const Vector* vector, F f) {
  for (uint64_t i = 0; i < vector->count;) {
    std::span<const Value> chunk = vector_chunk(vector, i);
    for (Value value : chunk) f(value);
    i += chunk.size();
  }
}

// --- transients: in place. Requires: transient->alive. --------------------------
TransientVector* make_transient(Heap& heap, Vector* vector);
Vector* make_persistent(Heap& heap, TransientVector* transient);        // ends the transient
Value transient_nth(const TransientVector* transient, uint64_t index);  // Requires: index < count.
void transient_conj(Heap& heap, TransientVector* transient, Value value);
void transient_assoc(Heap& heap, TransientVector* transient, uint64_t index, Value value);  // Requires: index <= count.
void transient_pop(Heap& heap, TransientVector* transient);                                 // Requires: count > 0.

}  // namespace norn

NORN_LAYOUT(VectorNode, norn::Tail::values, 0, owner);
NORN_LAYOUT(Vector, norn::Tail::none, 16, meta, root, tail);
NORN_LAYOUT(TransientVector, norn::Tail::none, 24, root, tail, meta);
