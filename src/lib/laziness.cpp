// Lazy seqs, delays and locks: things two tasks may want at once (SEMANTICS
// 25, 26). The forcing loops are bytecode; here is only who may go on.

#include <unordered_map>

#include "base/result.h"
#include "data/delay.h"
#include "data/list.h"
#include "sched/scheduler.h"
#include "vm/cancellation.h"
#include "vm/twins.h"

namespace norn {
namespace {

Value realized_keyword(HostCall& call) { return to_value(call.vm.world.intern_keyword("realized")); }

// Passes the right to realize `owner` on to the first task that still waits; nil if there is none.
Value hand_over(Vm& vm, Object* owner, Value* waiters, Value thunk) {
  while (!waiters->is_nil()) {
    Waiter* waiter = as<Waiter>(*waiters);
    *waiters = waiter->next;
    vm.heap.written(owner);
    if (vm.wake(as<Task>(waiter->task), waiter->epoch, ResumeKind::value, thunk)) return waiter->task;
  }
  return Value::nil();
}

template <typename T>
OrRaised<T*> checked(HostCall& call, const char* what) {
  if (T* object = try_as<T>(call[0])) return object;
  NORN_RAISE(raise_type_error(call.heap, std::string("expected ") + what + ", got " + describe(call.heap, call[0])));
}

Returned wait_behind(HostCall& call, Object* owner, Value* waiters) {
  Raised signal{};
  if (take_pending_cancel(call.vm, &signal)) return std::unexpected(signal);
  uint64_t epoch = call.vm.park_current(call[0]);
  call.vm.note_wait();
  Value last = *waiters;
  while (!last.is_nil() && !as<Waiter>(last)->next.is_nil()) last = as<Waiter>(last)->next;
  call.vm.add_waiter(owner, waiters, &last, to_value(call.vm.task), epoch);
  return std::unexpected(Raised::park());
}

template <typename T>
Returned begin(HostCall& call, T* lazy, bool realized, const char* what) {
  if (realized) return realized_keyword(call);
  if (lazy->owner.is_nil() || (is<Task>(lazy->owner) && as<Task>(lazy->owner)->done())) {
    lazy->owner = to_value(call.vm.task);
    call.heap.written(lazy);
    return lazy->thunk;
  }
  if (lazy->owner == to_value(call.vm.task))
    NORN_RAISE(raise_state(call.heap, std::string(what) + " needs its own value to compute it"));
  return wait_behind(call, lazy, &lazy->waiters);
}

}  // namespace

NORN_HOST(make_lazy_seq, "norn.prim/lazy-seq*", "([thunk])",
          "A lazy seq that calls (thunk) once, when it is first needed.") {
  LazySeq* lazy = call.heap.make<LazySeq>();
  lazy->thunk = call[0];
  return to_value(lazy);
}

NORN_HOST(is_lazy_seq, "norn.prim/lazy-seq?", "([x])", "True if x is a LazySeq.") {
  return Value::boolean(is<LazySeq>(call[0]));
}

NORN_HOST(lazy_value, "norn.prim/lazy-value", "([lazy-seq])", "The stored value of a realized lazy seq.") {
  LazySeq* lazy = try_as<LazySeq>(call[0]);
  return lazy ? lazy->seq : Value::nil();
}

NORN_HOST(lazy_begin, "norn.prim/lazy-begin!", "([lazy-seq])",
          "The thunk to call if the caller is to realize it, or :realized. Parks while another task does; then the "
          "same answers.") {
  LazySeq* lazy = NORN_TRY(checked<LazySeq>(call, "a lazy seq"));
  return begin(call, lazy, lazy->thunk.is_nil(), "This lazy seq");
}

NORN_HOST(lazy_become, "norn.prim/lazy-become!", "([lazy-seq value])",
          "While the lazy seq is being realized: it is going to be what `value`, an unrealized lazy seq, will be. Lets "
          "go of the "
          "thunk and what that holds; a later attempt goes on from `value`, which lazy-begin! then returns.") {
  LazySeq* lazy = NORN_TRY(checked<LazySeq>(call, "a lazy seq"));
  lazy->thunk = call[1];
  call.heap.written(lazy);
  return call[1];
}

NORN_HOST(lazy_finish, "norn.prim/lazy-finish!", "([lazy-seq value])",
          "Stores the value; wakes all waiters with :realized.") {
  LazySeq* lazy = NORN_TRY(checked<LazySeq>(call, "a lazy seq"));
  lazy->thunk = lazy->owner = Value::nil();
  lazy->seq = call[1];
  Value waiters = lazy->waiters;
  lazy->waiters = Value::nil();
  call.heap.written(lazy);
  if (!waiters.is_nil()) call.vm.wake_waiters(waiters, ResumeKind::value, realized_keyword(call), call[0]);
  return call[1];
}

NORN_HOST(lazy_fail, "norn.prim/lazy-fail!", "([lazy-seq])",
          "Back to unrealized: the first waiter becomes the one to realize it. Nothing if it is realized.") {
  LazySeq* lazy = NORN_TRY(checked<LazySeq>(call, "a lazy seq"));
  if (lazy->thunk.is_nil()) return Value::nil();
  lazy->owner = hand_over(call.vm, lazy, &lazy->waiters, lazy->thunk);
  call.heap.written(lazy);
  return Value::nil();
}

// --- delays: as lazy seqs, but a failure is kept ---

NORN_HOST(delay_begin, "norn.prim/delay-begin!", "([delay])",
          "The thunk to call if the caller is to compute it, or :realized. Parks while another task does.") {
  Delay* delay = NORN_TRY(checked<Delay>(call, "a delay"));
  return begin(call, delay, delay->thunk.is_nil(), "This delay");
}

NORN_HOST(delay_finish, "norn.prim/delay-finish!", "([delay value])",
          "Stores the value; wakes all waiters with :realized.") {
  Delay* delay = NORN_TRY(checked<Delay>(call, "a delay"));
  delay->thunk = delay->owner = Value::nil();
  delay->value = call[1];
  Value waiters = delay->waiters;
  delay->waiters = Value::nil();
  call.heap.written(delay);
  if (!waiters.is_nil()) call.vm.wake_waiters(waiters, ResumeKind::value, realized_keyword(call), call[0]);
  return call[1];
}

NORN_HOST(delay_fail, "norn.prim/delay-fail!", "([delay exception])",
          "Stores the exception, which every force then throws.") {
  Delay* delay = NORN_TRY(checked<Delay>(call, "a delay"));
  delay->exception = call[1];
  delay->thunk = delay->owner = Value::nil();
  Value waiters = delay->waiters;
  delay->waiters = Value::nil();
  call.heap.written(delay);
  if (!waiters.is_nil()) call.vm.wake_waiters(waiters, ResumeKind::value, realized_keyword(call), call[0]);
  return Value::nil();
}

NORN_HOST(
    delay_abandon, "norn.prim/delay-abandon!", "([delay])",
    "The computing task was cancelled: back to unrealized, the first waiter computes. Nothing if it is realized.") {
  Delay* delay = NORN_TRY(checked<Delay>(call, "a delay"));
  if (delay->thunk.is_nil()) return Value::nil();
  delay->owner = hand_over(call.vm, delay, &delay->waiters, delay->thunk);
  call.heap.written(delay);
  return Value::nil();
}

NORN_HOST(delay_value, "norn.prim/delay-value", "([delay])",
          "The value of a realized delay, or throws its exception.") {
  Delay* delay = NORN_TRY(checked<Delay>(call, "a delay"));
  if (!delay->exception.is_nil()) NORN_RAISE(Raised{delay->exception});
  return delay->value;
}

// --- locks ---

NORN_HOST(mutex_enter, "norn.prim/mutex-enter!", "([object])",
          "Takes the object's lock, waiting in FIFO order; re-entrant in one task.") {
  Raised signal{};
  if (take_pending_cancel(call.vm, &signal)) return std::unexpected(signal);
  if (!call[0].is_object())
    NORN_RAISE(raise_type_error(call.heap, "locking: expected an object, got " + describe(call.heap, call[0])));
  if (Scheduler::of(call.vm).locks().enter(call.vm, call[0])) return Value::nil();
  call.vm.note_wait();
  NORN_RAISE(Raised::park());
}

NORN_HOST(mutex_exit, "norn.prim/mutex-exit!", "([object])", "Gives the object's lock back.") {
  if (!Scheduler::of(call.vm).locks().exit(call.vm, call[0]))
    NORN_RAISE(raise_state(call.heap, "this task does not hold the lock"));
  return Value::nil();
}

NORN_MODULE(kLazinessModule, make_lazy_seq, is_lazy_seq, lazy_value, lazy_begin, lazy_become, lazy_finish, lazy_fail,
            delay_begin, delay_finish, delay_fail, delay_abandon, delay_value, mutex_enter, mutex_exit);

}  // namespace norn
