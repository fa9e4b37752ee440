// A child process, by libuv. Only starts it, signals it and tells its end; what
// its descriptors are is for io/process.h.
//
// An owner may let go of a child that runs: the handle then stays with the loop
// until the child has ended, so that it is always reaped and no zombie is left.
// A running child keeps the program running.
#pragma once

#include <uv.h>

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "loop/handle_loop.h"

namespace norn {

struct ChildOptions {
  std::string file;                                     // looked for in $PATH (the child's) unless it has a slash
  std::vector<std::string> arguments;                   // with the name of the program first
  std::optional<std::vector<std::string>> environment;  // "NAME=value"; ours if there is nothing
  std::string directory;                                // ours if empty
  int descriptors[3] = {-1, -1, -1};                    // to be its 0, 1 and 2; -1: /dev/null
  bool new_session = false;                             // of its own: signals of the terminal do not reach it
};

class ChildEvents {
 public:
  virtual void on_exit(int64_t code, int signal) = 0;  // signal: what killed it, or 0

 protected:
  ~ChildEvents() = default;
};

class ChildProcess;
struct LetGoOfChild {
  void operator()(ChildProcess* child) const;
};
using ChildProcessPtr = std::unique_ptr<ChildProcess, LetGoOfChild>;

class ChildProcess final : private LeftOver {
 public:
  // Or the negative status of what failed. The owner hears of the end from inside the loop's poll.
  static std::expected<ChildProcessPtr, int> start(HandleLoop& loop, const ChildOptions& options, ChildEvents& owner);

  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  int pid() const { return process_.pid; }
  bool has_ended() const { return has_ended_; }
  // ESRCH once it has ended. `whole_session`: everything it has started too. Requires for that: new_session.
  int kill(int signal, bool whole_session);

 private:
  friend struct LetGoOfChild;
  explicit ChildProcess(HandleLoop& loop) : loop_(loop), hold_(loop) {}
  ~ChildProcess() = default;

  void let_go();
  void close_now() override;
  void ended(int64_t code, int signal);

  HandleLoop& loop_;
  Hold hold_;
  uv_process_t process_ = {};
  ChildEvents* owner_ = nullptr;
  bool has_ended_ = false;
};

}  // namespace norn
