// Watching files as host functions (namespace norn.prim); what programs see is
// norn.file/watch.

#include <deque>
#include <string>
#include <unordered_map>

#include "data/host_resource.h"
#include "data/vector.h"
#include "lib/net_stream.h"
#include "lib/path_operation.h"
#include "loop/watch_handle.h"
#include "vm/cancellation.h"

namespace norn {
namespace {

struct Change {
  std::string name;  // relative to what the watcher was opened for; empty: that itself
  FileChange::Kind kind;
  bool is_directory;

  bool operator==(const Change&) const = default;
};

const char* kind_name(FileChange::Kind kind) {
  switch (kind) {
    case FileChange::Kind::created: return "created";
    case FileChange::Kind::changed: return "changed";
    case FileChange::Kind::deleted: return "deleted";
    case FileChange::Kind::overflow: return "overflow";
  }
  NORN_UNREACHABLE("a kind of change without a name");
}

class WatchResource final : public NativeResource, private WatchEvents {
 public:
  static constexpr ResourceKind kKind{"a file watcher"};
  static constexpr size_t kMostChanges = 4096;  // that nobody has taken; beyond it one :overflow takes their place

  WatchResource(HandleLoop& loop, std::string path)
      : NativeResource(kKind), path_(std::move(path)), waiting_(loop.ready()) {
    waiting_.set_referenced(false);
  }

  int open(HandleLoop& loop) {
    auto opened = WatchHandle::open(loop, *this);
    if (!opened) return opened.error();
    handle_ = std::move(*opened);
    return add("");
  }
  // A directory below the first one; relative: its path from there. 0 or a status.
  int add(const std::string& relative) {
    const int watch = handle_->add(relative.empty() ? path_ : path_ + "/" + relative);
    if (watch < 0) return watch;
    watched_[watch] = relative;
    return 0;
  }
  // A directory that is not there any more, and those below it.
  void forget(const std::string& relative) {
    std::erase_if(watched_, [&](const auto& entry) {
      const auto& [watch, path] = entry;
      if (path != relative && !path.starts_with(relative + "/")) return false;
      handle_->remove(watch);
      return true;
    });
  }
  void close() {
    handle_ = nullptr;
    changes_.clear();
    waiting_.wake_all();
  }
  bool is_open() const { return handle_ != nullptr; }
  int failure() const { return failure_; }
  const std::string& path() const { return path_; }
  std::deque<Change>& changes() { return changes_; }
  WaitList& waiting() { return waiting_; }

 private:
  void on_change(const FileChange& told) override {
    const auto watched = watched_.find(told.watch);
    const bool is_known = watched != watched_.end();
    if (!is_known && told.kind != FileChange::Kind::overflow) return;  // forgotten
    const std::string directory = is_known ? watched->second : "";
    if (told.name.empty() && !directory.empty()) return;  // the directory above tells it, too
    Change change = {directory, told.kind, told.is_directory};
    if (!directory.empty()) change.name += "/";
    change.name += told.name;
    if (changes_.size() == kMostChanges) changes_ = {{"", FileChange::Kind::overflow, false}};
    if (changes_.empty() || changes_.back() != change) changes_.push_back(std::move(change));  // a write is several
    waiting_.wake_first();
  }
  void on_watch_end(int watch) override { watched_.erase(watch); }
  void on_failure(int status) override {
    failure_ = status;
    waiting_.wake_all();
  }

  const std::string path_;
  WatchHandlePtr handle_;
  std::unordered_map<int, std::string> watched_;  // by watch: the path below path_
  std::deque<Change> changes_;
  WaitList waiting_;
  int failure_ = 0;
};

Returned finish_change(Vm& vm, const ListWait& wait, int) {
  auto* resource = try_native<WatchResource>(wait.subject);
  if (!resource->changes().empty()) {
    const Change change = std::move(resource->changes().front());
    resource->changes().pop_front();
    const Value name = change.name.empty() ? Value::nil() : text_value(vm, change.name);
    return to_value(
        make_vector(vm.heap, {name, keyword(vm, kind_name(change.kind)), Value::boolean(change.is_directory)}));
  }
  if (!resource->is_open()) return Value::nil();
  if (resource->failure() < 0) NORN_RAISE(raise_path_error(vm, "watch", resource->path(), resource->failure()));
  NORN_RAISE(Raised::park());
}

}  // namespace

NORN_HOST(watch_open, "norn.prim/watch-open", "([path])",
          "Watches a file, or what is directly in a directory, from now on.") {
  const String* path = NORN_TRY(string_arg(call, 0));
  HandleLoop& loop = Scheduler::of(call.vm).loop().handles();
  auto resource = std::make_unique<WatchResource>(loop, std::string(path->view()));
  const bool is_usable = path->view().find('\0') == std::string_view::npos;
  if (const int status = is_usable ? resource->open(loop) : UV_EINVAL; status < 0)
    NORN_RAISE(raise_path_error(call.vm, "watch", path->view(), status));
  return to_value(make_host_resource(call.heap, std::move(resource)));
}

NORN_HOST(
    watch_next, "norn.prim/watch-next", "([watcher])",
    "Suspends until something changes. [name kind directory?]: kind is :created, :changed, :deleted or, when too much "
    "has happened, :overflow; name is nil for what is watched itself. nil when the watcher is closed.") {
  auto* resource = NORN_TRY(native_arg<WatchResource>(call, 0));
  if (Raised signal{}; take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  const ListWait wait = {resource->waiting(), call[0], finish_change};
  Returned done = finish_change(call.vm, wait, 0);
  if (done || done.error().is_exception()) return done;
  return await_in(call, wait);
}

NORN_HOST(watch_add, "norn.prim/watch-add", "([watcher relative])",
          "Also watches a directory below the watched one, by its path from there. False if it is gone.") {
  auto* resource = NORN_TRY(native_arg<WatchResource>(call, 0));
  const std::string relative(NORN_TRY(string_arg(call, 1))->view());
  if (!resource->is_open()) return Value::boolean(false);
  const int status = resource->add(relative);
  if (status == -ENOENT || status == -ENOTDIR) return Value::boolean(false);
  if (status < 0) NORN_RAISE(raise_path_error(call.vm, "watch", resource->path() + "/" + relative, status));
  return Value::boolean(true);
}

NORN_HOST(watch_forget, "norn.prim/watch-forget", "([watcher relative])",
          "Ends watching a directory that watch-add added, and those below it. Returns nil.") {
  auto* resource = NORN_TRY(native_arg<WatchResource>(call, 0));
  const std::string relative(NORN_TRY(string_arg(call, 1))->view());
  if (resource->is_open()) resource->forget(relative);
  return Value::nil();
}

NORN_HOST(watch_close, "norn.prim/watch-close", "([watcher])",
          "Ends watching; what nobody has taken is dropped. Harmless when it has ended. Returns nil.") {
  NORN_TRY(native_arg<WatchResource>(call, 0))->close();
  return Value::nil();
}

NORN_MODULE(kFileWatchModule, watch_open, watch_next, watch_add, watch_forget, watch_close);

}  // namespace norn
