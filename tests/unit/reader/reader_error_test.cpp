// Every error: its code, its place, and what its text must tell.
#include <doctest/doctest.h>

#include "reader/reader_fixture.h"

using namespace norn;
using norn::reader_test::Fixture;

namespace {

bool contains(const std::string& text, std::string_view part) {
  if (text.find(part) != std::string::npos) return true;
  MESSAGE(text);
  return false;
}

}  // namespace

TEST_CASE("unmatched delimiters name both sides") {
  Fixture f;
  CHECK(f.form(" )") == "unmatched-delimiter 1:2");
  CHECK(f.form("(a\n ]") == "unmatched-delimiter 2:2");
  CHECK(contains(f.error("(a ]"), "Unmatched delimiter: ]"));
  CHECK(contains(f.error("(a ]"), "'(' at 1:1; expected ')'"));
  CHECK(contains(f.error("#{1 )"), "'#{' at 1:1; expected '}'"));
  CHECK(contains(f.error("(a ')"), "must follow the ''' at 1:4"));
  CHECK(contains(f.error("(#_)"), "must follow the '#_' at 1:2"));
}

TEST_CASE("the end inside a form names the delimiter that is open") {
  Fixture f;
  CHECK(f.form("(a\n [b") == "unexpected-end 2:2");
  CHECK(contains(f.error("(a\n [b"), "EOF while reading"));
  CHECK(contains(f.error("(a\n [b"), "'[' at 2:2 is never closed; add the missing ']'"));
  CHECK(contains(f.error("(a\n [b"), "begins with '(' at 1:1"));
  CHECK(f.form("'") == "unexpected-end 1:1");
  CHECK(f.form("^:a") == "unexpected-end 1:1");
  CHECK(f.form("#_") == "unexpected-end 1:1");
  CHECK(f.form("#") == "unexpected-end 1:1");
  CHECK(f.form("#?") == "unexpected-end 1:1");
  CHECK(f.form("#foo") == "unexpected-end 1:1");
  CHECK(f.form("#:a") == "unexpected-end 1:1");
  CHECK(f.form("\\") == "unexpected-end 1:1");
}

TEST_CASE("the end inside a string") {
  Fixture f;
  CHECK(f.form("\n \"abc") == "unexpected-end 2:2");
  CHECK(f.form("\"abc\\") == "unexpected-end 1:1");
  CHECK(f.form("\"abc\\u00") == "unexpected-end 1:1");
  CHECK(f.form("#\"abc\\\"") == "unexpected-end 1:1");
  CHECK(contains(f.error("\"abc"), "add the closing '\"'"));
}

TEST_CASE("string escapes") {
  Fixture f;
  CHECK(f.form("\"ab\\q\"") == "invalid-escape 1:4");
  CHECK(contains(f.error("\"\\q\""), "Unsupported escape character: \\q"));
  CHECK(f.form("\"\\u12g4\"") == "invalid-escape 1:2");
  CHECK(f.form("\"\\u12\"") == "invalid-escape 1:2");
  CHECK(f.form("\"\\400\"") == "invalid-escape 1:2");
  CHECK(f.form("\"\\8\"") == "invalid-escape 1:2");
}

TEST_CASE("lone surrogates are no text") {
  Fixture f;
  CHECK(f.form("\"\\uD83D\"") == "lone-surrogate 1:2");
  CHECK(f.form("\"\\uDE00\"") == "lone-surrogate 1:2");
  CHECK(f.form("\"\\uD83Dx\"") == "lone-surrogate 1:2");
  CHECK(f.form("\"\\uD83D\\u0041\"") == "lone-surrogate 1:2");
  CHECK(f.form("\\uD83D") == "lone-surrogate 1:1");
}

TEST_CASE("characters") {
  Fixture f;
  CHECK(f.form("\\foo") == "invalid-character 1:1");
  CHECK(contains(f.error("\\foo"), "Unsupported character: \\foo"));
  CHECK(f.form("\\u12") == "invalid-character 1:1");
  CHECK(f.form("\\u12345") == "invalid-character 1:1");
  CHECK(f.form("\\o400") == "invalid-character 1:1");
  CHECK(f.form("\\o8") == "invalid-character 1:1");
}

TEST_CASE("numbers") {
  Fixture f;
  CHECK(f.form("[1a]") == "invalid-number 1:2");
  CHECK(f.form("08") == "invalid-number 1:1");
  CHECK(f.form("1/0") == "invalid-number 1:1");
  CHECK(f.form("##Foo") == "invalid-symbolic-value 1:1");
}

TEST_CASE("tokens") {
  Fixture f;
  for (std::string_view token :
       {"a:", ":a:", ":", "::", "a::b", ":::a", "/a", "a/", "a:/b", "a/1b", ":a/", "//", "a/0"}) {
    CAPTURE(token);
    CHECK(f.form(token) == "invalid-token 1:1");
  }
  CHECK(f.form("::no-such/a") == "invalid-token 1:1");
  CHECK(contains(f.error("::no-such/a"), "namespace alias no-such, which user does not have"));
}

TEST_CASE("duplicates are found where the second one stands") {
  Fixture f;
  CHECK(f.form("{:a 1\n :b 2 :a 3}") == "duplicate-key 2:7");
  CHECK(contains(f.error("{:a 1 :a 3}"), "Duplicate key: :a"));
  CHECK(f.form("#{1 [2] 3 [2]}") == "duplicate-key 1:11");
  CHECK(f.form("#:a{:b 1 :a/b 2}") == "duplicate-key 1:10");
  CHECK(f.form("{0 0 1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8 9 9 0 0}") == "duplicate-key 1:42");
}

TEST_CASE("a map of an odd number of forms") {
  Fixture f;
  CHECK(f.form(" {:a 1 :b}") == "odd-map 1:2");
  CHECK(contains(f.error("{:a 1 :b}"), "Map literal must contain an even number of forms"));
  CHECK(contains(f.error("{:a 1 :b}"), "the key :b at 1:7"));
}

TEST_CASE("namespaced maps") {
  Fixture f;
  CHECK(f.form("#:{:a 1}") == "invalid-namespaced-map 1:1");
  CHECK(f.form("#: a{:a 1}") == "invalid-namespaced-map 1:1");
  CHECK(f.form("#:a/b{:a 1}") == "invalid-namespaced-map 1:1");
  CHECK(f.form("#:a [:a 1]") == "invalid-namespaced-map 1:1");
  CHECK(f.form("#::nope{:a 1}") == "unknown-alias 1:1");
}

TEST_CASE("function literals") {
  Fixture f;
  CHECK(f.form("#(a #(b))") == "nested-function 1:5");
  CHECK(f.form("#(a %foo)") == "invalid-argument 1:5");
  CHECK(f.form("#(a %0)") == "invalid-argument 1:5");
  CHECK(f.form("#(a %21)") == "invalid-argument 1:5");
  CHECK(f.form("#(a %99999999999999999999)") == "invalid-argument 1:5");
}

TEST_CASE("literals of the default tags") {
  Fixture f;
  CHECK(f.form("#inst \"20x0\"") == "invalid-literal 1:7");
  CHECK(f.form("#inst 1") == "invalid-literal 1:7");
  CHECK(f.form("#uuid \"550e8400\"") == "invalid-literal 1:7");
  CHECK(contains(f.error("#uuid 1"), "found 1, expected a string"));
}

TEST_CASE("regular expressions") {
  Fixture f;
  CHECK(f.form("(a #\"(\")") == "invalid-regex 1:4");
  CHECK(contains(f.error("#\"(\""), "Invalid regular expression #\"(\""));
}

TEST_CASE("dispatch") {
  Fixture f;
  CHECK(f.form("#<Object@1>") == "unreadable 1:1");
  CHECK(f.form("#)") == "no-dispatch-macro 1:1");
  CHECK(f.form("#1") == "no-dispatch-macro 1:1");
  CHECK(f.form("#a: 1") == "invalid-tag 1:1");
  CHECK(f.form("#nil 1") == "invalid-tag 1:1");
  CHECK(f.form("#\xEF\xBB\xBFx 1") == "invalid-tag 1:1");  // a byte order mark is a blank
  CHECK(f.form("#norn.reader/eval (exit)") == "invalid-tag 1:1");
}

TEST_CASE("metadata") {
  Fixture f;
  CHECK(f.form("^1 a") == "invalid-metadata 1:2");
  CHECK(f.form("^:a 1") == "invalid-metadata 1:5");
  CHECK(f.form("^:a \"s\"") == "invalid-metadata 1:5");
  CHECK(f.form("(^:a)") == "unmatched-delimiter 1:5");
}

TEST_CASE("reader conditionals") {
  Fixture f;
  CHECK(f.form("#?:clj") == "invalid-conditional 1:1");
  CHECK(f.form("#?(clj 1)") == "invalid-conditional 1:4");
  CHECK(f.form("#?(:clj)") == "invalid-conditional 1:1");
  CHECK(f.form("#?(:else 1)") == "invalid-conditional 1:4");
  CHECK(f.form("#?@(:clj [1])") == "top-level-splice 1:1");
  CHECK(f.form("'#?@(:clj [1])") == "top-level-splice 1:2");
  CHECK(f.form("[#?@(:clj 1)]") == "invalid-conditional 1:11");
  f.context.conditionals = ReaderConditionals::refuse;
  CHECK(f.form("#?(:clj 1)") == "invalid-conditional 1:1");
}

TEST_CASE("what needs a namespace says so") {
  Fixture f;
  f.context.ns = nullptr;
  CHECK(f.form("::a") == "no-namespace 1:1");
  CHECK(f.form("`a") == "no-namespace 1:1");
  CHECK(f.form("#::{:a 1}") == "no-namespace 1:1");
}

TEST_CASE("an error leaves the cursor where it was") {
  Fixture f;
  f.cursor = {};
  CHECK(!read_form(f.heap, "  )", f.cursor, f.context));
  CHECK(f.cursor.offset == 0);
}
