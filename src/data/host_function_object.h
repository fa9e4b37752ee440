// The language value that stands for a C++ function. It holds no C++ pointer
// (the core image is made by one binary and read by another): `index` selects
// the row of the host function table (vm/host_function.h).
#pragma once

#include "data/symbol.h"

namespace norn {

struct HostFunction : Object {
  static constexpr Kind kKind = Kind::host_function;
  Ref<Symbol> name;  // qualified
  Value twin;        // bytecode function called when the host function bails; nil if it never does
  Value meta;
  uint32_t index;
  uint16_t min_args, max_args;  // max_args 0xFFFF: variadic
};

}  // namespace norn

NORN_LAYOUT(HostFunction, norn::Tail::none, 8, name, twin, meta);
