// The grammar of symbol and keyword tokens. Pure: text in, parts out.
#pragma once

#include <optional>
#include <string_view>

namespace norn {

enum class NameKind : unsigned char { symbol, keyword, auto_keyword };  // foo :foo ::foo

struct NameToken {
  NameKind kind = NameKind::symbol;
  std::string_view ns;  // empty if there is none
  std::string_view name;
};

// Nothing when the token is no valid name. Requires: not empty.
std::optional<NameToken> parse_name(std::string_view token);

}  // namespace norn
