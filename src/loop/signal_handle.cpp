#include "loop/signal_handle.h"

#include "loop/signals.h"
#include "loop/uv_calls.h"

namespace norn {

std::expected<SignalHandlePtr, int> SignalHandle::open(HandleLoop& loop, int signal, SignalEvents& owner) {
  auto* handle = new SignalHandle(loop);
  if (const int status = uv::signal_init(loop.uv(), &handle->signal_); status < 0) {
    delete handle;
    return std::unexpected(status);
  }
  handle->signal_.data = handle;
  handle->owner_ = &owner;
  loop.opened();
  const int status = uv::signal_start(
      &handle->signal_,
      [](uv_signal_t* signal, int) {
        if (auto* receiver = static_cast<SignalHandle*>(signal->data); receiver->owner_) receiver->owner_->on_signal();
      },
      signal);
  SignalHandlePtr opened(handle);
  if (status < 0) return std::unexpected(status);
  return opened;
}

void CloseSignalHandle::operator()(SignalHandle* handle) const { handle->close(); }

void SignalHandle::close() {
  owner_ = nullptr;
  uv_close(reinterpret_cast<uv_handle_t*>(&signal_), [](uv_handle_t* closed) {
    auto* over = static_cast<SignalHandle*>(closed->data);
    over->loop_.closed();
    delete over;
  });
  restore_interrupt_handlers();  // libuv has put the default in place
}

}  // namespace norn
