// clojure.math, which is also what the statics of java.lang.Math refer to.
#include <cmath>

#include "lib/args.h"

namespace norn {

namespace {

constexpr double kPi = 3.141592653589793;

template <typename F>
Returned on_double(HostCall& call, F f) {
  return make_double(call.heap, f(NORN_TRY(double_arg(call, 0))));
}

template <typename F>
Returned on_doubles(HostCall& call, F f) {
  double x = NORN_TRY(double_arg(call, 0)), y = NORN_TRY(double_arg(call, 1));
  return make_double(call.heap, f(x, y));
}

OrRaised<int64_t> long_operand(HostCall& call, uint32_t i) {
  if (!is_number(call[i])) NORN_RAISE(wrong_argument(call, i, "a number"));
  return number_to_long(call.heap, call[i]);
}

Returned exact(HostCall& call, bool overflowed, int64_t result) {
  if (overflowed) NORN_RAISE(raise_arithmetic(call.heap, "long overflow"));
  return make_integer(call.heap, result);
}

}  // namespace

NORN_HOST(sin_, "clojure.math/sin", "([a])", "The sine of an angle in radians.") {
  return on_double(call, [](double a) { return std::sin(a); });
}
NORN_HOST(cos_, "clojure.math/cos", "([a])", "The cosine of an angle in radians.") {
  return on_double(call, [](double a) { return std::cos(a); });
}
NORN_HOST(tan_, "clojure.math/tan", "([a])", "The tangent of an angle in radians.") {
  return on_double(call, [](double a) { return std::tan(a); });
}
NORN_HOST(asin_, "clojure.math/asin", "([a])", "The arc sine of a, in radians from -pi/2 to pi/2.") {
  return on_double(call, [](double a) { return std::asin(a); });
}
NORN_HOST(acos_, "clojure.math/acos", "([a])", "The arc cosine of a, in radians from 0 to pi.") {
  return on_double(call, [](double a) { return std::acos(a); });
}
NORN_HOST(atan_, "clojure.math/atan", "([a])", "The arc tangent of a, in radians from -pi/2 to pi/2.") {
  return on_double(call, [](double a) { return std::atan(a); });
}
NORN_HOST(sinh_, "clojure.math/sinh", "([x])", "The hyperbolic sine of x.") {
  return on_double(call, [](double x) { return std::sinh(x); });
}
NORN_HOST(cosh_, "clojure.math/cosh", "([x])", "The hyperbolic cosine of x.") {
  return on_double(call, [](double x) { return std::cosh(x); });
}
NORN_HOST(tanh_, "clojure.math/tanh", "([x])", "The hyperbolic tangent of x.") {
  return on_double(call, [](double x) { return std::tanh(x); });
}
NORN_HOST(to_radians, "clojure.math/to-radians", "([deg])", "An angle in degrees as radians.") {
  return on_double(call, [](double a) { return a * (kPi / 180); });
}
NORN_HOST(to_degrees, "clojure.math/to-degrees", "([r])", "An angle in radians as degrees.") {
  return on_double(call, [](double a) { return a * (180 / kPi); });
}
NORN_HOST(exp_, "clojure.math/exp", "([a])", "e to the power of a.") {
  return on_double(call, [](double a) { return std::exp(a); });
}
NORN_HOST(expm1_, "clojure.math/expm1", "([x])", "e to the power of x, less 1; exact near 0.") {
  return on_double(call, [](double a) { return std::expm1(a); });
}
NORN_HOST(log_, "clojure.math/log", "([a])", "The natural logarithm of a.") {
  return on_double(call, [](double a) { return std::log(a); });
}
NORN_HOST(log10_, "clojure.math/log10", "([a])", "The logarithm of a to the base 10.") {
  return on_double(call, [](double a) { return std::log10(a); });
}
NORN_HOST(log1p_, "clojure.math/log1p", "([x])", "The natural logarithm of 1 + x; exact near 0.") {
  return on_double(call, [](double a) { return std::log1p(a); });
}
NORN_HOST(sqrt_, "clojure.math/sqrt", "([a])", "The square root of a.") {
  return on_double(call, [](double a) { return std::sqrt(a); });
}
NORN_HOST(cbrt_, "clojure.math/cbrt", "([a])", "The cube root of a.") {
  return on_double(call, [](double a) {
    // In long double: glibc's cbrt(27.0) is not 3.
    return static_cast<double>(cbrtl(a));
  });
}
NORN_HOST(ceil_, "clojure.math/ceil", "([a])", "The least integral double that is not less than a.") {
  return on_double(call, [](double a) { return std::ceil(a); });
}
NORN_HOST(floor_, "clojure.math/floor", "([a])", "The greatest integral double that is not greater than a.") {
  return on_double(call, [](double a) { return std::floor(a); });
}
NORN_HOST(rint_, "clojure.math/rint", "([a])", "The integral double nearest to a, the even one of two.") {
  return on_double(call, [](double a) { return std::nearbyint(a); });
}
NORN_HOST(round_, "clojure.math/round", "([a])", "The 64-bit integer nearest to a, the greater of two; NaN gives 0.") {
  double a = NORN_TRY(double_arg(call, 0));
  if (std::isnan(a)) return Value::fixnum(0);
  // a + 0.5 could round up by itself: 0.49999999999999994.
  double below = std::floor(a);
  double rounded = a - below >= 0.5 ? below + 1 : below;
  if (rounded >= 0x1p63) return make_integer(call.heap, INT64_MAX);
  if (rounded <= -0x1p63) return make_integer(call.heap, INT64_MIN);
  return make_integer(call.heap, static_cast<int64_t>(rounded));
}
NORN_HOST(atan2_, "clojure.math/atan2", "([y x])", "The angle of the point (x, y), in radians from -pi to pi.") {
  return on_doubles(call, [](double y, double x) { return std::atan2(y, x); });
}
NORN_HOST(pow_, "clojure.math/pow", "([a b])", "a to the power of b, a double.") {
  return on_doubles(call, [](double a, double b) {
    // The JVM says NaN where C says 1.
    if (std::isnan(b) || (std::fabs(a) == 1 && std::isinf(b))) return std::nan("");
    return std::pow(a, b);
  });
}
NORN_HOST(hypot_, "clojure.math/hypot", "([x y])", "The length of the vector (x, y).") {
  return on_doubles(call, [](double x, double y) { return std::hypot(x, y); });
}
NORN_HOST(ieee_remainder, "clojure.math/IEEE-remainder", "([dividend divisor])",
          "dividend less the nearest multiple of divisor.") {
  return on_doubles(call, [](double x, double y) { return std::remainder(x, y); });
}
NORN_HOST(copy_sign, "clojure.math/copy-sign", "([magnitude sign])",
          "A double with one number's magnitude and another's sign.") {
  return on_doubles(call, [](double x, double y) { return std::copysign(x, y); });
}
NORN_HOST(next_after, "clojure.math/next-after", "([start direction])", "The double next to start towards direction.") {
  return on_doubles(call, [](double x, double y) { return std::nextafter(x, y); });
}
NORN_HOST(next_up, "clojure.math/next-up", "([d])", "The double next to d upwards.") {
  return on_double(call, [](double d) { return std::nextafter(d, HUGE_VAL); });
}
NORN_HOST(next_down, "clojure.math/next-down", "([d])", "The double next to d downwards.") {
  return on_double(call, [](double d) { return std::nextafter(d, -HUGE_VAL); });
}
NORN_HOST(ulp_, "clojure.math/ulp", "([d])", "The distance from d to the next greater magnitude.") {
  return on_double(call, [](double d) {
    if (!std::isfinite(d)) return std::fabs(d);
    double magnitude = std::fabs(d), above = std::nextafter(magnitude, HUGE_VAL);
    return std::isinf(above) ? magnitude - std::nextafter(magnitude, 0) : above - magnitude;
  });
}
NORN_HOST(signum_, "clojure.math/signum", "([d])", "1.0, -1.0 or d itself when that is zero or NaN: the sign of d.") {
  return on_double(call, [](double d) { return d > 0 ? 1.0 : d < 0 ? -1.0 : d; });
}
NORN_HOST(get_exponent, "clojure.math/get-exponent", "([d])", "The unbiased binary exponent of d.") {
  double d = NORN_TRY(double_arg(call, 0));
  if (!std::isfinite(d)) return Value::fixnum(1024);
  if (std::fabs(d) < 0x1p-1022) return Value::fixnum(-1023);
  return Value::fixnum(std::ilogb(d));
}
NORN_HOST(scalb_, "clojure.math/scalb", "([d scaleFactor])", "d times 2 to the power of an integer.") {
  int64_t factor = NORN_TRY(long_operand(call, 1));
  factor = factor < -5000 ? -5000 : factor > 5000 ? 5000 : factor;
  return on_double(call, [&](double d) { return std::scalbn(d, static_cast<int>(factor)); });
}
NORN_HOST(add_exact, "clojure.math/add-exact", "([x y])",
          "x + y as 64-bit integers; overflow raises ArithmeticException.") {
  int64_t x = NORN_TRY(long_operand(call, 0)), y = NORN_TRY(long_operand(call, 1)), result;
  bool overflowed = __builtin_add_overflow(x, y, &result);
  return exact(call, overflowed, result);
}
NORN_HOST(subtract_exact, "clojure.math/subtract-exact", "([x y])",
          "x - y as 64-bit integers; overflow raises ArithmeticException.") {
  int64_t x = NORN_TRY(long_operand(call, 0)), y = NORN_TRY(long_operand(call, 1)), result;
  bool overflowed = __builtin_sub_overflow(x, y, &result);
  return exact(call, overflowed, result);
}
NORN_HOST(multiply_exact, "clojure.math/multiply-exact", "([x y])",
          "x * y as 64-bit integers; overflow raises ArithmeticException.") {
  int64_t x = NORN_TRY(long_operand(call, 0)), y = NORN_TRY(long_operand(call, 1)), result;
  bool overflowed = __builtin_mul_overflow(x, y, &result);
  return exact(call, overflowed, result);
}
NORN_HOST(increment_exact, "clojure.math/increment-exact", "([a])",
          "a + 1 as a 64-bit integer; overflow raises ArithmeticException.") {
  int64_t a = NORN_TRY(long_operand(call, 0));
  return exact(call, a == INT64_MAX, a == INT64_MAX ? a : a + 1);
}
NORN_HOST(decrement_exact, "clojure.math/decrement-exact", "([a])",
          "a - 1 as a 64-bit integer; overflow raises ArithmeticException.") {
  int64_t a = NORN_TRY(long_operand(call, 0));
  return exact(call, a == INT64_MIN, a == INT64_MIN ? a : a - 1);
}
NORN_HOST(negate_exact, "clojure.math/negate-exact", "([a])",
          "-a as a 64-bit integer; overflow raises ArithmeticException.") {
  int64_t a = NORN_TRY(long_operand(call, 0));
  return exact(call, a == INT64_MIN, a == INT64_MIN ? a : -a);
}

namespace {

// x / y rounded towards negative infinity.
Returned floor_division(HostCall& call, bool quotient) {
  int64_t x = NORN_TRY(long_operand(call, 0)), y = NORN_TRY(long_operand(call, 1));
  if (y == 0) NORN_RAISE(raise_arithmetic(call.heap, "/ by zero"));
  if (y == -1) return make_integer(call.heap, quotient ? static_cast<int64_t>(-static_cast<uint64_t>(x)) : 0);
  int64_t q = x / y, r = x % y;
  bool adjust = r != 0 && (r < 0) != (y < 0);
  return make_integer(call.heap, quotient ? q - adjust : r + (adjust ? y : 0));
}

}  // namespace

NORN_HOST(floor_div, "clojure.math/floor-div", "([x y])",
          "x / y as 64-bit integers, rounded down. (floor-div -7 2) => -4") {
  return floor_division(call, true);
}
NORN_HOST(floor_mod, "clojure.math/floor-mod", "([x y])",
          "x less (floor-div x y) times y; has the sign of y. (floor-mod -7 2) => 1") {
  return floor_division(call, false);
}

NORN_MODULE(kMathModule, sin_, cos_, tan_, asin_, acos_, atan_, sinh_, cosh_, tanh_, to_radians, to_degrees, exp_,
            expm1_, log_, log10_, log1p_, sqrt_, cbrt_, ceil_, floor_, rint_, round_, atan2_, pow_, hypot_,
            ieee_remainder, copy_sign, next_after, next_up, next_down, ulp_, signum_, get_exponent, scalb_, add_exact,
            subtract_exact, multiply_exact, increment_exact, decrement_exact, negate_exact, floor_div, floor_mod);

}  // namespace norn
