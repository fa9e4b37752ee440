// The cell of `volatile!`.
#pragma once

#include "data/raised.h"

namespace norn {

struct Volatile : Object {
  static constexpr Kind kKind = Kind::volatile_;
  Value state;
};

Volatile* make_volatile(Heap& heap, Value state);

}  // namespace norn

NORN_LAYOUT(Volatile, norn::Tail::none, 0, state);
