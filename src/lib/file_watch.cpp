// Watching files as host functions (namespace norn.prim); what programs see is
// norn.file/watch.

#include <deque>
#include <string>

#include "data/host_resource.h"
#include "data/vector.h"
#include "lib/net_stream.h"
#include "lib/path_operation.h"
#include "loop/watch_handle.h"
#include "vm/cancellation.h"

namespace norn {
namespace {

struct Change {
  std::string name;
  const char* kind;
};

class WatchResource final : public NativeResource, private WatchEvents {
 public:
  static constexpr ResourceKind kKind{"a file watcher"};
  static constexpr size_t kMostChanges = 4096;  // that nobody has taken; beyond it one :overflow takes their place

  WatchResource(HandleLoop& loop, std::string path)
      : NativeResource(kKind), path_(std::move(path)), waiting_(loop.ready()) {
    waiting_.set_referenced(false);
  }

  int open(HandleLoop& loop) {
    auto opened = WatchHandle::open(loop, path_, *this);
    if (!opened) return opened.error();
    handle_ = std::move(*opened);
    return 0;
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
  void on_change(std::string_view name, bool is_rename, int status) override {
    if (status < 0) {
      failure_ = status;
      waiting_.wake_all();
      return;
    }
    if (changes_.size() == kMostChanges) changes_ = {{"", "overflow"}};
    const char* kind = is_rename ? "renamed" : "changed";
    const bool is_same = !changes_.empty() && changes_.back().name == name && changes_.back().kind == kind;
    if (!is_same) changes_.push_back({std::string(name), kind});  // a write is several changes to the system
    waiting_.wake_first();
  }

  const std::string path_;
  WatchHandlePtr handle_;
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
    return to_value(make_vector(vm.heap, {name, keyword(vm, change.kind)}));
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

NORN_HOST(watch_next, "norn.prim/watch-next", "([watcher])",
          "Suspends until something changes. [name kind]: kind is :changed, :renamed or, when too much has happened, "
          ":overflow; nil when the watcher is closed.") {
  auto* resource = NORN_TRY(native_arg<WatchResource>(call, 0));
  if (Raised signal{}; take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  const ListWait wait = {resource->waiting(), call[0], finish_change};
  Returned done = finish_change(call.vm, wait, 0);
  if (done || done.error().is_exception()) return done;
  return await_in(call, wait);
}

NORN_HOST(watch_close, "norn.prim/watch-close", "([watcher])",
          "Ends watching; what nobody has taken is dropped. Harmless when it has ended. Returns nil.") {
  NORN_TRY(native_arg<WatchResource>(call, 0))->close();
  return Value::nil();
}

NORN_MODULE(kFileWatchModule, watch_open, watch_next, watch_close);

}  // namespace norn
