// Dead locals are cleared before the task can be suspended (SEMANTICS 30).
#include <doctest/doctest.h>

#include "code/register_liveness.h"
#include "compiler/compiler_fixture.h"

using norn::compiler_test::Fixture;

TEST_CASE("the last use as an argument moves") {
  Fixture f;
  CHECK(f.body("(fn* [coll] (reduce + coll))") ==
        "0 var_get r3 #'clojure.core/+\n"
        "2 move_clear r4 r0\n"
        "3 call_var r1 2 #'clojure.core/reduce\n"
        "5 ret r1\n");
}

TEST_CASE("an operation that may walk a sequence holds it in its result register only") {
  Fixture f;
  CHECK(f.body("(fn* [coll] (count coll))") == "0 count r0 r0\n1 ret r0\n");
  CHECK(f.body("(fn* [coll] (f (count coll)))") ==
        "0 move_clear r3 r0\n"
        "1 count r3 r3\n"
        "2 call_var r1 1 #'user/f\n"
        "4 ret r1\n");
}

TEST_CASE("a local takes over the register of the one it is made from") {
  Fixture f;
  CHECK(f.body("(fn* [coll] (let* [s (seq coll)] (f s) (g)))") ==
        "0 seq r0 r0\n"
        "1 move_clear r3 r0\n"
        "2 call_var r1 1 #'user/f\n"
        "4 call_var r1 0 #'user/g\n"
        "6 ret r1\n");
}

TEST_CASE("a local that is dead on one branch is cleared before the next call there") {
  Fixture f;
  CHECK(f.body("(fn* [a coll] (if a (f coll) (g)))") ==
        "0 jump_if_not r0 -> 6\n"
        "1 move_clear r4 r1\n"
        "2 clear r0\n"
        "3 call_var r2 1 #'user/f\n"
        "5 ret r2\n"
        "6 clear r0\n"
        "7 clear r1\n"
        "8 call_var r2 0 #'user/g\n"
        "10 ret r2\n");
}

TEST_CASE("nothing is cleared before the function returns, or when it is a number") {
  Fixture f;
  CHECK(f.body("(fn* [m] (first m))") == "0 first r0 r0\n1 ret r0\n");
  CHECK(f.body("(fn* [n] (let* [k (+ n 1)] (f k) (g)))") ==
        "0 add_int r0 r0 1\n"
        "1 move r3 r0\n"
        "2 call_var r1 1 #'user/f\n"
        "4 call_var r1 0 #'user/g\n"
        "6 ret r1\n");
}

TEST_CASE("an unused parameter is cleared") {
  Fixture f;
  CHECK(f.body("(fn* [a] (f))") == "0 clear r0\n1 call_var r1 0 #'user/f\n3 ret r1\n");
}

TEST_CASE("what a loop uses lives as long as the loop") {
  Fixture f;
  std::string code = f.body("(fn* [a b] (loop* [i 0] (if (f a i) (recur (inc i)) (g b))))");
  CHECK(code ==
        "0 load_int r2 0\n"
        "1 move r5 r0\n"
        "2 move r6 r2\n"
        "3 call_var r3 2 #'user/f, live r0 r1 r2\n"
        "5 jump_if_not r3 -> 8\n"
        "6 add_int r2 r2 1\n"
        "7 loop_back 3 -> 1\n"
        "8 move_clear r5 r1\n"
        "9 clear r0\n"
        "10 call_var r3 1 #'user/g\n"
        "12 ret r3\n");
}

TEST_CASE("what a handler reads lives in all of the body") {
  Fixture f;
  std::string code = f.body("(fn* [a b] (try (f a b) (finally (g a))))");
  CHECK(code.find("move r4 r0\n1 move_clear r5 r1\n2 call_var r2 2 #'user/f, live r0") != std::string::npos);
}

TEST_CASE("a loop variable that takes over an outer local needs no move") {
  Fixture f;
  CHECK(f.body("(fn* [xs] (loop* [s xs n 0] (if (nil? s) n (recur (next s) (inc n)))))") ==
        "0 load_int r1 0\n"
        "1 jump_if_not_nil r0 -> 3\n"
        "2 ret r1\n"
        "3 next r0 r0\n"
        "4 add_int r1 r1 1\n"
        "5 loop_back 2 -> 1\n");
}

TEST_CASE("an operand that is read later by the operation does not die in another operand") {
  Fixture f;
  // x is read by `cons` after the call of f.
  CHECK(f.body("(fn* [x] (cons x (f x)))") ==
        "0 move r3 r0\n"
        "1 call_var r1 1 #'user/f, live r0\n"
        "3 cons r0 r0 r1\n"
        "4 ret r0\n");
}

TEST_CASE("arguments of recur may be evaluated in another order: a local used twice dies in none") {
  Fixture f;
  std::string code = f.body("(fn* [a b] (let* [t (f a)] (recur (+ t 1) (g t))))");
  CHECK(code.find("move_clear r5 r2") == std::string::npos);
}

TEST_CASE("an opcode that may call bytecode says which registers are dead meanwhile") {
  Fixture f;
  // The window of the call of f makes the frame larger than what lives at `next`.
  norn::Result<norn::Function*> made =
      f.compiled("(fn* [xs] (loop* [s xs n 0] (if (nil? s) (f 1 2 3 n) (recur (next s) (inc n)))))");
  REQUIRE(made);
  norn::Code* outer = (*made)->code->direct[0].get();
  norn::Function* inner = norn::as<norn::Function>(norn::Value::from_bits(outer->words()[1]));
  norn::Code* code = inner->code->direct[1].get();
  for (uint32_t at = 0; at < code->word_count();) {
    norn::Instruction i{code->words()[at]};
    if (i.op() == norn::Op::next) CHECK(code->live_registers(at) == 2);
    if (i.op() == norn::Op::call_var) CHECK(code->live_registers(at) == code->frame_size);
    at += 1 + static_cast<uint32_t>(norn::extra_words(i));
  }
}
