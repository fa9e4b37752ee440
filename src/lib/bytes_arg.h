// Arguments that are bytes: a byte array, or a string for its UTF-8.
#pragma once

#include <string_view>

#include "data/array.h"
#include "lib/args.h"

namespace norn {

// A view into the argument: valid until the host function returns.
inline OrRaised<std::string_view> bytes_arg(HostCall& call, uint32_t i) {
  if (const String* text = try_as<String>(call[i])) return text->view();
  if (const auto* array = try_as<PrimitiveArray>(call[i]); array && array->type() == ElementType::byte_)
    return std::string_view(reinterpret_cast<const char*>(array->bytes()), array->tail_count);
  NORN_RAISE(wrong_argument(call, i, "a string or byte array"));
}

inline Value bytes_value(Heap& heap, std::string_view bytes) { return to_value(make_byte_array(heap, bytes)); }

}  // namespace norn
