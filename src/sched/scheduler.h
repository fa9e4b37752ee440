// The scheduler: joins the VM with the event loop.
//
// It owns the only call of `vm.run`. A turn is: run until the VM has nothing
// runnable or a time slice is over; poll the loop; turn each completion into
// the wake-up of the task that waits for it. Everything a task can wait for
// outside the VM is a slot here: {task, number of its wait, how to turn the
// completion into a value}. A slot whose task was cancelled or timed out wakes
// nobody: its wait number has moved on.
//
// Program end, deadlock and unobserved failures are decided here (SEMANTICS
// 18-20); what they look like to a person is bytecode (clj/norn/main.clj).
#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "loop/loop_api.h"
#include "sched/channel.h"
#include "sched/deadlock.h"
#include "sched/lock_table.h"
#include "sched/virtual_time.h"
#include "vm/vm.h"

namespace norn {

class LineSource;

// Turns a completed request into the value or exception its task gets.
using FinishRequest = Returned (*)(Vm& vm, LoopRequest& request, int status);

// What a task waits for in a WaitList (loop/wait_list.h).
struct ListWait {
  WaitList& list;  // lives as long as the subject
  Value subject;   // whom it concerns; kept alive, and named in deadlock reports
  // Turns being woken with `status` into what the task gets. Raised::park(): it was woken in vain and waits on.
  Returned (*finish)(Vm& vm, const ListWait& wait, int status);
  int64_t argument = 0;  // finish's own
};

struct ExitStatus {
  int code = 0;
  bool deadlock = false;
};

class Scheduler final : public RootSource {
 public:
  static constexpr int64_t kUnobservedGraceNs = 100'000'000;  // SEMANTICS 18

  Scheduler(Vm& vm, LoopApi& loop);
  ~Scheduler();
  static Scheduler& of(Vm& vm) { return *vm.scheduler; }

  // Runs (main argument), or (main) when the argument is nil, as the main task, and whatever it leaves behind, to the
  // end.
  ExitStatus run_main(Value main, Value argument);

  void set_line_source(LineSource* lines) { lines_ = lines; }
  LineSource* line_source() { return lines_; }

  // --- for host functions: each registers the current task and returns Raised::park() ---
  Raised sleep_current(int64_t duration_ns, Value what);
  Raised wait_for(std::unique_ptr<WorkRequest> request, FinishRequest finish, Value what);
  Raised wait_in(const ListWait& wait);
  Raised yield_current();

  // Cancels the running task to a boundary when the time is over. The handle is for stop_timeout, which may come late.
  int64_t start_timeout(int64_t duration_ns, Value boundary);
  void stop_timeout(uint64_t handle);

  // Closes the channel when the time is over. Keeps the channel alive, and the program running, only while somebody
  // waits for it.
  void close_later(Channel* channel, int64_t duration_ns);

  // Cancellation (vm/cancellation.h) that also stops the timer or request the task waits for.
  void cancel(Task* task, Value target, Value reason, bool force);

  // Reports the failures nobody has looked at, without waiting for anybody to; returns the tasks that do so.
  std::vector<Value> report_unobserved();
  void request_exit(int code);
  // What SIGINT does from now on. nil: cancels the main task. A boundary tag: unwinds it to there (a REPL's
  // evaluation). Anything else: interrupts the reading of a line (its prompt).
  void set_interrupt_target(Value tag) { interrupt_target_ = tag; }
  void set_exit_code(int code) { exit_code_ = code; }
  LockTable& locks() { return locks_; }
  Deadlocks& deadlocks() { return deadlocks_; }
  LoopApi& loop() { return loop_; }
  Random& random() { return random_; }  // for fair choices
  void set_seed(uint64_t seed) { random_ = Random(seed); }
  // The clocks of the running task.
  int64_t now_ns() const { return is_virtual() ? virtual_time_.now_ns() : loop_.now_ns(); }
  int64_t wall_ms() const { return is_virtual() ? virtual_time_.wall_ms() : loop_.wall_ms(); }

  // From open to close, tasks with kTaskVirtualTime live in virtual time. Opened before run_main: main is one.
  void open_virtual_time();
  void close_virtual_time();
  size_t waiting_outside() const { return used_slots_; }
  Task* main_task() { return main_.is_nil() ? nullptr : as<Task>(main_); }

  void trace_roots(RootVisitor& visitor) override;
  void clear_dead(Heap& heap, bool major) override;

 private:
  enum class SlotKind : uint8_t { free, sleep, timeout, channel_close, request, list };
  struct RequestSource {
    FinishRequest finish;
    LoopRequest* request;  // to cancel
  };
  struct ListSource {
    WaitList* list;  // it stands in, or stood in when it was woken
    decltype(ListWait::finish) finish;
    int64_t argument;
  };
  // What something outside the VM will wake. Small: a million sleepers have one each.
  struct Slot {
    Value task;     // who waits; of channel_close the Channel
    Value subject;  // of a timeout its boundary, of a list whom it concerns
    union {         // by kind
      TimerId timer = {};
      RequestSource request;
      ListSource list;
    };
    uint32_t epoch = 0;
    uint32_t generation = 0;
    uint32_t next_free = 0;
    SlotKind kind = SlotKind::free;
    bool is_virtual = false;  // `timer` is one of virtual_time_
    bool is_weak = false;     // of a Channel nobody waits for; set by trace_roots for clear_dead
  };
  static_assert(sizeof(Slot) == 56);
  uint32_t acquire_slot(SlotKind kind);
  void release_slot(uint32_t index);
  template <typename Visit>
  void for_each_slot(bool all, Visit visit);
  bool is_virtual() const { return virtual_time_.is_open() && vm_.task && (vm_.task->aux & kTaskVirtualTime); }
  void start_slot_timer(uint32_t index, int64_t duration_ns, Reference reference);
  void stop_slot_timer(Slot& slot);
  bool something_can_happen();
  void wait_for_something();
  void drain();
  void deliver(Completion& completion);
  void deliver_ready(Cookie cookie, int status);
  void finish_wait(const Slot& slot, const Returned& result);
  Cookie ready_cookie(uint32_t index) const { return Cookie{slots_[index].generation} << 32 | index; }
  void check_unobserved(bool at_exit);
  Task* report_failure(Task* task);
  void forget_outside_wait(Task* task);
  bool timeout_is_awaited();
  bool run_until_idle();  // false: stop
  void report_cancelled_main();
  int report_deadlock();
  bool is_over_by_interrupt();
  bool start_exit_hooks();  // false: there are none, or they have run
  static void report(const std::string& text);

  Vm& vm_;
  LoopApi& loop_;
  VirtualTime virtual_time_;
  LockTable locks_;
  Deadlocks deadlocks_;
  Random random_{entropy_seed()};
  std::vector<Slot> slots_;
  std::vector<uint32_t> young_slots_;  // acquired since the last collection; a slot may be there twice
  uint32_t free_slot_ = 0;
  size_t used_slots_ = 0;
  Value main_;
  Value interrupt_target_;
  Value exit_hooks_;  // the task that runs them
  LineSource* lines_ = nullptr;
  int exit_code_ = 0;
  size_t awaited_slot_ = 0;  // where timeout_is_awaited found something last time
  bool interrupted_ = false;
  bool ran_exit_hooks_ = false;
  int64_t first_unobserved_ns_ = 0;
};

}  // namespace norn
