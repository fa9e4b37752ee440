// The opcodes of waiting: spawn, await, yield. They switch tasks without a call:
// what they park is resumed at the next instruction with its result in r[a].

#include <algorithm>

#include "vm/cancellation.h"
#include "vm/slow_paths.h"
#include "vm/twins.h"
#include "vm/vm.h"

namespace norn {
namespace {

Instruction at(const Word* pc) { return Instruction{*pc}; }

const Word* go_on(Vm& vm, const Word* next, Value* base) {
  vm.base = base;
  return next;
}

// Suspends the running task inside the instruction at `pc`, whose result arrives in r[a], and runs another one.
const Word* suspend(Vm& vm, const Word* pc, Value* base) {
  vm.save_current(pc + 1, base, std::max<uint32_t>(at(pc).c(), at(pc).a() + 1u), at(pc).a());
  return vm.suspend_current();
}

const Word* call_twin(Vm& vm, const Word* pc, Value* base, Value argument) {
  Instruction i = at(pc);
  base[i.a()] = Value::nil();  // will be overwritten; until then it must not hold what the twin walks
  return vm.bail_call(pc, base, i.a(), opcode_twin(vm, i.op()), {&argument, 1});
}

}  // namespace

Returned Vm::wait_for(Value awaited, Value on) {
  Raised signal{};
  if (take_pending_cancel(*this, &signal)) return std::unexpected(signal);
  if (Task* other = try_as<Task>(awaited)) {
    if (other == task) NORN_RAISE(raise_state(heap, "a task cannot await itself"));
    if (other->state == TaskState::success) return other->result;
    observe(other);
    if (other->done()) {
      Value failure = failure_for_awaiter(other);
      note_failed_await(task, other, failure);
      NORN_RAISE(Raised{failure});
    }
    uint64_t epoch = park_current(awaited);
    if (other->aux & kTaskParked) note_wait();
    add_waiter(other, &other->waiters, &other->last_waiter, to_value(task), epoch);
    if (other->resume_kind == ResumeKind::start && (other->aux & kTaskRunnable)) queue.put_queued_first(other);
    return std::unexpected(Raised::park());
  }
  if (Promise* promise = try_as<Promise>(awaited)) {
    if (promise->state == TaskState::success) return promise->result;
    if (promise->state != TaskState::pending) NORN_RAISE(Raised{promise->result});
    uint64_t epoch = park_current(on.is_nil() ? awaited : on);
    if (!on.is_nil()) note_wait();
    add_waiter(promise, &promise->waiters, &promise->last_waiter, to_value(task), epoch);
    return std::unexpected(Raised::park());
  }
  return std::unexpected(Raised::bail());
}

const Word* slow_await(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  vm.pc = pc + 1;
  vm.base = base;
  Returned result = vm.wait_for(base[i.b()]);
  if (result) {
    base[i.a()] = *result;
    return go_on(vm, pc + 1, base);
  }
  Raised raised = result.error();
  if (raised.is_exception()) return vm.raise_at(pc + 1, base, raised);
  if (raised.is_bail()) return call_twin(vm, pc, base, base[i.b()]);
  return suspend(vm, pc, base);
}

const Word* slow_yield(Vm& vm, const Word* pc, Value* base) {
  vm.pc = pc + 1;
  vm.base = base;
  Raised signal{};
  if (take_pending_cancel(vm, &signal)) return vm.raise_at(pc + 1, base, signal);
  base[at(pc).a()] = Value::nil();
  if (vm.queue.empty()) return go_on(vm, pc + 1, base);
  vm.task->resume_kind = ResumeKind::value;
  vm.make_runnable(vm.task);
  return suspend(vm, pc, base);
}

const Word* slow_spawn(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  Value thunk = base[i.b()];
  vm.pc = pc + 1;
  vm.base = base;
  if (vm.is_in_scope()) return call_twin(vm, pc, base, thunk);
  Task* spawned = vm.make_task(thunk, Inherit::all);
  vm.make_runnable(spawned);
  base[i.a()] = to_value(spawned);
  return go_on(vm, pc + 1, base);
}

}  // namespace norn
