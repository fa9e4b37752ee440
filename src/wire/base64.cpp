#include "wire/base64.h"

#include <array>
#include <cstdint>

#include "wire/percent.h"

namespace norn {

namespace {

constexpr char kStandard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char kUrl[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr int8_t kOther = -1, kLineEnd = -2;

constexpr auto kValues = [] {
  std::array<int8_t, 256> values = {};
  values.fill(kOther);
  for (int i = 0; i < 64; ++i)
    values[static_cast<unsigned char>(kStandard[i])] = values[static_cast<unsigned char>(kUrl[i])] =
        static_cast<int8_t>(i);
  values['\r'] = values['\n'] = kLineEnd;
  return values;
}();

}  // namespace

std::string base64_encode(std::string_view bytes, Base64Alphabet alphabet, Base64Padding padding) {
  const char* const digits = alphabet == Base64Alphabet::url ? kUrl : kStandard;
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    auto byte = [&](size_t at) {
      return at < bytes.size() ? static_cast<uint32_t>(static_cast<unsigned char>(bytes[at])) : 0;
    };
    const uint32_t group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    const size_t count = std::min<size_t>(bytes.size() - i, 3);
    for (size_t digit = 0; digit <= count; ++digit) text += digits[group >> (18 - 6 * digit) & 63];
    if (padding == Base64Padding::yes) text.append(3 - count, '=');
  }
  return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  size_t padding = 0;
  for (; text.ends_with('='); text.remove_suffix(1)) ++padding;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  uint32_t group = 0;
  size_t digits = 0;
  for (const char c : text) {
    const int value = kValues[static_cast<unsigned char>(c)];
    if (value == kLineEnd) continue;
    if (value == kOther) return {};
    group = group << 6 | static_cast<uint32_t>(value);
    if (++digits % 4 != 0) continue;
    for (int shift = 16; shift >= 0; shift -= 8) bytes += static_cast<char>(group >> shift);
    group = 0;
  }
  const size_t left = digits % 4;
  if (left == 1 || (padding != 0 && (padding > 2 || (left + padding) % 4 != 0))) return {};
  if (left == 2) {
    if (group & 0xF) return {};
    bytes += static_cast<char>(group >> 4);
  } else if (left == 3) {
    if (group & 3) return {};
    bytes += static_cast<char>(group >> 10);
    bytes += static_cast<char>(group >> 2);
  }
  return bytes;
}

std::string hex_encode(std::string_view bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    text += "0123456789abcdef"[c & 15];
  }
  return text;
}

std::optional<std::string> hex_decode(std::string_view text) {
  if (text.size() % 2 != 0) return {};
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_digit_value(text[i]), low = hex_digit_value(text[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes += static_cast<char>(high << 4 | low);
  }
  return bytes;
}

}  // namespace norn
