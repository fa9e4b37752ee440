#include "loop/patient_threads.h"

#include <signal.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "base/fault.h"

namespace norn {

struct PatientThreads::Job {
  std::unique_ptr<WorkRequest> request;
  int status = 0;
};

struct PatientThreads::Shared {
  std::mutex mutex;
  std::condition_variable has_work;
  std::deque<std::unique_ptr<Job>> waiting;
  std::vector<std::unique_ptr<Job>> done;
  uv_async_t* wakeup = nullptr;  // nullptr: the loop is gone
  int threads = 0;
  int idle = 0;
};

void PatientThreads::abandon() {
  if (!shared_) return;
  const std::lock_guard lock(shared_->mutex);
  shared_->wakeup = nullptr;
  shared_->waiting.clear();
  shared_->done.clear();
  shared_->has_work.notify_all();
}

LoopRequest* PatientThreads::submit(std::unique_ptr<WorkRequest> request, Cookie cookie) {
  if (!shared_) {
    shared_ = std::make_shared<Shared>();
    shared_->wakeup = wakeup_;
  }
  WorkRequest* submitted = request.get();
  begin(*submitted, cookie);
  attach(*submitted, this);
  ++wanted_;
  auto job = std::make_unique<Job>();
  job->request = std::move(request);

  const std::lock_guard lock(shared_->mutex);
  shared_->waiting.push_back(std::move(job));
  if (shared_->idle > 0 || shared_->threads == kMaxThreads) {
    shared_->has_work.notify_one();
    return submitted;
  }
  ++shared_->threads;
  // Signals are for the main thread: a new thread inherits the mask.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread(work, shared_).detach();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return submitted;
}

void PatientThreads::work(std::shared_ptr<Shared> shared) {
  std::unique_lock lock(shared->mutex);
  while (true) {
    ++shared->idle;
    shared->has_work.wait(lock, [&] { return !shared->waiting.empty() || !shared->wakeup; });
    --shared->idle;
    if (!shared->wakeup) return;
    std::unique_ptr<Job> job = std::move(shared->waiting.front());
    shared->waiting.pop_front();
    lock.unlock();
    if (!job->request->is_cancelled()) {
      const int fault = injected_fault();
      job->status = fault ? fault : job->request->work();
    }
    lock.lock();
    if (!shared->wakeup) return;
    shared->done.push_back(std::move(job));
    uv_async_send(shared->wakeup);
  }
}

void PatientThreads::cancel(LoopRequest* request) {
  if (request->is_cancelled()) return;
  mark_cancelled(*request);
  if (operation_of(*request)) --wanted_;  // else it has completed: whoever drains the queue drops it
}

void PatientThreads::collect() {
  if (!shared_) return;
  std::vector<std::unique_ptr<Job>> done;
  {
    const std::lock_guard lock(shared_->mutex);
    done.swap(shared_->done);
  }
  for (std::unique_ptr<Job>& job : done) {
    if (job->request->is_cancelled()) continue;
    --wanted_;
    attach(*job->request, nullptr);
    complete(*job->request, job->status);
    completed_->push(std::move(job->request));
  }
}

}  // namespace norn
