// What long-lived handles (connections, listeners, UDP sockets) share: the
// libuv loop they live in, one read buffer for all, and the count of those
// that the program must not end before.
#pragma once

#include <uv.h>

#include <cstddef>
#include <memory>
#include <vector>

#include "loop/wait_list.h"

namespace norn {

// Something to do inside the next poll, where events may be told. Put off at most once at a time.
class Deferred {
 public:
  virtual void run_deferred() = 0;

 protected:
  Deferred() = default;
  Deferred(const Deferred&) = delete;
  Deferred& operator=(const Deferred&) = delete;
  ~Deferred() { forget(); }
  void forget();

 private:
  friend class HandleLoop;
  class HandleLoop* loop_ = nullptr;  // set while it is put off
};

// A handle whose owner has gone, and which has to go on: a child process that runs. The loop closes it at its own end.
class LeftOver {
 public:
  virtual void close_now() = 0;

 protected:
  LeftOver() = default;
  LeftOver(const LeftOver&) = delete;
  LeftOver& operator=(const LeftOver&) = delete;
  ~LeftOver() = default;
};

class HandleLoop {
 public:
  // A read never gets more at once. One buffer serves all handles: its content is taken or copied inside the callback.
  static constexpr size_t kReadBytes = size_t{64} << 10;

  HandleLoop(uv_loop_t* loop, ReadyQueue* ready) : uv_(loop), ready_(ready) {}
  HandleLoop(const HandleLoop&) = delete;
  HandleLoop& operator=(const HandleLoop&) = delete;

  uv_loop_t* uv() { return uv_; }
  ReadyQueue& ready() { return *ready_; }
  char* read_buffer() {
    if (!read_buffer_) read_buffer_ = std::make_unique_for_overwrite<char[]>(kReadBytes);
    return read_buffer_.get();
  }

  bool has_open() const { return open_ > 0; }  // the loop must be polled
  size_t open_count() const { return open_; }
  void opened() { ++open_; }
  void closed() { --open_; }

  bool has_held() const { return held_ > 0; }

  void leave(LeftOver& handle) { left_overs_.push_back(&handle); }
  void forget(LeftOver& handle) { std::erase(left_overs_, &handle); }
  void close_left_overs() {
    while (!left_overs_.empty()) left_overs_.back()->close_now();
  }

  void defer(Deferred& put_off) {
    if (put_off.loop_) return;
    put_off.loop_ = this;
    deferred_.push_back(&put_off);
  }
  bool has_deferred() const { return !deferred_.empty(); }
  // What is put off meanwhile waits for the next poll.
  void run_deferred() {
    for (size_t left = deferred_.size(); left > 0 && !deferred_.empty(); --left) {
      Deferred* next = deferred_.front();
      deferred_.erase(deferred_.begin());
      next->loop_ = nullptr;
      next->run_deferred();
    }
  }

 private:
  friend class Hold;
  friend class Deferred;
  uv_loop_t* uv_;
  ReadyQueue* ready_;
  std::unique_ptr<char[]> read_buffer_;
  std::vector<LeftOver*> left_overs_;
  size_t open_ = 0;
  size_t held_ = 0;
  std::vector<Deferred*> deferred_;
};

inline void Deferred::forget() {
  if (loop_) std::erase(loop_->deferred_, this);
  loop_ = nullptr;
}

// Keeps the program running while it is set: a listener, say, or a response that is still being sent.
class Hold {
 public:
  explicit Hold(HandleLoop& loop) : loop_(&loop) {}
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
  ~Hold() { set(false); }

  void set(bool held) {
    if (held == is_held_) return;
    is_held_ = held;
    loop_->held_ += held ? size_t{1} : ~size_t{0};
  }
  bool is_held() const { return is_held_; }

 private:
  HandleLoop* loop_;
  bool is_held_ = false;
};

}  // namespace norn
