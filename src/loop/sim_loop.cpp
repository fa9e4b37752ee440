#include "loop/sim_loop.h"

#include <poll.h>

#include <algorithm>

#include "base/assert.h"
#include "base/clock.h"

namespace norn {

namespace {

void wait_until_ready(int descriptor, Readiness awaited) {
  pollfd waited = {descriptor, static_cast<short>(awaited == Readiness::readable ? POLLIN : POLLOUT), 0};
  ::poll(&waited, 1, -1);
}

}  // namespace

SimLoop::SimLoop(const SimOptions& options)
    : options_(options), random_(options.seed), now_ns_(options.start_ns), expiry_ns_(options.start_ns) {}

SimLoop::~SimLoop() {
  if (!handles_) return;
  uv_run(&uv_, UV_RUN_NOWAIT);
  NORN_ASSERT(!handles_->has_open(), "the owner of a connection or listener outlives the loop");
  const int closed = uv_loop_close(&uv_);
  NORN_ASSERT(closed == 0, "a handle was left open");
}

HandleLoop& SimLoop::handles() {
  if (!handles_) {
    const int made = uv_loop_init(&uv_);
    NORN_ASSERT(made == 0, "the operating system refuses an event loop (out of file descriptors?)");
    handles_ = std::make_unique<HandleLoop>(&uv_, &ready_);
  }
  return *handles_;
}

// Blocks only if nothing else can happen at the present moment.
void SimLoop::run_handles(Wait wait) {
  if (handles_ && handles_->has_deferred()) handles_->run_deferred();
  if (!handles_ || !handles_->has_open()) return;
  const bool blocks = wait == Wait::yes && ready_.empty() && completed_.empty() && !woken_.load() &&
                      !handles_->has_deferred() && (ready_.awaited() > 0 || handles_->has_held()) &&
                      (timers_.empty() || timers_.next_deadline_ns() > now_ns_);
  uv_run(&uv_, blocks ? UV_RUN_ONCE : UV_RUN_NOWAIT);
}

int64_t SimLoop::wall_ms() const {
  return options_.start_wall_ms + (now_ns_ - options_.start_ns) / kNanosecondsPerMillisecond;
}

TimerId SimLoop::start_timer(int64_t deadline_ns, Cookie cookie, Reference reference) {
  return timers_.start(deadline_ns, cookie, reference);
}

bool SimLoop::stop_timer(TimerId id) { return timers_.stop(id); }

LoopRequest* SimLoop::submit(std::unique_ptr<WorkRequest> request, Cookie cookie) {
  begin(*request, cookie);
  return under_way_.emplace_back(std::move(request)).get();
}

void SimLoop::cancel(LoopRequest* request) {
  mark_cancelled(*request);
  std::erase_if(under_way_, [request](const auto& candidate) { return candidate.get() == request; });
}

void SimLoop::poll(Wait wait) {
  expiry_ns_ = now_ns_;
  run_some_work(wait);
  run_handles(wait);
  const bool timer_is_due = !timers_.empty() && timers_.next_deadline_ns() <= now_ns_;
  const bool happened = !completed_.empty() || !ready_.empty() || timer_is_due || woken_.exchange(false);
  const bool is_outside_busy = ready_.awaited() > 0 || (handles_ && handles_->has_held());
  if (wait == Wait::no || happened || !under_way_.empty() || is_outside_busy || timers_.empty()) return;
  now_ns_ = timers_.next_deadline_ns();
  expiry_ns_ = now_ns_;
}

// Each piece of work takes as many polls as a coin decides; one that is waited for is never late.
void SimLoop::run_some_work(Wait wait) {
  while (!under_way_.empty() && random_.below(2) == 0) run(random_.below(under_way_.size()));
  if (wait == Wait::yes && completed_.empty() && !under_way_.empty()) run(random_.below(under_way_.size()));
}

void SimLoop::run(size_t index) {
  std::unique_ptr<WorkRequest> request = std::move(under_way_[index]);
  under_way_.erase(under_way_.begin() + static_cast<ptrdiff_t>(index));
  int status = request->work();
  while (is_not_ready(status)) {
    wait_until_ready(awaited_descriptor(*request), awaited_readiness(*request));
    status = request->work();
  }
  complete(*request, status);
  completed_.push(std::move(request));
}

bool SimLoop::next(Completion& completion) {
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

bool SimLoop::has_referenced_work() const {
  return timers_.referenced() > 0 || !under_way_.empty() || !completed_.empty() || !ready_.empty() ||
         ready_.awaited() > 0 || (handles_ && handles_->has_held());
}

void SimLoop::advance(int64_t duration_ns) {
  NORN_ASSERT(duration_ns >= 0, "time does not go back");
  now_ns_ += duration_ns;
}

}  // namespace norn
