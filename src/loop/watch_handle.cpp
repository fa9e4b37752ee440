#include "loop/watch_handle.h"

#include "loop/uv_calls.h"

namespace norn {

std::expected<WatchHandlePtr, int> WatchHandle::open(HandleLoop& loop, const std::string& path, WatchEvents& owner) {
  auto* handle = new WatchHandle(loop);
  if (const int status = uv::fs_event_init(loop.uv(), &handle->watch_); status < 0) {
    delete handle;
    return std::unexpected(status);
  }
  handle->watch_.data = handle;
  handle->owner_ = &owner;
  loop.opened();
  const uv_fs_event_cb changed = [](uv_fs_event_t* watch, const char* name, int events, int status) {
    auto* receiver = static_cast<WatchHandle*>(watch->data);
    if (receiver->owner_) receiver->owner_->on_change(name ? name : "", (events & UV_RENAME) != 0, status);
  };
  const int status = uv::fs_event_start(&handle->watch_, changed, path.c_str());
  WatchHandlePtr opened(handle);
  if (status < 0) return std::unexpected(status);
  return opened;
}

void CloseWatchHandle::operator()(WatchHandle* handle) const { handle->close(); }

void WatchHandle::close() {
  owner_ = nullptr;
  uv_close(reinterpret_cast<uv_handle_t*>(&watch_), [](uv_handle_t* closed) {
    auto* over = static_cast<WatchHandle*>(closed->data);
    over->loop_.closed();
    delete over;
  });
}

}  // namespace norn
