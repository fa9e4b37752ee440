// Everything a run of Norn can be told from outside: plain data, filled in by
// src/app from the command line and the environment, or by an embedder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace norn {

class LineSource;

enum class RunMode : uint8_t {
  repl,            // read, evaluate, print, until the end of `lines`
  file,            // load `file`
  standard_input,  // load what comes on stdin
  expressions,     // evaluate each of `expressions`, print the last value unless nil
  main_namespace,  // require `main_namespace` and call its -main
  test,            // load the files below the paths in `arguments` and run their clojure.test tests
};

// What to print on the way from text to running code (--dump=forms,ast,bytecode).
struct DumpSet {
  bool forms = false;
  bool ast = false;
  bool bytecode = false;
};

struct Options {
  RunMode mode = RunMode::repl;
  std::string file;
  std::vector<std::string> expressions;
  std::string main_namespace;
  std::vector<std::string> arguments;  // *command-line-args*
  std::vector<std::string> classpath;  // directories, searched in this order

  DumpSet dump;
  size_t heap_limit_bytes = 0;        // 0: the default
  size_t nursery_bytes = 0;           // 0: the default
  size_t stack_limit_bytes = 0;       // of one task; 0: the default
  std::optional<uint64_t> seed;       // shuffles the run queue and seeds `rand`: the same seed gives the same order
  bool virtual_time = false;          // the whole program lives in virtual time; a seed is chosen if none is given
  std::string rerun_command;          // the command line behind the program's name, without --seed; for reports
  bool gc_stress = false;             // collect at every safepoint ...
  int gc_stress_interval = 1;         // ... which comes after every Nth call
  bool heap_verify = false;           // check the heap after every collection ...
  unsigned heap_verify_interval = 1;  // ... or after every Nth

  bool color_output = false;    // on stdout
  bool color_errors = false;    // on stderr
  bool is_interactive = false;  // somebody sits at stdin and stdout
  LineSource* lines = nullptr;  // standard input, line by line: for the REPL and `read-line`
};

}  // namespace norn
