// The grammar of names, against the regular expression that Clojure documents for it.
#include "reader/name_token.h"

#include <doctest/doctest.h>

#include <regex>
#include <string>

using namespace norn;

namespace {

// The oracle: Clojure's pattern and the checks behind it, on ASCII.
bool valid_by_pattern(const std::string& token) {
  static const std::regex name_pattern("[:]?([^0-9/].*/)?(/|[^0-9/][^/]*)");
  static const std::regex array_pattern("([^0-9/:].*)/([1-9])");
  std::smatch match;
  if (std::regex_match(token, match, name_pattern)) {
    std::string ns = match[1], name = match[2];
    std::string bare =
        token.substr(token.find_first_not_of(':') == std::string::npos ? 0 : token.find_first_not_of(':'));
    if (bare.starts_with("/") && bare != "/") return false;  // ours: no empty namespaces
    return !(ns.ends_with(":/") || name.ends_with(":") || token.find("::", 1) != std::string::npos);
  }
  return token.find("::", 1) == std::string::npos && std::regex_match(token, array_pattern);
}

}  // namespace

TEST_CASE("every token of up to six characters is judged as the pattern does") {
  const std::string alphabet = "a1:/.";
  for (size_t length = 1; length <= 6; ++length) {
    size_t total = 1;
    for (size_t i = 0; i < length; ++i) total *= alphabet.size();
    for (size_t n = 0; n < total; ++n) {
      std::string token;
      for (size_t i = 0, rest = n; i < length; ++i, rest /= alphabet.size()) token += alphabet[rest % alphabet.size()];
      if (token[0] == '1') continue;  // a number
      CAPTURE(token);
      CHECK(parse_name(token).has_value() == valid_by_pattern(token));
    }
  }
}

TEST_CASE("parts") {
  auto parts = [](std::string_view token) {
    NameToken name = *parse_name(token);
    return std::to_string(static_cast<int>(name.kind)) + " " + std::string(name.ns) + " " + std::string(name.name);
  };
  CHECK(parts("a") == "0  a");
  CHECK(parts("a/b") == "0 a b");
  CHECK(parts("a/b/c") == "0 a b/c");
  CHECK(parts("/") == "0  /");
  CHECK(parts("a//") == "0 a /");
  CHECK(parts(":a") == "1  a");
  CHECK(parts(":a/b") == "1 a b");
  CHECK(parts("::a") == "2  a");
  CHECK(parts("::a/b") == "2 a b");
  CHECK(parts("String/1") == "0 String 1");
}
