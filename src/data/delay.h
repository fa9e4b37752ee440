// A delay: a thunk and, once forced, its value or the exception it threw (SEMANTICS 25). Forcing is bytecode.
#pragma once

#include "data/raised.h"

namespace norn {

struct Delay : Object {
  static constexpr Kind kKind = Kind::delay;
  Value thunk;  // nil once realized
  Value value;
  Value exception;  // nil, or what every force throws
  Value owner;      // the task that computes it now
  Value waiters;
  bool realized() const { return thunk.is_nil() && owner.is_nil(); }
};

Delay* make_delay(Heap& heap, Value thunk);

}  // namespace norn

NORN_LAYOUT(Delay, norn::Tail::none, 0, thunk, value, exception, owner, waiters);
