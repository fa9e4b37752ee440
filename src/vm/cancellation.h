// Cancellation: control signals that unwind a task to a boundary (SEMANTICS
// 9-14).
//
// A request names a target: nil for the whole task, or the PromptTag of a
// boundary segment (a scope, a with-timeout) on the task's stack. Requests wait
// in Task::pending until they can be delivered: at a suspension point (parked
// there, or on entry), or with force at any safepoint. Delivery unwinds with a
// control signal, which `finally` sees and `catch` does not. Several pending
// requests: the outermost boundary wins, also when an outer one arrives while an
// inner one unwinds. A shield segment hides every target below it, and so does
// a frame in the middle of a `finally` (the compiler marks that code): cleanup
// runs to its end, on whatever way it was entered, and the request stays
// pending. Only what a cleanup waits for is interrupted, when the request is
// repeated with force.
#pragma once

#include "vm/vm.h"

namespace norn {

// A control signal is an Exception with aux kExceptionControl: `info` is the target, `data` the reason, `message` the
// task that asked for it (nil: the runtime), `trace` one entry: where it asked.
Value make_control_signal(Vm& vm, Value target, Value reason);

// Adds a request; nothing if one for the same target is pending. Wakes the task when it is parked and may be
// interrupted. True if the task was woken (its wait outside the VM is then void).
bool request_cancel(Vm& vm, Task* task, Value target, Value reason, bool force);

// For suspending host functions, on entry: the signal to raise when a request can be delivered now.
bool take_noted_cancel(Vm& vm, Raised* signal);
inline bool take_pending_cancel(Vm& vm, Raised* signal) {
  return __builtin_expect(!vm.task->notes.is_nil(), 0) && take_noted_cancel(vm, signal);
}

// At a safepoint of the running task: the forced signal to unwind with, or nil.
Value take_forced_cancel(Vm& vm);

// Drops the pending request for a boundary that was left.
void forget_cancel(Vm& vm, Task* task, Value target);

// The unwinding signal has reached the segment it is aimed at. Returns the signal to go on unwinding with (an outer
// target became due meanwhile), or nil: the boundary was reached.
Value signal_at_boundary(Vm& vm, Value signal);

}  // namespace norn
