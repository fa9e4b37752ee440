#include "loop/loop.h"

#include <algorithm>

#include "base/assert.h"
#include "base/clock.h"
#include "loop/signals.h"

namespace norn {

namespace {

constexpr int kLookupThreads = 4, kDatabaseThreads = 8;

}  // namespace

Loop::Loop()
    : work_(&uv_, &completed_),
      lookups_(&wakeup_, &completed_, kLookupThreads),
      databases_(&wakeup_, &completed_, kDatabaseThreads),
      handles_(&uv_, &ready_) {
  const int made = uv_loop_init(&uv_);
  NORN_ASSERT(made == 0, "the operating system refuses an event loop (out of file descriptors?)");
  uv_timer_init(&uv_, &timer_);
  // Stays referenced: libuv must poll although the only thing to wait for is somebody's wake().
  wakeup_.data = this;
  uv_async_init(&uv_, &wakeup_, [](uv_async_t* wakeup) {
    auto* loop = static_cast<Loop*>(wakeup->data);
    loop->lookups_.collect();
    loop->databases_.collect();
  });
}

Loop::~Loop() {
  lookups_.abandon();
  databases_.abandon();
  work_.cancel_all();
  handles_.close_left_overs();
  uv_run(&uv_, UV_RUN_NOWAIT);
  NORN_ASSERT(!handles_.has_open(), "the owner of a connection or listener outlives the loop");
  uv_close(reinterpret_cast<uv_handle_t*>(&timer_), nullptr);
  uv_close(reinterpret_cast<uv_handle_t*>(&wakeup_), nullptr);
  while (uv_run(&uv_, UV_RUN_DEFAULT) != 0) {
  }
  const int closed = uv_loop_close(&uv_);
  NORN_ASSERT(closed == 0, "a handle was left open");
}

int64_t Loop::now_ns() const { return monotonic_clock_ns(); }

int64_t Loop::wall_ms() const { return wall_clock_ms(); }

TimerId Loop::start_timer(int64_t deadline_ns, Cookie cookie, Reference reference) {
  return timers_.start(deadline_ns, cookie, reference);
}

bool Loop::stop_timer(TimerId id) { return timers_.stop(id); }

LoopRequest* Loop::submit(std::unique_ptr<WorkRequest> request, Cookie cookie) {
  switch (request->lane()) {
    case Lane::workers: return work_.submit(std::move(request), cookie);
    case Lane::lookups: return lookups_.submit(std::move(request), cookie);
    case Lane::databases: return databases_.submit(std::move(request), cookie);
  }
  NORN_UNREACHABLE("a lane without threads");
}

void Loop::cancel(LoopRequest* request) {
  switch (static_cast<WorkRequest*>(request)->lane()) {
    case Lane::workers: work_.cancel(request); break;
    case Lane::lookups: lookups_.cancel(request); break;
    case Lane::databases: databases_.cancel(request); break;
  }
}

void Loop::poll(Wait wait) {
  if (!timers_.empty()) expiry_ns_ = now_ns();
  if (handles_.has_deferred()) handles_.run_deferred();
  const bool blocks = wait == Wait::yes && !must_not_block();
  if (blocks) {
    arm_timer();
    uv_run(&uv_, UV_RUN_ONCE);
    uv_timer_stop(&timer_);
    if (!timers_.empty()) expiry_ns_ = now_ns();
  } else if (!work_.idle() || has_patient_work() || handles_.has_open()) {
    uv_run(&uv_, UV_RUN_NOWAIT);
  }
  woken_.store(false, std::memory_order_relaxed);
}

bool Loop::must_not_block() const {
  return !completed_.empty() || !ready_.empty() || handles_.has_deferred() || pending_interrupt() != 0 ||
         woken_.load() || (!timers_.empty() && timers_.next_deadline_ns() <= expiry_ns_);
}

// libuv counts in milliseconds, both its clock and its timeouts: round up, or we would wake too early and spin.
void Loop::arm_timer() {
  if (timers_.empty()) return;
  uv_update_time(&uv_);
  const int64_t due_ms = (timers_.next_deadline_ns() + kNanosecondsPerMillisecond - 1) / kNanosecondsPerMillisecond;
  const int64_t delay_ms = std::max<int64_t>(0, due_ms - static_cast<int64_t>(uv_now(&uv_)));
  uv_timer_start(&timer_, [](uv_timer_t*) {}, static_cast<uint64_t>(delay_ms), 0);
}

bool Loop::next(Completion& completion) {
  if (const int signal = take_interrupt()) {
    completion = {CompletionKind::interrupt, signal, 0, nullptr};
    return true;
  }
  if (!ready_.empty()) {
    const ReadyQueue::Entry woken = ready_.pop();
    completion = {CompletionKind::ready, woken.status, woken.cookie, nullptr};
    return true;
  }
  while (std::unique_ptr<LoopRequest> request = completed_.pop()) {
    if (request->is_cancelled()) continue;
    completion = {CompletionKind::request, request->status(), request->cookie(), std::move(request)};
    return true;
  }
  if (const std::optional<Cookie> cookie = timers_.take_expired(expiry_ns_)) {
    completion = {CompletionKind::timer, 0, *cookie, nullptr};
    return true;
  }
  return false;
}

bool Loop::has_referenced_work() const {
  return timers_.referenced() > 0 || work_.wanted() > 0 || has_patient_work() || !completed_.empty() ||
         !ready_.empty() || ready_.awaited() > 0 || handles_.has_held();
}

bool Loop::has_io_in_flight() const {
  return work_.wanted() > 0 || has_patient_work() || !completed_.empty() || !ready_.empty();
}

LoopUsage Loop::usage() const {
  return {handles_.open_count(), work_.under_way() + lookups_.under_way() + databases_.under_way(), ready_.awaited()};
}

void Loop::wake() {
  woken_.store(true);
  uv_async_send(&wakeup_);
}

}  // namespace norn
