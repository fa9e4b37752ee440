// How the reader words its errors. Every text says what is wrong, why, and what to do; it starts with Clojure's own
// phrase where programs are known to match on it ("EOF while reading", "Unmatched delimiter", "Duplicate key").
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace norn {

// The code of every error that more text could cure: an incremental read turns it into "need more".
inline constexpr const char* kUnexpectedEnd = "unexpected-end";

inline std::unexpected<Error> reader_error(const char* code, SourceSpan span, std::string text) {
  return std::unexpected(Error{.kind = ErrorKind::reader, .text = std::move(text), .span = span, .code = code});
}

inline std::string span_text(SourceSpan span) { return std::to_string(span.line) + ":" + std::to_string(span.column); }

// The text ended inside `what`, which began at `opened`; `missing` says what would complete it.
inline std::unexpected<Error> unexpected_end(SourceSpan opened, std::string_view what, std::string_view missing) {
  return reader_error(kUnexpectedEnd, opened,
                      "EOF while reading: the text ends inside the " + std::string(what) + " that begins at " +
                          span_text(opened) + "; add " + std::string(missing) + ".");
}

// A token for an error text: shortened when it is long.
inline std::string shown_token(std::string_view token) {
  constexpr size_t kShown = 60;
  if (token.size() <= kShown) return std::string(token);
  size_t end = kShown;
  while ((static_cast<unsigned char>(token[end]) & 0xC0) == 0x80) --end;  // not inside a code point
  return std::string(token.substr(0, end)) + "...";
}

}  // namespace norn
