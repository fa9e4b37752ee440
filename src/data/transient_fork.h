// A transient that is reachable from a multi-shot continuation is used by each
// resumption: each gets a fork, which shares the tree and copies what it changes.
#pragma once

#include "heap/heap.h"

namespace norn {

// Whether v is a transient that can still change.
bool is_live_transient(Value v);
// Requires: is_live_transient(v), and v itself is not changed any more while forks of it are in use.
Value fork_transient(Heap& heap, Value v);

}  // namespace norn
