// Starting a child process with pipes. Knows no language; the language's side is
// lib/process.cpp.
#pragma once

#include <memory>

#include "io/handle_stream.h"
#include "loop/child_process.h"

namespace norn {

// What one of the child's standard streams is.
struct ChildStream {
  enum class Type : uint8_t {
    nothing,     // /dev/null
    inherited,   // ours
    pipe,        // the other end is in StartedChild
    descriptor,  // this one
    output,      // of the error stream only: the same as the output
  };
  Type type = Type::nothing;
  int descriptor = -1;
};

struct StartedChild {
  ChildProcessPtr process;
  std::unique_ptr<HandleStream> streams[3];  // our ends of the pipes
};

// Or the negative status of what failed. `options.descriptors` is set here.
std::expected<StartedChild, int> start_child(HandleLoop& loop, ChildOptions options, const ChildStream (&streams)[3],
                                             ChildEvents& owner);

}  // namespace norn
