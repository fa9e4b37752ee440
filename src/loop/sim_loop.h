// A loop in virtual time. The same seed gives the same run.
//
// Time stands still while anything can still happen at the present moment: it
// moves only in `poll(Wait::yes)`, with no work under way and no completion
// left to take, and then straight to the next deadline. Work runs on the
// calling thread, inside `poll`, in an order and after a number of polls that
// the seed decides. Connections are real: while somebody waits for one, time
// stands still (SEMANTICS 31).
#pragma once

#include <atomic>
#include <vector>

#include "base/random.h"
#include "loop/loop_api.h"

namespace norn {

struct SimOptions {
  uint64_t seed = 0;
  int64_t start_ns = 0;
  int64_t start_wall_ms = 1'000'000'000'000;  // 2001-09-09
};

class SimLoop final : public LoopApi, private RequestControl {
 public:
  explicit SimLoop(const SimOptions& options);
  ~SimLoop() override;  // Requires: the owners of handles have closed them.

  int64_t now_ns() const override { return now_ns_; }
  int64_t wall_ms() const override;
  TimerId start_timer(int64_t deadline_ns, Cookie cookie, Reference reference) override;
  bool stop_timer(TimerId id) override;
  LoopRequest* submit(std::unique_ptr<WorkRequest> request, Cookie cookie) override;
  void cancel(LoopRequest* request) override;
  HandleLoop& handles() override;
  void poll(Wait wait) override;
  bool next(Completion& completion) override;
  bool has_referenced_work() const override;
  bool has_idle_waiters() const override { return false; }
  bool has_io_in_flight() const override { return !under_way_.empty() || !completed_.empty(); }
  LoopUsage usage() const override {
    return {handles_ ? handles_->open_count() : 0, under_way_.size(), ready_.awaited()};
  }
  void wake() override { woken_.store(true); }

  // Lets time pass by hand. Requires: duration_ns >= 0.
  void advance(int64_t duration_ns);

 private:
  void run_some_work(Wait wait);
  void run(size_t index);
  void run_handles(Wait wait);

  const SimOptions options_;
  Random random_;
  int64_t now_ns_;
  int64_t expiry_ns_;
  std::atomic<bool> woken_ = false;
  Timers timers_;
  std::vector<std::unique_ptr<WorkRequest>> under_way_;
  RequestQueue completed_;
  uv_loop_t uv_;  // of handles_, made with it
  std::unique_ptr<HandleLoop> handles_;
};

}  // namespace norn
