// Host arrays of primitives: mutable, compared by identity. ObjectArray is in data/list.h.
#pragma once

#include "data/list.h"

namespace norn {

enum class ElementType : uint16_t { long_, double_, byte_, char_, int_, float_, short_, boolean_ };

// The element type is in aux. `char` elements are 32-bit code points.
struct PrimitiveArray : TailObject {
  static constexpr Kind kKind = Kind::primitive_array;
  uint8_t* bytes() { return reinterpret_cast<uint8_t*>(this + 1); }
  const uint8_t* bytes() const { return reinterpret_cast<const uint8_t*>(this + 1); }
  template <typename T>
  T* elements() {
    return reinterpret_cast<T*>(this + 1);
  }
  ElementType type() const { return static_cast<ElementType>(aux); }
};

size_t element_size(ElementType type);
std::string_view element_type_name(ElementType type);  // "long", "double", ...
inline uint64_t array_count(const PrimitiveArray* array) { return array->tail_count / element_size(array->type()); }

ObjectArray* make_object_array(Heap& heap, uint64_t count);                          // all nil
PrimitiveArray* make_primitive_array(Heap& heap, ElementType type, uint64_t count);  // all zero
PrimitiveArray* make_byte_array(Heap& heap, std::string_view bytes);

inline bool is_array(Value v) { return is<ObjectArray>(v) || is<PrimitiveArray>(v); }
uint64_t array_length(Value array);                        // Requires: is_array.
Value array_get(Heap& heap, Value array, uint64_t index);  // Requires: index < length.
// Raises when the value does not fit the element type. Requires: index < length.
OrRaised<bool> array_set(Heap& heap, Value array, uint64_t index, Value value);
Value array_copy(Heap& heap, Value array);
// Copies `count` elements as if all were read before one is written. Requires: both ranges exist. Raises as array_set,
// of arrays of different types.
OrRaised<bool> array_copy_range(Heap& heap, Value from, uint64_t from_index, Value to, uint64_t to_index,
                                uint64_t count);
void object_array_set(Heap& heap, ObjectArray* array, uint64_t index, Value value);  // with the barrier

}  // namespace norn

NORN_LAYOUT_UNTRACED(PrimitiveArray, norn::Tail::bytes, 0);
