#include "loop/patient_threads.h"

#include <pthread.h>
#include <signal.h>

#include <condition_variable>
#include <deque>
#include <mutex>
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
  size_t under_way = 0;  // waiting, at work or done and not collected
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

  const std::lock_guard lock(shared_->mutex);
  const bool has_free_thread = shared_->idle > static_cast<int>(shared_->waiting.size());
  if (!has_free_thread && shared_->threads < most_threads_) {
    const int status = start_thread(shared_);
    if (status == 0) ++shared_->threads;
    if (shared_->threads == 0) {
      complete(*submitted, status);
      completed_->push(std::move(request));
      return submitted;
    }
  }
  attach(*submitted, this);
  ++wanted_;
  ++shared_->under_way;
  auto job = std::make_unique<Job>();
  job->request = std::move(request);
  shared_->waiting.push_back(std::move(job));
  shared_->has_work.notify_one();
  return submitted;
}

// 0, or why the system refuses.
int PatientThreads::start_thread(const std::shared_ptr<Shared>& shared) {
  if (const int fault = injected_fault()) return fault;
  // Signals are for the main thread: a new thread inherits the mask.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  auto given = std::make_unique<std::shared_ptr<Shared>>(shared);
  auto begin = [](void* taken) -> void* {
    const std::unique_ptr<std::shared_ptr<Shared>> mine(static_cast<std::shared_ptr<Shared>*>(taken));
    work(*mine);
    return nullptr;
  };
  pthread_t thread;
  const int refused = pthread_create(&thread, nullptr, begin, given.get());
  if (refused == 0) {
    given.release();
    pthread_detach(thread);
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return -refused;
}

size_t PatientThreads::under_way() const {
  if (!shared_) return 0;
  const std::lock_guard lock(shared_->mutex);
  return shared_->under_way;
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
    if (!job->request->is_cancelled()) job->status = job->request->work();
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
    shared_->under_way -= done.size();
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
