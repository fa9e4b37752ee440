#include "app/command_line.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <string_view>

#include "base/edit_distance.h"

namespace norn {

namespace {

using Problem = std::optional<std::string>;  // nothing: all is well

struct Option {
  const char* name;        // "--classpath"
  const char* short_name;  // "-cp", or nullptr
  const char* value;       // what the value is called in the help, or nullptr for a flag
  const char* help;
  // The problem reads on after the option's name.
  Problem (*apply)(CommandLine& line, std::string_view value);
  bool ends_options = false;  // everything that follows belongs to the program
};

Problem set_classpath(CommandLine& line, std::string_view value) {
  line.options.classpath.clear();
  while (true) {
    const size_t colon = value.find(':');
    const std::string_view directory = value.substr(0, colon);
    if (!directory.empty()) line.options.classpath.emplace_back(directory);
    if (colon == std::string_view::npos) return {};
    value.remove_prefix(colon + 1);
  }
}

Problem set_dump(CommandLine& line, std::string_view value) {
  while (!value.empty()) {
    const std::string_view stage = value.substr(0, value.find(','));
    value.remove_prefix(std::min(value.size(), stage.size() + 1));
    if (stage == "forms")
      line.options.dump.forms = true;
    else if (stage == "ast")
      line.options.dump.ast = true;
    else if (stage == "bytecode")
      line.options.dump.bytecode = true;
    else
      return "knows forms, ast and bytecode, but not '" + std::string(stage) + "'";
  }
  return {};
}

// "64m" -> 64 MiB.
std::optional<size_t> parse_bytes(std::string_view text) {
  size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return {};
  const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  int shift = 0;
  if (unit == "k" || unit == "K")
    shift = 10;
  else if (unit == "m" || unit == "M")
    shift = 20;
  else if (unit == "g" || unit == "G")
    shift = 30;
  else if (!unit.empty())
    return {};
  if (number == 0 || number > std::numeric_limits<size_t>::max() >> shift) return {};
  return number << shift;
}

template <size_t Options::* kField>
Problem set_bytes(CommandLine& line, std::string_view value) {
  const std::optional<size_t> bytes = parse_bytes(value);
  if (!bytes) return "expects a size such as 512m or 4g, found '" + std::string(value) + "'";
  line.options.*kField = *bytes;
  return {};
}

Problem set_seed(CommandLine& line, std::string_view value) {
  uint64_t seed = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seed);
  if (error != std::errc() || end != value.data() + value.size())
    return "expects a number from 0 to 2^64 - 1, found '" + std::string(value) + "'";
  line.options.seed = seed;
  return {};
}

Problem set_color(CommandLine& line, std::string_view value) {
  if (value != "always" && value != "never" && value != "auto")
    return "expects always, never or auto, found '" + std::string(value) + "'";
  if (value != "auto") line.options.color_output = line.options.color_errors = value == "always";
  return {};
}

Problem add_expression(CommandLine& line, std::string_view value) {
  line.options.mode = RunMode::expressions;
  line.options.expressions.emplace_back(value);
  return {};
}

Problem set_main_namespace(CommandLine& line, std::string_view value) {
  line.options.mode = RunMode::main_namespace;
  line.options.main_namespace = value;
  return {};
}

template <bool Options::* kField>
Problem set_flag(CommandLine& line, std::string_view) {
  line.options.*kField = true;
  return {};
}

template <Action kAction>
Problem set_action(CommandLine& line, std::string_view) {
  line.action = kAction;
  return {};
}

constexpr Option kOptions[] = {
    {"--eval", "-e", "EXPR", "evaluate EXPR and print its value unless nil; may be repeated", add_expression},
    {"--main", "-m", "NS", "load the namespace NS and call its -main with ARGS", set_main_namespace, true},
    {"--classpath", "-cp", "DIRS", "where namespaces are looked for: directories, separated by ':'", set_classpath},
    {"--help", "-h", nullptr, "show this text", set_action<Action::show_help>},
    {"--version", "-V", nullptr, "show the version", set_action<Action::show_version>},
    {"--color", nullptr, "WHEN", "always, never or auto (the default); NO_COLOR=1 means never", set_color},
    {"--dump", nullptr, "STAGES", "print what the compiler makes: forms, ast, bytecode, separated by ','", set_dump},
    {"--heap-limit", nullptr, "SIZE", "memory the program may use, such as 512m or 4g",
     set_bytes<&Options::heap_limit_bytes>},
    {"--nursery", nullptr, "SIZE", "size of the space for new objects", set_bytes<&Options::nursery_bytes>},
    {"--stack-limit", nullptr, "SIZE", "memory for the frames of one task", set_bytes<&Options::stack_limit_bytes>},
    {"--seed", nullptr, "N", "run tasks in an order that depends on N alone", set_seed},
    {"--virtual-time", nullptr, nullptr, "sleeps and timeouts take no time; with a random --seed unless one is given",
     set_flag<&Options::virtual_time>},
    {"--gc-stress", nullptr, nullptr, "collect garbage at every opportunity", set_flag<&Options::gc_stress>},
    {"--heap-verify", nullptr, nullptr, "check the heap after every collection", set_flag<&Options::heap_verify>},
};

const Option* find_option(std::string_view name) {
  for (const Option& option : kOptions)
    if (name == option.name || (option.short_name && name == option.short_name)) return &option;
  return nullptr;
}

std::string unknown_option(std::string_view name) {
  DidYouMean nearest(name);
  for (const Option& option : kOptions) nearest.offer(option.name);
  std::string text = "unknown option " + std::string(name);
  if (!nearest.best().empty()) text += "; did you mean " + nearest.best() + "?";
  return text;
}

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value && std::string_view(value) != "0";
}

void apply_environment(Options& options) {
  options.gc_stress = is_set("NORN_GC_STRESS");  // a number N: after every Nth call
  if (options.gc_stress) options.gc_stress_interval = std::max(1, std::atoi(std::getenv("NORN_GC_STRESS")));
  options.heap_verify = is_set("NORN_HEAP_VERIFY");  // a number N: after every Nth collection
  if (options.heap_verify) options.heap_verify_interval = std::max(1, std::atoi(std::getenv("NORN_HEAP_VERIFY")));
  const char* no_color = std::getenv("NO_COLOR");
  const bool color = !(no_color && *no_color);
  options.color_output = color && isatty(STDOUT_FILENO);
  options.color_errors = color && isatty(STDERR_FILENO);
  options.is_interactive = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

std::string shell_word(std::string_view word) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

class Parser {
 public:
  explicit Parser(std::span<char* const> arguments) : all_(arguments), left_(arguments) {}

  std::expected<CommandLine, std::string> parse() {
    apply_environment(line_.options);
    line_.options.classpath = {"src", "."};
    if (Problem problem = parse_options()) return std::unexpected(*problem);
    if (Problem problem = parse_program()) return std::unexpected(*problem);
    line_.options.arguments.assign(left_.begin(), left_.end());
    line_.options.rerun_command = command_without_seed();
    return line_;
  }

 private:
  std::string_view take() {
    const std::string_view first = left_.front();
    left_ = left_.subspan(1);
    return first;
  }

  Problem parse_options() {
    while (!left_.empty()) {
      const std::span<char* const> here = left_;
      const std::string_view argument = left_.front();
      if (argument.size() < 2 || argument[0] != '-') return {};  // FILE, a command or `-`
      take();
      if (argument == "--") return {};
      const bool is_long = argument.starts_with("--");
      const size_t equals = is_long ? argument.find('=') : std::string_view::npos;
      const Option* option = find_option(argument.substr(0, equals));
      if (!option) return unknown_option(argument.substr(0, equals));
      std::optional<std::string_view> value;
      if (equals != std::string_view::npos) value = argument.substr(equals + 1);
      if (Problem problem = apply(*option, argument.substr(0, equals), value)) return problem;
      if (option->name == std::string_view("--seed"))
        seed_words_.insert(seed_words_.end(), here.begin(), here.end() - std::ssize(left_));
      if (option->ends_options) return {};
    }
    return {};
  }

  Problem apply(const Option& option, std::string_view name, std::optional<std::string_view> value) {
    if (!option.value) {
      if (value) return std::string(name) + " takes no value";
    } else if (!value) {
      if (left_.empty()) return std::string(name) + " needs a value: " + std::string(name) + " " + option.value;
      value = take();
    }
    Problem problem = option.apply(line_, value.value_or(""));
    if (problem) problem->insert(0, std::string(name) + " ");
    return problem;
  }

  // What is run when no option has said so: the rest begins with a command, FILE or `-`.
  Problem parse_program() {
    if (line_.options.mode != RunMode::repl || left_.empty()) return {};
    const std::string_view program = take();
    if (program == "repl") return {};
    if (program == "test") {
      Problem problem = parse_options();
      line_.options.mode = RunMode::test;
      return problem;
    }
    if (program == "run") {
      if (left_.empty()) return "run needs a file: norn run FILE";
      set_file(take());
    } else {
      set_file(program);
    }
    return {};
  }

  void set_file(std::string_view path) {
    line_.options.mode = path == "-" ? RunMode::standard_input : RunMode::file;
    if (path != "-") line_.options.file = path;
  }

  // The words as a shell wants them. Whoever prints them puts another --seed in front.
  std::string command_without_seed() const {
    std::string text;
    for (const char* word : all_) {
      if (std::ranges::find(seed_words_, word) != seed_words_.end()) continue;
      if (!text.empty()) text += ' ';
      text += shell_word(word);
    }
    return text;
  }

  std::span<char* const> all_;
  std::span<char* const> left_;
  std::vector<const char*> seed_words_;  // into all_: each --seed and its value
  CommandLine line_;
};

}  // namespace

std::expected<CommandLine, std::string> parse_command_line(std::span<char* const> arguments) {
  return Parser(arguments).parse();
}

std::string help_text() {
  std::string text =
      "usage: norn [OPTIONS] FILE [ARGS]     run a program; also: norn run FILE\n"
      "       norn [OPTIONS] - [ARGS]        run what comes on standard input\n"
      "       norn [OPTIONS] -e EXPR [ARGS]  evaluate an expression\n"
      "       norn [OPTIONS] -m NS [ARGS]    call the -main of a namespace\n"
      "       norn test [OPTIONS] [PATHS]    run the clojure.test tests of files and directories (default: test)\n"
      "       norn [OPTIONS] [repl]          read, evaluate and print, one form after the other\n"
      "\n"
      "options:\n";
  for (const Option& option : kOptions) {
    std::string names = option.short_name ? std::string(option.short_name) + ", " + option.name : option.name;
    if (option.value) names += std::string(option.short_name ? " " : "=") + option.value;
    names.resize(std::max<size_t>(names.size() + 1, 25), ' ');
    text += "  " + names + option.help + "\n";
  }
  text +=
      "\n"
      "exit codes: 0 success, 1 uncaught failure, 2 wrong usage, 70 deadlock, 130 interrupted\n";
  return text;
}

}  // namespace norn
