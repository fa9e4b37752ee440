#include "data/text_case.h"

#include <utf8proc.h>

#include "base/utf8.h"

namespace norn {

namespace {

utf8proc_category_t category_of(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }

bool is_ascii_letter(char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

}  // namespace

bool is_java_whitespace(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
  if (c == 0xA0 || c == 0x2007 || c == 0x202F) return false;
  utf8proc_category_t category = category_of(c);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_letter(c);
  utf8proc_category_t category = category_of(c);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool is_digit(char32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : category_of(c) == UTF8PROC_CATEGORY_ND; }
bool is_upper_case(char32_t c) { return category_of(c) == UTF8PROC_CATEGORY_LU; }
bool is_lower_case(char32_t c) { return category_of(c) == UTF8PROC_CATEGORY_LL; }
bool is_title_case(char32_t c) { return category_of(c) == UTF8PROC_CATEGORY_LT; }

char32_t to_upper(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
}

char32_t to_lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

int digit_in_radix(char32_t c, int radix) {
  int value = -1;
  if (c >= '0' && c <= '9')
    value = static_cast<int>(c - '0');
  else if (c < 0x80 && is_ascii_letter(c))
    value = static_cast<int>((c | 0x20) - 'a') + 10;
  else if (is_digit(c)) {
    // Digits of a script stand together, zero first.
    char32_t zero = c;
    while (zero > 0 && c - zero < 9 && is_digit(zero - 1)) --zero;
    value = static_cast<int>(c - zero);
  }
  return value < radix ? value : -1;
}

std::string upper_case(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  constexpr char32_t kSharpS = 0xDF;
  for (const char* p = utf8.data(); p < utf8.data() + utf8.size();) {
    char32_t c = utf8_next(p);
    if (c == kSharpS)
      out += "SS";
    else
      utf8_append(out, to_upper(c));
  }
  return out;
}

std::string lower_case(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (const char* p = utf8.data(); p < utf8.data() + utf8.size();) utf8_append(out, to_lower(utf8_next(p)));
  return out;
}

std::string_view trim_left(std::string_view utf8) {
  while (!utf8.empty()) {
    const char* p = utf8.data();
    if (!is_java_whitespace(utf8_next(p))) break;
    utf8.remove_prefix(static_cast<size_t>(p - utf8.data()));
  }
  return utf8;
}

std::string_view trim_right(std::string_view utf8) {
  while (!utf8.empty()) {
    const char* last = utf8_previous(utf8.data() + utf8.size());
    const char* p = last;
    if (!is_java_whitespace(utf8_next(p))) break;
    utf8 = utf8.substr(0, static_cast<size_t>(last - utf8.data()));
  }
  return utf8;
}

}  // namespace norn
