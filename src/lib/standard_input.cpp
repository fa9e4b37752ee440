// Standard input as host functions (namespace norn.prim). They suspend the
// calling task; one task at a time can read.

#include <unistd.h>

#include <cerrno>

#include "io/line_reader.h"
#include "lib/args.h"
#include "lib/wait.h"
#include "loop/uv_error.h"

namespace norn {
namespace {

// The terminal's editor if there is one. Otherwise descriptor 0, of which a process has one and so one buffer.
LineSource& standard_input(Vm& vm) {
  static LineReader plain(STDIN_FILENO);
  LineSource* given = Scheduler::of(vm).line_source();
  return given ? *given : plain;
}

Returned finish_read(Vm& vm, LoopRequest& request, int status) {
  if (status == -EBUSY) NORN_RAISE(raise_state(vm.heap, "another task is reading from standard input"));
  if (status < 0)
    NORN_RAISE(
        raise(vm.heap, vm.world.types.io_exception.get(), "cannot read standard input: " + status_sentence(status)));
  const Line& line = static_cast<ReadLine&>(request).line;
  switch (line.outcome) {
    case Line::Outcome::text: return to_value(make_string(vm.heap, line.text));
    case Line::Outcome::interrupted: return to_value(vm.world.intern_keyword("interrupted"));
    default: return Value::nil();
  }
}

Returned await_input(HostCall& call, std::string prompt, ReadLine::Amount amount) {
  auto request = std::make_unique<ReadLine>(standard_input(call.vm), std::move(prompt), amount);
  return await_request(call, std::move(request), finish_read, "standard input");
}

}  // namespace

NORN_HOST(read_line, "norn.prim/read-line*", "([prompt])",
          "The next line of standard input without its newline, nil at its end, :interrupted when Ctrl-C ended the "
          "typing. The "
          "prompt is shown on a terminal with editing only.") {
  String* prompt = NORN_TRY(string_arg(call, 0));
  return await_input(call, std::string(prompt->view()), ReadLine::Amount::line);
}

NORN_HOST(read_in, "norn.prim/read-in", "([])",
          "The next piece of standard input as it is: what has arrived, at least one character; nil at the end.") {
  return await_input(call, "", ReadLine::Amount::text);
}

NORN_MODULE(kStandardInputModule, read_line, read_in);

}  // namespace norn
