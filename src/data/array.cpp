#include "data/array.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "base/result.h"
#include "data/number.h"
#include "data/type.h"
#include "data/world.h"

namespace norn {

namespace {

struct ElementInfo {
  const char* name;
  size_t size;
  int64_t lowest, highest;  // of integer types
};

constexpr ElementInfo kElements[] = {
    {"long", 8, INT64_MIN, INT64_MAX},  {"double", 8, 0, 0},
    {"byte", 1, INT8_MIN, INT8_MAX},    {"char", 4, 0, 0x10FFFF},
    {"int", 4, INT32_MIN, INT32_MAX},   {"float", 4, 0, 0},
    {"short", 2, INT16_MIN, INT16_MAX}, {"boolean", 1, 0, 1},
};

const ElementInfo& info(ElementType type) { return kElements[static_cast<int>(type)]; }

Raised raise_element(Heap& heap, Value value, ElementType type) {
  return raise_expected(heap, "an element for an array of " + std::string(info(type).name), value);
}

template <typename T>
void store(PrimitiveArray* array, uint64_t index, T value) {
  array->elements<T>()[index] = value;
}

}  // namespace

size_t element_size(ElementType type) { return info(type).size; }
std::string_view element_type_name(ElementType type) { return info(type).name; }

ObjectArray* make_object_array(Heap& heap, uint64_t count) { return heap.make_tail<ObjectArray>(count); }

PrimitiveArray* make_primitive_array(Heap& heap, ElementType type, uint64_t count) {
  PrimitiveArray* array = heap.make_tail<PrimitiveArray>(count * element_size(type));
  array->aux = static_cast<uint16_t>(type);
  return array;
}

PrimitiveArray* make_byte_array(Heap& heap, std::string_view bytes) {
  PrimitiveArray* array = make_primitive_array(heap, ElementType::byte_, bytes.size());
  if (!bytes.empty()) std::memcpy(array->bytes(), bytes.data(), bytes.size());
  return array;
}

uint64_t array_length(Value array) {
  if (const ObjectArray* objects = try_as<ObjectArray>(array)) return objects->tail_count;
  return array_count(as<PrimitiveArray>(array));
}

Value array_get(Heap& heap, Value array, uint64_t index) {
  if (ObjectArray* objects = try_as<ObjectArray>(array)) return objects->data()[index];
  PrimitiveArray* primitives = as<PrimitiveArray>(array);
  switch (primitives->type()) {
    case ElementType::long_: return make_integer(heap, primitives->elements<int64_t>()[index]);
    case ElementType::double_: return make_double(heap, primitives->elements<double>()[index]);
    case ElementType::byte_: return Value::fixnum(primitives->elements<int8_t>()[index]);
    case ElementType::char_: return Value::character(primitives->elements<char32_t>()[index]);
    case ElementType::int_: return Value::fixnum(primitives->elements<int32_t>()[index]);
    case ElementType::float_: return make_double(heap, static_cast<double>(primitives->elements<float>()[index]));
    case ElementType::short_: return Value::fixnum(primitives->elements<int16_t>()[index]);
    case ElementType::boolean_: return Value::boolean(primitives->elements<uint8_t>()[index] != 0);
  }
  NORN_UNREACHABLE("element type");
}

OrRaised<bool> array_set(Heap& heap, Value array, uint64_t index, Value value) {
  if (ObjectArray* objects = try_as<ObjectArray>(array)) {
    object_array_set(heap, objects, index, value);
    return true;
  }
  PrimitiveArray* primitives = as<PrimitiveArray>(array);
  ElementType type = primitives->type();
  if (type == ElementType::boolean_) {
    if (!value.is_boolean()) NORN_RAISE(raise_element(heap, value, type));
    store<uint8_t>(primitives, index, value.is_true());
    return true;
  }
  if (type == ElementType::char_) {
    if (!value.is_character()) NORN_RAISE(raise_element(heap, value, type));
    store<char32_t>(primitives, index, value.as_character());
    return true;
  }
  if (!is_number(value)) NORN_RAISE(raise_element(heap, value, type));
  if (type == ElementType::double_) {
    store<double>(primitives, index, to_double(value));
    return true;
  }
  if (type == ElementType::float_) {
    store<float>(primitives, index, static_cast<float>(to_double(value)));
    return true;
  }
  int64_t n = NORN_TRY(number_to_long(heap, value));
  if (n < info(type).lowest || n > info(type).highest)
    NORN_RAISE(raise_illegal_argument(
        heap, "Value out of range for " + std::string(info(type).name) + ": " + std::to_string(n)));
  switch (type) {
    case ElementType::long_: store<int64_t>(primitives, index, n); break;
    case ElementType::byte_: store<int8_t>(primitives, index, static_cast<int8_t>(n)); break;
    case ElementType::int_: store<int32_t>(primitives, index, static_cast<int32_t>(n)); break;
    default: store<int16_t>(primitives, index, static_cast<int16_t>(n)); break;
  }
  return true;
}

Value array_copy(Heap& heap, Value array) {
  if (ObjectArray* objects = try_as<ObjectArray>(array)) {
    ObjectArray* copy = make_object_array(heap, objects->tail_count);
    std::copy_n(objects->data(), objects->tail_count, copy->data());
    return to_value(copy);
  }
  PrimitiveArray* primitives = as<PrimitiveArray>(array);
  PrimitiveArray* copy = make_primitive_array(heap, primitives->type(), array_count(primitives));
  std::memcpy(copy->bytes(), primitives->bytes(), primitives->tail_count);
  return to_value(copy);
}

OrRaised<bool> array_copy_range(Heap& heap, Value from, uint64_t from_index, Value to, uint64_t to_index,
                                uint64_t count) {
  ObjectArray* from_objects = try_as<ObjectArray>(from);
  if (ObjectArray* to_objects = try_as<ObjectArray>(to); to_objects && from_objects) {
    heap.written(to_objects);
    std::memmove(to_objects->data() + to_index, from_objects->data() + from_index, count * sizeof(Value));
    return true;
  }
  const PrimitiveArray* from_primitives = try_as<PrimitiveArray>(from);
  PrimitiveArray* to_primitives = try_as<PrimitiveArray>(to);
  if (from_primitives && to_primitives && from_primitives->type() == to_primitives->type()) {
    const size_t size = element_size(from_primitives->type());
    std::memmove(to_primitives->bytes() + to_index * size, from_primitives->bytes() + from_index * size, count * size);
    return true;
  }
  for (uint64_t i = 0; i < count; ++i)  // never the same array
    NORN_TRY(array_set(heap, to, to_index + i, array_get(heap, from, from_index + i)));
  return true;
}

void object_array_set(Heap& heap, ObjectArray* array, uint64_t index, Value value) {
  heap.written(array);
  array->data()[index] = value;
}

}  // namespace norn
