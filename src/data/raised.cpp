#include "data/raised.h"

#include <string>

#include "data/exception.h"
#include "data/print.h"
#include "data/string.h"
#include "data/type.h"
#include "data/world.h"

namespace norn {

Raised raise(Heap& heap, Type* type, std::string_view message) { return raise(heap, type, message, Value::nil()); }

Raised raise(Heap& heap, Type* type, std::string_view message, Value data) {
  return {to_value(make_exception(heap, type, to_value(make_string(heap, message)), data, Value::nil()))};
}

Raised raise_type_error(Heap& heap, std::string_view message) {
  return raise(heap, World::of(heap).types.class_cast_exception.get(), message);
}

Raised raise_illegal_argument(Heap& heap, std::string_view message) {
  return raise(heap, World::of(heap).types.illegal_argument_exception.get(), message);
}

Raised raise_index(Heap& heap, int64_t index, int64_t count) {
  return raise(heap, World::of(heap).types.index_out_of_bounds_exception.get(),
               "Index " + std::to_string(index) + " out of bounds for length " + std::to_string(count));
}

Raised raise_arithmetic(Heap& heap, std::string_view message) {
  return raise(heap, World::of(heap).types.arithmetic_exception.get(), message);
}

Raised raise_state(Heap& heap, std::string_view message) {
  return raise(heap, World::of(heap).types.illegal_state_exception.get(), message);
}

Raised raise_unsupported(Heap& heap, std::string_view message) {
  return raise(heap, World::of(heap).types.unsupported_operation_exception.get(), message);
}

Raised raise_expected(Heap& heap, std::string_view expected, Value found) {
  Types& types = World::of(heap).types;
  std::string text = "expected ";
  text += expected;
  if (found.is_nil()) return raise(heap, types.null_pointer_exception.get(), text + ", found nil");
  Type* type = type_of(heap, found);
  text += ", found " + print_brief(heap, found);
  if (type) text += " (" + symbol_text(type->name.get()) + ")";
  return raise(heap, types.class_cast_exception.get(), text);
}

}  // namespace norn
