// The program `norn`: from the command line to an exit code.
#include <malloc.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <memory>
#include <span>

#include "app/command_line.h"
#include "app/crash_handler.h"
#include "app/line_editor.h"
#include "base/version.h"
#include "runtime/runtime.h"

namespace {

constexpr int kExitUsage = 2;

// Blocks of this size and more go back to the operating system when they are freed. The C library would let the bound
// grow up to 32 MiB, and keep the holes that growing tables leave behind.
constexpr int kReturnedBlockBytes = 4 << 20;

int run_command_line(std::span<char* const> arguments) {
  auto line = norn::parse_command_line(arguments);
  if (!line) {
    std::fprintf(stderr, "norn: %s\nnorn --help lists the options.\n", line.error().c_str());
    return kExitUsage;
  }
  switch (line->action) {
    case norn::Action::show_help: std::fputs(norn::help_text().c_str(), stdout); return 0;
    case norn::Action::show_version: std::printf("norn %s\n", norn::kVersion); return 0;
    case norn::Action::run: break;
  }
  std::unique_ptr<norn::LineSource> editor;
  if (line->options.mode == norn::RunMode::repl && line->options.is_interactive) {
    editor = norn::make_line_editor();
    line->options.lines = editor.get();
  }
  return norn::run(line->options);
}

}  // namespace

int main(int argument_count, char** arguments) {
#ifndef NORN_SANITIZE
  norn::install_crash_handler();
#endif
  mallopt(M_MMAP_THRESHOLD, kReturnedBlockBytes);
  mallopt(M_TRIM_THRESHOLD, 2 * kReturnedBlockBytes);
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of the write
  const int code = run_command_line({arguments + 1, static_cast<size_t>(argument_count > 0 ? argument_count - 1 : 0)});
  std::fflush(nullptr);
#ifdef NORN_SANITIZE
  return code;  // the leak check runs behind main
#else
  _exit(code);  // a worker that sits in a system call must not delay the end
#endif
}
