// Java's regular expression syntax in terms of PCRE2's.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace norn {

// Where the two languages differ:
//   \uXXXX                        \x{XXXX}
//   \p{Lower} \p{IsAlphabetic} …  POSIX classes and Unicode properties by PCRE2's names
//   [a-d[m-p]] [a-z&&[^bc]]       one class, or a lookahead for each operand
//   (?u) (?d) (?U)                dropped; (?U) sets Unicode character classes for the whole pattern
// The error is the text for the user.
std::expected<std::string, std::string> translate_regex(std::string_view java);

}  // namespace norn
