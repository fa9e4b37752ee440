#include "data/regex.h"

#include "data/regex_replace.h"
#include "data/regex_syntax.h"
#include "data/type.h"
#include "data_fixture.h"

namespace norn {

namespace {

struct RegexFixture : DataFixture {
  Regex* regex(std::string_view source, uint32_t flags = 0) {
    OrRaised<Regex*> made = make_regex(heap, make_string(heap, source), flags);
    REQUIRE_MESSAGE(made.has_value(), source << ": " << error(made));
    return *made;
  }
  // The first match, or "none".
  std::string find(std::string_view source, std::string_view text, RegexMode mode = RegexMode::find) {
    RegexMatch match;
    if (!*regex_match(heap, regex(source), text, 0, mode, &match)) return "none";
    return std::string(text.substr(match.start(), match.end() - match.start()));
  }
  std::string split(std::string_view source, std::string_view text, int64_t limit = 0) {
    std::string out;
    const auto parts = regex_split(heap, regex(source), text, limit);
    for (std::string_view part : *parts) out += "<" + std::string(part) + ">";
    return out;
  }
  std::string replace(std::string_view source, std::string_view text, std::string_view replacement) {
    auto result = regex_replace(heap, regex(source), text, replacement, true);
    return result ? *result : error(result);
  }
};

}  // namespace

TEST_CASE_FIXTURE(RegexFixture, "Java's syntax where PCRE2 differs") {
  CHECK(find("[a-z&&[^b]]+", "bacb") == "ac");
  CHECK(find("[a-c[x-z]]+", "mazyb") == "azyb");
  CHECK(find("[^a-c&&[b-z]]", "bcd") == "d");
  CHECK(find("\\p{Upper}+", "abCD") == "CD");
  CHECK(find("[\\p{Lower}_]+", "AB_c") == "_c");
  CHECK(find("\\u00e9+", "aéé") == "éé");
  CHECK(find("\\Qa.b\\E+", "xa.bb") == "a.bb");
  CHECK(find("(?i)ab", "xAB") == "AB");
  CHECK(find("(?<x>a)\\k<x>", "baa") == "aa");
  CHECK(find("\\p{IsAlphabetic}+", "1äb") == "äb");
  CHECK(find("a|b$", "cb") == "b");
  CHECK(find("[\\]\\[]+", "a[]b") == "[]");
  CHECK(find("(?U)\\w+", "é") == "é");
  CHECK(find("\\w+", "é") == "none");
}

TEST_CASE_FIXTURE(RegexFixture, "whole and prefix matches") {
  CHECK(find("a|ab", "ab", RegexMode::whole) == "ab");
  CHECK(find("a", "ab", RegexMode::whole) == "none");
  CHECK(find("a", "ab", RegexMode::prefix) == "a");
  CHECK(find("b", "ab", RegexMode::prefix) == "none");
}

TEST_CASE_FIXTURE(RegexFixture, "split as Pattern.split") {
  CHECK(split(",", "a,b,,c,,") == "<a><b><><c>");
  CHECK(split(",", "a,b,,c,,", -1) == "<a><b><><c><><>");
  CHECK(split(",", "a,b,c", 2) == "<a><b,c>");
  CHECK(split("", "abc") == "<a><b><c>");
  CHECK(split("", "abc", -1) == "<a><b><c><>");
  CHECK(split(",", "") == "<>");
  CHECK(split(",", ",a") == "<><a>");
  CHECK(split("(?=\\d)", "a1b2") == "<a><1b><2>");
  CHECK(split("o", "boo:and:foo", 5) == "<b><><:and:f><><>");
  CHECK(split("\\s+", "  a b") == "<><a><b>");
  CHECK(split(",", ",") == "");
}

TEST_CASE_FIXTURE(RegexFixture, "replacements refer to groups") {
  CHECK(replace("(b)", "abc", "[$1]") == "a[b]c");
  CHECK(replace("b", "abc", "\\$") == "a$c");
  CHECK(replace("b", "abc", "$2") == "No group 2");
  CHECK(replace("(?<x>b)", "abc", "${x}${x}") == "abbc");
  CHECK(replace("", "abc", "-") == "-a-b-c-");
  CHECK(replace("(a)?b", "b", "<$1>") == "<>");
  CHECK(replace("", "éa", "-") == "-é-a-");
}

TEST_CASE_FIXTURE(RegexFixture, "mistakes and endless matches are exceptions") {
  OrRaised<Regex*> broken = make_regex(heap, make_string(heap, "("));
  REQUIRE(!broken);
  CHECK(exception_is(as<Exception>(broken.error().value), world.types.pattern_syntax_exception.get()));
  Regex* slow = regex("(x+x+)+y(?!z)\\1");
  RegexMatch match;
  OrRaised<bool> result = regex_match(heap, slow, std::string(60, 'x'), 0, RegexMode::find, &match);
  if (!result) {
    Value type = map_get_keyword(heap, as<Exception>(result.error().value)->data, "type");
    CHECK(pr(type) == ":norn/regex-limit");
  }
}

TEST_CASE_FIXTURE(RegexFixture, "programs are freed with their regex") {
  for (int i = 0; i < 100; ++i) regex("a+" + std::to_string(i));
  CHECK(heap.statistics().native_bytes > 0);
  heap.collect();
  heap.collect_major();
  CHECK(heap.statistics().native_bytes == 0);
}

}  // namespace norn
