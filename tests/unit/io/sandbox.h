// What tests of file requests share: a directory of their own, and running a request to its end.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "loop/loop_api.h"

namespace norn {

// A directory that is gone after the test.
class Sandbox {
 public:
  Sandbox() {
    char name[] = "/tmp/norn-io-test-XXXXXX";
    REQUIRE(mkdtemp(name));
    root_ = name;
  }
  ~Sandbox() { std::filesystem::remove_all(root_); }
  std::string operator/(const std::string& name) const { return root_ + "/" + name; }
  const std::string& root() const { return root_; }

 private:
  std::string root_;
};

inline size_t open_descriptors() {
  size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

// Runs one request to its end; `status` afterwards is what it completed with.
template <typename Request>
std::unique_ptr<Request> run(LoopApi& loop, std::unique_ptr<Request> request) {
  loop.submit(std::move(request), 1);
  Completion completion;
  while (!loop.next(completion)) loop.poll(Wait::yes);
  return std::unique_ptr<Request>(static_cast<Request*>(completion.request.release()));
}

template <typename Request, typename... Arguments>
std::unique_ptr<Request> run(LoopApi& loop, Arguments&&... arguments) {
  return run(loop, std::make_unique<Request>(std::forward<Arguments>(arguments)...));
}

}  // namespace norn
