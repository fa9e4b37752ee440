// A heap, the namespaces user and clojure.core, and a compiler whose code and errors are compared as text.
#pragma once

#include <string>
#include <string_view>

#include "code/disassembler.h"
#include "code/verifier.h"
#include "compiler/compile.h"
#include "data/list.h"
#include "data/string.h"
#include "data/var.h"
#include "data/world.h"
#include "reader/reader.h"

namespace norn::compiler_test {

struct Fixture {
  Heap heap{HeapOptions{}};
  World world{heap};
  CompileOptions options;

  Fixture() {
    register_code_kinds(heap);
    options.ns = world.find_or_create_namespace(world.intern_symbol("user"));
    for (const char* name : {"+",    "-",    "*",    "/",       "<",         "<=",      ">",    ">=",         "==",
                             "=",    "inc",  "dec",  "not",     "nil?",      "zero?",   "pos?", "neg?",       "first",
                             "next", "rest", "seq",  "count",   "cons",      "get",     "nth",  "identical?", "reduce",
                             "map",  "list", "conj", "println", "with-meta", "bit-and", "quot", "assoc"})
      namespace_refer(heap, options.ns, world.intern_symbol(name), to_value(world.intern_var("clojure.core", name)));
    for (const char* name : {"f", "g", "h", "x", "y"}) world.intern_var("user", name);
  }

  Value read(std::string_view text) {
    SourceCursor cursor;
    ReadContext context;
    context.ns = options.ns;
    Result<ReadOutcome> outcome = read_form(heap, text, cursor, context);
    return outcome && outcome->status == ReadStatus::form ? outcome->form : Value::marker(Marker::absent);
  }

  Result<Function*> compiled(std::string_view text) { return compile(heap, read(text), options); }

  // The code of the form and of the functions inside it; or "code: text line:column" of the error.
  std::string code(std::string_view text) {
    Result<Function*> function = compiled(text);
    if (!function) return error_text(function.error());
    return disassemble(heap, (*function)->code.get());
  }

  // The code of the first function inside the form, without header, offsets' padding and positions.
  std::string body(std::string_view text) {
    std::string all = code(text);
    size_t second = all.find("arguments, frame", all.find("arguments, frame") + 1);
    if (second == std::string::npos) return all;
    return plain(all.substr(all.find('\n', second) + 1));
  }

  // The code of the form itself.
  std::string top(std::string_view text) {
    std::string all = code(text);
    size_t end = all.find("arguments, frame", all.find('\n'));
    if (end != std::string::npos) all.resize(all.rfind('\n', end) + 1);
    return all.find('\n') == std::string::npos ? all : plain(all.substr(all.find('\n') + 1));
  }

  std::string error(std::string_view text) {
    Result<Function*> function = compiled(text);
    return function ? "compiled" : error_text(function.error());
  }

  static std::string error_text(const Error& error) {
    return error.code + ": " + error.text + " " + std::to_string(error.span.line) + ":" +
           std::to_string(error.span.column);
  }

  // One line per instruction up to the next header: "offset opcode operands", and ", live r.." at calls.
  static std::string plain(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      if (line.find("arguments, frame") != std::string_view::npos) break;
      std::string_view comment;
      if (size_t semicolon = line.find("; "); semicolon != std::string_view::npos) {
        comment = line.substr(semicolon + 2);
        line = line.substr(0, semicolon);
      }
      std::string words;
      for (size_t at = 0; at < line.size();) {
        size_t start = line.find_first_not_of(' ', at);
        if (start == std::string_view::npos) break;
        at = std::min(line.find(' ', start), line.size());
        words += (words.empty() ? "" : " ") + std::string(line.substr(start, at - start));
      }
      if (size_t live = comment.find("live"); live != std::string_view::npos)
        words += ", " + std::string(comment.substr(live));
      out += words + "\n";
    }
    return out;
  }
};

}  // namespace norn::compiler_test
