// Threads for requests that nothing can interrupt and that may take as long as
// they like: looking up a name at a server that does not answer. On the worker
// pool four of them would stop every file. Part of Loop.
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
  static constexpr int kMaxThreads = 4;  // started one by one, as they are needed

  // `wakeup` is sent when something is done; then collect() is due. Requires: it is initialised before submit().
  PatientThreads(uv_async_t* wakeup, RequestQueue* completed) : wakeup_(wakeup), completed_(completed) {}
  ~PatientThreads() { abandon(); }

  LoopRequest* submit(std::unique_ptr<WorkRequest> request, Cookie cookie);
  void cancel(LoopRequest* request);
  // Moves what is done to the completed requests.
  void collect();

  // From now on `wakeup` is not touched, and nothing is completed.
  void abandon();

  size_t wanted() const { return wanted_; }  // under way and not cancelled

 private:
  struct Job;
  struct Shared;
  static void work(std::shared_ptr<Shared> shared);

  uv_async_t* wakeup_;
  RequestQueue* completed_;
  std::shared_ptr<Shared> shared_;  // with the threads, the last of which may outlive the loop
  size_t wanted_ = 0;
};

}  // namespace norn
