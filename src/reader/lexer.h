// A cursor over source text: blanks and comments, tokens, positions. Owns the
// character classes of Clojure and of EDN; knows nothing of forms.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/source_span.h"

namespace norn {

// Which characters end a token: EDN has fewer reader macros than Clojure.
enum class Dialect : unsigned char { clojure, edn };

class Lexer {
 public:
  // Requires: valid UTF-8; `position` is that of the byte at `offset`.
  Lexer(std::string_view text, size_t offset, SourceSpan position, Dialect dialect);

  size_t offset() const { return offset_; }
  bool at_end() const { return offset_ == text_.size(); }
  // The next byte, '\0' at the end.
  char peek() const { return at_end() ? '\0' : text_[offset_]; }
  char peek_second() const { return offset_ + 1 < text_.size() ? text_[offset_ + 1] : '\0'; }
  void advance(size_t bytes = 1) { offset_ += bytes; }
  char32_t take_code_point();  // Requires: !at_end().
  std::string_view text_from(size_t start) const { return text_.substr(start, offset_ - start); }
  std::string_view rest() const { return text_.substr(offset_); }

  // Whitespace, commas, `;` and `#!` comments. False when the text ends inside a comment.
  bool skip_blanks();
  // Whether the next character is a blank, or ends the text.
  bool at_blank() const;
  // Up to the next blank or character that ends a symbol; at least `minimum` bytes.
  std::string_view take_token(size_t minimum = 0);
  // Up to the next blank or reader macro character: `1#_x` is a number and a comment.
  std::string_view take_number();

  // Line and column of a byte offset. Requires: not before the offset of the previous call.
  SourceSpan span_at(size_t offset);
  SourceSpan span() { return span_at(offset_); }

 private:
  bool blank_at(size_t offset, size_t* length) const;
  std::string_view take_until(unsigned char stop_classes, size_t minimum);

  std::string_view text_;
  size_t offset_;
  size_t known_offset_;  // where `known_span_` is
  SourceSpan known_span_;
  const unsigned char* classes_;
};

}  // namespace norn
