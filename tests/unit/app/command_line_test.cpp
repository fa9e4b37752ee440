#include "app/command_line.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

using namespace norn;

namespace {

std::expected<CommandLine, std::string> parse(std::vector<std::string> arguments) {
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  return parse_command_line(pointers);
}

Options options_of(std::vector<std::string> arguments) {
  const auto line = parse(std::move(arguments));
  REQUIRE(line.has_value());
  CHECK(line->action == Action::run);
  return line->options;
}

std::string error_of(std::vector<std::string> arguments) {
  const auto line = parse(std::move(arguments));
  REQUIRE_FALSE(line.has_value());
  return line.error();
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("command line: nothing and `repl` mean the REPL") {
  CHECK(options_of({}).mode == RunMode::repl);
  CHECK(options_of({"repl"}).mode == RunMode::repl);
  CHECK(options_of({"repl", "a"}).arguments == Strings{"a"});
}

TEST_CASE("command line: a file, and what follows belongs to the program") {
  const Options options = options_of({"--seed", "7", "a.clj", "--help", "-x", "--"});
  CHECK(options.mode == RunMode::file);
  CHECK(options.file == "a.clj");
  CHECK(options.seed == 7);
  CHECK(options.arguments == Strings{"--help", "-x", "--"});
  CHECK(options_of({"run", "repl", "x"}).file == "repl");
  CHECK(options_of({"--", "-odd.clj"}).file == "-odd.clj");
}

TEST_CASE("command line: a dash is standard input") {
  const Options options = options_of({"-", "a", "b"});
  CHECK(options.mode == RunMode::standard_input);
  CHECK(options.arguments == Strings{"a", "b"});
  CHECK(options_of({"run", "-"}).mode == RunMode::standard_input);
}

TEST_CASE("command line: test takes options and paths") {
  const Options options = options_of({"--seed", "7", "test", "--virtual-time", "a", "it's"});
  CHECK(options.mode == RunMode::test);
  CHECK(options.virtual_time);
  CHECK(options.arguments == Strings{"a", "it's"});
  CHECK(options.rerun_command == "test --virtual-time a 'it'\\''s'");
  CHECK(options_of({"a", "--seed=7"}).rerun_command == "a --seed=7");
  CHECK(options_of({"test"}).arguments.empty());
}

TEST_CASE("command line: expressions add up") {
  const Options options = options_of({"-e", "(+ 1 2)", "--eval=-1", "a"});
  CHECK(options.mode == RunMode::expressions);
  CHECK(options.expressions == Strings{"(+ 1 2)", "-1"});
  CHECK(options.arguments == Strings{"a"});
}

TEST_CASE("command line: the main namespace ends the options") {
  const Options options = options_of({"-cp", "src:lib::", "-m", "my.app", "-e", "x"});
  CHECK(options.mode == RunMode::main_namespace);
  CHECK(options.main_namespace == "my.app");
  CHECK(options.classpath == Strings{"src", "lib"});
  CHECK(options.arguments == Strings{"-e", "x"});
}

TEST_CASE("command line: sizes, dumps and flags") {
  const Options options =
      options_of({"--heap-limit=512m", "--nursery", "64k", "--stack-limit=1g", "--dump=forms,bytecode", "--gc-stress",
                  "--heap-verify", "--color=always", "a.clj"});
  CHECK(options.heap_limit_bytes == size_t{512} << 20);
  CHECK(options.nursery_bytes == size_t{64} << 10);
  CHECK(options.stack_limit_bytes == size_t{1} << 30);
  CHECK(options.dump.forms);
  CHECK_FALSE(options.dump.ast);
  CHECK(options.dump.bytecode);
  CHECK(options.gc_stress);
  CHECK(options.heap_verify);
  CHECK(options.color_output);
}

TEST_CASE("command line: help and version win over everything else") {
  CHECK(parse({"--help"})->action == Action::show_help);
  CHECK(parse({"-e", "1", "-V"})->action == Action::show_version);
  CHECK(help_text().find("-cp, --classpath DIRS") != std::string::npos);
}

TEST_CASE("command line: mistakes are named") {
  CHECK(error_of({"--dmup=ast", "a.clj"}) == "unknown option --dmup; did you mean --dump?");
  CHECK(error_of({"--versoin"}) == "unknown option --versoin; did you mean --version?");
  CHECK(error_of({"-q"}).starts_with("unknown option -q"));
  CHECK(error_of({"-e"}) == "-e needs a value: -e EXPR");
  CHECK(error_of({"--gc-stress=1"}) == "--gc-stress takes no value");
  CHECK(error_of({"--dump=asm"}) == "--dump knows forms, ast and bytecode, but not 'asm'");
  CHECK(error_of({"--heap-limit=12q"}) == "--heap-limit expects a size such as 512m or 4g, found '12q'");
  CHECK(error_of({"--heap-limit=99999999999g"}).starts_with("--heap-limit expects"));
  CHECK(error_of({"--heap-limit=0"}).starts_with("--heap-limit expects"));
  CHECK(error_of({"--seed=-1"}).starts_with("--seed expects"));
  CHECK(error_of({"--color=blue"}).starts_with("--color expects"));
  CHECK(error_of({"run"}) == "run needs a file: norn run FILE");
}
