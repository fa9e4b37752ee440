// Host module: arrays of objects and of primitives.
#include <algorithm>

#include <cstring>
#include "base/result.h"

#include "data/array.h"
#include "data/seq.h"
#include "data/vector.h"
#include "lib/args.h"

namespace norn {
namespace {

Raised raise_array_index(HostCall& call, int64_t index, uint64_t length) {
  return raise(call.heap, world_of(call).types.array_index_exception.get(),
               "Index " + std::to_string(index) + " out of bounds for length " + std::to_string(length));
}

OrRaised<Value> array_arg(HostCall& call, Value v) {
  if (is_array(v)) return v;
  NORN_RAISE(raise_expected(call.heap, "an array", v));
}

OrRaised<uint64_t> array_index(HostCall& call, Value array, uint32_t argument) {
  int64_t index = NORN_TRY(index_arg(call, argument));
  uint64_t length = array_length(array);
  if (index < 0 || static_cast<uint64_t>(index) >= length) NORN_RAISE(raise_array_index(call, index, length));
  return static_cast<uint64_t>(index);
}

// The innermost array of (aget array i j ... last): all arguments from 1 to end - 1 are indices.
OrRaised<Value> innermost(HostCall& call, uint32_t end) {
  Value array = NORN_TRY(array_arg(call, call[0]));
  for (uint32_t i = 1; i < end; ++i)
    array = NORN_TRY(array_arg(call, array_get(call.heap, array, NORN_TRY(array_index(call, array, i)))));
  return array;
}

OrRaised<uint64_t> length_arg(HostCall& call, uint32_t i) {
  int64_t length = NORN_TRY(index_arg(call, i));
  if (length < 0)
    NORN_RAISE(raise(call.heap, world_of(call).types.negative_array_size_exception.get(), std::to_string(length)));
  if (call.heap.would_exceed_limit(static_cast<size_t>(length) * 8))
    NORN_RAISE(raise(call.heap, world_of(call).types.out_of_memory_error.get(), "Java heap space"));
  return static_cast<uint64_t>(length);
}

OrRaised<bool> fill_from(HostCall& call, Value array, std::span<const Value> values) {
  for (uint64_t i = 0; i < values.size(); ++i) NORN_TRY(array_set(call.heap, array, i, values[i]));
  return true;
}

Value make_array(HostCall& call, std::optional<ElementType> type, uint64_t length) {
  return type ? to_value(make_primitive_array(call.heap, *type, length))
              : to_value(make_object_array(call.heap, length));
}

// (long-array size-or-seq), (long-array size value-or-seq) and the like.
Returned primitive_array(HostCall& call, ElementType type) {
  if (call.count == 1 && !is_number(call[0])) {
    if (const PrimitiveArray* array = try_as<PrimitiveArray>(call[0]); array && array->type() == type)
      return array_copy(call.heap, call[0]);
    std::vector<Value> values = NORN_TRY(collect_in_one_go(call.heap, call[0]));
    Value array = make_array(call, type, values.size());
    NORN_TRY(fill_from(call, array, values));
    return array;
  }
  uint64_t length = NORN_TRY(length_arg(call, 0));
  Value array = make_array(call, type, length);
  if (call.count == 1) return array;
  if (is_number(call[1]) || call[1].is_character() || call[1].is_boolean()) {
    for (uint64_t i = 0; i < length; ++i) NORN_TRY(array_set(call.heap, array, i, call[1]));
    return array;
  }
  std::vector<Value> values = NORN_TRY(collect_in_one_go(call.heap, call[1]));
  NORN_TRY(fill_from(call, array, std::span<const Value>(values).first(std::min<uint64_t>(values.size(), length))));
  return array;
}

Returned typed_array(HostCall& call, ElementType type) {
  const PrimitiveArray* array = try_as<PrimitiveArray>(call[0]);
  if (array && array->type() == type) return call[0];
  NORN_RAISE(raise_expected(call.heap, "an array of " + std::string(element_type_name(type)), call[0]));
}

Returned set_element(HostCall& call) {
  Value array = NORN_TRY(innermost(call, call.count - 2));
  uint64_t index = NORN_TRY(array_index(call, array, call.count - 2));
  NORN_TRY(array_set(call.heap, array, index, call[call.count - 1]));
  return call[call.count - 1];
}

// The element type a class stands for: long, int, ... for arrays of primitives, nothing for objects.
OrRaised<std::optional<ElementType>> element_type_arg(HostCall& call, uint32_t i) {
  std::string name = symbol_text(NORN_TRY(type_arg(call, i))->name.get());
  for (int t = 0; t <= static_cast<int>(ElementType::boolean_); ++t)
    if (name == element_type_name(static_cast<ElementType>(t))) return static_cast<ElementType>(t);
  return std::nullopt;
}

Returned object_array_in_one_go(HostCall& call) {
  std::vector<Value> values = NORN_TRY(collect_in_one_go(call.heap, call[0]));
  ObjectArray* array = make_object_array(call.heap, values.size());
  std::copy(values.begin(), values.end(), array->data());
  return to_value(array);
}

Value make_nested(HostCall& call, std::optional<ElementType> type, std::span<const uint64_t> lengths) {
  if (lengths.size() == 1) return make_array(call, type, lengths[0]);
  ObjectArray* outer = make_object_array(call.heap, lengths[0]);
  for (uint64_t i = 0; i < lengths[0]; ++i) outer->data()[i] = make_nested(call, type, lengths.subspan(1));
  return to_value(outer);
}

}  // namespace

NORN_HOST(aget_, "clojure.core/aget", "([array idx] [array idx & idxs])",
          "Returns the element at an index, in nested arrays at a path of indices.") {
  Value array = NORN_TRY(innermost(call, call.count - 1));
  return array_get(call.heap, array, NORN_TRY(array_index(call, array, call.count - 1)));
}

NORN_HOST(aset_, "clojure.core/aset", "([array idx val] [array idx idx2 & idxv])",
          "Sets the element at an index, in nested arrays at a path of indices; returns val.") {
  return set_element(call);
}

NORN_HOST(alength_, "clojure.core/alength", "([array])", "Returns the length of an array.") {
  return Value::fixnum(static_cast<int64_t>(array_length(NORN_TRY(array_arg(call, call[0])))));
}

NORN_HOST(aclone_, "clojure.core/aclone", "([array])", "Returns a copy of an array.") {
  return array_copy(call.heap, NORN_TRY(array_arg(call, call[0])));
}

NORN_HOST(copy_array, "norn.prim/copy-array", "([array])", "A copy of an array.") {
  return array_copy(call.heap, NORN_TRY(array_arg(call, call[0])));
}

NORN_HOST(copy_elements, "norn.prim/copy-elements!", "([from from-index to to-index n])",
          "Copies n elements of an array into another or the same one. Returns nil.") {
  const Value from = NORN_TRY(array_arg(call, call[0])), to = NORN_TRY(array_arg(call, call[2]));
  const int64_t from_index = NORN_TRY(index_arg(call, 1)), to_index = NORN_TRY(index_arg(call, 3));
  const int64_t count = NORN_TRY(index_arg(call, 4));
  const auto check = [&](Value array, int64_t start) -> OrRaised<bool> {
    const auto length = static_cast<int64_t>(array_length(array));
    if (start < 0) NORN_RAISE(raise_array_index(call, start, array_length(array)));
    if (count < 0 || start > length || count > length - start)
      NORN_RAISE(raise_array_index(call, count < 0 ? count : length, array_length(array)));
    return true;
  };
  NORN_TRY(check(from, from_index));
  NORN_TRY(check(to, to_index));
  NORN_TRY(array_copy_range(call.heap, from, static_cast<uint64_t>(from_index), to, static_cast<uint64_t>(to_index),
                            static_cast<uint64_t>(count)));
  return Value::nil();
}

NORN_HOST(same_bytes, "norn.prim/same-bytes?", "([a b])",
          "Whether two arrays of integers of one type are equal; nil for arrays that must be compared one by one.") {
  const PrimitiveArray* a = try_as<PrimitiveArray>(call[0]);
  const PrimitiveArray* b = try_as<PrimitiveArray>(call[1]);
  if (!a || !b || a->type() != b->type()) return Value::nil();
  if (a->type() == ElementType::double_ || a->type() == ElementType::float_) return Value::nil();
  return Value::boolean(a->tail_count == b->tail_count && std::memcmp(a->bytes(), b->bytes(), a->tail_count) == 0);
}

NORN_HOST(array_p, "norn.prim/array?", "([x])", "Whether x is an array.") { return Value::boolean(is_array(call[0])); }

NORN_HOST(make_array_like, "norn.prim/make-array-like", "([array length])", "A new array of the same element type.") {
  Value array = NORN_TRY(array_arg(call, call[0]));
  const PrimitiveArray* primitives = try_as<PrimitiveArray>(array);
  return make_array(call, primitives ? std::optional(primitives->type()) : std::nullopt, NORN_TRY(length_arg(call, 1)));
}

NORN_HOST(make_array_, "clojure.core/make-array", "([type len] [type dim & more-dims])",
          "Returns a new array, nested for more dimensions. (alength (make-array Long/TYPE 3)) => 3") {
  std::optional<ElementType> type = NORN_TRY(element_type_arg(call, 0));
  std::vector<uint64_t> lengths;
  for (uint32_t i = 1; i < call.count; ++i) lengths.push_back(NORN_TRY(length_arg(call, i)));
  return make_nested(call, type, lengths);
}

NORN_HOST(into_array_, "clojure.core/into-array", "([aseq] [type aseq])",
          "Returns an array of the items of a seqable.") {
  std::optional<ElementType> type;
  if (call.count == 2) type = NORN_TRY(element_type_arg(call, 0));
  std::vector<Value> values = NORN_TRY(collect_in_one_go(call.heap, call[call.count - 1]));
  Value array = make_array(call, type, values.size());
  NORN_TRY(fill_from(call, array, values));
  return array;
}

NORN_HOST(to_array_, "clojure.core/to-array", "([coll])",
          "Returns an array of the items of a collection; an array of objects is returned as it is.") {
  if (is<ObjectArray>(call[0])) return call[0];
  return object_array_in_one_go(call);
}

NORN_HOST(to_array_2d, "clojure.core/to-array-2d", "([coll])",
          "Returns an array of arrays of a collection of collections.") {
  ObjectArray* outer = NORN_TRY(to_object_array(call.heap, call[0]));
  for (Value& row : outer->values()) row = to_value(NORN_TRY(to_object_array(call.heap, row)));
  return to_value(outer);
}

NORN_HOST(object_array_, "clojure.core/object-array", "([size-or-seq])",
          "Returns an array of nils, or of the items of a seqable.") {
  if (is_number(call[0])) return to_value(make_object_array(call.heap, NORN_TRY(length_arg(call, 0))));
  return object_array_in_one_go(call);
}

#define NORN_ARRAY_FUNCTIONS(id, type_name)                                                                   \
  NORN_HOST(id##_array, "clojure.core/" type_name "-array", "([size-or-seq] [size init-val-or-seq])",         \
            "Returns an array of " type_name "s: so many, or the items of a seqable; with initial values.") { \
    return primitive_array(call, ElementType::id##_);                                                         \
  }                                                                                                           \
  NORN_HOST(id##_cast, "clojure.core/" type_name "s", "([xs])",                                               \
            "Returns xs, which must be an array of " type_name "s.") {                                        \
    return typed_array(call, ElementType::id##_);                                                             \
  }                                                                                                           \
  NORN_HOST(id##_set, "clojure.core/aset-" type_name, "([array idx val] [array idx idx2 & idxv])",            \
            "Sets an element of an array of " type_name "s; returns val.") {                                  \
    return set_element(call);                                                                                 \
  }

NORN_ARRAY_FUNCTIONS(long, "long")
NORN_ARRAY_FUNCTIONS(double, "double")
NORN_ARRAY_FUNCTIONS(byte, "byte")
NORN_ARRAY_FUNCTIONS(char, "char")
NORN_ARRAY_FUNCTIONS(int, "int")
NORN_ARRAY_FUNCTIONS(float, "float")
NORN_ARRAY_FUNCTIONS(short, "short")
NORN_ARRAY_FUNCTIONS(boolean, "boolean")
#undef NORN_ARRAY_FUNCTIONS

NORN_HOST(bytes_p, "clojure.core/bytes?", "([x])", "Returns whether x is a byte array.") {
  const PrimitiveArray* array = try_as<PrimitiveArray>(call[0]);
  return Value::boolean(array && array->type() == ElementType::byte_);
}

NORN_HOST(concat_bytes, "norn.prim/concat-bytes", "([arrays])",
          "One byte array of a vector of byte arrays, in order.") {
  Vector* arrays = NORN_TRY(object_arg<Vector>(call, 0, "a vector of byte arrays"));
  uint64_t total = 0;
  for (uint64_t i = 0; i < arrays->count; ++i) {
    const auto* array = try_as<PrimitiveArray>(vector_nth(arrays, i));
    if (!array || array->type() != ElementType::byte_) NORN_RAISE(wrong_argument(call, 0, "a vector of byte arrays"));
    total += array->tail_count;
  }
  if (call.heap.would_exceed_limit(total))
    NORN_RAISE(raise(call.heap, world_of(call).types.out_of_memory_error.get(), "the bytes do not fit the heap limit"));
  PrimitiveArray* joined = make_primitive_array(call.heap, ElementType::byte_, total);
  uint64_t at = 0;
  for (uint64_t i = 0; i < arrays->count; ++i) {
    const auto* array = as<PrimitiveArray>(vector_nth(arrays, i));
    std::memcpy(joined->bytes() + at, array->bytes(), array->tail_count);
    at += array->tail_count;
  }
  return to_value(joined);
}

NORN_MODULE(kArraysModule, concat_bytes, copy_elements, same_bytes, aget_, aset_, alength_, aclone_, copy_array,
            array_p, make_array_like, make_array_, into_array_, to_array_, to_array_2d, object_array_, long_array,
            long_cast, long_set, double_array, double_cast, double_set, byte_array, byte_cast, byte_set, char_array,
            char_cast, char_set, int_array, int_cast, int_set, float_array, float_cast, float_set, short_array,
            short_cast, short_set, boolean_array, boolean_cast, boolean_set, bytes_p);

}  // namespace norn
