// clojure.core's arithmetic: what takes a fixed number of arguments is the
// public function itself; for `+ - * / < > <= >= ==` and their kin the
// variadic functions are bytecode over the two-argument primitives here.
#include <cmath>

#include "data/bigint.h"
#include "data/decimal.h"
#include "data/decimal_context.h"
#include "data/print.h"
#include "data/vector.h"
#include "lib/args.h"
#include "vm/vm.h"

namespace norn {

namespace {

Returned boolean(OrRaised<bool> answer) { return Value::boolean(NORN_TRY(answer)); }

}  // namespace

// --- the two-argument primitives -----------------------------------------------------------

NORN_HOST(add, "norn.prim/add", "([x y])", "x + y. Integer overflow raises ArithmeticException.") {
  return number_add(call.heap, call[0], call[1]);
}
NORN_HOST(subtract, "norn.prim/subtract", "([x y])", "x - y. Integer overflow raises ArithmeticException.") {
  return number_subtract(call.heap, call[0], call[1]);
}
NORN_HOST(multiply, "norn.prim/multiply", "([x y])", "x * y. Integer overflow raises ArithmeticException.") {
  return number_multiply(call.heap, call[0], call[1]);
}
NORN_HOST(divide, "norn.prim/divide", "([x y])", "x / y, exact for integers: (divide 1 2) => 1/2.") {
  return number_divide(call.heap, call[0], call[1]);
}
NORN_HOST(negate, "norn.prim/negate", "([x])", "-x. Integer overflow raises ArithmeticException.") {
  return number_negate(call.heap, call[0]);
}
NORN_HOST(add_promoting, "norn.prim/add-promoting", "([x y])", "x + y; integer overflow yields a BigInt.") {
  return number_add_promoting(call.heap, call[0], call[1]);
}
NORN_HOST(subtract_promoting, "norn.prim/subtract-promoting", "([x y])", "x - y; integer overflow yields a BigInt.") {
  return number_subtract_promoting(call.heap, call[0], call[1]);
}
NORN_HOST(multiply_promoting, "norn.prim/multiply-promoting", "([x y])", "x * y; integer overflow yields a BigInt.") {
  return number_multiply_promoting(call.heap, call[0], call[1]);
}
NORN_HOST(negate_promoting, "norn.prim/negate-promoting", "([x])", "-x; integer overflow yields a BigInt.") {
  return number_negate_promoting(call.heap, call[0]);
}
NORN_HOST(less, "norn.prim/less", "([x y])", "Whether x < y.") {
  return boolean(number_less(call.heap, call[0], call[1]));
}
NORN_HOST(less_equal, "norn.prim/less-equal", "([x y])", "Whether x <= y.") {
  return boolean(number_less_equal(call.heap, call[0], call[1]));
}
NORN_HOST(greater, "norn.prim/greater", "([x y])", "Whether x > y.") {
  return boolean(number_greater(call.heap, call[0], call[1]));
}
NORN_HOST(greater_equal, "norn.prim/greater-equal", "([x y])", "Whether x >= y.") {
  return boolean(number_greater_equal(call.heap, call[0], call[1]));
}
NORN_HOST(equal, "norn.prim/equal", "([x y])", "Whether the numbers x and y have the same value, of whatever type.") {
  return boolean(number_equals(call.heap, call[0], call[1]));
}
NORN_HOST(maximum, "norn.prim/max", "([x y])", "The greater of two numbers; NaN if one of them is.") {
  if (is_double(call[0]) && std::isnan(to_double(call[0]))) return call[0];
  if (is_double(call[1]) && std::isnan(to_double(call[1]))) return call[1];
  return NORN_TRY(number_greater(call.heap, call[0], call[1])) ? call[0] : call[1];
}
NORN_HOST(minimum, "norn.prim/min", "([x y])", "The lesser of two numbers; NaN if one of them is.") {
  if (is_double(call[0]) && std::isnan(to_double(call[0]))) return call[0];
  if (is_double(call[1]) && std::isnan(to_double(call[1]))) return call[1];
  return NORN_TRY(number_less(call.heap, call[0], call[1])) ? call[0] : call[1];
}

// --- fixed arity ---------------------------------------------------------------------------

NORN_HOST(quot, "clojure.core/quot", "([num div])", "num divided by div, truncated towards zero. (quot -7 2) => -3") {
  return number_quotient(call.heap, call[0], call[1]);
}
NORN_HOST(rem, "clojure.core/rem", "([num div])",
          "The remainder of num divided by div; has the sign of num. (rem -7 2) => -1") {
  return number_remainder(call.heap, call[0], call[1]);
}
NORN_HOST(mod, "clojure.core/mod", "([num div])", "num modulo div; has the sign of div. (mod -7 2) => 1") {
  return number_modulo(call.heap, call[0], call[1]);
}
NORN_HOST(inc, "clojure.core/inc", "([x])", "x + 1. Integer overflow raises ArithmeticException. See also inc'.") {
  return number_increment(call.heap, call[0]);
}
NORN_HOST(dec, "clojure.core/dec", "([x])", "x - 1. Integer overflow raises ArithmeticException. See also dec'.") {
  return number_decrement(call.heap, call[0]);
}
NORN_HOST(inc_promoting, "clojure.core/inc'", "([x])", "x + 1; integer overflow yields a BigInt.") {
  return number_increment_promoting(call.heap, call[0]);
}
NORN_HOST(dec_promoting, "clojure.core/dec'", "([x])", "x - 1; integer overflow yields a BigInt.") {
  return number_decrement_promoting(call.heap, call[0]);
}
NORN_HOST(absolute, "clojure.core/abs", "([a])",
          "The absolute value of a. The smallest 64-bit integer is returned as it is.") {
  return number_absolute(call.heap, call[0]);
}
NORN_HOST(is_zero, "clojure.core/zero?", "([num])", "Whether num is zero.") {
  return boolean(number_is_zero(call.heap, call[0]));
}
NORN_HOST(is_positive, "clojure.core/pos?", "([num])", "Whether num is greater than zero.") {
  return boolean(number_is_positive(call.heap, call[0]));
}
NORN_HOST(is_negative, "clojure.core/neg?", "([num])", "Whether num is less than zero.") {
  return boolean(number_is_negative(call.heap, call[0]));
}

namespace {

// The lowest bit of an integer.
OrRaised<bool> is_odd_integer(HostCall& call) {
  Value n = call[0];
  if (n.is_fixnum()) return (n.as_fixnum() & 1) != 0;
  if (auto* boxed = try_as<BoxedLong>(n)) return (boxed->value & 1) != 0;
  if (auto* big = try_as<BigInt>(n)) return big->limb_count() > 0 && (big->limbs()[0] & 1) != 0;
  NORN_RAISE(raise_illegal_argument(call.heap, "Argument must be an integer: " + print_brief(call.heap, n)));
}

}  // namespace

NORN_HOST(is_even, "clojure.core/even?", "([n])", "Whether the integer n is even.") {
  return Value::boolean(!NORN_TRY(is_odd_integer(call)));
}
NORN_HOST(is_odd, "clojure.core/odd?", "([n])", "Whether the integer n is odd.") {
  return Value::boolean(NORN_TRY(is_odd_integer(call)));
}

// --- predicates ----------------------------------------------------------------------------

NORN_HOST(number_p, "clojure.core/number?", "([x])", "Whether x is a number.") {
  return Value::boolean(is_number(call[0]));
}
NORN_HOST(integer_p, "clojure.core/integer?", "([n])", "Whether n is an integer, of any size.") {
  return Value::boolean(is_integer(call[0]));
}
NORN_HOST(int_p, "clojure.core/int?", "([x])", "Whether x is an integer of 64 bits.") {
  return Value::boolean(is_long(call[0]));
}
NORN_HOST(pos_int_p, "clojure.core/pos-int?", "([x])", "Whether x is a 64-bit integer greater than zero.") {
  return Value::boolean(is_long(call[0]) && long_value(call[0]) > 0);
}
NORN_HOST(neg_int_p, "clojure.core/neg-int?", "([x])", "Whether x is a 64-bit integer less than zero.") {
  return Value::boolean(is_long(call[0]) && long_value(call[0]) < 0);
}
NORN_HOST(nat_int_p, "clojure.core/nat-int?", "([x])", "Whether x is a 64-bit integer and not negative.") {
  return Value::boolean(is_long(call[0]) && long_value(call[0]) >= 0);
}
NORN_HOST(float_p, "clojure.core/float?", "([n])", "Whether n is a floating point number.") {
  return Value::boolean(is_double(call[0]));
}
NORN_HOST(double_p, "clojure.core/double?", "([x])", "Whether x is a double.") {
  return Value::boolean(is_double(call[0]));
}
NORN_HOST(ratio_p, "clojure.core/ratio?", "([n])", "Whether n is a Ratio.") {
  return Value::boolean(is<Ratio>(call[0]));
}
NORN_HOST(decimal_p, "clojure.core/decimal?", "([n])", "Whether n is a BigDecimal.") {
  return Value::boolean(is<Decimal>(call[0]));
}
NORN_HOST(rational_p, "clojure.core/rational?", "([n])",
          "Whether n is an exact number: an integer, a ratio or a decimal.") {
  return Value::boolean(is_number(call[0]) && !is_double(call[0]));
}
NORN_HOST(nan_p, "clojure.core/NaN?", "([num])", "Whether num is not a number.") {
  return Value::boolean(std::isnan(NORN_TRY(double_arg(call, 0))));
}
NORN_HOST(infinite_p, "clojure.core/infinite?", "([num])", "Whether num is ##Inf or ##-Inf.") {
  return Value::boolean(std::isinf(NORN_TRY(double_arg(call, 0))));
}

// --- conversion ----------------------------------------------------------------------------

namespace {

Returned sized_integer(HostCall& call, std::string_view type, int64_t lowest, int64_t highest) {
  return make_integer(call.heap, NORN_TRY(number_to_sized_integer(call.heap, call[0], type, lowest, highest)));
}

// The low bits of any number, sign-extended: unchecked-byte and the like.
template <typename T>
Returned wrapped_integer(HostCall& call) {
  Value v = call[0];
  if (is_double(v)) {
    double d = to_double(v);
    if (std::isnan(d)) return Value::fixnum(0);
    // A double saturates at 64 bits, as the JVM's conversion does.
    int64_t n = d >= 0x1p63 ? INT64_MAX : d <= -0x1p63 ? INT64_MIN : static_cast<int64_t>(d);
    return make_integer(call.heap, static_cast<T>(n));
  }
  if (auto* big = try_as<BigInt>(v)) {
    uint64_t low = big->limb_count() == 0 ? 0 : big->limbs()[0];
    return make_integer(call.heap, static_cast<T>(big->is_negative() ? -low : low));
  }
  return make_integer(call.heap, static_cast<T>(NORN_TRY(number_to_long(call.heap, v))));
}

}  // namespace

NORN_HOST(to_long, "clojure.core/long", "([x])",
          "x as a 64-bit integer, truncated. (long 2.7) => 2, (long \\a) => 97") {
  return make_integer(call.heap, NORN_TRY(number_to_long(call.heap, call[0])));
}
NORN_HOST(to_int, "clojure.core/int", "([x])", "x as an integer in the range of 32 bits, truncated.") {
  return sized_integer(call, "int", INT32_MIN, INT32_MAX);
}
NORN_HOST(to_short, "clojure.core/short", "([x])", "x as an integer in the range of 16 bits, truncated.") {
  return sized_integer(call, "short", INT16_MIN, INT16_MAX);
}
NORN_HOST(to_byte, "clojure.core/byte", "([x])", "x as an integer from -128 to 127, truncated.") {
  return sized_integer(call, "byte", INT8_MIN, INT8_MAX);
}
NORN_HOST(to_double_, "clojure.core/double", "([x])", "x as a double.") {
  return is_double(call[0]) ? call[0] : make_double(call.heap, NORN_TRY(double_arg(call, 0)));
}
NORN_HOST(to_float, "clojure.core/float", "([x])",
          "x rounded to the precision of a 32-bit float; the result is a double.") {
  double d = NORN_TRY(double_arg(call, 0));
  if (std::isfinite(d) && std::fabs(d) > static_cast<double>(std::numeric_limits<float>::max()))
    NORN_RAISE(raise_illegal_argument(call.heap, "Value out of range for float: " + double_to_string(d)));
  return make_double(call.heap, static_cast<double>(static_cast<float>(d)));
}
NORN_HOST(unchecked_long, "clojure.core/unchecked-long", "([x])", "The low 64 bits of x.") {
  return wrapped_integer<int64_t>(call);
}
NORN_HOST(unchecked_int, "clojure.core/unchecked-int", "([x])", "The low 32 bits of x, with sign.") {
  return wrapped_integer<int32_t>(call);
}
NORN_HOST(unchecked_short, "clojure.core/unchecked-short", "([x])", "The low 16 bits of x, with sign.") {
  return wrapped_integer<int16_t>(call);
}
NORN_HOST(unchecked_byte, "clojure.core/unchecked-byte", "([x])", "The low 8 bits of x, with sign.") {
  return wrapped_integer<int8_t>(call);
}
NORN_HOST(unchecked_double, "clojure.core/unchecked-double", "([x])", "x as a double.") {
  return make_double(call.heap, NORN_TRY(double_arg(call, 0)));
}
NORN_HOST(unchecked_float, "clojure.core/unchecked-float", "([x])", "x rounded to the precision of a 32-bit float.") {
  return make_double(call.heap, static_cast<double>(static_cast<float>(NORN_TRY(double_arg(call, 0)))));
}
NORN_HOST(num, "clojure.core/num", "([x])", "x, which must be a number.") {
  if (!is_number(call[0])) NORN_RAISE(wrong_argument(call, 0, "a number"));
  return call[0];
}
NORN_HOST(bigint, "clojure.core/bigint", "([x])",
          "x as an integer of any size, truncated; x is a number or a string. (bigint 2.7) => 2N") {
  return number_to_bigint(call.heap, call[0]);
}
NORN_HOST(biginteger, "clojure.core/biginteger", "([x])", "The same as bigint.") {
  return number_to_bigint(call.heap, call[0]);
}
NORN_HOST(bigdec, "clojure.core/bigdec", "([x])", "x as a decimal; x is a number or a string. (bigdec 0.1) => 0.1M") {
  return number_to_decimal(call.heap, call[0]);
}
static Value bound_math_context(World& world) {
  const Var* var = world.intern_var("clojure.core", "*math-context*");
  if (const Value* bound = Vm::current->find_binding(var)) return *bound;
  return var->root.is_marker() ? Value::nil() : var->root;
}
NORN_HOST(
    use_math_contexts_, "norn.prim/use-math-context!", "([precision rounding])",
    "From now on decimal arithmetic looks at *math-context*. Returns its value for results of so many digits, rounded "
    "by a mode of java.math.RoundingMode, a keyword.") {
  const int64_t precision = NORN_TRY(integer_arg(call, 0));
  const std::string_view name = NORN_TRY(keyword_arg(call, 1))->symbol->name->view();
  if (precision < 0 || precision > INT32_MAX) NORN_RAISE(raise_illegal_argument(call.heap, "Digits < 0"));
  if (!rounding_named(name)) NORN_RAISE(raise_illegal_argument(call.heap, "No rounding mode " + std::string(name)));
  world_of(call).math_context = bound_math_context;
  return to_value(make_vector(call.heap, {call[0], call[1]}));
}
NORN_HOST(rationalize, "clojure.core/rationalize", "([num])",
          "The exact value of num's decimal text. (rationalize 0.75) => 3/4") {
  return number_rationalize(call.heap, call[0]);
}
NORN_HOST(numerator, "clojure.core/numerator", "([r])", "The numerator of a ratio.") {
  return NORN_TRY(object_arg<Ratio>(call, 0, "a ratio"))->numerator;
}
NORN_HOST(denominator, "clojure.core/denominator", "([r])", "The denominator of a ratio.") {
  return NORN_TRY(object_arg<Ratio>(call, 0, "a ratio"))->denominator;
}

// --- unchecked arithmetic --------------------------------------------------------------------

NORN_HOST(unchecked_add, "clojure.core/unchecked-add", "([x y])", "x + y; 64-bit integers wrap around.") {
  return number_add_unchecked(call.heap, call[0], call[1]);
}
NORN_HOST(unchecked_subtract, "clojure.core/unchecked-subtract", "([x y])", "x - y; 64-bit integers wrap around.") {
  return number_subtract_unchecked(call.heap, call[0], call[1]);
}
NORN_HOST(unchecked_multiply, "clojure.core/unchecked-multiply", "([x y])", "x * y; 64-bit integers wrap around.") {
  return number_multiply_unchecked(call.heap, call[0], call[1]);
}
NORN_HOST(unchecked_inc, "clojure.core/unchecked-inc", "([x])", "x + 1; 64-bit integers wrap around.") {
  return number_add_unchecked(call.heap, call[0], Value::fixnum(1));
}
NORN_HOST(unchecked_dec, "clojure.core/unchecked-dec", "([x])", "x - 1; 64-bit integers wrap around.") {
  return number_subtract_unchecked(call.heap, call[0], Value::fixnum(1));
}
NORN_HOST(unchecked_negate, "clojure.core/unchecked-negate", "([x])", "-x; 64-bit integers wrap around.") {
  return number_negate_unchecked(call.heap, call[0]);
}

namespace {

template <typename F>
Returned on_ints(HostCall& call, F f) {
  auto wrap = [](int64_t n) { return static_cast<int32_t>(static_cast<uint32_t>(n)); };
  int64_t x = wrap(NORN_TRY(index_arg(call, 0)));
  int64_t y = call.count > 1 ? wrap(NORN_TRY(index_arg(call, 1))) : 0;
  return Value::fixnum(wrap(f(x, y)));
}

Returned int_division(HostCall& call, bool quotient) {
  int64_t y = NORN_TRY(index_arg(call, 1));
  if (y == 0) NORN_RAISE(raise_arithmetic(call.heap, "Divide by zero"));
  return on_ints(call, [&](int64_t x, int64_t d) { return quotient ? x / d : x % d; });
}

}  // namespace

NORN_HOST(unchecked_add_int, "clojure.core/unchecked-add-int", "([x y])", "x + y in 32 bits, wrapping around.") {
  return on_ints(call, [](int64_t x, int64_t y) { return x + y; });
}
NORN_HOST(unchecked_subtract_int, "clojure.core/unchecked-subtract-int", "([x y])",
          "x - y in 32 bits, wrapping around.") {
  return on_ints(call, [](int64_t x, int64_t y) { return x - y; });
}
NORN_HOST(unchecked_multiply_int, "clojure.core/unchecked-multiply-int", "([x y])",
          "x * y in 32 bits, wrapping around.") {
  return on_ints(call, [](int64_t x, int64_t y) { return x * y; });
}
NORN_HOST(unchecked_divide_int, "clojure.core/unchecked-divide-int", "([x y])", "x / y in 32 bits, truncated.") {
  return int_division(call, true);
}
NORN_HOST(unchecked_remainder_int, "clojure.core/unchecked-remainder-int", "([x y])",
          "The remainder of x / y in 32 bits.") {
  return int_division(call, false);
}
NORN_HOST(unchecked_inc_int, "clojure.core/unchecked-inc-int", "([x])", "x + 1 in 32 bits, wrapping around.") {
  return on_ints(call, [](int64_t x, int64_t) { return x + 1; });
}
NORN_HOST(unchecked_dec_int, "clojure.core/unchecked-dec-int", "([x])", "x - 1 in 32 bits, wrapping around.") {
  return on_ints(call, [](int64_t x, int64_t) { return x - 1; });
}
NORN_HOST(unchecked_negate_int, "clojure.core/unchecked-negate-int", "([x])", "-x in 32 bits, wrapping around.") {
  return on_ints(call, [](int64_t x, int64_t) { return -x; });
}

// --- text ------------------------------------------------------------------------------------

namespace {

// parse-long and its kin: only strings, and nil is no string.
OrRaised<std::string_view> parsed_text(HostCall& call) {
  if (auto* text = try_as<String>(call[0])) return text->view();
  NORN_RAISE(raise_illegal_argument(call.heap, "Expected string, got " + print_brief(call.heap, call[0])));
}

}  // namespace

NORN_HOST(parse_long_, "clojure.core/parse-long", "([s])",
          "The 64-bit integer that string s spells in decimal, with an optional sign; nil if it does not. (parse-long "
          "\"-5\") => -5") {
  auto n = parse_int64(NORN_TRY(parsed_text(call)));
  return n ? make_integer(call.heap, *n) : Value::nil();
}
NORN_HOST(parse_double_, "clojure.core/parse-double", "([s])",
          "The double that string s spells; nil if it does not. (parse-double \"1e3\") => 1000.0") {
  auto d = parse_double(NORN_TRY(parsed_text(call)));
  return d ? make_double(call.heap, *d) : Value::nil();
}
NORN_HOST(parse_boolean, "clojure.core/parse-boolean", "([s])",
          "true for \"true\", false for \"false\", nil for any other string.") {
  std::string_view text = NORN_TRY(parsed_text(call));
  return text == "true" ? Value::boolean(true) : text == "false" ? Value::boolean(false) : Value::nil();
}
NORN_HOST(parse_integer_, "norn.prim/parse-integer", "([s radix])",
          "The 64-bit integer that string s spells in a radix from 2 to 36; raises NumberFormatException.") {
  String* text = NORN_TRY(string_arg(call, 0));
  int64_t radix = NORN_TRY(integer_arg(call, 1));
  auto n = radix >= 2 && radix <= 36 ? parse_int64(text->view(), static_cast<int>(radix)) : std::nullopt;
  if (n) return make_integer(call.heap, *n);
  NORN_RAISE(raise(call.heap, world_of(call).types.number_format_exception.get(),
                   "For input string: \"" + std::string(text->view()) + "\"" +
                       (radix == 10 ? "" : " under radix " + std::to_string(radix))));
}
NORN_HOST(parse_bigint, "norn.prim/parse-bigint", "([s radix])",
          "The BigInt that string s spells in a radix; raises NumberFormatException.") {
  String* text = NORN_TRY(string_arg(call, 0));
  int64_t radix = NORN_TRY(integer_arg(call, 1));
  if (text->tail_count > kLongIntegerText) NORN_RAISE(Raised::bail());
  auto n = radix >= 2 && radix <= 36 ? parse_integer(text->view(), static_cast<int>(radix)) : std::nullopt;
  if (n) return make_bigint(call.heap, *n);
  NORN_RAISE(raise(call.heap, world_of(call).types.number_format_exception.get(),
                   "For input string: \"" + std::string(text->view()) + "\""));
}
NORN_HOST(parse_double_strict, "norn.prim/parse-double", "([s])",
          "The double that string s spells; raises NumberFormatException.") {
  String* text = NORN_TRY(string_arg(call, 0));
  if (auto d = parse_double(text->view())) return make_double(call.heap, *d);
  NORN_RAISE(raise(call.heap, world_of(call).types.number_format_exception.get(),
                   text->tail_count == 0 ? "empty String" : "For input string: \"" + std::string(text->view()) + "\""));
}
NORN_HOST(number_text, "norn.prim/integer-to-string", "([n radix])", "Integer n in a radix from 2 to 36.") {
  if (!is_integer(call[0])) NORN_RAISE(wrong_argument(call, 0, "an integer"));
  int64_t radix = NORN_TRY(integer_arg(call, 1));
  if (radix < 2 || radix > 36) radix = 10;
  if (const BigInt* big = try_as<BigInt>(call[0]); big && is_long_text(big)) NORN_RAISE(Raised::bail());
  return string_value(call, integer_to_string(Integer(call[0]), static_cast<int>(radix)));
}
NORN_HOST(unsigned_text, "norn.prim/unsigned-to-string", "([n radix])",
          "The two's complement bits of a 64-bit integer in a radix.") {
  uint64_t n = static_cast<uint64_t>(NORN_TRY(integer_arg(call, 0)));
  uint64_t radix = static_cast<uint64_t>(NORN_TRY(integer_arg(call, 1)));
  if (radix < 2 || radix > 36) radix = 10;
  std::string digits;
  do digits.insert(digits.begin(), "0123456789abcdefghijklmnopqrstuvwxyz"[n % radix]);
  while (n /= radix);
  return string_value(call, digits);
}
NORN_HOST(round_decimal, "norn.prim/round-decimal", "([d precision])",
          "Decimal d rounded half-even to so many significant digits.") {
  Value d = NORN_TRY(number_to_decimal(call.heap, call[0]));
  return make_decimal(call.heap, decimal_round_to_precision(decimal_of(d), NORN_TRY(integer_arg(call, 1))));
}
NORN_HOST(double_bits, "norn.prim/double-to-bits", "([d])", "The IEEE 754 bits of a double as an integer.") {
  return make_integer(call.heap, std::bit_cast<int64_t>(NORN_TRY(double_arg(call, 0))));
}
NORN_HOST(bits_double, "norn.prim/bits-to-double", "([n])", "The double with the IEEE 754 bits n.") {
  return make_double(call.heap, std::bit_cast<double>(NORN_TRY(integer_arg(call, 0))));
}

NORN_MODULE(kNumbersModule, add, subtract, multiply, divide, negate, add_promoting, subtract_promoting,
            multiply_promoting, negate_promoting, less, less_equal, greater, greater_equal, equal, maximum, minimum,
            quot, rem, mod, inc, dec, inc_promoting, dec_promoting, absolute, is_zero, is_positive, is_negative,
            is_even, is_odd, number_p, integer_p, int_p, pos_int_p, neg_int_p, nat_int_p, float_p, double_p, ratio_p,
            decimal_p, rational_p, nan_p, infinite_p, to_long, to_int, to_short, to_byte, to_double_, to_float,
            unchecked_long, unchecked_int, unchecked_short, unchecked_byte, unchecked_double, unchecked_float, num,
            bigint, biginteger, bigdec, use_math_contexts_, rationalize, numerator, denominator, unchecked_add,
            unchecked_subtract, unchecked_multiply, unchecked_inc, unchecked_dec, unchecked_negate, unchecked_add_int,
            unchecked_subtract_int, unchecked_multiply_int, unchecked_divide_int, unchecked_remainder_int,
            unchecked_inc_int, unchecked_dec_int, unchecked_negate_int, parse_long_, parse_double_, parse_boolean,
            parse_integer_, parse_bigint, parse_double_strict, number_text, unsigned_text, round_decimal, double_bits,
            bits_double);

}  // namespace norn
