// Changes of files, and of what is directly in directories, as the system's inotify tells them: one handle watches any
// number of paths.
//
// Not libuv's uv_fs_event: that one does not tell a change of the directory itself from one of an entry with the same
// name, nor a directory from a file, and drops the news that the system had to drop some.
#pragma once

#include <uv.h>

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "loop/handle_loop.h"

namespace norn {

struct FileChange {
  enum class Kind : uint8_t {
    created,  // or moved here
    changed,  // its content or attributes
    deleted,  // or moved away
    overflow  // the system has dropped changes; there is no path
  };
  Kind kind = Kind::changed;
  int watch = -1;         // of `add`
  std::string_view name;  // in the watched directory; empty: what is watched itself
  bool is_directory = false;
};

class WatchEvents {
 public:
  virtual void on_change(const FileChange& change) = 0;  // from inside the loop's poll
  // What was watched is gone, or its file system: the watch has ended.
  virtual void on_watch_end(int watch) = 0;
  virtual void on_failure(int status) = 0;

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
  static std::expected<WatchHandlePtr, int> open(HandleLoop& loop, WatchEvents& owner);

  // The watch, not negative, or a status. ENOSPC: the user has as many as the system allows
  // (/proc/sys/fs/inotify/max_user_watches).
  int add(const std::string& path);
  void remove(int watch);

 private:
  friend struct CloseWatchHandle;
  explicit WatchHandle(HandleLoop& loop) : loop_(loop) {}
  void close();
  void read_events();

  HandleLoop& loop_;
  WatchEvents* owner_ = nullptr;
  int descriptor_ = -1;
  uv_poll_t poll_ = {};
};

}  // namespace norn
