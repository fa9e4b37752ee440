// JSON text to values and back.
#include "data/json_reader.h"
#include "data/json_writer.h"

#include "data/map.h"
#include "data/vector.h"
#include "data_fixture.h"

namespace norn {

namespace {

struct JsonFixture : DataFixture {
  // The value printed, or "offset: problem", "offset... problem" when the text is only unfinished.
  std::string read(std::string_view text, JsonReadOptions options = {}) {
    auto read = read_json(heap, text, options);
    if (read) return pr(read->value);
    return std::to_string(read.error().offset) + (read.error().unfinished ? "... " : ": ") + read.error().problem;
  }
  std::string write(Value v, JsonWriteOptions options = {}) {
    std::string out;
    auto written = write_json(heap, out, v, options);
    if (written) return out;
    return written.error().is_bail() ? "bail" : "raised";
  }
  Value parsed(std::string_view text) { return read_json(heap, text, {})->value; }
};

}  // namespace

TEST_CASE_FIXTURE(JsonFixture, "values of every kind are read") {
  CHECK(read("null") == "nil");
  CHECK(read(" [true, false,\n\t[], {} ] ") == "[true false [] {}]");
  CHECK(read(R"("a\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t")") == "\"aé😀\\\"\\\\/\\b\\f\\n\\r\\t\"");
  CHECK(read(R"({"a": {"b": [1]}, "a": 2})") == "{\"a\" 2}");
  CHECK(read(R"({"a": 1, "b/c": 2})", {.keywords = true}) == "{:a 1, :b/c 2}");
  CHECK(read(R"("\udc00")") == "\"\xEF\xBF\xBD\"");
}

TEST_CASE_FIXTURE(JsonFixture, "numbers keep what they can") {
  CHECK(read("[0, -0, 9223372036854775807, -9223372036854775808]") == "[0 0 9223372036854775807 -9223372036854775808]");
  CHECK(read("9223372036854775808") == "9223372036854775808N");
  CHECK(read(std::string(400, '9')) == std::string(400, '9') + "N");
  CHECK(read("[1.0, 0.1, -2.5e-3, 1E5]") == "[1.0 0.1 -0.0025 100000.0]");
  CHECK(read("[1e400, -1e400, 1e-400]") == "[##Inf ##-Inf 0.0]");
  CHECK(read("[1e400, 0.10, 5]", {.decimals = true}) == "[1E+400M 0.10M 5]");
}

TEST_CASE_FIXTURE(JsonFixture, "malformed numbers are refused") {
  for (const char* text : {"01", "1.5.2", "+1", ".5", "1e5e", "0x10", "--1", "1-2", "1e+-5"}) {
    CAPTURE(text);
    CHECK(!read_json(heap, text, {}));
    CHECK(!read_json(heap, text, {.one_value = true}).has_value() == (text != std::string_view("0x10")));
  }
  CHECK(read("[1, 01]") == "4: expected a number like -12, 0.5 or 6.02e23, found 01");
  CHECK(read("1.") == "0... expected a number like -12, 0.5 or 6.02e23, found 1.");
}

TEST_CASE_FIXTURE(JsonFixture, "errors say where and what") {
  CHECK(read("") == "0... expected a value, found the end of the text");
  CHECK(read("[1 2]") == "3: expected ',' or ']' behind an element of the array, found '2'");
  CHECK(read("[1,]") == "3: expected a value, found ']'");
  CHECK(read("{\"a\" 1}") == "5: expected ':' behind the key, found '1'");
  CHECK(read("{\"a\": 1 ") == "8... expected ',' or '}' behind a member of the object, found the end of the text");
  CHECK(read("{a: 1}") == "1: expected a string as key of the object, found 'a'");
  CHECK(read("[1] é") == "4: expected nothing behind the value, found 'é'");
  CHECK(read("\"abc") == "4... a string without its closing quote");
  CHECK(read("\"\\ud83d\"") == "1: expected the other half of a surrogate pair, as in \\ud83d\\ude00");
  CHECK(read(std::string("[\"a\0b\"]", 7)) == "3... a string without its closing quote");
  CHECK(read(std::string("1\0", 2)).starts_with("1: "));
}

TEST_CASE_FIXTURE(JsonFixture, "nesting has a limit") {
  CHECK(read("[[[]]]", {.max_depth = 3}) == "[[[]]]");
  CHECK(read("[[[{}]]]", {.max_depth = 3}) == "3: nested deeper than 3 levels");
  CHECK(read_json(heap, std::string(100'000, '[') + std::string(100'000, ']'), {.max_depth = 100'000}));
}

TEST_CASE_FIXTURE(JsonFixture, "one value is read from a longer text") {
  auto read = read_json(heap, "{\"a\":1}[2] 3", {.one_value = true});
  REQUIRE(read);
  CHECK(pr(read->value) == "{\"a\" 1}");
  CHECK(read->end == 7);
}

TEST_CASE("positions are lines and columns of code points") {
  const TextPosition position = position_of("a\nbé?", 5);
  CHECK(position.line == 2);
  CHECK(position.column == 3);
}

TEST_CASE_FIXTURE(JsonFixture, "values are written") {
  CHECK(write(Value::nil()) == "null");
  CHECK(write(vec({num(1), kw("a/b"), sym("x"), Value::character('c'), Value::boolean(true)})) ==
        R"([1,"a/b","x","c",true])");
  CHECK(write(kw("a/b"), {.plain_names = true}) == "\"b\"");
  CHECK(write(*make_map(heap, {kw("a"), vec({}), num(2), Value::nil()})) == R"({"a":[],"2":null})");
  CHECK(write(parsed("[1.5, 123456789012345678901234567890]")) == "[1.5,123456789012345678901234567890]");
}

TEST_CASE_FIXTURE(JsonFixture, "strings are escaped") {
  CHECK(write(str("\"\\/\b\f\n\r\t\x01é😀\x7f")) == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001é😀\x7f\"");
  CHECK(write(str("é😀/"), {.escape_unicode = true, .escape_slash = true}) == "\"\\u00e9\\ud83d\\ude00\\/\"");
}

TEST_CASE_FIXTURE(JsonFixture, "pretty text is indented") {
  CHECK(write(parsed(R"({"a":[1,{}]})"), {.pretty = true}) == "{\n  \"a\": [\n    1,\n    {}\n  ]\n}");
}

TEST_CASE_FIXTURE(JsonFixture, "what has no text raises, what needs the language bails") {
  CHECK(write(make_double(heap, HUGE_VAL)) == "raised");
  CHECK(write(*make_map(heap, {Value::nil(), num(1)})) == "raised");
  CHECK(write(parsed("{}"), {.bail_on_maps = true}) == "bail");
  CHECK(write(parsed(std::string(201, '[') + std::string(201, ']'))) == "bail");
}

TEST_CASE_FIXTURE(JsonFixture, "what was written reads back") {
  const std::string text = R"({"a":[1,-2.5,"\u0001é",null,true],"b":{"c":{}},"d":12345678901234567890})";
  CHECK(pr(parsed(write(parsed(text)))) == pr(parsed(text)));
}

}  // namespace norn
