#include "loop/watch_handle.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "loop/uv_calls.h"

namespace norn {

namespace {

constexpr uint32_t kCreated = IN_CREATE | IN_MOVED_TO, kDeleted = IN_DELETE | IN_MOVED_FROM,
                   kItselfGone = IN_DELETE_SELF | IN_MOVE_SELF, kChanged = IN_MODIFY | IN_ATTRIB;

FileChange::Kind kind_of(uint32_t mask) {
  if (mask & IN_Q_OVERFLOW) return FileChange::Kind::overflow;
  if (mask & kCreated) return FileChange::Kind::created;
  if (mask & (kDeleted | kItselfGone)) return FileChange::Kind::deleted;
  return FileChange::Kind::changed;
}

}  // namespace

std::expected<WatchHandlePtr, int> WatchHandle::open(HandleLoop& loop, WatchEvents& owner) {
  const int fault = injected_fault();
  const int descriptor = fault ? fault : inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) return std::unexpected(fault ? fault : -errno);
  auto* handle = new WatchHandle(loop);
  handle->descriptor_ = descriptor;
  if (const int status = uv::poll_init(loop.uv(), &handle->poll_, descriptor); status < 0) {
    ::close(descriptor);
    delete handle;
    return std::unexpected(status);
  }
  handle->poll_.data = handle;
  handle->owner_ = &owner;
  loop.opened();
  uv_poll_start(&handle->poll_, UV_READABLE,
                [](uv_poll_t* poll, int, int) { static_cast<WatchHandle*>(poll->data)->read_events(); });
  return WatchHandlePtr(handle);
}

int WatchHandle::add(const std::string& path) {
  if (const int fault = injected_fault()) return fault;
  const int watch =
      inotify_add_watch(descriptor_, path.c_str(), kCreated | kDeleted | kItselfGone | kChanged | IN_EXCL_UNLINK);
  return watch < 0 ? -errno : watch;
}

void WatchHandle::remove(int watch) { inotify_rm_watch(descriptor_, watch); }

void WatchHandle::read_events() {
  alignas(inotify_event) char buffer[16384];
  while (owner_) {
    const int fault = injected_fault();
    const ssize_t count = fault ? -1 : ::read(descriptor_, buffer, sizeof buffer);
    if (count < 0) {
      const int status = fault ? fault : -errno;
      if (status == -EINTR) continue;
      if (status != -EAGAIN) owner_->on_failure(status);
      return;
    }
    for (ssize_t at = 0; at < count && owner_;) {
      inotify_event event;
      std::memcpy(&event, buffer + at, sizeof event);
      const char* name = buffer + at + sizeof event;
      at += static_cast<ssize_t>(sizeof event + event.len);
      if (event.mask & IN_IGNORED) {
        owner_->on_watch_end(event.wd);
        continue;
      }
      owner_->on_change({.kind = kind_of(event.mask),
                         .watch = event.wd,
                         .name = std::string_view(name, strnlen(name, event.len)),
                         .is_directory = (event.mask & IN_ISDIR) != 0});
    }
  }
}

void CloseWatchHandle::operator()(WatchHandle* handle) const { handle->close(); }

void WatchHandle::close() {
  owner_ = nullptr;
  uv_close(reinterpret_cast<uv_handle_t*>(&poll_), [](uv_handle_t* closed) {
    auto* over = static_cast<WatchHandle*>(closed->data);
    ::close(over->descriptor_);
    over->loop_.closed();
    delete over;
  });
}

}  // namespace norn
