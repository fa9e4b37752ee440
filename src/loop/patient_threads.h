// Threads for requests of one lane, which may take as long as they like: looking
// up a name at a server that does not answer, a slow query. On the worker pool
// four of them would stop every file. Part of Loop.
//
// A thread is started when a request finds none idle, and stays. If the system
// refuses one, the request waits for those there are; if there are none, it
// completes with that error.
//
// A cancelled request keeps its thread until the system returns. The program
// does not wait for that when it ends: what a thread touches belongs to the
// thread and the pool together.
#pragma once

#include <uv.h>

#include <memory>

#include "loop/request.h"

namespace norn {

class PatientThreads : private RequestControl {
 public:
  // `wakeup` is sent when something is done; then collect() is due. Requires: it is initialised before submit().
  PatientThreads(uv_async_t* wakeup, RequestQueue* completed, int most_threads)
      : wakeup_(wakeup), completed_(completed), most_threads_(most_threads) {}
  ~PatientThreads() { abandon(); }

  LoopRequest* submit(std::unique_ptr<WorkRequest> request, Cookie cookie);
  void cancel(LoopRequest* request);
  // Moves what is done to the completed requests.
  void collect();

  // From now on `wakeup` is not touched, and nothing is completed.
  void abandon();

  size_t wanted() const { return wanted_; }  // under way and not cancelled
  size_t under_way() const;                  // also what is cancelled and still with a thread

 private:
  struct Job;
  struct Shared;
  static void work(std::shared_ptr<Shared> shared);
  static int start_thread(const std::shared_ptr<Shared>& shared);

  uv_async_t* wakeup_;
  RequestQueue* completed_;
  const int most_threads_;
  std::shared_ptr<Shared> shared_;  // with the threads, the last of which may outlive the loop
  size_t wanted_ = 0;
};

}  // namespace norn
