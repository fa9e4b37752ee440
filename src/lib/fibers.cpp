// Tasks, promises and waiting as host functions (namespace norn.prim). What
// users see is clj/norn/async.clj and clojure.core on top of these.

#include "base/result.h"
#include "data/number.h"
#include "data/string.h"
#include "data/vector.h"
#include "sched/scheduler.h"
#include "vm/cancellation.h"
#include "vm/twins.h"

namespace norn {
namespace {

// Kept by spawn records, so it must not hold anything else.
OrRaised<Value> name_arg(HostCall& call, uint32_t i) {
  Value name = call.arg_or(i, Value::nil());
  if (name.is_nil() || name.is_fixnum() || is<String>(name) || is<Keyword>(name) || is<Symbol>(name)) return name;
  NORN_RAISE(raise_type_error(
      call.heap, "the name of a task: expected a string, keyword, symbol or number, got " + describe(call.heap, name)));
}

Task* task_arg(HostCall& call, uint32_t i, Raised* error) {
  if (Task* task = try_as<Task>(call[i])) return task;
  *error = raise_type_error(call.heap, "expected a task, got " + describe(call.heap, call[i]));
  return nullptr;
}

#define NORN_TASK_ARG(name, index)                   \
  Raised name##_error{};                             \
  Task* name = task_arg(call, index, &name##_error); \
  if (!name) return std::unexpected(name##_error)

Value keyword(HostCall& call, std::string_view name) { return to_value(call.vm.world.intern_keyword(name)); }

Value state_keyword(HostCall& call, TaskState state) {
  static constexpr std::string_view kNames[] = {"pending", "success", "failure", "cancelled"};
  return keyword(call, kNames[static_cast<int>(state)]);
}

}  // namespace

NORN_HOST(
    spawn, "norn.prim/spawn", "([thunk] [thunk name])",
    "Schedules (thunk) as a new task of the caller's scope and returns the task; it never runs inside this call.") {
  Value name = NORN_TRY(name_arg(call, 1));
  Task* task = call.vm.make_task(call[0], Inherit::all, name);
  call.vm.make_runnable(task);
  return to_value(task);
}

NORN_HOST(spawn_root, "norn.prim/spawn-root", "([thunk] [thunk name] [thunk name future?])",
          "As spawn, but the task belongs to no scope, nor do those it starts. With future? true, deref wraps its "
          "failure in an ExecutionException.") {
  Value name = NORN_TRY(name_arg(call, 1));
  Task* task = call.vm.make_task(call[0], Inherit::outside_scopes, name);
  if (call.arg_or(2, Value::nil()).truthy()) task->aux |= kTaskFuture;
  call.vm.make_runnable(task);
  return to_value(task);
}

NORN_HOST(current_task, "norn.prim/current-task", "([])", "The running task.") { return to_value(call.vm.task); }

NORN_HOST(is_task, "norn.async/task?", "([x])", "True if x is a task (as async and future return).") {
  return Value::boolean(is<Task>(call[0]));
}

NORN_HOST(is_promise, "norn.prim/promise?", "([x])", "True if x is a promise.") {
  return Value::boolean(is<Promise>(call[0]));
}

NORN_HOST(task_state, "norn.prim/task-state", "([task])",
          "The state of a task or promise: :pending :success :failure :cancelled.") {
  if (Promise* promise = try_as<Promise>(call[0])) return state_keyword(call, promise->state);
  NORN_TASK_ARG(task, 0);
  return state_keyword(call, task->state);
}

NORN_HOST(task_result, "norn.prim/task-result", "([task])",
          "The value or exception of a task or promise that is done; nil before.") {
  if (Promise* promise = try_as<Promise>(call[0])) return promise->result;
  NORN_TASK_ARG(task, 0);
  return task->done() ? task->result : Value::nil();
}

NORN_HOST(task_is_future, "norn.prim/task-future?", "([task])", "True if the task was made by future.") {
  Task* task = try_as<Task>(call[0]);
  return Value::boolean(task && (task->aux & kTaskFuture));
}

NORN_HOST(cancel_requested, "norn.prim/cancel-requested?", "([task])",
          "True once cancellation of the task was requested.") {
  NORN_TASK_ARG(task, 0);
  return Value::boolean(task->aux & kTaskCancelRequested);
}

NORN_HOST(task_id, "norn.prim/task-id", "([task])", "The task's number, unique in this process.") {
  NORN_TASK_ARG(task, 0);
  return Value::fixnum(static_cast<int64_t>(task->id));
}

NORN_HOST(task_name, "norn.prim/task-name", "([task])", "The task's name or nil.") {
  NORN_TASK_ARG(task, 0);
  return task->name();
}

NORN_HOST(set_task_name, "norn.prim/set-task-name!", "([task name])", "Names a task, for reports.") {
  NORN_TASK_ARG(task, 0);
  Value name = NORN_TRY(name_arg(call, 1));
  call.vm.notes(task)->name = name;
  return call[0];
}

NORN_HOST(cancel, "norn.prim/cancel!", "([task reason force?])",
          "Requests cancellation of a task; returns true unless it was done already.") {
  NORN_TASK_ARG(task, 0);
  if (task->done()) return Value::boolean(false);
  Scheduler::of(call.vm).cancel(task, Value::nil(), call[1], call[2].truthy());
  return Value::boolean(true);
}

NORN_HOST(check_cancel, "norn.prim/check-cancel", "([])",
          "A suspension point that does not suspend: a pending cancellation is delivered here.") {
  Raised signal{};
  if (take_pending_cancel(call.vm, &signal)) return std::unexpected(signal);
  return Value::nil();
}

// Waits for a task or promise. `deref` semantics (wrapping a future's failure) are bytecode's business.
NORN_HOST(await, "norn.prim/await*", "([x] [x on])",
          "Suspends the caller until the task or promise x is done; returns its value or throws its failure. `on` is "
          "what a promise stands for, in reports: an object whose fields `kind` (a string) and `holders` (an atom of a "
          "map from tasks), if it has them, tell what it is and who could deliver.") {
  Returned result = call.vm.wait_for(call[0], call.arg_or(1, Value::nil()));
  if (result || !result.error().is_bail()) return result;
  NORN_RAISE(raise_type_error(
      call.heap, "await: expected a task, promise, delay, agent or channel, got " + describe(call.heap, call[0])));
}

NORN_HOST(await_done, "norn.prim/await-done*", "([task])",
          "Suspends the caller until the task has ended, its cleanup included; returns nil whatever came of it.") {
  NORN_TASK_ARG(task, 0);
  Raised signal{};
  if (take_pending_cancel(call.vm, &signal)) return std::unexpected(signal);
  call.vm.observe(task);
  if (task->done()) return Value::nil();
  if (task == call.vm.task) NORN_RAISE(raise_state(call.heap, "a task cannot await itself"));
  uint64_t epoch = call.vm.park_current(call[0]);
  call.vm.note_wait();
  call.vm.add_waiter(task, &task->waiters, &task->last_waiter, to_value(call.vm.task), epoch);
  as<Waiter>(task->last_waiter)->extra = Value::boolean(true);
  return std::unexpected(Raised::park());
}

NORN_HOST(observe, "norn.prim/observe!", "([task])",
          "The task's failure is looked after: it is not reported as unhandled.") {
  NORN_TASK_ARG(task, 0);
  call.vm.observe(task);
  return call[0];
}

NORN_HOST(start_timeout, "norn.prim/start-timeout!", "([ms tag])",
          "After ms milliseconds the running task is cancelled to the boundary with this tag. Returns a handle for "
          "stop-timeout!.") {
  if (!is_number(call[0]))
    NORN_RAISE(raise_type_error(call.heap, "timeout: expected milliseconds, got " + describe(call.heap, call[0])));
  double ms = to_double(call[0]);
  int64_t ns = !(ms > 0) ? 0 : ms > 9e12 ? INT64_MAX : static_cast<int64_t>(ms * 1e6);
  return Value::fixnum(Scheduler::of(call.vm).start_timeout(ns, call[1]));
}

NORN_HOST(stop_timeout, "norn.prim/stop-timeout!", "([handle])", "Stops a timeout that has not expired.") {
  if (call[0].is_fixnum()) Scheduler::of(call.vm).stop_timeout(static_cast<uint64_t>(call[0].as_fixnum()));
  return Value::nil();
}

NORN_HOST(
    on_done, "norn.prim/on-done", "([x f])",
    "Calls (f x) in a task of its own once the task or promise x is done, in order of registration, also if it is done "
    "already. Returns x.") {
  Vm& vm = call.vm;
  auto start_now = [&] {
    Task* callback = vm.make_task(call[1], Inherit::outside_scopes);
    callback->aux |= kTaskStartWithValue;
    callback->resume_value = call[0];
    vm.make_runnable(callback);
  };
  auto add = [&](auto* owner) {
    if (owner->state != TaskState::pending) return start_now();
    vm.add_waiter(owner, &owner->waiters, &owner->last_waiter, call[1], 0);
    as<Waiter>(owner->last_waiter)->extra = vm.bindings_outside_scopes();
  };
  if (Promise* promise = try_as<Promise>(call[0])) {
    add(promise);
    return call[0];
  }
  NORN_TASK_ARG(task, 0);
  call.vm.observe(task);
  add(task);
  return call[0];
}

NORN_HOST(make_promise, "norn.prim/promise*", "([])", "A new promise.") { return to_value(call.heap.make<Promise>()); }

NORN_HOST(deliver, "norn.prim/deliver*", "([promise value])",
          "Delivers a value; true if this was the first delivery.") {
  Promise* promise = try_as<Promise>(call[0]);
  if (!promise)
    NORN_RAISE(raise_type_error(call.heap, "deliver: expected a promise, got " + describe(call.heap, call[0])));
  return Value::boolean(call.vm.complete_promise(promise, TaskState::success, call[1]));
}

NORN_HOST(deliver_error, "norn.prim/deliver-error*", "([promise exception])",
          "Fails a promise; true if this was the first delivery.") {
  Promise* promise = try_as<Promise>(call[0]);
  if (!promise)
    NORN_RAISE(raise_type_error(call.heap, "deliver-error: expected a promise, got " + describe(call.heap, call[0])));
  if (!is<Exception>(call[1]))
    NORN_RAISE(
        raise_type_error(call.heap, "deliver-error: expected an exception, got " + describe(call.heap, call[1])));
  return Value::boolean(call.vm.complete_promise(promise, TaskState::failure, call[1]));
}

NORN_HOST(sleep, "norn.async/sleep", "([ms])",
          "Suspends the calling task for ms milliseconds (a number, fractions count). Returns nil. (sleep 100)") {
  if (!is_number(call[0]))
    NORN_RAISE(raise_type_error(call.heap, "sleep: expected milliseconds, got " + describe(call.heap, call[0])));
  double ms = to_double(call[0]);
  if (!(ms >= 0)) NORN_RAISE(raise_illegal_argument(call.heap, "sleep: milliseconds must not be negative"));
  int64_t ns = ms > 9e12 ? INT64_MAX : static_cast<int64_t>(ms * 1e6);
  NORN_RAISE(Scheduler::of(call.vm).sleep_current(ns, keyword(call, "timer")));
}

NORN_HOST(yield, "norn.prim/yield*", "([])", "Lets other runnable tasks run.") {
  NORN_RAISE(Scheduler::of(call.vm).yield_current());
}

NORN_HOST(monotonic_nanos, "norn.prim/monotonic-nanos", "([])",
          "Nanoseconds of a clock that never goes back (virtual in virtual time).") {
  return make_integer(call.heap, Scheduler::of(call.vm).now_ns());
}

NORN_HOST(wall_millis, "norn.prim/wall-millis", "([])",
          "Milliseconds since 1970-01-01T00:00Z (virtual in virtual time).") {
  return make_integer(call.heap, Scheduler::of(call.vm).wall_ms());
}

NORN_HOST(probe, "norn.prim/probe-task!", "([task])", "Makes the task one that cancel-at! counts.") {
  NORN_TASK_ARG(task, 0);
  probe_task(call.vm, task);
  return call[0];
}

NORN_HOST(
    cancel_at, "norn.prim/cancel-at!", "([point n])",
    "Cancels a probed task at the n-th :suspension point, or once :parked there, or with force at the n-th "
    ":safepoint, counted over all probed tasks from now on; nil ends that. Returns true if the last one asked for "
    "came.") {
  Vm& vm = call.vm;
  const bool came = vm.cancel_probe.at == CancelPoint::nowhere;
  CancelPoint point = CancelPoint::nowhere;
  if (call[0] == keyword(call, "suspension")) point = CancelPoint::suspension;
  if (call[0] == keyword(call, "parked")) point = CancelPoint::parked;
  if (call[0] == keyword(call, "safepoint")) point = CancelPoint::safepoint;
  arm_cancel_probe(vm, point, call[1].is_fixnum() ? call[1].as_fixnum() : 0);
  return Value::boolean(came);
}

NORN_HOST(enter_virtual_time, "norn.prim/enter-virtual-time!", "([seed])",
          "The running task lives in virtual time, and the order of tasks and all chance follow from the seed, until "
          "leave-virtual-time!, which wants the result.") {
  Vm& vm = call.vm;
  const std::optional<int64_t> seed = is_integer(call[0]) ? as_int64(call[0]) : std::nullopt;
  if (!seed)
    NORN_RAISE(raise_type_error(
        call.heap, "virtual time: expected a whole number as the seed, got " + describe(call.heap, call[0])));
  const bool was_virtual = vm.task->aux & kTaskVirtualTime;
  Value order = make_integer(call.heap, static_cast<int64_t>(vm.queue.order()));
  vm.task->aux |= kTaskVirtualTime;
  Scheduler::of(vm).open_virtual_time();
  vm.queue.set_seed(static_cast<uint64_t>(*seed));
  Scheduler::of(vm).set_seed(static_cast<uint64_t>(*seed));
  vm.set_slice();
  vm.slices_until_poll = vm.options.slices_per_poll;
  return to_value(make_vector(call.heap, {Value::boolean(was_virtual), order}));
}

NORN_HOST(leave_virtual_time, "norn.prim/leave-virtual-time!", "([entered])", "Ends what enter-virtual-time! began.") {
  Vector* entered = try_as<Vector>(call[0]);
  if (!entered || vector_count(entered) != 2) NORN_RAISE(raise_type_error(call.heap, "not in virtual time"));
  if (!vector_nth(entered, 0).is_true()) call.vm.task->aux &= ~kTaskVirtualTime;
  call.vm.queue.set_order(static_cast<uint64_t>(as_int64(vector_nth(entered, 1)).value_or(0)));
  Scheduler::of(call.vm).close_virtual_time();
  return Value::nil();
}

NORN_MODULE(kFibersModule, spawn, spawn_root, current_task, is_task, is_promise, task_state, task_result,
            task_is_future, cancel_requested, task_id, task_name, set_task_name, cancel, check_cancel, await,
            await_done, observe, start_timeout, stop_timeout, on_done, make_promise, deliver, deliver_error, sleep,
            yield, monotonic_nanos, wall_millis, probe, cancel_at, enter_virtual_time, leave_virtual_time);

}  // namespace norn
