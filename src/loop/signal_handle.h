// A signal that the program takes for itself, by libuv.
//
// SIGINT and SIGTERM have a meaning of their own (loop/signals.h); while a
// handle for one of them is open it goes there instead, and afterwards it means
// what it did.
#pragma once

#include <uv.h>

#include <expected>
#include <memory>

#include "loop/handle_loop.h"

namespace norn {

class SignalEvents {
 public:
  virtual void on_signal() = 0;  // from inside the loop's poll

 protected:
  ~SignalEvents() = default;
};

class SignalHandle;
struct CloseSignalHandle {
  void operator()(SignalHandle* handle) const;
};
using SignalHandlePtr = std::unique_ptr<SignalHandle, CloseSignalHandle>;

class SignalHandle {
 public:
  // Or the negative status of what failed: EINVAL for SIGKILL and SIGSTOP.
  static std::expected<SignalHandlePtr, int> open(HandleLoop& loop, int signal, SignalEvents& owner);

 private:
  friend struct CloseSignalHandle;
  explicit SignalHandle(HandleLoop& loop) : loop_(loop) {}
  void close();

  HandleLoop& loop_;
  SignalEvents* owner_ = nullptr;
  uv_signal_t signal_ = {};
};

}  // namespace norn
