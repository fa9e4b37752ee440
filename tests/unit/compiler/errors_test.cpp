// What the compiler refuses, with text and place.
#include <doctest/doctest.h>

#include "compiler/compiler_fixture.h"

using norn::compiler_test::Fixture;

TEST_CASE("an unresolved symbol names the nearest known one") {
  Fixture f;
  CHECK(f.error("(prinln 1)") ==
        "unresolved-symbol: Unable to resolve symbol: prinln in this context. Did you mean: println 1:2");
  CHECK(f.error("(let* [total 1] totl)") ==
        "unresolved-symbol: Unable to resolve symbol: totl in this context. Did you mean: total 1:17");
  CHECK(f.error("(f\n  q)") == "unresolved-symbol: Unable to resolve symbol: q in this context 2:3");
}

TEST_CASE("a qualified symbol of an unknown namespace or var") {
  Fixture f;
  CHECK(f.error("clojure.core/mapp") ==
        "no-such-var: No such var: clojure.core/mapp. Did you mean: clojure.core/map 1:1");
  CHECK(f.error("nowhere/x") ==
        "no-such-namespace: No such namespace: nowhere, in nowhere/x. Require it first: (require 'nowhere) 1:1");
}

TEST_CASE("macros and private vars are no values") {
  Fixture f;
  REQUIRE(f.compiled("(def ^:macro m 1)"));
  CHECK(f.error("(f m)").starts_with("macro-value: Can't take value of a macro: #'user/m"));
  f.world.intern_var("other", "hidden")->aux |= norn::kVarPrivate;
  CHECK(f.error("other/hidden").starts_with("private-var: var: #'other/hidden is not public"));
  CHECK(f.error("(var other/hidden)") == "compiled");
}

TEST_CASE("recur: tail position, arity, try") {
  Fixture f;
  CHECK(f.error("(fn* [x] (inc (recur x)))").starts_with("recur-not-tail: Can only recur from tail position"));
  CHECK(f.error("(loop* [a 1] (do (recur 2) a))").starts_with("recur-not-tail"));
  CHECK(f.error("(recur)").starts_with("recur-not-tail"));
  CHECK(f.error("(loop* [a 1] (recur 1 2))") ==
        "recur-arity: Mismatched argument count to recur, expected: 1 args, got: 2 1:14");
  CHECK(f.error("(fn* [x] (try (recur x) (catch Exception e 1)))").starts_with("recur-across-try"));
  CHECK(f.error("(fn* [x] (try 1 (catch Exception e (recur x))))").starts_with("recur-from-catch"));
  CHECK(f.error("(fn* [x] (try (loop* [i 1] (if x (recur i) 1)) (finally 2)))") == "compiled");
  CHECK(f.error("(fn* [x] (try 1 (finally (loop* [i 1] (if x (recur i) 1)))))") == "compiled");
}

TEST_CASE("the shape of special forms") {
  Fixture f;
  CHECK(f.error("(if)") == "malformed-if: if takes a test, a then form and at most one else form, but found 0 1:1");
  CHECK(f.error("(let* [a] 1)").starts_with("malformed-let*: let* needs an even number of forms"));
  CHECK(f.error("(let* [user/a 1] 1)").starts_with("malformed-let*: Can't let qualified name: user/a"));
  CHECK(f.error("(let* [[a] 1] 1)")
            .starts_with("malformed-let*: let* binds plain symbols, but found [a]. Destructuring needs let"));
  CHECK(f.error("(def \"a\" 1)").starts_with("malformed-def: First argument to def must be a symbol, but found \"a\""));
  CHECK(f.error("(def other/a 1)").starts_with("def-elsewhere"));
  CHECK(f.error("(catch Exception e)").starts_with("misplaced-catch"));
  CHECK(f.error("(try 1 (finally 2) (catch Exception e 3))").starts_with("malformed-try: finally must be the last"));
  CHECK(f.error("(try 1 (catch Exception e 3) 4)").starts_with("malformed-try: Only catch or finally may follow"));
  CHECK(f.error("(let* [a 1] (set! a 2))").starts_with("set-of-local"));
  CHECK(f.error("(fn* [this] (fields* this [a] (set! a 2)))")
            .starts_with("set-of-field: Can't set! the immutable field a"));
  CHECK(f.error("(case* x 1 [1 2 1 3])").starts_with("duplicate-case-constant"));
  CHECK(f.error("(nil 1)").starts_with("call-of-nil: Can't call nil, in (nil 1)"));
  CHECK(f.error("(new String)").starts_with("not-expanded"));
}

TEST_CASE("the shape of functions") {
  Fixture f;
  CHECK(f.error("(fn* ([x] 1) ([y] 2))").starts_with("malformed-fn*: Can't have 2 arities with the same number"));
  CHECK(f.error("(fn* ([x & r] 1) ([& r] 2))").starts_with("malformed-fn*: Can't have more than one variadic"));
  CHECK(f.error("(fn* ([x y z] 1) ([x & r] 2))").starts_with("malformed-fn*: Can't have a fixed arity with more"));
  CHECK(f.error("(fn* [x & y z] 1)").starts_with("malformed-fn*: Exactly one parameter follows &"));
  CHECK(f.error("(fn* [a b c d e f1 g1 h1 i j k l m n o p q r s t] 1)") == "compiled");
  CHECK(f.error("(fn* [a b c d e f1 g1 h1 i j k l m n o p q r s t u] 1)").starts_with("too-many-parameters"));
}

namespace {
std::string nested(std::string_view open, std::string_view inner, std::string_view close, size_t depth) {
  std::string text;
  for (size_t n = 0; n < depth; ++n) text += open;
  text += inner;
  for (size_t n = 0; n < depth; ++n) text += close;
  return text;
}
}  // namespace

TEST_CASE("nesting up to the limit compiles, beyond it is an error") {
  Fixture f;
  struct Shape {
    std::string_view open, close;
  };
  for (auto [open, close] : {Shape{"(f ", ")"}, Shape{"[x ", "]"}, Shape{"(if x 1 ", ")"}, Shape{"(fn* [] ", ")"},
                             Shape{"(let* [a (f)] (f a ", "))"}, Shape{"(try ", " (finally (f)))"}, Shape{"(+ 1 ", ")"},
                             Shape{"(loop* [i 1] (if (f i) (recur i) ", "))"}}) {
    CAPTURE(open);
    size_t per_turn =
        open.find("(f a") != std::string_view::npos || open.find("(if (f") != std::string_view::npos ? 2 : 1;
    CHECK(f.error(nested(open, "(g)", close, 1'900 / per_turn)) == "compiled");
    CHECK(f.error(nested(open, "(g)", close, 100'000)).starts_with("nesting-limit"));
  }
  CHECK(f.error(nested("(f ", "(g)", ")", 1'000'000)).starts_with("nesting-limit"));
  CHECK(f.error(nested("[", "1", "]", 1'000'000)).starts_with("nesting-limit"));
  CHECK(f.error("(quote " + nested("[", "1", "]", 1'000'000) + ")") == "compiled");
}

TEST_CASE("a literal with more elements than a frame has registers is an error") {
  Fixture f;
  std::string text = "[";
  for (int n = 0; n < 70'000; ++n) text += " x";
  CHECK(f.error(text + "]").starts_with("function-too-large"));
}
