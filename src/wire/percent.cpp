#include "wire/percent.h"

#include <array>

namespace norn {

namespace {

constexpr char kHex[] = "0123456789ABCDEF";

// Bit n: the character stays as it is in PercentSet n.
constexpr auto kStays = [] {
  std::array<unsigned char, 256> table = {};
  auto mark = [&](std::string_view characters, std::initializer_list<PercentSet> sets) {
    for (const char c : characters)
      for (const PercentSet set : sets) table[static_cast<unsigned char>(c)] |= 1u << static_cast<int>(set);
  };
  using enum PercentSet;
  mark("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._", {component, path, query, form});
  mark("~", {component, path, query});
  mark("*", {path, query, form});
  mark("!$&'()+,;=:@/", {path, query});  // sub-delims and the rest of pchar
  mark("?", {query});
  return table;
}();

void append_encoded(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

}  // namespace

void append_percent_encoded(std::string& out, std::string_view bytes, PercentSet set) {
  for (const char c : bytes) {
    if (kStays[static_cast<unsigned char>(c)] >> static_cast<int>(set) & 1)
      out += c;
    else if (c == ' ' && set == PercentSet::form)
      out += '+';
    else
      append_encoded(out, c);
  }
}

void append_percent_repaired(std::string& out, std::string_view bytes) {
  constexpr std::string_view kNever = " \"<>\\^`{|}";
  for (size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    const bool lone_percent =
        c == '%' && !(i + 2 < bytes.size() && hex_digit_value(bytes[i + 1]) >= 0 && hex_digit_value(bytes[i + 2]) >= 0);
    if (c <= 0x20 || c == 0x7F || kNever.find(c) != std::string_view::npos || lone_percent)  // char is signed
      append_encoded(out, c);
    else
      out += c;
  }
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return {};
      const int high = hex_digit_value(text[i + 1]), low = hex_digit_value(text[i + 2]);
      if (high < 0 || low < 0) return {};
      out += static_cast<char>(high << 4 | low);
      i += 2;
    }
  }
  return out;
}

}  // namespace norn
