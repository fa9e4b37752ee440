#include "sched/lock_table.h"

#include <iterator>

namespace norn {

LockTable::Locks::iterator LockTable::find(Vm& vm, Value object) {
  auto [first, last] = locks_.equal_range(vm.heap.identity_hash(object.as_object()));
  for (auto it = first; it != last; ++it)
    if (it->second.object == object) return it;
  return locks_.end();
}

Task* LockTable::owner(Vm& vm, Value object) {
  auto it = find(vm, object);
  return it == locks_.end() ? nullptr : try_as<Task>(it->second.owner);
}

bool LockTable::enter(Vm& vm, Value object) {
  Value self = Value::object(vm.task);
  auto it = find(vm, object);
  if (it == locks_.end()) {
    locks_.emplace(vm.heap.identity_hash(object.as_object()), Lock{object, self, Value::nil(), Value::nil(), 1, false});
    return true;
  }
  Lock& lock = it->second;
  if (lock.owner == self) {
    ++lock.depth;
    return true;
  }
  // The table itself owns the wait list, so there is no object to mark as written: it is a root.
  uint64_t epoch = vm.park_current(object, WaitKind::lock);
  Waiter* waiter = vm.heap.make<Waiter>();
  waiter->task = self;
  waiter->epoch = epoch;
  if (lock.waiters.is_nil()) {
    lock.waiters = to_value(waiter);
  } else {
    as<Waiter>(lock.last_waiter)->next = to_value(waiter);
    vm.heap.written(lock.last_waiter.as_object());
  }
  lock.last_waiter = to_value(waiter);
  return false;
}

bool LockTable::exit(Vm& vm, Value object) {
  if (!object.is_object()) return false;
  auto it = find(vm, object);
  if (it == locks_.end() || it->second.owner != Value::object(vm.task)) return false;
  Lock& lock = it->second;
  if (--lock.depth > 0) return true;
  while (!lock.waiters.is_nil()) {
    Waiter* waiter = as<Waiter>(lock.waiters);
    lock.waiters = waiter->next;
    if (lock.waiters.is_nil()) lock.last_waiter = Value::nil();
    if (!vm.wake(as<Task>(waiter->task), waiter->epoch, ResumeKind::value, Value::nil())) continue;
    lock.owner = waiter->task;
    lock.depth = 1;
    return true;
  }
  locks_.erase(it);
  return true;
}

void LockTable::trace(RootVisitor& visitor) {
  for (auto& [hash, lock] : locks_) {
    lock.is_weak = lock.waiters.is_nil();
    if (lock.is_weak) continue;
    visitor.visit(lock.object);
    visitor.visit(lock.owner);
    visitor.visit(lock.waiters);
    visitor.visit(lock.last_waiter);
  }
}

void LockTable::clear_dead(Heap& heap) {
  for (auto it = locks_.begin(); it != locks_.end();) {
    Lock& lock = it->second;
    if (lock.is_weak) {
      lock.object = heap.forwarded_or_dead(lock.object);
      lock.owner = heap.forwarded_or_dead(lock.owner);
    }
    it = lock.object.is_marker(Marker::absent) ? locks_.erase(it) : std::next(it);
  }
}

}  // namespace norn
