// What is printed readably reads back as an equal value.
#include <doctest/doctest.h>

#include <random>

#include "data/equality.h"
#include "reader/reader_fixture.h"

using namespace norn;
using norn::reader_test::Fixture;

namespace {

// Random text of one form without duplicates in its maps and sets.
class FormText {
 public:
  explicit FormText(uint32_t seed) : random_(seed) {}

  std::string form(int depth) {
    if (depth == 0 || pick(4) == 0) return leaf();
    switch (pick(6)) {
      case 0: return "(" + forms(depth) + ")";
      case 1: return "[" + forms(depth) + "]";
      case 2: return "{" + entries(depth) + "}";
      case 3: return "#{" + distinct(depth) + "}";
      case 4: return "'" + form(depth - 1);
      default: return "^:m [" + forms(depth) + "]";
    }
  }

 private:
  uint32_t pick(uint32_t below) { return random_() % below; }

  std::string leaf() {
    static const char* const kLeaves[] = {
        "nil",
        "true",
        "false",
        "0",
        "-1",
        "4611686018427387904",
        "-9223372036854775808",
        "1N",
        "1.5",
        "1e100",
        "-0.1",
        "1.50M",
        "2/3",
        "\"\"",
        "\"a\\n\\\"\\\\\\u00e9\"",
        "\\a",
        "\\(",
        "\\,",
        "\\newline",
        "\\u0001",
        "a",
        "b/c",
        "/",
        "d//",
        ":a",
        ":b/c",
        "::here",
        "##Inf",
        "##-Inf",
        "x'",
        "+",
        "()",
        "{}",
        "#inst \"2020-02-03T04:05:06.789Z\"",
        "#uuid \"550e8400-e29b-41d4-a716-446655440000\"",
    };
    return kLeaves[pick(std::size(kLeaves))];
  }

  std::string forms(int depth) {
    std::string text;
    for (uint32_t i = pick(12); i > 0; --i) text += form(depth - 1) + " ";
    return text;
  }

  std::string entries(int depth) {
    std::string text;
    for (uint32_t i = pick(12); i > 0; --i)
      text += "[" + std::to_string(i) + " " + form(depth - 1) + "] " + form(depth - 1) + ", ";
    return text;
  }

  std::string distinct(int depth) {
    std::string text;
    for (uint32_t i = pick(12); i > 0; --i) text += "(" + std::to_string(i) + " " + form(depth - 1) + ") ";
    return text;
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("a thousand random forms survive printing and reading") {
  Fixture f;
  for (uint32_t seed = 0; seed < 1000; ++seed) {
    std::string text = FormText(seed).form(4);
    Value form = f.read(text);
    std::string printed = f.printed(form);
    Value again = f.read(printed);
    CAPTURE(text);
    CAPTURE(printed);
    REQUIRE(equals(f.heap, form, again) == Answer::yes);
    if (f.heap.wants_collection()) f.heap.collect();
  }
}
