// Text that comes in pieces, and text that is nested very deeply.
#include <doctest/doctest.h>

#include "reader/reader_fixture.h"

using namespace norn;
using norn::reader_test::Fixture;

TEST_CASE("an unfinished form needs more") {
  Fixture f;
  f.context.final = false;
  for (std::string_view text :
       {"(",    "(a",    "[1 2", "{:a", "\"ab",      "\"ab\\", "\"\\u00", "\"\\uD83D", "\"\\uD83D\\uDE",
        "'",    "#",     "#_",   "#_a", "#?",        "#?(",    "#?@",     "^:a",       "^:a b",
        "\\",   "\\new", "1",    "ab",  ":a",        "##",     "##In",    "#in",       "#inst",
        "#:",   "#:a",   "#::",  "~",   "; comment", "#!x",    "(a) ; b", "`",         "#(",
        "#\"a", "@"}) {
    CAPTURE(text);
    CHECK(f.forms(text).find("unexpected") == std::string::npos);
    bool first_is_complete = text.starts_with("(a)");
    CHECK(f.form(text) == (first_is_complete ? "(a)" : "more"));
  }
}

TEST_CASE("need_more leaves the cursor at the start") {
  Fixture f;
  f.context.final = false;
  SourceCursor cursor;
  std::string_view text = "1 (a";
  CHECK(read_form(f.heap, text, cursor, f.context)->status == ReadStatus::form);
  CHECK(cursor.offset == 1);
  CHECK(read_form(f.heap, text, cursor, f.context)->status == ReadStatus::need_more);
  CHECK(cursor.offset == 1);
}

TEST_CASE("a finished form is not held back") {
  Fixture f;
  f.context.final = false;
  CHECK(f.form("(a)") == "(a)");
  CHECK(f.form("\"a\"") == "\"a\"");
  CHECK(f.form("a ") == "a");
  CHECK(f.form("'(a)") == "(quote (a))");
  CHECK(f.form("\n") == "end");
  CHECK(f.form("; comment\n") == "end");
  CHECK(f.form("#_(a)") == "end");
}

TEST_CASE("mistakes are reported before the form is complete") {
  Fixture f;
  f.context.final = false;
  CHECK(f.form(")") == "unmatched-delimiter 1:1");
  CHECK(f.form("(a ]") == "unmatched-delimiter 1:4");
  CHECK(f.form("(1a ") == "invalid-number 1:2");
}

TEST_CASE("fed byte by byte, a text gives the same forms") {
  Fixture f;
  std::string text =
      "(defn f [x] #_(no) {:a \\newline, :b \"q\\u00e9\\\"\"}) ; comment\n ~@x #?(:cljs [] :clj #{1}) ##Inf ^:m "
      "[1.5e3] :end ";
  std::string whole = f.forms(text);
  f.context.final = false;
  std::string pieces;
  SourceCursor cursor;
  for (size_t end = 0; end <= text.size(); ++end) {
    Result<ReadOutcome> outcome = read_form(f.heap, std::string_view(text).substr(0, end), cursor, f.context);
    REQUIRE(outcome);
    if (outcome->status == ReadStatus::form) pieces += (pieces.empty() ? "" : " ") + f.printed(outcome->form);
  }
  CHECK(pieces == whole);
}

TEST_CASE("a million opening brackets are an error, not a crash") {
  Fixture f;
  CHECK(f.form(std::string(1'000'000, '[')) == "unexpected-end 1:1000000");
  CHECK(f.form(std::string(1'000'000, '\'')) == "unexpected-end 1:1000000");
  CHECK(f.form(std::string(1'000'000, '(') + "]") == "unmatched-delimiter 1:1000001");
}

TEST_CASE("a million nested forms are read") {
  Fixture f;
  constexpr size_t kDepth = 1'000'000;
  Result<ReadOutcome> outcome = f.read_outcome(std::string(kDepth, '(') + std::string(kDepth, ')'));
  REQUIRE(outcome);
  size_t depth = 0;
  for (Value v = outcome->form; is<List>(v); v = as<List>(v)->first) ++depth;
  CHECK(depth == kDepth - 1);
  CHECK(f.read_outcome(std::string(kDepth, '[') + std::string(kDepth, ']')).has_value());
  CHECK(f.read_outcome(std::string(kDepth, '\'') + "a").has_value());
  CHECK(f.read_outcome("`" + std::string(kDepth, '(') + std::string(kDepth, ')')).has_value());
  std::string sets;
  for (size_t i = 0; i < kDepth / 10; ++i) sets += "#{";
  CHECK(f.read_outcome(sets + std::string(kDepth / 10, '}')).has_value());
}

TEST_CASE("the nesting limit is configurable") {
  Fixture f;
  f.context.depth_limit = 3;
  CHECK(f.form("[[[]]]") == "[[[]]]");
  CHECK(f.form("[[[[]]]]") == "nesting-limit 1:4");
}
