// The expressions that syntax quote makes.
#include "reader/syntax_quote.h"

#include <doctest/doctest.h>

#include <regex>

#include "data/type.h"
#include "reader/reader_fixture.h"

using namespace norn;
using norn::reader_test::Fixture;

namespace {

// The printed form without the namespace of the functions that build it.
std::string quoted(Fixture& f, std::string_view text) {
  return std::regex_replace(f.form(text), std::regex("clojure\\.core/"), "");
}

}  // namespace

TEST_CASE("symbols are resolved in the current namespace") {
  Fixture f;
  CHECK(quoted(f, "`a") == "(quote user/a)");
  CHECK(quoted(f, "`a/b") == "(quote a/b)");
  CHECK(quoted(f, "`java.util.Date") == "(quote java.util.Date)");
  CHECK(quoted(f, "`Foo.") == "(quote Foo.)");
  CHECK(quoted(f, "`.method") == "(quote .method)");
  CHECK(quoted(f, "`..") == "(quote ..)");
}

TEST_CASE("referred vars get their own namespace") {
  Fixture f;
  Var* var = f.world.intern_var("other.ns", "thing");
  namespace_refer(f.heap, f.context.ns, f.world.intern_symbol("thing"), to_value(var));
  CHECK(f.form("`thing") == "(quote other.ns/thing)");
}

TEST_CASE("aliases become namespaces") {
  Fixture f;
  namespace_add_alias(f.heap, f.context.ns, f.world.intern_symbol("o"),
                      f.world.find_or_create_namespace(f.world.intern_symbol("other.ns")));
  CHECK(f.form("`o/x") == "(quote other.ns/x)");
}

TEST_CASE("classes get their full names") {
  Fixture f;
  CHECK(f.form("`String") == "(quote java.lang.String)");
  CHECK(f.form("`String.") == "(quote java.lang.String.)");
  CHECK(f.form("`String/valueOf") == "(quote java.lang.String/valueOf)");
}

TEST_CASE("special forms stay") {
  Fixture f;
  CHECK(f.form("`if") == "(quote if)");
  CHECK(f.form("`&") == "(quote &)");
  CHECK(f.form("`.") == "(quote .)");
  CHECK(f.form("`fn*") == "(quote fn*)");
}

TEST_CASE("constants mean themselves") {
  Fixture f;
  CHECK(f.forms("`nil `true `1 `:a `\"s\" `\\c") == "nil true 1 :a \"s\" \\c");
}

TEST_CASE("lists") {
  Fixture f;
  CHECK(f.form("`()") == "(clojure.core/list)");
  CHECK(f.form("`(a)") == "(clojure.core/seq (clojure.core/concat (clojure.core/list (quote user/a))))");
  CHECK(quoted(f, "`(1 ~b ~@c)") == "(seq (concat (list 1) (list b) c))");
  CHECK(quoted(f, "`((a))") == "(seq (concat (list (seq (concat (list (quote user/a)))))))");
}

TEST_CASE("other collections") {
  Fixture f;
  CHECK(quoted(f, "`[1 ~@c]") == "(apply vector (seq (concat (list 1) c)))");
  CHECK(quoted(f, "`[]") == "(apply vector (seq (concat)))");
  CHECK(quoted(f, "`{:a ~b}") == "(apply hash-map (seq (concat (list :a) (list b))))");
  CHECK(quoted(f, "`#{~a}") == "(apply hash-set (seq (concat (list a))))");
}

TEST_CASE("unquote alone is the form") {
  Fixture f;
  CHECK(f.form("`~a") == "a");
  CHECK(f.form("`~(a b)") == "(a b)");
}

TEST_CASE("generated symbols are the same within one syntax quote only") {
  Fixture f;
  CHECK(quoted(f, "`[x# x#]") ==
        "(apply vector (seq (concat (list (quote x__1__auto__)) (list (quote x__1__auto__)))))");
  CHECK(quoted(f, "[`x# `x#]") == "[(quote x__1__auto__) (quote x__2__auto__)]");
}

TEST_CASE("function literals inside keep their arguments together") {
  Fixture f;
  CHECK(quoted(f, "`#(a %)") ==
        "(seq (concat (list (quote fn*)) (list (apply vector (seq (concat (list (quote p1__1__2__auto__)))))) "
        "(list (seq (concat (list (quote user/a)) (list (quote p1__1__2__auto__)))))))");
}

TEST_CASE("metadata that the program wrote is kept") {
  Fixture f;
  CHECK(quoted(f, "`^:m a") == "(with-meta (quote user/a) (apply hash-map (seq (concat (list :m) (list true)))))");
  CHECK(quoted(f, "`^:m [1]") ==
        "(with-meta (apply vector (seq (concat (list 1)))) (apply hash-map (seq (concat (list :m) (list true)))))");
  CHECK(quoted(f, "`^:m (1)") ==
        "(with-meta (seq (concat (list 1))) (apply hash-map (seq (concat (list :m) (list true)))))");
  CHECK(quoted(f, "`^{:m ~x} a") == "(with-meta (quote user/a) (apply hash-map (seq (concat (list :m) (list x)))))");
}

TEST_CASE("syntax quotes nest") {
  Fixture f;
  CHECK(quoted(f, "``a") == "(seq (concat (list (quote quote)) (list (quote user/a))))");
  CHECK(quoted(f, "``~a") == "(quote user/a)");
  CHECK(quoted(f, "``~~a") == "a");
}

TEST_CASE("splicing needs something to splice into") {
  Fixture f;
  CHECK(f.form("`~@a") == "splice-outside-list 1:1");
}

TEST_CASE("pending forms inside are built as constants") {
  Fixture f;
  CHECK(quoted(f, "`(#t 1)") == "(seq (concat (list (quote #t 1))))");
  CHECK(quoted(f, "`{#t 1 ~a}") == "(apply hash-map (seq (concat (list (quote #t 1)) (list a))))");
}

TEST_CASE("syntax quotes in a row are limited, not allowed to fill the memory") {
  Fixture f;
  CHECK(f.read_outcome("````a").has_value());
  CHECK(f.form(std::string(20, '`') + "a").starts_with("syntax-quote-limit 1:"));
}
