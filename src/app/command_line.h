// The command line of `norn`, as a table of options. Also reads the
// environment variables that have the same effect.
//
// Written by hand, not with a library: everything behind FILE belongs to the
// program, `-cp` is one option, and the parse takes microseconds (CLI11: 0.1 ms
// at every start and 0.8 MB of binary).
#pragma once

#include <expected>
#include <span>
#include <string>

#include "runtime/options.h"

namespace norn {

enum class Action : uint8_t { run, show_help, show_version };

struct CommandLine {
  Action action = Action::run;
  Options options;
};

// The error is the text for the user; the exit code is then 2.
std::expected<CommandLine, std::string> parse_command_line(std::span<char* const> arguments);

std::string help_text();

}  // namespace norn
