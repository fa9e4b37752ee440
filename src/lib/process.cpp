// Child processes and signals as host functions (namespace norn.prim); what
// programs see is clj/norn/process.clj and clj/norn/os.clj.

#include "io/process.h"

#include <sys/stat.h>

#include <csignal>
#include <string>

#include "data/map.h"
#include "data/seq.h"
#include "data/vector.h"
#include "lib/net_stream.h"
#include "lib/open_files.h"
#include "lib/path_operation.h"
#include "loop/signal_handle.h"
#include "loop/uv_error.h"
#include "vm/cancellation.h"

namespace norn {
namespace {

struct ChildExit {
  int64_t code;
  int signal;
};

class ProcessResource final : public NativeResource, private ChildEvents {
 public:
  static constexpr ResourceKind kKind{"a process"};
  explicit ProcessResource(HandleLoop& loop) : NativeResource(kKind), waiting_(loop.ready()) {}

  ChildEvents& events() { return *this; }
  void take(ChildProcessPtr process, bool has_session) {
    process_ = std::move(process);
    has_session_ = has_session;
  }
  ChildProcess& process() { return *process_; }
  bool has_session() const { return has_session_; }
  const std::optional<ChildExit>& exit() const { return exit_; }
  WaitList& waiting() { return waiting_; }

 private:
  void on_exit(int64_t code, int signal) override {
    exit_ = {code, signal};
    waiting_.wake_all();
  }

  ChildProcessPtr process_;
  std::optional<ChildExit> exit_;
  WaitList waiting_;
  bool has_session_ = false;
};

class SignalResource final : public NativeResource, private SignalEvents {
 public:
  static constexpr ResourceKind kKind{"a signal handler"};
  explicit SignalResource(HandleLoop& loop) : NativeResource(kKind), waiting_(loop.ready()) {
    waiting_.set_referenced(false);
  }

  int open(HandleLoop& loop, int signal) {
    auto opened = SignalHandle::open(loop, signal, *this);
    if (!opened) return opened.error();
    handle_ = std::move(*opened);
    return 0;
  }
  void close() {
    handle_ = nullptr;
    waiting_.wake_all();
  }
  bool is_open() const { return handle_ != nullptr; }
  bool take_one() {
    if (arrived_ == 0) return false;
    --arrived_;
    return true;
  }
  WaitList& waiting() { return waiting_; }

 private:
  void on_signal() override {
    ++arrived_;
    waiting_.wake_first();
  }

  SignalHandlePtr handle_;
  WaitList waiting_;
  size_t arrived_ = 0;  // and not taken
};

OrRaised<std::vector<std::string>> texts_arg(HostCall& call, uint32_t i, std::string_view expected) {
  std::vector<std::string> texts;
  if (!is_sequential(call[i])) NORN_RAISE(wrong_argument(call, i, expected));
  SeqCursor cursor(call.heap, call[i]);
  Value item;
  while (NORN_TRY(cursor.next(&item))) {
    const auto* text = try_as<String>(item);
    if (!text || text->view().find('\0') != std::string_view::npos)
      NORN_RAISE(raise_expected(call.heap, expected, item));
    texts.emplace_back(text->view());
  }
  return texts;
}

OrRaised<ChildStream> stream_arg(HostCall& call, uint32_t i) {
  if (const auto* file = try_native<FileResource>(call[i]); file && file->file)
    return ChildStream{ChildStream::Type::descriptor, file->file->descriptor.number()};
  const Keyword* name = NORN_TRY(keyword_arg(call, i));
  const std::string_view text = name->symbol->name->view();
  if (text == "pipe") return ChildStream{ChildStream::Type::pipe};
  if (text == "inherit") return ChildStream{ChildStream::Type::inherited};
  if (text == "ignore") return ChildStream{ChildStream::Type::nothing};
  if (text == "out" && i == 5) return ChildStream{ChildStream::Type::output};
  NORN_RAISE(raise_illegal_argument(call.heap,
                                    "expected :pipe, :inherit, :ignore or an open file, found :" + std::string(text)));
}

// libuv answers ENOENT for a directory that is missing, too.
std::string what_failed(const ChildOptions& options, int status) {
  struct stat found;
  const bool bad_directory =
      !options.directory.empty() && (stat(options.directory.c_str(), &found) < 0 || !S_ISDIR(found.st_mode));
  if (bad_directory && (status == UV_ENOENT || status == UV_ENOTDIR)) return options.file + " in " + options.directory;
  return options.file;
}

Value exit_value(Vm& vm, const ChildExit& exit) {
  return to_value(make_vector(vm.heap, {Value::fixnum(exit.code), Value::fixnum(exit.signal)}));
}

Returned finish_wait(Vm& vm, const ListWait& wait, int) {
  const auto* resource = try_native<ProcessResource>(wait.subject);
  if (!resource->exit()) NORN_RAISE(Raised::park());
  return exit_value(vm, *resource->exit());
}

Returned finish_signal(Vm&, const ListWait& wait, int) {
  auto* resource = try_native<SignalResource>(wait.subject);
  if (resource->take_one()) return Value::boolean(true);
  if (!resource->is_open()) return Value::nil();
  NORN_RAISE(Raised::park());
}

// The wait itself, after a first try.
Returned wait_for(HostCall& call, const ListWait& wait) {
  if (Raised signal{}; take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  Returned done = wait.finish(call.vm, wait, 0);
  if (done || done.error().is_exception()) return done;
  return await_in(call, wait);
}

}  // namespace

NORN_HOST(
    process_spawn, "norn.prim/process-spawn", "([arguments environment directory in out err session?])",
    "Starts a program: arguments begins with its name. environment: a vector of \"NAME=value\", or nil for ours; "
    "directory: nil for ours. in, out, err: :pipe, :inherit, :ignore or an open file; err also :out. session?: in a "
    "session "
    "of its own. Returns [process pid in out err], the last three streams or nil.") {
  ChildOptions options;
  options.arguments = NORN_TRY(texts_arg(call, 0, "a program and its arguments as strings"));
  if (options.arguments.empty())
    NORN_RAISE(raise_illegal_argument(call.heap, "expected a program to start, found none"));
  options.file = options.arguments[0];
  if (!call[1].is_nil()) options.environment = NORN_TRY(texts_arg(call, 1, "environment variables as \"NAME=value\""));
  if (const String* directory = NORN_TRY(optional_arg<String>(call, 2, "a directory")))
    options.directory = directory->view();
  ChildStream streams[3];
  for (uint32_t i = 0; i < 3; ++i) streams[i] = NORN_TRY(stream_arg(call, 3 + i));
  options.new_session = call[6].truthy();

  HandleLoop& loop = Scheduler::of(call.vm).loop().handles();
  auto resource = std::make_unique<ProcessResource>(loop);
  auto started = start_child(loop, options, streams, resource->events());
  if (!started) NORN_RAISE(raise_path_error(call.vm, "start", what_failed(options, started.error()), started.error()));
  const int pid = started->process->pid();
  resource->take(std::move(started->process), options.new_session);
  std::vector<Value> parts = {to_value(make_host_resource(call.heap, std::move(resource))), Value::fixnum(pid)};
  constexpr const char* kNames[] = {"input", "output", "errors"};
  for (int i = 0; i < 3; ++i) {
    if (!started->streams[i]) {
      parts.push_back(Value::nil());
      continue;
    }
    auto stream = std::make_unique<StreamResource>(loop, std::move(started->streams[i]),
                                                   std::string("the ") + kNames[i] + " of " + options.file);
    parts.push_back(to_value(make_host_resource(call.heap, std::move(stream))));
  }
  return to_value(make_vector(call.heap, parts));
}

NORN_HOST(process_wait, "norn.prim/process-wait", "([process])",
          "Suspends until a process has ended. [exit-code signal]; signal is what killed it, or 0.") {
  auto* resource = NORN_TRY(native_arg<ProcessResource>(call, 0));
  return wait_for(call, {resource->waiting(), call[0], finish_wait});
}

NORN_HOST(process_exit, "norn.prim/process-exit", "([process])",
          "[exit-code signal] of a process that has ended, nil while it runs.") {
  const auto* resource = NORN_TRY(native_arg<ProcessResource>(call, 0));
  return resource->exit() ? exit_value(call.vm, *resource->exit()) : Value::nil();
}

NORN_HOST(process_kill, "norn.prim/process-kill", "([process signal whole-session?])",
          "Sends a signal to a process, or to all of its session if it has one of its own. False if it has ended.") {
  auto* resource = NORN_TRY(native_arg<ProcessResource>(call, 0));
  const int64_t signal = NORN_TRY(integer_arg(call, 1));
  if (resource->exit()) return Value::boolean(false);
  const int status = resource->process().kill(static_cast<int>(signal), call[2].truthy() && resource->has_session());
  if (status == UV_ESRCH) return Value::boolean(false);
  if (status < 0)
    NORN_RAISE(raise_path_error(call.vm, "signal", "process " + std::to_string(resource->process().pid()), status));
  return Value::boolean(true);
}

NORN_HOST(process_session_p, "norn.prim/process-session?", "([process])",
          "Whether a process was started in a session of its own.") {
  return Value::boolean(NORN_TRY(native_arg<ProcessResource>(call, 0))->has_session());
}

NORN_HOST(kill_pid, "norn.prim/kill-pid", "([pid signal])",
          "Sends a signal to any process by its number. False if there is none.") {
  const int64_t pid = NORN_TRY(integer_arg(call, 0)), signal = NORN_TRY(integer_arg(call, 1));
  const int status = uv_kill(static_cast<int>(pid), static_cast<int>(signal));
  if (status == UV_ESRCH) return Value::boolean(false);
  if (status < 0) NORN_RAISE(raise_path_error(call.vm, "signal", "process " + std::to_string(pid), status));
  return Value::boolean(true);
}

NORN_HOST(signal_open, "norn.prim/signal-open", "([number])",
          "From now on a signal of this number comes here and has no other effect.") {
  const int64_t number = NORN_TRY(integer_arg(call, 0));
  HandleLoop& loop = Scheduler::of(call.vm).loop().handles();
  auto resource = std::make_unique<SignalResource>(loop);
  if (const int status = resource->open(loop, static_cast<int>(number)); status < 0)
    NORN_RAISE(raise_path_error(call.vm, "handle", "signal " + std::to_string(number), status));
  return to_value(make_host_resource(call.heap, std::move(resource)));
}

NORN_HOST(
    signal_next, "norn.prim/signal-next", "([handler])",
    "Suspends until the signal arrives; each arrival is for one who waits. true, or nil when the handler is closed.") {
  auto* resource = NORN_TRY(native_arg<SignalResource>(call, 0));
  return wait_for(call, {resource->waiting(), call[0], finish_signal});
}

NORN_HOST(signal_close, "norn.prim/signal-close", "([handler])", "The signal means again what it did. Returns nil.") {
  NORN_TRY(native_arg<SignalResource>(call, 0))->close();
  return Value::nil();
}

NORN_MODULE(kProcessModule, process_spawn, process_wait, process_exit, process_kill, process_session_p, kill_pid,
            signal_open, signal_next, signal_close);

}  // namespace norn
