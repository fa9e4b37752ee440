// Percent-encoding (RFC 3986, 2.1) and the form encoding of HTML (WHATWG URL, 5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace norn {

enum class PercentSet : unsigned char {
  component,  // all but letters, digits and -._~
  path,       // also leaves / and what else a path may hold
  query,      // leaves what a query or fragment may hold
  form,       // as forms are sent: a blank becomes +; letters, digits and *-._ stay
};

void append_percent_encoded(std::string& out, std::string_view bytes, PercentSet set);
// Encodes only what a URL can't hold at all, such as blanks and UTF-8 beyond ASCII; existing %XX stay.
void append_percent_repaired(std::string& out, std::string_view bytes);
// Nothing if a % is not followed by two hexadecimal digits. `plus_is_blank`: as in forms.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank = false);

// The value of a hexadecimal digit, or -1.
constexpr int hex_digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace norn
