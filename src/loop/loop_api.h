// What the scheduler may ask of an event loop. Two implementations: Loop (the
// machine, through libuv) and SimLoop (virtual time, seeded).
//
// Nothing here ever calls the scheduler back. Whatever happens outside becomes
// a Completion that waits until the scheduler takes it with `next`, so a
// language error can't unwind through the loop and a cancelled waiter can't be
// resumed. The usual turn:
//
//   loop.poll(nothing_runnable ? Wait::yes : Wait::no);
//   for (Completion done; loop.next(done);) wake(done);
#pragma once

#include <cstdint>
#include <memory>

#include "loop/handle_loop.h"
#include "loop/request.h"
#include "loop/timers.h"
#include "loop/wait_list.h"

namespace norn {

enum class CompletionKind : uint8_t {
  timer,      // its deadline has passed
  request,    // `request` has completed with `status`
  ready,      // what a cookie of a WaitList waited for has happened, with `status`
  interrupt,  // SIGINT or SIGTERM arrived for the first time; `status` is the signal number, there is no cookie
};

struct Completion {
  CompletionKind kind = CompletionKind::timer;
  int status = 0;
  Cookie cookie = 0;
  std::unique_ptr<LoopRequest> request;
};

enum class Wait : uint8_t { no, yes };

// What is open or under way, for tests that look for leaks.
struct LoopUsage {
  size_t handles = 0;   // connections, listeners, children, watchers …, also while they close
  size_t requests = 0;  // wanted, or cancelled and still with a worker
  size_t waiters = 0;   // in lists that keep the program running
};

class LoopApi {
 public:
  virtual ~LoopApi() = default;

  virtual int64_t now_ns() const = 0;   // monotonic
  virtual int64_t wall_ms() const = 0;  // since 1970-01-01 UTC

  virtual TimerId start_timer(int64_t deadline_ns, Cookie cookie, Reference reference = Reference::yes) = 0;
  // False if its completion has been taken already; otherwise it is never delivered.
  virtual bool stop_timer(TimerId id) = 0;

  // Runs the request on the worker pool. The result is for `cancel` only and valid until the completion is taken.
  virtual LoopRequest* submit(std::unique_ptr<WorkRequest> request, Cookie cookie) = 0;
  // Returns at once. The completion is never delivered, also if it is waiting to be taken already.
  virtual void cancel(LoopRequest* request) = 0;

  // Where connections, listeners and the like live, and who waits for them. Their owners hear of events from inside
  // `poll`, and only wake cookies there.
  virtual HandleLoop& handles() = 0;
  ReadyQueue& ready() { return ready_; }

  // Looks what has happened. Wait::yes blocks until there is a completion or a `wake`, and may also return early for no
  // reason. Requires for Wait::yes: something can happen (has_referenced_work(), or another thread will wake us).
  virtual void poll(Wait wait) = 0;
  // Takes one completion, in order of occurrence within a kind; false when there is none (left).
  virtual bool next(Completion& completion) = 0;

  // Whether anything is under way that the program must not end before (SEMANTICS 19).
  virtual bool has_referenced_work() const = 0;
  // Whether somebody waits for something that the program would not be kept running for, such as a signal.
  virtual bool has_idle_waiters() const = 0;

  // Whether something real is under way that is sure to complete, or has happened since the last poll: virtual time
  // stands still meanwhile. Waiting for a socket or a child is not: nobody knows whether anything comes.
  virtual bool has_io_in_flight() const = 0;

  virtual LoopUsage usage() const = 0;

  // Makes a blocked `poll` return. Any thread and any signal handler may call it.
  virtual void wake() = 0;

 protected:
  ReadyQueue ready_;
};

}  // namespace norn
