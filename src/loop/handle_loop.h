// What long-lived handles (connections, listeners, UDP sockets) share: the
// libuv loop they live in, one read buffer for all, and the count of those
// that the program must not end before.
#pragma once

#include <uv.h>

#include <cstddef>
#include <memory>

#include "loop/wait_list.h"

namespace norn {

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
  void opened() { ++open_; }
  void closed() { --open_; }

  bool has_held() const { return held_ > 0; }

 private:
  friend class Hold;
  uv_loop_t* uv_;
  ReadyQueue* ready_;
  std::unique_ptr<char[]> read_buffer_;
  size_t open_ = 0;
  size_t held_ = 0;
};

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
