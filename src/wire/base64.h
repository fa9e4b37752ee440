// Base64 (RFC 4648): the standard alphabet and the one for URLs and file names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace norn {

enum class Base64Alphabet : unsigned char { standard, url };  // the last two of 64: +/ or -_
enum class Base64Padding : unsigned char { yes, no };

std::string base64_encode(std::string_view bytes, Base64Alphabet alphabet = Base64Alphabet::standard,
                          Base64Padding padding = Base64Padding::yes);
// Takes both alphabets, with and without padding, and skips line ends as MIME has them. Nothing for anything else:
// other characters, a wrong length, bits behind the last byte.
std::optional<std::string> base64_decode(std::string_view text);

std::string hex_encode(std::string_view bytes);  // lower case
std::optional<std::string> hex_decode(std::string_view text);

}  // namespace norn
