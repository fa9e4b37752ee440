// A cancellation at a chosen moment, for tests: `./dev stress cancel-everywhere`
// cancels a program at its first suspension point, its second, and so on.
//
// A task is probed when it holds a pending request whose target nothing can
// match; so tasks that are not pay nothing. Implemented in cancellation.cpp.
#pragma once

#include "vm/task.h"

namespace norn {

struct Vm;

enum class CancelPoint : uint8_t {
  nowhere,
  suspension,  // on entry to a function that may suspend
  parked,      // in the scheduler's turn after that entry
  safepoint,   // with force, at any call or loop turn; every one of them is a safepoint meanwhile
};

struct CancelProbe {
  CancelPoint at = CancelPoint::nowhere;
  int64_t left = 0;  // points until it happens
  Value parked;      // Task to be cancelled in the scheduler's next turn, or nil
};

// Those that a probed task starts while something is armed are probed too.
void probe_task(Vm& vm, Task* task);
void inherit_probe(Vm& vm, Task* child);
// From now on: the task that reaches the n-th such point, counted over all probed tasks, is cancelled there.
void arm_cancel_probe(Vm& vm, CancelPoint at, int64_t n);
// The running task is at a safepoint.
void probe_safepoint(Vm& vm);

}  // namespace norn
