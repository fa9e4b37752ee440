#include "vm/cancellation.h"

#include "data/list.h"
#include "data/string.h"
#include "vm/stack_trace.h"

namespace norn {
namespace {

bool is_boundary(Value prompt, PromptFlag flag) { return is<PromptTag>(prompt) && (prompt.as_object()->aux & flag); }

// Chained with Cons cells that end in nil.
Value add_request(Heap& heap, Value request, Value rest) {
  Cons* cell = heap.make<Cons>();
  cell->first = request;
  cell->rest = rest;
  return to_value(cell);
}

// The pending request with this target, or nil.
Value pending_for(const Task* task, Value target) {
  for (Value at = task->pending(); !at.is_nil(); at = as<Cons>(at)->rest)
    if (as<Exception>(as<Cons>(at)->first)->info == target) return as<Cons>(at)->first;
  return Value::nil();
}

// Where the top frame of a stack stands: behind a call, or at an instruction still to be executed.
struct Position {
  const Word* next;
  const Value* base;
  bool at_call;
};

Position stopped_position(const Segment* s) { return {s->pc, s->memory + s->base, s->at_call}; }

enum class Cleanup : uint8_t { shields, is_interrupted };

// The request to deliver to a task that stands at `at` in the segment `top`: the outermost visible target that is
// pending; nil if none is.
Value deliverable(const Vm& vm, const Task* task, const Segment* top, Position at, Cleanup cleanup) {
  Value found = Value::nil();
  if (task->pending().is_nil()) return found;
  for (const Segment* s = top; s; s = s->parent) {
    if (s != top) at = stopped_position(s);
    if (cleanup == Cleanup::shields && vm.runs_cleanup(at.next, at.base, at.at_call)) return found;
    if (is_boundary(s->prompt, kPromptShield)) return found;
    if (!is_boundary(s->prompt, kPromptBoundary)) continue;
    if (Value request = pending_for(task, s->prompt); !request.is_nil()) found = request;
  }
  Value whole = pending_for(task, Value::nil());
  return whole.is_nil() ? found : whole;
}

Cleanup cleanup_of(const Task* task) { return task->aux & kTaskInsisted ? Cleanup::is_interrupted : Cleanup::shields; }

// What the request of a probed task aims at.
Value probe_target(Vm& vm) { return to_value(vm.world.intern_keyword("norn/probe")); }

bool probe_is_due(Vm& vm, CancelPoint point) {
  CancelProbe& probe = vm.cancel_probe;
  if (probe.at != point || pending_for(vm.task, probe_target(vm)).is_nil() || --probe.left != 0) return false;
  probe.at = CancelPoint::nowhere;
  return true;
}

void note_delivered(Task* task) { task->aux &= ~(kTaskForced | kTaskInsisted); }

}  // namespace

Value make_control_signal(Vm& vm, Value target, Value reason) {
  Exception* signal =
      make_exception(vm.heap, vm.world.types.cancellation_exception.get(), Value::nil(), reason, Value::nil());
  if (vm.task && target.is_nil()) {  // the others are the library's, and nobody is told
    signal->message = to_value(make_string(vm.heap, task_text(vm.heap, vm.task)));
    signal->trace = vm.caller_trace();
  }
  signal->aux = kExceptionControl;
  signal->info = target;
  return to_value(signal);
}

bool request_cancel(Vm& vm, Task* task, Value target, Value reason, bool force) {
  if (task->done()) return false;
  if (pending_for(task, target).is_nil()) {
    vm.notes(task)->pending = add_request(vm.heap, make_control_signal(vm, target, reason), task->pending());
  } else if (force) {
    task->aux |= kTaskInsisted;
  }
  task->aux |= kTaskCancelRequested;
  if (target.is_nil() && task->resume_kind == ResumeKind::start && !(task->aux & kTaskParked) && task != vm.task) {
    // Never ran: it never will. Its entry in the run queue is skipped.
    vm.complete_task(task, TaskState::cancelled, as<Cons>(task->pending())->first);
    return false;
  }
  if (task->aux & kTaskParked) {
    const Segment* top = task->stack;
    Value signal = deliverable(vm, task, top, stopped_position(top), cleanup_of(task));
    if (!signal.is_nil()) {
      note_delivered(task);
      return vm.wake(task, task->epoch, ResumeKind::control, signal);
    }
  }
  if (force) {
    task->aux |= kTaskForced;
    vm.interrupt_requested = true;
    vm.budget = 0;
  }
  return false;
}

bool take_noted_cancel(Vm& vm, Raised* signal) {
  Task* task = vm.task;
  if (task->pending().is_nil()) return false;
  if (probe_is_due(vm, CancelPoint::suspension)) request_cancel(vm, task, Value::nil(), probe_target(vm), false);
  if (probe_is_due(vm, CancelPoint::parked)) {
    vm.cancel_probe.parked = to_value(task);
    vm.interrupt_requested = true;
    vm.budget = 0;
  }
  Value due = deliverable(vm, task, vm.segment, {vm.pc, vm.base, true}, cleanup_of(task));
  if (due.is_nil()) return false;
  note_delivered(task);
  *signal = Raised{due};
  return true;
}

void probe_task(Vm& vm, Task* task) {
  Value request = make_control_signal(vm, probe_target(vm), Value::nil());
  vm.notes(task)->pending = add_request(vm.heap, request, task->pending());
}

void inherit_probe(Vm& vm, Task* child) {
  if (vm.task && !pending_for(vm.task, probe_target(vm)).is_nil()) probe_task(vm, child);
}

void arm_cancel_probe(Vm& vm, CancelPoint at, int64_t n) {
  vm.cancel_probe = {at, n, Value::nil()};
  vm.set_slice();
}

void probe_safepoint(Vm& vm) {
  if (!probe_is_due(vm, CancelPoint::safepoint)) return;
  const Word* at = vm.pc++;  // the request looks for its caller in front of pc
  request_cancel(vm, vm.task, Value::nil(), probe_target(vm), true);
  vm.pc = at;
}

Value take_forced_cancel(Vm& vm) {
  Task* task = vm.task;
  Value due = deliverable(vm, task, vm.segment, {vm.pc, vm.base, false}, Cleanup::shields);
  if (!due.is_nil())
    note_delivered(task);
  else if (task->pending().is_nil())
    task->aux &= ~kTaskForced;  // else it is looked at again at the next safepoint
  return due;
}

void forget_cancel(Vm& vm, Task* task, Value target) {
  if (task->pending().is_nil()) return;
  Value kept = Value::nil();
  for (Value at = task->pending(); !at.is_nil(); at = as<Cons>(at)->rest)
    if (as<Exception>(as<Cons>(at)->first)->info != target) kept = add_request(vm.heap, as<Cons>(at)->first, kept);
  vm.notes(task)->pending = kept;
}

Value signal_at_boundary(Vm& vm, Value signal) {
  Task* task = vm.task;
  forget_cancel(vm, task, as<Exception>(signal)->info);
  // vm.segment is the boundary's parent already.
  return deliverable(vm, task, vm.segment, stopped_position(vm.segment), Cleanup::shields);
}

}  // namespace norn
