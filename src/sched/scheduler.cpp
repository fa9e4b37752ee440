#include "sched/scheduler.h"

#include <algorithm>
#include <csignal>
#include <cstdio>

#include "base/line_source.h"
#include "data/exception.h"
#include "data/type.h"
#include "vm/cancellation.h"
#include "vm/stack_trace.h"
#include "vm/twins.h"

namespace norn {

Scheduler::Scheduler(Vm& vm, LoopApi& loop) : vm_(vm), loop_(loop), deadlocks_(vm, locks_) {
  slots_.emplace_back();  // slot 0 is nobody's: 0 ends the free list
  vm_.scheduler = this;
  vm_.heap.add_root_source(this);
}

Scheduler::~Scheduler() {
  vm_.heap.remove_root_source(this);
  vm_.scheduler = nullptr;
}

void Scheduler::trace_roots(RootVisitor& visitor) {
  visitor.visit(main_);
  visitor.visit(interrupt_target_);
  visitor.visit(exit_hooks_);
  locks_.trace(visitor);
  for_each_slot(!visitor.minor(), [&](uint32_t index) {
    Slot& slot = slots_[index];
    // The channel may have been moved already, so its header can't be asked; its fields are still there.
    slot.is_weak =
        slot.kind == SlotKind::channel_close && static_cast<Channel*>(slot.task.as_object())->takes_first.is_nil();
    if (slot.is_weak) return;
    visitor.visit(slot.task);
    visitor.visit(slot.subject);
  });
}

void Scheduler::clear_dead(Heap& heap, bool major) {
  locks_.clear_dead(heap);
  for_each_slot(major, [&](uint32_t index) {
    Slot& slot = slots_[index];
    if (!slot.is_weak) return;
    slot.task = heap.forwarded_or_dead(slot.task);
    if (!slot.task.is_marker(Marker::absent)) return;
    stop_slot_timer(slot);
    release_slot(index);
  });
  young_slots_.clear();
}

// The used ones; or of those, only what was acquired since the last collection: the rest holds nothing young.
template <typename Visit>
void Scheduler::for_each_slot(bool all, Visit visit) {
  if (all) {
    for (uint32_t i = 1; i < slots_.size(); ++i)
      if (slots_[i].kind != SlotKind::free) visit(i);
    return;
  }
  for (uint32_t i : young_slots_)
    if (slots_[i].kind != SlotKind::free) visit(i);
}

// --- slots -------------------------------------------------------------------------

uint32_t Scheduler::acquire_slot(SlotKind kind) {
  if (!free_slot_) {
    slots_.emplace_back();
    free_slot_ = static_cast<uint32_t>(slots_.size() - 1);
  }
  uint32_t index = free_slot_;
  Slot& slot = slots_[index];
  free_slot_ = slot.next_free;
  slot.task = Value::object(vm_.task);
  slot.kind = kind;
  young_slots_.push_back(index);
  ++used_slots_;
  return index;
}

void Scheduler::release_slot(uint32_t index) {
  Slot& slot = slots_[index];
  if (slot.kind == SlotKind::timeout) --as<Task>(slot.task)->timeouts;
  uint32_t generation = slot.generation + 1;
  slot = Slot();
  slot.generation = generation;
  slot.next_free = free_slot_;
  free_slot_ = index;
  --used_slots_;
}

void Scheduler::start_slot_timer(uint32_t index, int64_t duration_ns, Reference reference) {
  Slot& slot = slots_[index];
  const int64_t now = now_ns();
  const int64_t deadline = duration_ns > INT64_MAX - now ? INT64_MAX : now + duration_ns;
  slot.is_virtual = is_virtual();
  slot.timer = slot.is_virtual ? virtual_time_.timers().start(deadline, index, reference)
                               : loop_.start_timer(deadline, index, reference);
}

void Scheduler::stop_slot_timer(Slot& slot) {
  if (slot.is_virtual)
    virtual_time_.timers().stop(slot.timer);
  else
    loop_.stop_timer(slot.timer);
}

Raised Scheduler::sleep_current(int64_t duration_ns, Value what) {
  Raised signal{};
  if (take_pending_cancel(vm_, &signal)) return signal;
  if (duration_ns <= 0) return yield_current();
  uint32_t index = acquire_slot(SlotKind::sleep);
  vm_.task->wait_slot = index;
  slots_[index].epoch = static_cast<uint32_t>(vm_.park_current(what));
  start_slot_timer(index, duration_ns, Reference::yes);
  return Raised::park();
}

Raised Scheduler::wait_for(std::unique_ptr<WorkRequest> request, FinishRequest finish, Value what) {
  Raised signal{};
  if (take_pending_cancel(vm_, &signal)) return signal;
  uint32_t index = acquire_slot(SlotKind::request);
  vm_.task->wait_slot = index;
  slots_[index].epoch = static_cast<uint32_t>(vm_.park_current(what));
  slots_[index].request = {finish, loop_.submit(std::move(request), index)};
  return Raised::park();
}

// The cookie carries the slot's generation: it may be woken, and then cancelled before it is delivered.
Raised Scheduler::wait_in(const ListWait& wait) {
  Raised signal{};
  if (take_pending_cancel(vm_, &signal)) return signal;
  uint32_t index = acquire_slot(SlotKind::list);
  vm_.task->wait_slot = index;
  Slot& slot = slots_[index];
  slot.epoch = static_cast<uint32_t>(vm_.park_current(wait.subject));
  slot.list = {&wait.list, wait.finish, wait.argument};
  slot.subject = wait.subject;
  wait.list.add(ready_cookie(index));
  return Raised::park();
}

int64_t Scheduler::start_timeout(int64_t duration_ns, Value boundary) {
  uint32_t index = acquire_slot(SlotKind::timeout);
  Slot& slot = slots_[index];
  slot.subject = boundary;
  ++vm_.task->timeouts;
  start_slot_timer(index, duration_ns, Reference::yes);
  return static_cast<int64_t>(slot.generation & 0x3FFFFFFF) << 32 | index;
}

void Scheduler::close_later(Channel* channel, int64_t duration_ns) {
  uint32_t index = acquire_slot(SlotKind::channel_close);
  Slot& slot = slots_[index];
  slot.task = to_value(channel);
  channel->timer = true;
  start_slot_timer(index, duration_ns, Reference::no);
}

// Whether a task waits for a channel that a timer will close. Asked only when nothing else keeps the program running.
bool Scheduler::timeout_is_awaited() {
  for (size_t i = 0; i < slots_.size(); ++i) {
    size_t index = (awaited_slot_ + i) % slots_.size();
    if (slots_[index].kind != SlotKind::channel_close || !channel_has_taker(as<Channel>(slots_[index].task))) continue;
    awaited_slot_ = index;
    return true;
  }
  return false;
}

void Scheduler::stop_timeout(uint64_t handle) {
  uint32_t index = static_cast<uint32_t>(handle);
  if (index >= slots_.size() || slots_[index].kind != SlotKind::timeout ||
      (slots_[index].generation & 0x3FFFFFFF) != handle >> 32)
    return;
  stop_slot_timer(slots_[index]);
  release_slot(index);
}

Raised Scheduler::yield_current() {
  Raised signal{};
  if (take_pending_cancel(vm_, &signal)) return signal;
  uint64_t epoch = vm_.park_current(Value::nil());
  vm_.wake(vm_.task, epoch, ResumeKind::value, Value::nil());
  return Raised::park();
}

void Scheduler::deliver(Completion& completion) {
  if (completion.kind == CompletionKind::interrupt) {
    if (completion.status == SIGINT && is<PromptTag>(interrupt_target_)) {
      cancel(main_task(), interrupt_target_, Value::nil(), true);
      return;
    }
    if (completion.status == SIGINT && !interrupt_target_.is_nil() && lines_) {
      lines_->interrupt();
      return;
    }
    interrupted_ = true;
    exit_code_ = 128 + completion.status;
    if (Task* main = main_task(); main && !main->done())
      cancel(main, Value::nil(), Value::nil(), true);
    else
      vm_.stop_requested = true;
    return;
  }
  if (completion.kind == CompletionKind::ready) {
    deliver_ready(completion.cookie, completion.status);
    return;
  }
  uint32_t index = static_cast<uint32_t>(completion.cookie);
  if (index == 0) return;  // the end of the grace that check_unobserved waits for
  Slot slot = slots_[index];
  release_slot(index);
  if (slot.kind == SlotKind::channel_close) {
    channel_close(vm_, as<Channel>(slot.task));
    return;
  }
  Task* waiting = as<Task>(slot.task);
  if (slot.kind == SlotKind::timeout) {
    cancel(waiting, slot.subject, Value::nil(), false);
    return;
  }
  waiting->wait_slot = 0;
  if (slot.kind == SlotKind::sleep) {
    vm_.wake(waiting, slot.epoch, ResumeKind::value, Value::nil());
    return;
  }
  finish_wait(slot, slot.request.finish(vm_, *completion.request, completion.status));
}

void Scheduler::deliver_ready(Cookie cookie, int status) {
  uint32_t index = static_cast<uint32_t>(cookie);
  if (slots_[index].kind != SlotKind::list || slots_[index].generation != cookie >> 32) return;  // given up meanwhile
  const Slot slot = slots_[index];
  Returned result =
      slot.list.finish(vm_, {*slot.list.list, slot.subject, slot.list.finish, slot.list.argument}, status);
  if (!result && result.error().value.is_marker(Marker::park)) {
    slot.list.list->add_first(cookie);
    return;
  }
  release_slot(index);
  as<Task>(slot.task)->wait_slot = 0;
  finish_wait(slot, result);
}

void Scheduler::finish_wait(const Slot& slot, const Returned& result) {
  if (result)
    vm_.wake(as<Task>(slot.task), slot.epoch, ResumeKind::value, *result);
  else
    vm_.wake(as<Task>(slot.task), slot.epoch, ResumeKind::exception, result.error().value);
}

void Scheduler::drain() {
  for (Completion completion; loop_.next(completion); completion = Completion()) deliver(completion);
  if (!virtual_time_.is_open()) return;
  vm_.in_virtual_time = true;
  while (const std::optional<Cookie> cookie = virtual_time_.take_expired()) {
    Completion due = {CompletionKind::timer, 0, *cookie, nullptr};
    deliver(due);
  }
  vm_.in_virtual_time = false;
}

// --- virtual time -----------------------------------------------------------------------

void Scheduler::open_virtual_time() {
  virtual_time_.open(loop_.now_ns());
  first_unobserved_ns_ = 0;
}

// Timers that are left go on by the real clock, with the time they had left.
void Scheduler::close_virtual_time() {
  first_unobserved_ns_ = 0;
  if (!virtual_time_.close()) return;
  Timers& timers = virtual_time_.timers();
  while (!timers.empty()) {
    const int64_t left_ns = timers.next_deadline_ns() - virtual_time_.now_ns();
    const uint32_t index = static_cast<uint32_t>(*timers.take_expired(INT64_MAX));
    if (index == 0) continue;  // the grace of check_unobserved, which starts it again
    Slot& slot = slots_[index];
    slot.is_virtual = false;
    const int64_t now = loop_.now_ns();
    slot.timer = loop_.start_timer(left_ns > INT64_MAX - now ? INT64_MAX : now + left_ns, index,
                                   slot.kind == SlotKind::channel_close ? Reference::no : Reference::yes);
  }
}

// --- cancellation ---------------------------------------------------------------------

void Scheduler::forget_outside_wait(Task* task) {
  uint32_t index = task->wait_slot;
  if (!index) return;
  task->wait_slot = 0;
  Slot& slot = slots_[index];
  switch (slot.kind) {
    case SlotKind::list: slot.list.list->remove(ready_cookie(index)); break;
    case SlotKind::request: loop_.cancel(slot.request.request); break;
    case SlotKind::sleep: stop_slot_timer(slot); break;
    default: NORN_UNREACHABLE("a task waits for a timer, a request or in a list");
  }
  release_slot(index);
}

void Scheduler::cancel(Task* task, Value target, Value reason, bool force) {
  if (request_cancel(vm_, task, target, reason, force)) forget_outside_wait(task);
}

// --- failures nobody observed -------------------------------------------------------------

// Returns the task that reports it; nullptr if that is done.
Task* Scheduler::report_failure(Task* failed) {
  ++vm_.reported_failures;
  failed->aux |= kTaskObserved | kTaskReported;
  Value reporter = vm_.hook(Hook::print_uncaught);
  if (reporter.is_nil()) {
    std::string message = describe(vm_.heap, as<Exception>(failed->result)->message);
    std::fprintf(stderr, "Unhandled failure in a task: %s\n", message.c_str());
    return nullptr;
  }
  Task* report = vm_.make_task(reporter, Inherit::nothing);
  report->aux |= kTaskStartWithValue | kTaskService;
  report->resume_value = to_value(failed);
  vm_.make_runnable(report);
  return report;
}

std::vector<Value> Scheduler::report_unobserved() {
  first_unobserved_ns_ = 0;
  std::vector<Value> reports, failed;
  failed.swap(vm_.unobserved);
  for (Value v : failed) {
    Task* task = as<Task>(v);
    if ((task->aux & kTaskObserved) || task == main_task()) continue;
    if (Task* report = report_failure(task)) reports.push_back(to_value(report));
  }
  return reports;
}

void Scheduler::check_unobserved(bool at_exit) {
  if (vm_.unobserved.empty()) return;
  const bool is_virtual = virtual_time_.is_open();
  int64_t now = is_virtual ? virtual_time_.now_ns() : loop_.now_ns();
  if (!first_unobserved_ns_) {
    first_unobserved_ns_ = now;
    if (is_virtual)
      virtual_time_.timers().start(now + kUnobservedGraceNs, 0, Reference::no);
    else
      loop_.start_timer(now + kUnobservedGraceNs, 0, Reference::no);
  }
  if (!at_exit && now - first_unobserved_ns_ < kUnobservedGraceNs) return;
  report_unobserved();
}

// --- the program ------------------------------------------------------------------------------

void Scheduler::request_exit(int code) {
  exit_code_ = code;
  vm_.stop_requested = true;
  vm_.budget = 0;
}

bool Scheduler::run_until_idle() {
  for (;;) {
    Outcome outcome = vm_.run();  // the one call site
    if (outcome == Outcome::stop) return false;
    loop_.poll(Wait::no);
    drain();
    check_unobserved(false);
    if (Task* probed = try_as<Task>(vm_.cancel_probe.parked)) {
      vm_.cancel_probe.parked = Value::nil();
      cancel(probed, Value::nil(), Value::nil(), false);
    }
    if (vm_.stop_requested) return false;
    if (vm_.queue.empty()) return true;
  }
}

// Requires: nothing is runnable.
bool Scheduler::something_can_happen() {
  return loop_.has_referenced_work() || virtual_time_.timers().referenced() > 0 || timeout_is_awaited() ||
         (!main_task()->done() && loop_.has_idle_waiters());
}

void Scheduler::wait_for_something() {
  if (virtual_time_.is_open()) {
    loop_.poll(Wait::no);  // what has come from a socket comes before any deadline
    if (!loop_.has_io_in_flight() && virtual_time_.advance()) return;
  }
  loop_.poll(Wait::yes);
}

ExitStatus Scheduler::run_main(Value thunk, Value argument) {
  Task* main = vm_.make_task(thunk, Inherit::nothing);
  main->aux |= kTaskMain | kTaskObserved;
  if (virtual_time_.is_open()) main->aux |= kTaskVirtualTime;
  if (!argument.is_nil()) {
    main->aux |= kTaskStartWithValue;
    main->resume_value = argument;
  }
  main_ = to_value(main);
  vm_.make_runnable(main);
  for (;;) {
    if (!run_until_idle()) return {exit_code_, false};
    if (something_can_happen() && !is_over_by_interrupt()) {
      report(deadlocks_.check());
      wait_for_something();
      drain();
      check_unobserved(false);
      continue;
    }
    if (!vm_.unobserved.empty()) {  // told before a deadlock, which may come of it; or a handler wakes somebody
      check_unobserved(true);
      if (!vm_.queue.empty()) continue;
    }
    main = main_task();
    if (!main->done()) {
      int code = report_deadlock();
      if (!is<PromptTag>(interrupt_target_)) return {code, true};
      cancel(main, interrupt_target_, to_value(vm_.world.intern_keyword("deadlock")),
             true);  // a REPL gives the evaluation up and goes on
      continue;
    }
    if (!start_exit_hooks()) break;
  }
  if (interrupted_) return {exit_code_, false};
  main = main_task();
  if (main->state == TaskState::cancelled) report_cancelled_main();
  if (main->state != TaskState::success || vm_.reported_failures > 0) return {exit_code_ ? exit_code_ : 1, false};
  return {exit_code_, false};
}

bool Scheduler::start_exit_hooks() {
  const Value hooks = vm_.hook(Hook::at_exit);
  if (hooks.is_nil() || std::exchange(ran_exit_hooks_, true)) return false;
  Task* task = vm_.make_task(hooks, Inherit::nothing);
  task->aux |= kTaskService;
  exit_hooks_ = to_value(task);
  vm_.make_runnable(task);
  return true;
}

// SIGINT or SIGTERM has ended the main task: servers it has left open keep nothing running, exit hooks do.
bool Scheduler::is_over_by_interrupt() {
  return interrupted_ && main_task()->done() && (exit_hooks_.is_nil() || as<Task>(exit_hooks_)->done());
}

void Scheduler::report_cancelled_main() {
  const Exception* signal = as<Exception>(main_task()->result);
  std::string text = "The main task was cancelled", by = canceller_text(vm_.heap, signal);
  if (!by.empty()) text += " by " + by;
  if (!signal->data.is_nil()) text += ", reason: " + printed_text(vm_.heap, signal->data);
  report(text + "\n");
}

// Behind what the program has printed so far.
void Scheduler::report(const std::string& text) {
  if (text.empty()) return;
  std::fflush(stdout);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

int Scheduler::report_deadlock() {
  report("Deadlock: nothing can run again, and nothing outside can wake a task.\n" + deadlocks_.describe_all());
  return 70;
}

}  // namespace norn
