#include "loop/child_process.h"

#include <csignal>

#include "loop/uv_calls.h"

namespace norn {

namespace {

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> made;
  made.reserve(texts.size() + 1);
  for (const std::string& text : texts) made.push_back(const_cast<char*>(text.c_str()));
  made.push_back(nullptr);
  return made;
}

}  // namespace

std::expected<ChildProcessPtr, int> ChildProcess::start(HandleLoop& loop, const ChildOptions& options,
                                                        ChildEvents& owner) {
  auto* child = new ChildProcess(loop);
  child->process_.data = child;

  std::vector<char*> arguments = pointers(options.arguments), environment;
  uv_stdio_container_t stdio[3];
  for (int i = 0; i < 3; ++i) {
    const int descriptor = options.descriptors[i];
    stdio[i].flags = descriptor < 0 ? UV_IGNORE : UV_INHERIT_FD;
    stdio[i].data.fd = descriptor;
  }
  uv_process_options_t request = {};
  request.file = options.file.c_str();
  request.args = arguments.data();
  if (options.environment) {
    environment = pointers(*options.environment);
    request.env = environment.data();
  }
  if (!options.directory.empty()) request.cwd = options.directory.c_str();
  request.stdio = stdio;
  request.stdio_count = 3;
  request.flags = options.new_session ? UV_PROCESS_DETACHED : 0;
  request.exit_cb = [](uv_process_t* process, int64_t code, int signal) {
    static_cast<ChildProcess*>(process->data)->ended(code, signal);
  };

  loop.opened();
  if (const int status = uv::spawn(loop.uv(), &child->process_, &request); status < 0) {
    child->process_.data = child;
    child->has_ended_ = true;
    child->close_now();  // libuv has made the handle all the same
    return std::unexpected(status);
  }
  child->owner_ = &owner;
  child->hold_.set(true);
  return ChildProcessPtr(child);
}

int ChildProcess::kill(int signal, bool whole_session) {
  if (has_ended_) return UV_ESRCH;
  return whole_session ? uv_kill(-pid(), signal) : uv_process_kill(&process_, signal);
}

void ChildProcess::ended(int64_t code, int signal) {
  has_ended_ = true;
  hold_.set(false);
  if (owner_)
    owner_->on_exit(code, signal);
  else
    close_now();
}

void LetGoOfChild::operator()(ChildProcess* child) const { child->let_go(); }

void ChildProcess::let_go() {
  owner_ = nullptr;
  if (has_ended_)
    close_now();
  else
    loop_.leave(*this);
}

void ChildProcess::close_now() {
  loop_.forget(*this);
  hold_.set(false);
  uv_close(reinterpret_cast<uv_handle_t*>(&process_), [](uv_handle_t* handle) {
    auto* over = static_cast<ChildProcess*>(handle->data);
    over->loop_.closed();
    delete over;
  });
}

}  // namespace norn
