// Changes of a file, or of what is directly in a directory, by libuv (inotify).
#pragma once

#include <uv.h>

#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "loop/handle_loop.h"

namespace norn {

class WatchEvents {
 public:
  // name: in the watched directory, or the watched file's own; empty if the system does not tell. is_rename: it has
  // come, gone or got another name; else its content or attributes have changed. Negative status: watching has failed.
  virtual void on_change(std::string_view name, bool is_rename, int status) = 0;  // from inside the loop's poll

 protected:
  ~WatchEvents() = default;
};

class WatchHandle;
struct CloseWatchHandle {
  void operator()(WatchHandle* handle) const;
};
using WatchHandlePtr = std::unique_ptr<WatchHandle, CloseWatchHandle>;

class WatchHandle {
 public:
  static std::expected<WatchHandlePtr, int> open(HandleLoop& loop, const std::string& path, WatchEvents& owner);

 private:
  friend struct CloseWatchHandle;
  explicit WatchHandle(HandleLoop& loop) : loop_(loop) {}
  void close();

  HandleLoop& loop_;
  WatchEvents* owner_ = nullptr;
  uv_fs_event_t watch_ = {};
};

}  // namespace norn
