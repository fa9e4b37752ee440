// UTF-8: validation, counting, decoding and encoding of code points. Knows
// nothing of strings as language values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace norn {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;
inline constexpr char32_t kLastCodePoint = 0x10FFFF;

constexpr bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }
constexpr bool is_code_point(char32_t c) { return c <= kLastCodePoint && !is_surrogate(c); }

bool utf8_is_ascii(std::string_view text);
bool utf8_is_valid(std::string_view text);
std::string utf8_repair(std::string_view text);  // each maximal invalid part becomes U+FFFD
// Requires: valid text, as in the functions below.
size_t utf8_count(std::string_view text);

// Bytes of the sequence that starts with this byte.
constexpr size_t utf8_sequence_length(char lead) {
  unsigned char c = static_cast<unsigned char>(lead);
  return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

// Bytes the code point takes.
constexpr size_t utf8_length(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

// Reads one code point and advances.
inline char32_t utf8_next(const char*& p) {
  auto byte = [&](int i) { return static_cast<char32_t>(static_cast<unsigned char>(p[i])); };
  char32_t c = byte(0);
  if (c < 0x80) {
    ++p;
    return c;
  }
  if (c < 0xE0) {
    c = (c & 0x1F) << 6 | (byte(1) & 0x3F);
    p += 2;
    return c;
  }
  if (c < 0xF0) {
    c = (c & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    p += 3;
    return c;
  }
  c = (c & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
  p += 4;
  return c;
}

// Steps back over one code point. Requires: p is not at the start.
inline const char* utf8_previous(const char* p) {
  do --p;
  while ((static_cast<unsigned char>(*p) & 0xC0) == 0x80);
  return p;
}

// Writes up to 4 bytes; returns how many.
inline size_t utf8_encode(char32_t c, char* out) {
  if (c < 0x80) {
    out[0] = static_cast<char>(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = static_cast<char>(0xC0 | c >> 6);
    out[1] = static_cast<char>(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = static_cast<char>(0xE0 | c >> 12);
    out[1] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | c >> 18);
  out[1] = static_cast<char>(0x80 | (c >> 12 & 0x3F));
  out[2] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
  out[3] = static_cast<char>(0x80 | (c & 0x3F));
  return 4;
}

inline void utf8_append(std::string& out, char32_t c) {
  char bytes[4];
  out.append(bytes, utf8_encode(c, bytes));
}

// Byte offset of the code point `index` places after `start`. Requires: it exists (or is the end).
size_t utf8_advance(std::string_view text, size_t start, size_t index);

}  // namespace norn
