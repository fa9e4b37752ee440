// Requests that run on libuv's worker threads, from submission to completion.
// Part of Loop; nobody else includes it.
#pragma once

#include <uv.h>

#include <memory>

#include "loop/request.h"

namespace norn {

class WorkPool : private RequestControl {
 public:
  WorkPool(uv_loop_t* loop, RequestQueue* completed) : loop_(loop), completed_(completed) {}
  ~WorkPool();  // Requires: idle(): the loop has run until every operation was over.

  LoopRequest* submit(std::unique_ptr<WorkRequest> request, Cookie cookie);
  void cancel(LoopRequest* request);
  void cancel_all();

  size_t wanted() const { return wanted_; }        // under way and not cancelled
  bool idle() const { return first_ == nullptr; }  // nothing under way at all
  size_t under_way() const;

 private:
  // One submission. Owns the request and the libuv structures it needs; both stay put until libuv has returned them.
  struct Operation {
    uv_work_t work;
    uv_poll_t poll;
    WorkPool* pool;
    std::unique_ptr<WorkRequest> request;
    enum class Stage : uint8_t { working, polling, closing } stage;
    int status;
    Operation* previous;
    Operation* next;
  };

  void queue(Operation* operation);
  void worked(Operation* operation, int uv_status);
  void await_descriptor(Operation* operation);
  void close_poll(Operation* operation);
  void poll_closed(Operation* operation);
  void finish(Operation* operation, int status);

  uv_loop_t* loop_;
  RequestQueue* completed_;
  Operation* first_ = nullptr;
  size_t wanted_ = 0;
};

}  // namespace norn
