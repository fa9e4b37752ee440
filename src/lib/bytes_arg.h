// Arguments that are bytes: a byte array, or a string for its UTF-8.
#pragma once

#include <optional>
#include <string_view>

#include "data/array.h"
#include "lib/args.h"

namespace norn {

// The views are valid until the next safepoint: in a host function, until it returns.

// Nothing for a value that is neither.
inline std::optional<std::string_view> bytes_of(Value value) {
  if (const String* text = try_as<String>(value)) return text->view();
  if (const auto* array = try_as<PrimitiveArray>(value); array && array->type() == ElementType::byte_)
    return std::string_view(reinterpret_cast<const char*>(array->bytes()), array->tail_count);
  return std::nullopt;
}

inline OrRaised<std::string_view> bytes_arg(HostCall& call, uint32_t i) {
  if (std::optional<std::string_view> bytes = bytes_of(call[i])) return *bytes;
  NORN_RAISE(wrong_argument(call, i, "a string or byte array"));
}

// Empty for nil.
inline OrRaised<std::string_view> optional_bytes_arg(HostCall& call, uint32_t i) {
  if (call[i].is_nil()) return std::string_view();
  if (std::optional<std::string_view> bytes = bytes_of(call[i])) return *bytes;
  NORN_RAISE(wrong_argument(call, i, "a byte array, a string or nil"));
}

inline Value bytes_value(Heap& heap, std::string_view bytes) { return to_value(make_byte_array(heap, bytes)); }

}  // namespace norn
