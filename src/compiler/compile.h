// The compiler: one fully expanded form in, one function of no arguments out
// that evaluates it.
//
//   analyze    forms -> a tree of nodes; names resolved, captures found (analyzer.h)
//   liveness   marks the last use of each local (liveness.h)
//   emit       tree -> registers and instructions (emitter.h)
//
// It is a leaf: it never runs the language and never collects. It knows no VM.
// Macro expansion, `.`, `new`, `ns`, `deftype*` and `reify*` have become plain
// calls before (clj/clojure/core/expand.clj). Compiling interns the vars that
// `def` names and sets their :dynamic, :macro and :private flags; everything
// else a form does happens when the function runs.
#pragma once

#include <string>

#include "base/result.h"
#include "heap/heap.h"

namespace norn {

struct Function;
struct Namespace;
struct String;

struct CompileOptions {
  Namespace* ns = nullptr;    // Requires: set.
  String* file = nullptr;     // for :file metadata and stack traces
  bool constant_fold = true;  // compute operations on constant numbers
};

// Forms nested deeper than this are refused with an error of kind `limit`.
inline constexpr uint32_t kMaxFormDepth = 2000;

Result<Function*> compile(Heap& heap, Value form, const CompileOptions& options);

// The analyzed form as text (--dump=ast).
Result<std::string> dump_ast(Heap& heap, Value form, const CompileOptions& options);

}  // namespace norn
