// (reduced x): ends a reduction early.
#pragma once

#include "data/raised.h"

namespace norn {

struct Reduced : Object {
  static constexpr Kind kKind = Kind::reduced;
  Value value;
};

Reduced* make_reduced(Heap& heap, Value value);

}  // namespace norn

NORN_LAYOUT(Reduced, norn::Tail::none, 0, value);
