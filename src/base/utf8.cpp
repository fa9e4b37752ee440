#include "base/utf8.h"

#include <cstdint>
#include <cstring>

namespace norn {

bool utf8_is_ascii(std::string_view text) {
  const char* p = text.data();
  size_t left = text.size();
  constexpr uint64_t kHighBits = 0x8080808080808080;
  for (; left >= 8; left -= 8, p += 8) {
    uint64_t word;
    std::memcpy(&word, p, 8);
    if (word & kHighBits) return false;
  }
  for (; left > 0; --left, ++p)
    if (*p & 0x80) return false;
  return true;
}

namespace {

// Length of the valid sequence at p, or 0. Unicode 15, table 3-7.
size_t valid_sequence(const unsigned char* p, size_t left) {
  unsigned char c = p[0];
  auto continues = [&](size_t i) { return i < left && (p[i] & 0xC0) == 0x80; };
  if (c < 0x80) return 1;
  if (c < 0xC2) return 0;
  if (c < 0xE0) return continues(1) ? 2 : 0;
  if (c < 0xF0) {
    if (!continues(1) || !continues(2)) return 0;
    if (c == 0xE0 && p[1] < 0xA0) return 0;
    if (c == 0xED && p[1] > 0x9F) return 0;
    return 3;
  }
  if (c > 0xF4 || !continues(1) || !continues(2) || !continues(3)) return 0;
  if (c == 0xF0 && p[1] < 0x90) return 0;
  if (c == 0xF4 && p[1] > 0x8F) return 0;
  return 4;
}

}  // namespace

bool utf8_is_valid(std::string_view text) {
  auto* p = reinterpret_cast<const unsigned char*>(text.data());
  size_t left = text.size();
  while (left > 0) {
    size_t length = valid_sequence(p, left);
    if (length == 0) return false;
    p += length;
    left -= length;
  }
  return true;
}

std::string utf8_repair(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  auto* p = reinterpret_cast<const unsigned char*>(text.data());
  size_t left = text.size();
  while (left > 0) {
    size_t length = valid_sequence(p, left);
    if (length > 0) {
      out.append(reinterpret_cast<const char*>(p), length);
    } else {
      utf8_append(out, kReplacementCharacter);
      length = 1;
      while (length < left && length < 3 && p[0] >= 0xC2 && (p[length] & 0xC0) == 0x80) ++length;
    }
    p += length;
    left -= length;
  }
  return out;
}

size_t utf8_count(std::string_view text) {
  size_t count = 0;
  for (char c : text) count += (c & 0xC0) != 0x80;
  return count;
}

size_t utf8_advance(std::string_view text, size_t start, size_t index) {
  const char* p = text.data() + start;
  for (; index > 0; --index) p += utf8_sequence_length(*p);
  return static_cast<size_t>(p - text.data());
}

}  // namespace norn
