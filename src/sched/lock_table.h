// `locking`: every object can be a lock. Only held locks have an entry, found
// by the object's identity hash. FIFO, re-entrant, held across awaits.
//
// A lock that nobody waits for does not keep its object and owner alive: when
// nothing else reaches the object nobody can ask for the lock again, and a task
// that waits for ever while it holds a lock is to be collected like others.
#pragma once

#include <unordered_map>

#include "vm/vm.h"

namespace norn {

class LockTable {
 public:
  // True if the running task has the lock now; else it was registered as a waiter and must park.
  bool enter(Vm& vm, Value object);
  // Hands the lock to the first task that still waits. False if the running task does not hold it.
  bool exit(Vm& vm, Value object);
  // The task that holds the object's lock; nullptr if nobody does, or one that was collected.
  Task* owner(Vm& vm, Value object);
  void trace(RootVisitor& visitor);
  void clear_dead(Heap& heap);

 private:
  struct Lock {
    Value object, owner, waiters, last_waiter;
    uint32_t depth = 0;
    bool is_weak = false;  // set by trace for clear_dead
  };
  using Locks = std::unordered_multimap<uint32_t, Lock>;
  Locks::iterator find(Vm& vm, Value object);
  Locks locks_;
};

}  // namespace norn
