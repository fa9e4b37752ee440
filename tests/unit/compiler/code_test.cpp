// The code of small forms, as the disassembler shows it.
#include <doctest/doctest.h>

#include <algorithm>

#include "compiler/compiler_fixture.h"

using norn::compiler_test::Fixture;

TEST_CASE("fib is eight instructions") {
  Fixture f;
  CHECK(f.body("(def fib (fn* fib ([n] (if (< n 2) n (+ (user/fib (- n 1)) (user/fib (- n 2)))))))") ==
        "0 jump_unless_less_int r0 2 -> 2\n"
        "1 ret r0\n"
        "2 add_int r3 r0 -1\n"
        "3 call_var r1 1 #'user/fib, live r0\n"
        "5 add_int r4 r0 -2\n"
        "6 call_var r2 1 #'user/fib, live r1\n"
        "8 add r1 r1 r2\n"
        "9 ret r1\n");
}

TEST_CASE("a loop updates its variables in place") {
  Fixture f;
  CHECK(f.top("(loop* [i 0 sum 0] (if (< i 50000000) (recur (inc i) (+ sum i)) sum))") ==
        "0 load_int r0 0\n"
        "1 load_int r1 0\n"
        "2 load_int r2 50000000\n"
        "3 jump_unless_less r0 r2 -> 6\n"
        "4 add r1 r1 r0\n"
        "5 loop_increment_less r0 r2 -> 4\n"
        "6 ret r1\n");
}

TEST_CASE("a turn of a counting loop ends with test and jump in one") {
  Fixture f;
  CHECK(f.body("(fn* [n] (loop* [i 0] (if (> n i) (if (f i) (recur (inc i)) (recur (+ 2 i))) (g))))") ==
        "0 load_int r1 0\n"
        "1 jump_unless_less r1 r0 -> 10\n"
        "2 move r4 r1\n"
        "3 call_var r2 1 #'user/f, live r0 r1\n"
        "5 jump_if_not r2 -> 8\n"
        "6 loop_increment_less r1 r0 -> 2\n"
        "7 jump -> 10\n"
        "8 add_int r1 r1 2\n"
        "9 loop_less r1 r0 -> 2\n"
        "10 call_var r2 0 #'user/g\n"
        "12 ret r2\n");
}

TEST_CASE("recur swaps through one temporary") {
  Fixture f;
  CHECK(f.body("(fn* [a b] (if (f) (recur b a) a))") ==
        "0 call_var r2 0 #'user/f, live r0 r1\n"
        "2 jump_if_not r2 -> 7\n"
        "3 move_clear r2 r1\n"
        "4 move_clear r1 r0\n"
        "5 move_clear r0 r2\n"
        "6 loop_back 2 -> 0\n"
        "7 ret r0\n");
}

TEST_CASE("what reads a variable comes before the next that replaces it") {
  Fixture f;
  CHECK(f.body("(fn* [xs] (loop* [s xs sum 0] (if (nil? s) sum (recur (next s) (+ sum (first s))))))") ==
        "0 load_int r1 0\n"
        "1 jump_if_not_nil r0 -> 3\n"
        "2 ret r1\n"
        "3 first r2 r0\n"
        "4 add r1 r1 r2\n"
        "5 next r0 r0\n"
        "6 loop_back 2 -> 1\n");
}

TEST_CASE("nested calls build their windows in place") {
  Fixture f;
  CHECK(f.top("(f (g (h 1)) 2)") ==
        "0 load_int r6 1\n"
        "1 call_var r4 1 #'user/h\n"
        "3 call_var r2 1 #'user/g\n"
        "5 load_int r3 2\n"
        "6 call_var r0 2 #'user/f\n"
        "8 ret r0\n");
}

TEST_CASE("tests jump without making booleans") {
  Fixture f;
  CHECK(f.body("(fn* [a b] (if (let* [t (< a b)] (if t (not (nil? b)) t)) 1 2))") ==
        "0 jump_unless_less r0 r1 -> 4\n"
        "1 jump_if_nil r1 -> 4\n"
        "2 load_int r2 1\n"
        "3 ret r2\n"
        "4 load_int r2 2\n"
        "5 ret r2\n");
  CHECK(f.body("(fn* [a] (if (let* [t (> 3 a)] (if t t (= a 7))) 1 2))") ==
        "0 jump_unless_less_int r0 3 -> 2\n"
        "1 jump -> 3\n"
        "2 jump_unless_equal_int r0 7 -> 5\n"
        "3 load_int r1 1\n"
        "4 ret r1\n"
        "5 load_int r1 2\n"
        "6 ret r1\n");
}

TEST_CASE("constants are folded and tested at compile time") {
  Fixture f;
  CHECK(f.top("(if (< 1 2) (+ 1 (* 2 3)) (f))") == "0 load_int r0 7\n1 ret r0\n");
  CHECK(f.top("{:a [1 2 #{3}] :b 'c}") == "0 load_const r0 {:a [1 2 #{3}], :b c}\n2 ret r0\n");
  CHECK(f.top("(/ 1 0)") != "");
  f.options.constant_fold = false;
  CHECK(f.top("(+ 1 2)") == "0 load_int r0 1\n1 add_int r0 r0 2\n2 ret r0\n");
}

TEST_CASE("get with a keyword is a keyword lookup, a ^:const var its value") {
  Fixture f;
  CHECK(f.body("(fn* [m] (get m :a))") == "0 get_keyword r0 r0 :a\n3 ret r0\n");
  norn::Var* limit = f.world.intern_var("user", "limit");
  limit->root = norn::Value::fixnum(7);
  limit->aux |= norn::kVarConst;
  CHECK(f.body("(fn* [n] (+ n limit))") == "0 add_int r0 r0 7\n1 ret r0\n");
}

TEST_CASE("copies and small constants need no register") {
  Fixture f;
  CHECK(f.body("(fn* [a] (let* [b a c 5 d b] (+ d c)))") == "0 add_int r0 r0 5\n1 ret r0\n");
}

TEST_CASE("closures copy what they capture") {
  Fixture f;
  CHECK(f.body("(fn* [a b] (fn* [] (f a b)))") ==
        "0 move_clear r3 r0\n"
        "1 move_clear r4 r1\n"
        "2 closure r2 r3 2 <fn user/fn--1/fn--1>\n"
        "4 ret r2\n");
  CHECK(f.code("(fn* outer [a] (fn* inner [] (outer a)))")
            .find("user/outer/inner (0 arguments, frame 3)\n"
                  "    0  load_capture          r0 0\n"
                  "    1  load_capture          r2 1\n"
                  "    2  call                  r0 1") != std::string::npos);
}

TEST_CASE("functions of a letfn see each other") {
  Fixture f;
  CHECK(f.body("(fn* [n] (letfn* [a (fn* a [] (b)) b (fn* b [] (a))] (a)))") ==
        "0 load_nil r1\n"
        "1 load_nil r2\n"
        "2 closure r1 r2 1 <fn user/fn--1/a>\n"
        "4 closure r2 r1 1 <fn user/fn--1/b>\n"
        "6 closure_patch r1 0 r2\n"
        "7 move_clear r3 r1\n"
        "8 clear r0\n"
        "9 call r3 0\n"
        "10 ret r3\n");
}

TEST_CASE("case* jumps through a table, few integers are compared") {
  Fixture f;
  CHECK(f.body("(fn* [a] (case* a :none [:a 1 \"b\" 2 c 1]))") ==
        "0 case_index r1 r0 {:a 0, \"b\" 1, c 0}\n"
        "2 jump_table r1 2 -> 8 10\n"
        "5 load_const r1 :none\n"
        "7 ret r1\n"
        "8 load_int r1 1\n"
        "9 ret r1\n"
        "10 load_int r1 2\n"
        "11 ret r1\n");
  CHECK(f.body("(fn* [a] (case* a :none [1 :one]))") ==
        "0 jump_unless_equal_int r0 1 -> 2\n"
        "1 jump -> 5\n"
        "2 load_const r1 :none\n"
        "4 ret r1\n"
        "5 load_const r1 :one\n"
        "7 ret r1\n");
}

TEST_CASE("def: metadata is constant, def without a value keeps the root") {
  Fixture f;
  CHECK(f.top("(def ^:dynamic d 5)") ==
        "0 load_int r0 5\n1 load_const r1 {:line 1, :column 1, :dynamic true}\n3 define r0 r0 r1 #'user/d\n5 ret r0\n");
  CHECK(f.top("(def e)") == "0 load_const r0 <none>\n2 load_nil r1\n3 define r0 r0 r1 #'user/e\n5 ret r0\n");
  CHECK(f.top("d") == "0 var_get_dynamic r0 #'user/d\n2 ret r0\n");
}

TEST_CASE("class names: known ones are constants, unknown ones are looked up when reached") {
  Fixture f;
  CHECK(f.top("java.lang.String") == "0 load_const r0 java.lang.String\n2 ret r0\n");
  CHECK(f.top("no.such.Klass") ==
        "0 load_const r2 no.such.Klass\n2 call_var r0 1 #'norn.prim/resolve-class\n4 ret r0\n");
}

TEST_CASE("fields are read through the instance, closures capture the instance") {
  Fixture f;
  CHECK(f.body("(fn* [this] (fields* this [a ^:unsynchronized-mutable b] (set! b (f a))))") ==
        "0 get_field r3 r0 0\n"
        "1 call_var r1 1 #'user/f, live r0\n"
        "3 set_field r0 1 r1\n"
        "4 ret r1\n");
}

TEST_CASE("try: finally stands behind body and clauses, and as handler") {
  Fixture f;
  CHECK(f.top("(try (f) (catch ArithmeticException e (g e)) (catch :default e 2) (finally (h)))") ==
        "0 call_var r0 0 #'user/f\n"
        "2 call_var r1 0 #'user/h, live r0\n"
        "4 jump -> 26\n"
        "5 move r4 r1\n"
        "6 load_const r5 java.lang.ArithmeticException\n"
        "8 call_var r2 2 #'norn.prim/exception-matches?, live r1\n"
        "10 jump_if_not r2 -> 18\n"
        "11 move_clear r4 r1\n"
        "12 call_var r2 1 #'user/g\n"
        "14 move r0 r2\n"
        "15 call_var r2 0 #'user/h, live r0\n"
        "17 jump -> 26\n"
        "18 load_int r0 2\n"
        "19 clear r1\n"
        "20 call_var r2 0 #'user/h, live r0\n"
        "22 jump -> 26\n"
        "23 call_var r2 0 #'user/h, live r1\n"
        "25 reraise r1\n"
        "26 ret r0\n"
        "cleanup 2 .. 4\n"
        "catch 0 .. 2 -> 5 in r1\n"
        "cleanup 15 .. 17\n"
        "cleanup 19 .. 22\n"
        "finally 0 .. 2 -> 23 in r1\n"
        "finally 5 .. 15 -> 23 in r1\n"
        "finally 18 .. 19 -> 23 in r1\n"
        "cleanup 23 .. 25\n");
}

TEST_CASE("finally runs also when the body is a constant") {
  Fixture f;
  CHECK(f.top("(try 1 (finally (h)))").find("call_var r1 0 #'user/h") != std::string::npos);
  CHECK(f.top("(do (try 1 (finally (h))) 2)") ==
        "0 call_var r0 0 #'user/h\n2 load_int r0 2\n3 ret r0\ncleanup 0 .. 2\n");
}

TEST_CASE("a function too long for 16-bit jumps compares and jumps in two steps") {
  Fixture f;
  std::string text = "(fn* [a] (if (< a 1) (do";
  for (int n = 0; n < 12'000; ++n) text += " (f 1)";
  std::string code = f.body(text + ") 2))");
  CHECK(code.find("less r0 r0 r1") != std::string::npos);
  CHECK(code.find("jump_unless") == std::string::npos);
}

TEST_CASE("finally in finally grows linearly") {
  Fixture f;
  auto lines = [&](int levels, bool in_functions) {
    std::string form = "(g)";
    for (int i = 0; i < levels; ++i)
      form = in_functions ? "((fn* [] (try (f) (catch :default e (h)) (finally " + form + "))))"
                          : "(try (f) (catch :default e (h)) (finally " + form + "))";
    std::string code = f.code(form);
    return std::ranges::count(code, '\n');
  };
  for (bool in_functions : {false, true}) {
    CHECK(lines(12, in_functions) - lines(6, in_functions) <= lines(7, in_functions) - lines(1, in_functions) + 6);
    CHECK(lines(12, in_functions) < 12 * 40);
  }
}
