// Who waits on whom, and which tasks can never go on (SEMANTICS 19, 20).
//
// A parked task waits on something that has holders - another task's end, a
// lock, a permit, a lazy seq or delay that a task computes - or on something that
// anybody may provide: a promise, a channel, the world outside. Tasks are stuck
// when each waits on holders only, all of whom are stuck too: a cycle, and what
// waits behind it. A task with a timeout is never stuck, nor one whose scope is
// inside a timeout.
//
// A cycle is always closed by a task that parks. So the VM notes the tasks that
// parked behind a task (Vm::note_wait), and when the loop goes idle their holders
// are followed for a few steps, which usually ends at once at one that waits for
// the world outside; only a suspicion makes that turn look at all tasks.
//
// When nothing at all can run any more, that is found by the scheduler, and all
// that wait are reported.
#pragma once

#include <string>
#include <vector>

#include "sched/lock_table.h"

namespace norn {

class Deadlocks {
 public:
  Deadlocks(Vm& vm, LockTable& locks) : vm_(vm), locks_(locks) {}

  // Before the loop blocks: the report of cycles that were not reported yet, "" almost always.
  std::string check();

  // All stuck tasks, in the order in which they were made; or only cycles that were not reported, with what waits
  // behind them.
  enum class Told : uint8_t { included, left_out };
  std::vector<Task*> find_stuck(Told told = Told::included);
  // Lines for those of the tasks that are parked (the main task and what it waits on first), at most 100.
  std::string describe(std::vector<Task*> tasks);
  std::string describe_all();  // every parked task, and the newest of those that were collected

  // "task 7 (fetcher)", "a promise", "a mutex, held by task 3"
  std::string wait_text(const Task* waiting);
  std::vector<Task*> holders(const Task* waiting);

 private:
  template <typename F>
  bool for_each_holder(const Task* waiting, F f);
  bool waits_on_holders(const Task* task);
  bool may_time_out(const Task* task) const;
  void follow_noted_waits();
  bool may_be_stuck(const Task* task, const Task* start, int& steps);

  Vm& vm_;
  LockTable& locks_;
  bool suspected_ = false;
  bool certain_ = false;    // a cycle was seen, not only a long way
  size_t skip_checks_ = 0;  // idle turns to let pass: a check costs as much as there are tasks
};

}  // namespace norn
