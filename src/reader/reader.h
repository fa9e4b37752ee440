// The reader: text in, one form out, or "need more", or the end, or an error.
//
// It keeps no state between calls. A caller that gets its text in pieces (a
// REPL) reads again from the form's start when more has come; a caller with
// the whole text reads form after form in time linear in the text. Nesting is
// an explicit stack, so depth costs memory, never the C++ stack.
//
// The reader cannot call the language (the first law). What only the language
// can build -- tagged literals with a data reader, `#=`, maps and sets whose
// keys contain such things -- comes out as pending nodes (pending.h), and the
// outcome says so; the bytecode function norn.reader/build makes the form.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"
#include "heap/heap.h"
#include "reader/lexer.h"

namespace norn {

struct Namespace;

enum class ReaderConditionals : unsigned char { refuse, allow, preserve };

inline constexpr std::string_view kDefaultFeatures[] = {"norn", "clj", "default"};

struct ReadContext {
  Namespace* ns = nullptr;  // what ::a and syntax quote resolve in; without one they are errors
  // Feature names without colon. The first branch in source order whose feature is among them is taken.
  std::span<const std::string_view> features = kDefaultFeatures;
  ReaderConditionals conditionals = ReaderConditionals::allow;
  Dialect dialect = Dialect::clojure;
  bool final = true;         // the text is all there is: an unfinished form is an error, not "need more"
  bool default_tags = true;  // #inst and #uuid are made here; off when the program has data readers for them
  uint32_t depth_limit = 16u << 20;
};

struct SourceCursor {
  size_t offset = 0;  // in bytes
  SourceSpan position = {1, 1};
};

enum class ReadStatus : unsigned char { form, need_more, end };

struct ReadOutcome {
  ReadStatus status = ReadStatus::end;
  Value form = {};
  SourceSpan span = {};      // where the form begins
  bool has_pending = false;  // the form contains pending nodes
};

// Reads the form at the cursor and moves the cursor behind it; behind everything at the end. On an error and on
// need_more the cursor stays. Requires: `text` is valid UTF-8.
Result<ReadOutcome> read_form(Heap& heap, std::string_view text, SourceCursor& cursor, const ReadContext& context);

}  // namespace norn
