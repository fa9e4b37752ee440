// Fuzzes the reader: any text, in both dialects, whole and cut off. It must give forms or errors with a place, must
// always move on, and a text cut off must never be taken for a finished one. What was read goes to the compiler as it
// is: code or an error with a place (compiler_fuzz.cpp adds the expander between the two).
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "base/assert.h"
#include "base/utf8.h"
#include "code/code_object.h"
#include "compiler/compile.h"
#include "data/equality.h"
#include "data/print.h"
#include "data/var.h"
#include "data/world.h"
#include "reader/reader.h"

using namespace norn;

namespace {

constexpr size_t kLongestText = 1 << 16;

// Whether reading the printed form must give an equal one: NaN and regular expressions do not compare, and ::1 makes
// :user/1, which Clojure does not read either.
bool reads_back(const std::string& printed) {
  for (size_t slash = printed.find('/'); slash != std::string::npos; slash = printed.find('/', slash + 1))
    if (slash + 1 < printed.size() && printed[slash + 1] >= '0' && printed[slash + 1] <= '9') return false;
  return printed.find("NaN") == std::string::npos && printed.find("#\"") == std::string::npos;
}

void check_round_trip(Heap& heap, Value form, ReadContext context) {
  std::string printed;
  if (print_to(heap, printed, form, {}) != Answer::yes || !reads_back(printed)) return;
  SourceCursor cursor;
  context.final = true;
  Result<ReadOutcome> again = read_form(heap, printed, cursor, context);
  const bool is_form = again && again->status == ReadStatus::form;
  const bool is_same = is_form && equals(heap, form, again->form) != Answer::no;
  if (!is_same) std::fprintf(stderr, "printed: %s\n", printed.c_str());
  NORN_ASSERT(is_form, "what was printed can be read");
  NORN_ASSERT(is_same, "it is what was printed");
}

void check_compile(Heap& heap, Value form, const ReadContext& context) {
  Result<Function*> compiled = compile(heap, form, {.ns = context.ns});
  NORN_ASSERT(compiled || !compiled.error().text.empty(), "errors have a text");
}

// Reads all forms; returns how many came before the end or an error.
size_t read_all(Heap& heap, const std::string& text, const ReadContext& context) {
  SourceCursor cursor;
  for (size_t forms = 0;; ++forms) {
    size_t before = cursor.offset;
    Result<ReadOutcome> outcome = read_form(heap, text, cursor, context);
    if (!outcome) {
      NORN_ASSERT(outcome.error().span.line > 0 && !outcome.error().text.empty(), "errors have a place and a text");
      NORN_ASSERT(cursor.offset == before, "an error moves nothing");
      return forms;
    }
    if (outcome->status != ReadStatus::form) return forms;
    NORN_ASSERT(cursor.offset > before && cursor.offset <= text.size(), "a form takes text");
    if (!outcome->has_pending) {
      // #:a{:_/b/c 1} has a key without namespace, of the name b/c, as in Clojure: it prints like :b/c.
      if (text.find("_/") == std::string::npos) check_round_trip(heap, outcome->form, context);
      if (context.ns) check_compile(heap, outcome->form, context);
    }
    NORN_ASSERT(outcome->span.line <= cursor.position.line, "a form begins before its end");
  }
}

// One world for many texts: making one takes longer than reading a text, but interned names are for ever.
struct Language {
  static constexpr int kTexts = 5000;

  Heap heap{HeapOptions{.nursery_bytes = 1 << 20, .nursery_reserve_bytes = 4 << 20}};
  World world{heap};
  Namespace* user = world.find_or_create_namespace(world.intern_symbol("user"));
  int texts = 0;

  Language() {
    register_code_kinds(heap);
    namespace_add_alias(heap, user, world.intern_symbol("a"), user);
  }

  static Language& current() {
    static std::unique_ptr<Language> language;
    if (!language || language->texts == kTexts) language = std::make_unique<Language>();
    ++language->texts;
    return *language;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > kLongestText) return 0;
  std::string text = utf8_repair({reinterpret_cast<const char*>(data), size});
  Language& language = Language::current();
  Heap& heap = language.heap;

  ReadContext context{.ns = language.user};
  size_t whole = read_all(heap, text, context);
  context.final = false;
  NORN_ASSERT(read_all(heap, text, context) <= whole, "an unfinished text has no more forms than a finished one");
  context.final = true;
  context.conditionals = ReaderConditionals::preserve;
  read_all(heap, text, context);
  context = {.dialect = Dialect::edn};
  read_all(heap, text, context);
  heap.finalize_all();  // frees what regular expressions own
  if (heap.wants_collection()) heap.collect();
  return 0;
}
