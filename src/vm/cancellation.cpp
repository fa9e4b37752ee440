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
  for (Value at = task->pending; !at.is_nil(); at = as<Cons>(at)->rest)
    if (as<Exception>(as<Cons>(at)->first)->info == target) return as<Cons>(at)->first;
  return Value::nil();
}

// The request to deliver to a task whose stack is `top`: the outermost visible target that is pending; nil if none is.
Value deliverable(const Task* task, const Segment* top) {
  Value found = Value::nil();
  for (const Segment* s = top; s; s = s->parent) {
    if (is_boundary(s->prompt, kPromptShield)) return found;
    if (!is_boundary(s->prompt, kPromptBoundary)) continue;
    if (Value request = pending_for(task, s->prompt); !request.is_nil()) found = request;
  }
  Value whole = pending_for(task, Value::nil());
  return whole.is_nil() ? found : whole;
}

void begin_unwinding(Task* task) {
  task->aux |= kTaskUnwinding;
  task->aux &= ~kTaskForced;
}

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
    task->pending = add_request(vm.heap, make_control_signal(vm, target, reason), task->pending);
    vm.heap.written(task);
  }
  task->aux |= kTaskCancelRequested;
  if (target.is_nil() && task->resume_kind == ResumeKind::start && !(task->aux & kTaskParked) && task != vm.task) {
    // Never ran: it never will. Its entry in the run queue is skipped.
    vm.complete_task(task, TaskState::cancelled, as<Cons>(task->pending)->first);
    return false;
  }
  bool interruptible = !(task->aux & kTaskUnwinding) || force;
  if (task->aux & kTaskParked) {
    Value signal = interruptible ? deliverable(task, task->stack) : Value::nil();
    if (signal.is_nil()) return false;
    begin_unwinding(task);
    return vm.wake(task, task->epoch, ResumeKind::control, signal);
  }
  if (force) {
    task->aux |= kTaskForced;
    vm.interrupt_requested = true;
    vm.budget = 0;
  }
  return false;
}

bool take_pending_cancel(Vm& vm, Raised* signal) {
  Task* task = vm.task;
  if (__builtin_expect(task->pending.is_nil(), 1) || (task->aux & kTaskUnwinding)) return false;
  Value due = deliverable(task, vm.segment);
  if (due.is_nil()) return false;
  begin_unwinding(task);
  *signal = Raised{due};
  return true;
}

Value take_forced_cancel(Vm& vm) {
  Task* task = vm.task;
  Value due = deliverable(task, vm.segment);
  task->aux &= ~kTaskForced;
  if (!due.is_nil()) begin_unwinding(task);
  return due;
}

void forget_cancel(Vm& vm, Task* task, Value target) {
  Value kept = Value::nil();
  for (Value at = task->pending; !at.is_nil(); at = as<Cons>(at)->rest)
    if (as<Exception>(as<Cons>(at)->first)->info != target) kept = add_request(vm.heap, as<Cons>(at)->first, kept);
  task->pending = kept;
  vm.heap.written(task);
}

Value signal_at_boundary(Vm& vm, Value signal) {
  Task* task = vm.task;
  forget_cancel(vm, task, as<Exception>(signal)->info);
  // vm.segment is the boundary's parent already.
  Value outer = deliverable(task, vm.segment);
  if (outer.is_nil()) task->aux &= ~kTaskUnwinding;
  return outer;
}

}  // namespace norn
