// One-shot operations and how their results come back.
//
// A request is started once, completes once, and owns everything the operation
// reads or writes. The loop owns the request from start to completion; then it
// is handed to whoever drains the loop, as part of a Completion. The cookie
// says who waits; the loop never looks into it.
//
// A cancelled request is forgotten by its starter at once. The loop keeps it
// until the worker is done with its buffers, then destroys it silently.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

namespace norn {

using Cookie = uint64_t;

class LoopRequest {
 public:
  LoopRequest() = default;
  LoopRequest(const LoopRequest&) = delete;
  LoopRequest& operator=(const LoopRequest&) = delete;
  virtual ~LoopRequest() = default;

  Cookie cookie() const { return cookie_; }
  int status() const { return status_; }  // once completed: 0, or a negative code of uv_error.h

  // Whether the starter has lost interest. Long operations ask now and then; any thread may.
  bool is_cancelled() const { return cancelled_.load(std::memory_order_relaxed); }

 protected:
  // Called by the loop's thread when the request is cancelled under way: to get a worker out of a system call.
  virtual void on_cancel() {}

 private:
  friend class RequestQueue;
  friend class RequestControl;
  std::atomic<bool> cancelled_ = false;
  int status_ = 0;
  Cookie cookie_ = 0;
  LoopRequest* next_ = nullptr;
  void* operation_ = nullptr;  // the loop's own record of an operation under way
};

// Which threads do the work. Those of one lane never wait for those of another.
enum class Lane : uint8_t {
  workers,    // libuv's pool: files, and computations that end
  lookups,    // names, looked up at servers that may not answer
  databases,  // SQL statements
};

enum class Readiness : uint8_t { readable, writable };

// Work for the worker pool. `work` runs on another thread: it touches only what the request owns.
//
// Regular files are read and written right there. What may take for ever (a FIFO without a writer, a terminal) must not
// occupy a worker: such a request opens its descriptor non-blocking and, on EAGAIN, returns `not_ready(fd, …)`. `work`
// is then called again once the descriptor is ready.
class WorkRequest : public LoopRequest {
 public:
  virtual int work() = 0;  // returns the status
  // Other threads than the worker pool's have requests whose `work` may take as long as it likes
  // (loop/patient_threads.h); `not_ready` is not for them.
  virtual Lane lane() const { return Lane::workers; }

 protected:
  int not_ready(int descriptor, Readiness awaited) {
    awaited_descriptor_ = descriptor;
    awaited_ = awaited;
    return kNotReady;
  }

 private:
  friend class RequestControl;
  static constexpr int kNotReady = 1;
  int awaited_descriptor_ = -1;
  Readiness awaited_ = Readiness::readable;
};

// What the loops, and nobody else, may do to a request.
class RequestControl {
 protected:
  static void begin(LoopRequest& request, Cookie cookie) { request.cookie_ = cookie; }
  static void complete(LoopRequest& request, int status) { request.status_ = status; }
  static void mark_cancelled(LoopRequest& request) {
    request.cancelled_.store(true, std::memory_order_relaxed);
    request.on_cancel();
  }
  static void attach(LoopRequest& request, void* operation) { request.operation_ = operation; }
  static void* operation_of(const LoopRequest& request) { return request.operation_; }
  static bool is_not_ready(int status) { return status == WorkRequest::kNotReady; }
  static int awaited_descriptor(const WorkRequest& request) { return request.awaited_descriptor_; }
  static Readiness awaited_readiness(const WorkRequest& request) { return request.awaited_; }
};

// Requests in order of completion.
class RequestQueue {
 public:
  RequestQueue() = default;
  RequestQueue(const RequestQueue&) = delete;
  RequestQueue& operator=(const RequestQueue&) = delete;
  ~RequestQueue() {
    while (pop()) {
    }
  }

  bool empty() const { return first_ == nullptr; }
  void push(std::unique_ptr<LoopRequest> request) {
    LoopRequest* added = request.release();
    added->next_ = nullptr;
    (first_ ? last_->next_ : first_) = added;
    last_ = added;
  }
  std::unique_ptr<LoopRequest> pop() {
    LoopRequest* taken = first_;
    if (taken) first_ = taken->next_;
    return std::unique_ptr<LoopRequest>(taken);
  }

 private:
  LoopRequest* first_ = nullptr;
  LoopRequest* last_ = nullptr;
};

}  // namespace norn
