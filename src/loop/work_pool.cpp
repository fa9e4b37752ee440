#include "loop/work_pool.h"

#include "base/assert.h"
#include "loop/uv_calls.h"

namespace norn {

WorkPool::~WorkPool() { NORN_ASSERT(idle(), "a worker may still write to a request's buffers"); }

LoopRequest* WorkPool::submit(std::unique_ptr<WorkRequest> request, Cookie cookie) {
  auto* operation = new Operation{};
  operation->pool = this;
  operation->request = std::move(request);
  operation->next = first_;
  if (first_) first_->previous = operation;
  first_ = operation;
  ++wanted_;

  WorkRequest* submitted = operation->request.get();
  begin(*submitted, cookie);
  attach(*submitted, operation);
  queue(operation);
  return submitted;
}

void WorkPool::cancel(LoopRequest* request) {
  if (request->is_cancelled()) return;
  mark_cancelled(*request);
  auto* operation = static_cast<Operation*>(operation_of(*request));
  if (!operation) return;  // completed: whoever drains the queue drops it
  --wanted_;
  if (operation->stage == Operation::Stage::working)
    uv_cancel(reinterpret_cast<uv_req_t*>(&operation->work));  // takes it out of the queue; in vain once it runs
  else if (operation->stage == Operation::Stage::polling)
    close_poll(operation);
}

void WorkPool::cancel_all() {
  for (Operation* operation = first_; operation; operation = operation->next) cancel(operation->request.get());
}

size_t WorkPool::under_way() const {
  size_t count = 0;
  for (const Operation* operation = first_; operation; operation = operation->next) ++count;
  return count;
}

void WorkPool::queue(Operation* operation) {
  operation->stage = Operation::Stage::working;
  operation->work.data = operation;
  const int queued = uv_queue_work(
      loop_, &operation->work,
      [](uv_work_t* work) {
        auto* running = static_cast<Operation*>(work->data);
        running->status = running->request->work();
      },
      [](uv_work_t* work, int uv_status) {
        auto* done = static_cast<Operation*>(work->data);
        done->pool->worked(done, uv_status);
      });
  NORN_ASSERT(queued == 0, "uv_queue_work refuses only a missing function");
}

void WorkPool::worked(Operation* operation, int uv_status) {
  const int status = uv_status < 0 ? uv_status : operation->status;
  if (is_not_ready(status) && !operation->request->is_cancelled())
    await_descriptor(operation);
  else
    finish(operation, status);
}

void WorkPool::await_descriptor(Operation* operation) {
  const WorkRequest& request = *operation->request;
  operation->poll.data = operation;
  const int opened = uv::poll_init(loop_, &operation->poll, awaited_descriptor(request));
  if (opened < 0) {
    finish(operation, opened);
    return;
  }
  operation->stage = Operation::Stage::polling;
  const int events = awaited_readiness(request) == Readiness::readable ? UV_READABLE | UV_DISCONNECT : UV_WRITABLE;
  // Errors of the descriptor are found by the next call of `work`.
  uv_poll_start(&operation->poll, events, [](uv_poll_t* poll, int, int) {
    auto* ready = static_cast<Operation*>(poll->data);
    ready->pool->close_poll(ready);
  });
}

void WorkPool::close_poll(Operation* operation) {
  operation->stage = Operation::Stage::closing;
  uv_close(reinterpret_cast<uv_handle_t*>(&operation->poll), [](uv_handle_t* handle) {
    auto* closed = static_cast<Operation*>(handle->data);
    closed->pool->poll_closed(closed);
  });
}

void WorkPool::poll_closed(Operation* operation) {
  if (operation->request->is_cancelled())
    finish(operation, UV_ECANCELED);
  else
    queue(operation);
}

void WorkPool::finish(Operation* operation, int status) {
  std::unique_ptr<WorkRequest> request = std::move(operation->request);
  (operation->previous ? operation->previous->next : first_) = operation->next;
  if (operation->next) operation->next->previous = operation->previous;
  delete operation;

  if (request->is_cancelled()) return;
  --wanted_;
  attach(*request, nullptr);
  complete(*request, status);
  completed_->push(std::move(request));
}

}  // namespace norn
