#include "data/string.h"

#include "base/utf8.h"
#include "data/string_builder.h"
#include "data_fixture.h"

namespace norn {

TEST_CASE_FIXTURE(DataFixture, "code points index strings of any text") {
  std::string text;
  std::vector<char32_t> model;
  for (int i = 0; i < 1000; ++i) {
    char32_t c = i % 7 == 0   ? 0x1F600 + static_cast<char32_t>(i % 50)
                 : i % 3 == 0 ? 0xE9
                              : U'a' + static_cast<char32_t>(i % 26);
    utf8_append(text, c);
    model.push_back(c);
  }
  String* string = make_string(heap, text);
  REQUIRE(string_count(string) == model.size());
  for (size_t i = 0; i < model.size(); ++i) {
    CHECK(string_at(heap, string, i) == model[i]);
    CHECK(string_index_of_byte(heap, string, string_byte_offset(heap, string, i)) == i);
  }
  String* part = substring(heap, string, 500, 700);
  CHECK(string_count(part) == 200);
  CHECK(string_at(heap, part, 0) == model[500]);
  CHECK(string_byte_offset(heap, string, 1000) == text.size());
}

TEST_CASE_FIXTURE(DataFixture, "invalid UTF-8 is repaired") {
  CHECK(make_string(heap, "a\xFFz")->view() == "a\uFFFDz");
  CHECK(make_string(heap, "\xE2\x82")->view() == "\uFFFD");
  CHECK(make_string(heap, "\xED\xA0\x80")->code_points >= 1);  // a surrogate
  CHECK(utf8_is_valid(make_string(heap, "\xF8\x88\x80\x80\x80")->view()));
}

TEST_CASE_FIXTURE(DataFixture, "strings compare by UTF-16 units") {
  auto compare = [&](std::string_view a, std::string_view b) {
    return string_compare(make_string(heap, a), make_string(heap, b));
  };
  CHECK(compare("a", "c") == -2);
  CHECK(compare("abc", "ab") == 1);
  CHECK(compare("a", "a") == 0);
  CHECK(compare("", "\U0001F600") == -2);
  // A surrogate pair sorts before U+FF5E, although its code point is greater.
  CHECK(compare("\U0001F600", "\uFF5E") < 0);
  CHECK(compare("é", "è") == 1);
}

TEST_CASE_FIXTURE(DataFixture, "equal strings hash equal, substrings too") {
  String* a = make_string(heap, "hello world");
  CHECK(string_hash(substring(heap, a, 6, 11)) == string_hash(make_string(heap, "world")));
  CHECK(string_equals(substring(heap, a, 6, 11), make_string(heap, "world")));
  CHECK(string_hash(make_string(heap, "")) != 0);
}

TEST_CASE_FIXTURE(DataFixture, "a string builder grows") {
  StringBuilder* builder = make_string_builder(heap, "a");
  std::string model = "a";
  for (int i = 0; i < 300; ++i) {
    string_builder_append(heap, builder, "éx");
    model += "éx";
  }
  CHECK(string_builder_text(heap, builder)->view() == model);
  CHECK(string_builder_text(heap, builder)->code_points == 601);
}

}  // namespace norn
