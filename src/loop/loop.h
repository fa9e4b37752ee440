// The machine's event loop: libuv with names. See loop_api.h for the model.
//
// One uv_timer stands for all of ours, armed only while we block. Polling
// without anything under way makes no system call, so a program that never
// waits pays nothing for the loop's presence.
#pragma once

#include <uv.h>

#include <atomic>

#include "loop/loop_api.h"
#include "loop/patient_threads.h"
#include "loop/work_pool.h"

namespace norn {

class Loop final : public LoopApi {
 public:
  Loop();
  // Cancels what is under way and waits for workers that are in the middle of something. Requires: the owners of
  // handles have closed them.
  ~Loop() override;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  int64_t now_ns() const override;
  int64_t wall_ms() const override;
  TimerId start_timer(int64_t deadline_ns, Cookie cookie, Reference reference) override;
  bool stop_timer(TimerId id) override;
  LoopRequest* submit(std::unique_ptr<WorkRequest> request, Cookie cookie) override;
  void cancel(LoopRequest* request) override;
  HandleLoop& handles() override { return handles_; }
  void poll(Wait wait) override;
  bool next(Completion& completion) override;
  bool has_referenced_work() const override;
  bool has_idle_waiters() const override { return ready_.idly_awaited() > 0; }
  bool has_io_in_flight() const override;
  LoopUsage usage() const override;
  void wake() override;

 private:
  bool must_not_block() const;
  void arm_timer();
  bool has_patient_work() const { return lookups_.wanted() > 0 || databases_.wanted() > 0; }

  uv_loop_t uv_;
  uv_timer_t timer_;
  uv_async_t wakeup_;
  std::atomic<bool> woken_ = false;
  Timers timers_;
  int64_t expiry_ns_ = 0;  // timers up to here are handed out: fixed by `poll`, so that a drain ends
  RequestQueue completed_;
  WorkPool work_;
  PatientThreads lookups_, databases_;
  HandleLoop handles_;
};

}  // namespace norn
