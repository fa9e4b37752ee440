#include "reader/text_literal.h"

#include <optional>
#include <string>

#include "base/utf8.h"
#include "reader/reader_error.h"

namespace norn {
namespace {

constexpr char32_t kLastOctal = 0377;

std::optional<unsigned> digit_value(char c, unsigned radix) {
  unsigned value = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                   : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                   : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10)
                                          : 16;
  return value < radix ? std::optional<unsigned>(value) : std::nullopt;
}

// All of `digits`; nothing when one of them is none.
std::optional<char32_t> parse_digits(std::string_view digits, unsigned radix) {
  char32_t value = 0;
  for (char c : digits) {
    std::optional<unsigned> digit = digit_value(c, radix);
    if (!digit) return std::nullopt;
    value = value * radix + *digit;
  }
  return value;
}

std::unexpected<Error> unfinished_string(SourceSpan opened) {
  return unexpected_end(opened, "string", "the closing '\"'");
}

std::unexpected<Error> lone_surrogate(SourceSpan span, std::string_view written) {
  return reader_error("lone-surrogate", span,
                      "Invalid character constant: " + std::string(written) +
                          " is half of a surrogate pair, which is no character by itself; write the pair "
                          "(\"\\uD83D\\uDE00\") or the character.");
}

// The four digits behind `\u`.
Result<char32_t> read_unicode_unit(Lexer& lexer, SourceSpan escape, SourceSpan opened) {
  std::string_view digits = lexer.rest().substr(0, 4);
  std::optional<char32_t> unit = parse_digits(digits, 16);
  if (unit && digits.size() < 4) return unfinished_string(opened);
  if (!unit) {
    return reader_error("invalid-escape", escape,
                        "Invalid unicode escape: \\u in a string needs exactly four hexadecimal digits, as in "
                        "\"\\u00e9\".");
  }
  lexer.advance(4);
  return *unit;
}

// A code point written as `\uXXXX`, or as two of them.
Result<char32_t> read_unicode_escape(Lexer& lexer, SourceSpan escape, SourceSpan opened) {
  size_t digits_at = lexer.offset();
  char32_t first = NORN_TRY(read_unicode_unit(lexer, escape, opened));
  if (!is_surrogate(first)) return first;
  std::string written = "\\u" + std::string(lexer.text_from(digits_at));
  if (first >= 0xDC00) return lone_surrogate(escape, written);
  if (lexer.rest().size() < 2 && std::string_view("\\u").starts_with(lexer.rest())) return unfinished_string(opened);
  if (!lexer.rest().starts_with("\\u")) return lone_surrogate(escape, written);
  lexer.advance(2);
  char32_t second = NORN_TRY(read_unicode_unit(lexer, escape, opened));
  if (second < 0xDC00 || second > 0xDFFF) return lone_surrogate(escape, written);
  return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

Result<char32_t> read_octal_escape(Lexer& lexer, SourceSpan escape) {
  std::string_view digits = lexer.rest().substr(0, 3);
  size_t count = 0;
  while (count < digits.size() && digit_value(digits[count], 8)) ++count;
  char32_t value = *parse_digits(digits.substr(0, count), 8);
  if (value > kLastOctal) {
    return reader_error(
        "invalid-escape", escape,
        "Octal escape sequence must be in range [0, 377]: \\" + std::string(digits) + " is beyond; use \\uXXXX.");
  }
  lexer.advance(count);
  return value;
}

// The cursor stands behind the backslash.
Result<char32_t> read_escape(Lexer& lexer, SourceSpan escape, SourceSpan opened) {
  if (lexer.at_end()) return unfinished_string(opened);
  char c = lexer.peek();
  switch (c) {
    case 't': lexer.advance(); return '\t';
    case 'r': lexer.advance(); return '\r';
    case 'n': lexer.advance(); return '\n';
    case 'b': lexer.advance(); return '\b';
    case 'f': lexer.advance(); return '\f';
    case '\\':
    case '"': lexer.advance(); return static_cast<char32_t>(c);
    case 'u': lexer.advance(); return read_unicode_escape(lexer, escape, opened);
    default: break;
  }
  if (digit_value(c, 8)) return read_octal_escape(lexer, escape);
  size_t start = lexer.offset();
  lexer.take_code_point();
  std::string written = "\\" + std::string(lexer.text_from(start));
  return reader_error("invalid-escape", escape,
                      "Unsupported escape character: " + written +
                          " has no meaning in a string; known are \\t \\r \\n \\b \\f \\\\ \\\" \\uXXXX and octal \\o "
                          "digits. For a backslash itself write \\\\, for a regular "
                          "expression #\"...\".");
}

struct NamedCharacter {
  std::string_view name;
  char32_t character;
};

constexpr NamedCharacter kNamedCharacters[] = {
    {"newline", '\n'}, {"space", ' '}, {"tab", '\t'}, {"backspace", '\b'}, {"formfeed", '\f'}, {"return", '\r'},
};

std::unexpected<Error> unsupported_character(SourceSpan span, std::string_view token) {
  return reader_error("invalid-character", span,
                      "Unsupported character: \\" + shown_token(token) +
                          " names no character; write one character after the backslash, a name (\\newline \\space "
                          "\\tab \\return \\backspace \\formfeed), \\uXXXX or \\o377.");
}

}  // namespace

Result<String*> read_string_literal(Heap& heap, Lexer& lexer, SourceSpan opened) {
  size_t start = lexer.offset();
  size_t plain = lexer.rest().find_first_of("\"\\");
  if (plain == std::string_view::npos) return unfinished_string(opened);
  lexer.advance(plain);
  if (lexer.peek() == '"') {
    String* string = make_string(heap, lexer.text_from(start));
    lexer.advance();
    return string;
  }
  std::string text(lexer.text_from(start));
  while (lexer.peek() == '\\') {
    SourceSpan escape = lexer.span();
    lexer.advance();
    utf8_append(text, NORN_TRY(read_escape(lexer, escape, opened)));
    plain = lexer.rest().find_first_of("\"\\");
    if (plain == std::string_view::npos) return unfinished_string(opened);
    text.append(lexer.rest().substr(0, plain));
    lexer.advance(plain);
  }
  lexer.advance();
  return make_string(heap, text);
}

Result<std::string_view> read_quoted(Lexer& lexer, SourceSpan opened, std::string_view what) {
  size_t start = lexer.offset();
  for (;;) {
    size_t plain = lexer.rest().find_first_of("\"\\");
    if (plain == std::string_view::npos || (lexer.rest()[plain] == '\\' && plain + 1 == lexer.rest().size()))
      return unexpected_end(opened, what, "the closing '\"'");
    lexer.advance(plain);
    if (lexer.peek() == '"') break;
    lexer.advance();
    lexer.take_code_point();
  }
  std::string_view text = lexer.text_from(start);
  lexer.advance();
  return text;
}

Result<char32_t> read_character_literal(Lexer& lexer, SourceSpan opened) {
  if (lexer.at_end()) return unexpected_end(opened, "character", "a character after the backslash");
  size_t first_length = utf8_sequence_length(lexer.peek());
  std::string_view token = lexer.take_token(first_length);
  if (token.size() == first_length) {
    const char* p = token.data();
    return utf8_next(p);
  }
  for (const NamedCharacter& named : kNamedCharacters)
    if (token == named.name) return named.character;
  if (token[0] == 'u' && token.size() == 5) {
    std::optional<char32_t> value = parse_digits(token.substr(1), 16);
    if (!value) return unsupported_character(opened, token);
    if (is_surrogate(*value)) return lone_surrogate(opened, "\\" + std::string(token));
    return *value;
  }
  if (token[0] == 'o' && token.size() <= 4) {
    std::optional<char32_t> value = parse_digits(token.substr(1), 8);
    if (!value) return unsupported_character(opened, token);
    if (*value <= kLastOctal) return *value;
    return reader_error(
        "invalid-character", opened,
        "Octal escape sequence must be in range [0, 377]: \\" + std::string(token) + " is beyond; use \\uXXXX.");
  }
  return unsupported_character(opened, token);
}

}  // namespace norn
