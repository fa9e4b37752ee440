// `locking`: every object can be a lock. Only held locks have an entry, found
// by the object's identity hash. FIFO, re-entrant, held across awaits.
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
  void trace(RootVisitor& visitor);

 private:
  struct Lock {
    Value object, owner, waiters, last_waiter;
    uint32_t depth = 0;
  };
  using Locks = std::unordered_multimap<uint32_t, Lock>;
  Locks::iterator find(Vm& vm, Value object);
  Locks locks_;
};

}  // namespace norn
