// Compiling as host functions: what clj/clojure/core/load.clj builds `load` and
// `eval` from. In this layer, because `lib` may not see the compiler.

#include <cstdio>

#include "base/result.h"
#include "code/disassembler.h"
#include "compiler/compile.h"
#include "data/exception.h"
#include "data/number.h"
#include "data/print.h"
#include "data/string.h"
#include "data/var.h"
#include "data/vector.h"
#include "runtime/core_sources.h"
#include "runtime/evaluate.h"
#include "vm/twins.h"

namespace norn {
namespace {
Value text_value(Heap& heap, std::string_view text) { return to_value(make_string(heap, text)); }

// What --dump asked for; set once, before anything runs.
DumpSet& dump_set() {
  static DumpSet set;
  return set;
}

std::string printed(Heap& heap, Value form) {
  std::string text;
  PrintOptions options;
  options.items = -1;
  if (print_to(heap, text, form, options) != Answer::yes) text = describe(heap, form);
  return text;
}

void print_dump(const char* what, const std::string& text) {
  std::printf(";; %s\n%s%s", what, text.c_str(), text.ends_with('\n') ? "" : "\n");
}

}  // namespace

void set_dump(const DumpSet& set) { dump_set() = set; }

NORN_HOST(
    compile_form, "norn.prim/compile", "([form ns file])",
    "Compiles a fully expanded form in a namespace; returns a function of no arguments that evaluates it. Raises a "
    "compiler exception with file, line and column.") {
  Namespace* ns = try_as<Namespace>(call[1]);
  if (!ns)
    NORN_RAISE(raise_type_error(call.heap, "compile: expected a namespace, got " + describe(call.heap, call[1])));
  CompileOptions options;
  options.ns = ns;
  options.file = try_as<String>(call[2]);
  const DumpSet& dump = dump_set();
  if (dump.forms) print_dump("form", printed(call.heap, call[0]));
  if (dump.ast) {
    Result<std::string> tree = dump_ast(call.heap, call[0], options);
    print_dump("ast", tree ? *tree : tree.error().text);
  }
  Result<Function*> compiled = compile(call.heap, call[0], options);
  if (compiled && dump.bytecode) print_dump("bytecode", disassemble(call.heap, (*compiled)->code.get()));
  if (compiled) return to_value(*compiled);
  const Error& error = compiled.error();
  Exception* exception = make_exception(call.heap, call.vm.world.types.compiler_exception.get(),
                                        text_value(call.heap, error.text), Value::nil(), Value::nil());
  Value info[] = {call[2], Value::fixnum(error.span.line), Value::fixnum(error.span.column),
                  text_value(call.heap, error.code)};
  exception->info = to_value(make_vector(call.heap, info));
  NORN_RAISE(Raised{to_value(exception)});
}

NORN_HOST(core_source, "norn.prim/core-source", "([path])",
          "The text of a library source that belongs to Norn, by path below clj/; nil if there is none.") {
  String* path = try_as<String>(call[0]);
  if (!path)
    NORN_RAISE(raise_type_error(call.heap, "core-source: expected a path, got " + describe(call.heap, call[0])));
  std::optional<std::string> text = core_source(path->view());
  return text ? text_value(call.heap, *text) : Value::nil();
}

NORN_HOST(disassemble_function, "norn.prim/disassemble", "([f])",
          "The bytecode of every arity of a function, as text with the registers live at each suspension point; nil "
          "for others.") {
  Function* function = try_as<Function>(call[0]);
  if (!function) return Value::nil();
  std::string text = disassemble(call.heap, function->code.get());
  return text_value(call.heap, text);
}

NORN_HOST(analyzed_form, "norn.prim/dump-ast", "([form ns])",
          "A fully expanded form as the compiler's analyzed tree, as text.") {
  CompileOptions options;
  options.ns = try_as<Namespace>(call[1]);
  if (!options.ns)
    NORN_RAISE(raise_type_error(call.heap, "dump-ast: expected a namespace, got " + describe(call.heap, call[1])));
  Result<std::string> text = dump_ast(call.heap, call[0], options);
  if (!text) NORN_RAISE(raise_illegal_argument(call.heap, text.error().text));
  return text_value(call.heap, *text);
}

NORN_MODULE(kEvaluateModule, compile_form, core_source, disassemble_function, analyzed_form);

}  // namespace norn
