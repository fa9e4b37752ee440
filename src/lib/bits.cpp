// Bit operations on 64-bit integers. bit-and and the others that take any
// number of arguments are bytecode over the two-argument primitives.
#include <bit>

#include "lib/args.h"

namespace norn {

NORN_HOST(bit_and, "norn.prim/bit-and", "([x y])", "The bits set in both x and y.") {
  return bits_and(call.heap, call[0], call[1]);
}
NORN_HOST(bit_or, "norn.prim/bit-or", "([x y])", "The bits set in x, y or both.") {
  return bits_or(call.heap, call[0], call[1]);
}
NORN_HOST(bit_xor, "norn.prim/bit-xor", "([x y])", "The bits set in just one of x and y.") {
  return bits_xor(call.heap, call[0], call[1]);
}
NORN_HOST(bit_and_not, "norn.prim/bit-and-not", "([x y])", "The bits set in x and not in y.") {
  return bits_and_not(call.heap, call[0], call[1]);
}
NORN_HOST(bit_not, "clojure.core/bit-not", "([x])", "x with every bit inverted. (bit-not 0) => -1") {
  return bits_not(call.heap, call[0]);
}
NORN_HOST(shift_left, "clojure.core/bit-shift-left", "([x n])",
          "x shifted left by n modulo 64 bits. (bit-shift-left 1 4) => 16") {
  return bits_shift_left(call.heap, call[0], call[1]);
}
NORN_HOST(shift_right, "clojure.core/bit-shift-right", "([x n])",
          "x shifted right by n modulo 64 bits, with its sign. (bit-shift-right -8 1) => -4") {
  return bits_shift_right(call.heap, call[0], call[1]);
}
NORN_HOST(shift_right_unsigned, "clojure.core/unsigned-bit-shift-right", "([x n])",
          "x shifted right by n modulo 64 bits, zeros coming in.") {
  return bits_shift_right_unsigned(call.heap, call[0], call[1]);
}

namespace {

// 1 << n as a value.
Returned bit_number(HostCall& call) { return bits_shift_left(call.heap, Value::fixnum(1), call[1]); }

}  // namespace

NORN_HOST(bit_set, "clojure.core/bit-set", "([x n])", "x with bit n set. (bit-set 0 3) => 8") {
  return bits_or(call.heap, call[0], NORN_TRY(bit_number(call)));
}
NORN_HOST(bit_clear, "clojure.core/bit-clear", "([x n])", "x with bit n cleared. (bit-clear 15 3) => 7") {
  return bits_and_not(call.heap, call[0], NORN_TRY(bit_number(call)));
}
NORN_HOST(bit_flip, "clojure.core/bit-flip", "([x n])", "x with bit n inverted. (bit-flip 15 3) => 7") {
  return bits_xor(call.heap, call[0], NORN_TRY(bit_number(call)));
}
NORN_HOST(bit_test, "clojure.core/bit-test", "([x n])", "Whether bit n of x is set.") {
  return Value::boolean(NORN_TRY(bits_and(call.heap, call[0], NORN_TRY(bit_number(call)))) != Value::fixnum(0));
}
NORN_HOST(bit_count, "norn.prim/bit-count", "([x])", "How many bits of x are set.") {
  return Value::fixnum(std::popcount(static_cast<uint64_t>(NORN_TRY(integer_arg(call, 0)))));
}
NORN_HOST(leading_zeros, "norn.prim/leading-zeros", "([x])",
          "How many zero bits stand before the highest set bit of x; 64 for 0.") {
  return Value::fixnum(std::countl_zero(static_cast<uint64_t>(NORN_TRY(integer_arg(call, 0)))));
}
NORN_HOST(trailing_zeros, "norn.prim/trailing-zeros", "([x])",
          "How many zero bits stand below the lowest set bit of x; 64 for 0.") {
  return Value::fixnum(std::countr_zero(static_cast<uint64_t>(NORN_TRY(integer_arg(call, 0)))));
}

NORN_MODULE(kBitsModule, bit_and, bit_or, bit_xor, bit_and_not, bit_not, shift_left, shift_right, shift_right_unsigned,
            bit_set, bit_clear, bit_flip, bit_test, bit_count, leading_zeros, trailing_zeros);

}  // namespace norn
