// Character classes and case, as java.lang.Character and String have them.
#pragma once

#include <string>
#include <string_view>

namespace norn {

bool is_java_whitespace(char32_t c);  // Character.isWhitespace: no-break spaces are none
bool is_letter(char32_t c);
bool is_digit(char32_t c);  // Nd
bool is_upper_case(char32_t c);
bool is_lower_case(char32_t c);
bool is_title_case(char32_t c);
char32_t to_upper(char32_t c);
char32_t to_lower(char32_t c);
// -1 if c is no digit of the radix.
int digit_in_radix(char32_t c, int radix);

std::string upper_case(std::string_view utf8);  // "ß" becomes "SS"
std::string lower_case(std::string_view utf8);
std::string_view trim_left(std::string_view utf8);  // by is_java_whitespace
std::string_view trim_right(std::string_view utf8);

}  // namespace norn
