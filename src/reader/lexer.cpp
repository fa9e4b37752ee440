#include "reader/lexer.h"

#include <array>

#include "base/assert.h"
#include "base/utf8.h"

namespace norn {
namespace {

enum CharacterClass : unsigned char {
  kBlank = 1 << 0,
  kEndsSymbol = 1 << 1,
  kMacro = 1 << 2,     // has a meaning of its own at the start of a form: ends a number
  kNotAscii = 1 << 3,  // may be a blank: decode it
};

using ClassTable = std::array<unsigned char, 256>;

constexpr ClassTable make_classes(std::string_view ends_symbol, std::string_view other_macros) {
  ClassTable table{};
  for (char c : std::string_view("\t\n\v\f\r\x1c\x1d\x1e\x1f ,")) table[static_cast<unsigned char>(c)] = kBlank;
  for (char c : ends_symbol) table[static_cast<unsigned char>(c)] = kEndsSymbol | kMacro;
  for (char c : other_macros) table[static_cast<unsigned char>(c)] = kMacro;
  for (int c = 0x80; c < 0x100; ++c) table[static_cast<size_t>(c)] = kNotAscii;
  return table;
}

constexpr ClassTable kClojureClasses = make_classes("\";^@`~()[]{}\\", "'%#");
constexpr ClassTable kEdnClasses = make_classes("\";^()[]{}\\", "#");

// Blanks outside ASCII, as Java's Character.isWhitespace has them: no no-break spaces. And the byte order mark, which
// files that were joined have in the middle.
bool is_wide_blank(char32_t c) {
  return c == 0x1680 || (c >= 0x2000 && c <= 0x200A && c != 0x2007) || c == 0x2028 || c == 0x2029 || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Lexer::Lexer(std::string_view text, size_t offset, SourceSpan position, Dialect dialect)
    : text_(text),
      offset_(offset),
      known_offset_(offset),
      known_span_(position),
      classes_((dialect == Dialect::edn ? kEdnClasses : kClojureClasses).data()) {
  if (offset == 0 && text.starts_with(kByteOrderMark)) known_offset_ = offset_ = kByteOrderMark.size();
}

char32_t Lexer::take_code_point() {
  const char* p = text_.data() + offset_;
  char32_t c = utf8_next(p);
  offset_ = static_cast<size_t>(p - text_.data());
  return c;
}

bool Lexer::blank_at(size_t offset, size_t* length) const {
  unsigned char character_class = classes_[static_cast<unsigned char>(text_[offset])];
  *length = 1;
  if (character_class != kNotAscii) return character_class == kBlank;
  const char* p = text_.data() + offset;
  bool blank = is_wide_blank(utf8_next(p));
  *length = static_cast<size_t>(p - text_.data()) - offset;
  return blank;
}

bool Lexer::at_blank() const {
  size_t length;
  return at_end() || blank_at(offset_, &length);
}

bool Lexer::skip_blanks() {
  while (!at_end()) {
    size_t length;
    if (blank_at(offset_, &length)) {
      offset_ += length;
    } else if (peek() == ';' || (peek() == '#' && peek_second() == '!')) {
      size_t newline = text_.find('\n', offset_);
      if (newline == std::string_view::npos) {
        offset_ = text_.size();
        return false;
      }
      offset_ = newline + 1;
    } else {
      return true;
    }
  }
  return true;
}

std::string_view Lexer::take_until(unsigned char stop_classes, size_t minimum) {
  size_t start = offset_;
  offset_ += minimum;
  while (offset_ < text_.size()) {
    unsigned char character_class = classes_[static_cast<unsigned char>(text_[offset_])];
    if (character_class & (stop_classes | kBlank)) break;
    size_t length = 1;
    if (character_class == kNotAscii && blank_at(offset_, &length)) break;
    offset_ += length;
  }
  return text_from(start);
}

std::string_view Lexer::take_token(size_t minimum) { return take_until(kEndsSymbol, minimum); }

std::string_view Lexer::take_number() { return take_until(kMacro, 1); }

SourceSpan Lexer::span_at(size_t offset) {
  NORN_ASSERT(offset >= known_offset_, "positions are asked for in source order");
  for (; known_offset_ < offset; ++known_offset_) {
    unsigned char byte = static_cast<unsigned char>(text_[known_offset_]);
    if (byte == '\n') {
      ++known_span_.line;
      known_span_.column = 1;
    } else if ((byte & 0xC0) != 0x80) {  // every byte but the continuations of a code point
      ++known_span_.column;
    }
  }
  return known_span_;
}

}  // namespace norn
