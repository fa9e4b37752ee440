#include "reader/name_token.h"

namespace norn {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_part(char c) { return c != '/' && !is_digit(c); }

// Where the name begins in `ns/name`, after the last slash that separates; 0 without a namespace. Nothing if the text
// is neither a name nor two of them.
std::optional<size_t> name_start(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text == "/") return 0;
  size_t slash = text.rfind('/');
  if (slash == std::string_view::npos) return starts_part(text[0]) ? std::optional<size_t>(0) : std::nullopt;
  if (!starts_part(text[0])) return std::nullopt;
  if (slash + 1 < text.size()) return starts_part(text[slash + 1]) ? std::optional<size_t>(slash + 1) : std::nullopt;
  // It ends with a slash: only the symbol `/` of a namespace does.
  return text.size() >= 3 && text[text.size() - 2] == '/' ? std::optional<size_t>(text.size() - 1) : std::nullopt;
}

// `String/1`: an array class by its element and dimensions.
bool is_array_class(std::string_view token) {
  size_t size = token.size();
  return size >= 3 && token[size - 2] == '/' && token[size - 1] >= '1' && token[size - 1] <= '9' &&
         starts_part(token[0]) && token[0] != ':';
}

}  // namespace

std::optional<NameToken> parse_name(std::string_view token) {
  if (token.empty()) return std::nullopt;
  if (token.find("::", 1) != std::string_view::npos) return std::nullopt;
  bool keyword = token[0] == ':';
  // A keyword's colon may be taken for part of the name, which makes `:1` and `:1/a` valid, as in Clojure.
  size_t matched_from = keyword ? 1 : 0;
  std::optional<size_t> start = name_start(token.substr(matched_from));
  if (!start && keyword) start = name_start(token.substr(matched_from = 0));
  if (!start) {
    if (!is_array_class(token)) return std::nullopt;
    return NameToken{NameKind::symbol, token.substr(0, token.size() - 2), token.substr(token.size() - 1)};
  }
  size_t name_at = matched_from + *start;
  if (token.back() == ':' || (*start >= 2 && token[name_at - 2] == ':')) return std::nullopt;

  NameToken parsed;
  std::string_view rest = token;
  if (token.starts_with("::")) {
    parsed.kind = NameKind::auto_keyword;
    rest.remove_prefix(2);
  } else if (keyword) {
    parsed.kind = NameKind::keyword;
    rest.remove_prefix(1);
  }
  size_t slash = rest == "/" ? std::string_view::npos : rest.find('/');
  if (slash == 0) return std::nullopt;  // `:/a/b` would have an empty namespace, which could not be printed
  if (slash == std::string_view::npos) {
    parsed.name = rest;
  } else {
    parsed.ns = rest.substr(0, slash);
    parsed.name = rest.substr(slash + 1);
  }
  return parsed;
}

}  // namespace norn
