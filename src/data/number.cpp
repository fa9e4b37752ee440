// Arithmetic on the whole tower. Each operation takes two longs itself; any
// other pair goes to the representation of the wider operand (`Tower`), as
// clojure.lang.Numbers does: integer, ratio, decimal, double.
#include "data/number.h"

#include <cmath>
#include <limits>

#include "base/hash.h"
#include "base/result.h"
#include "data/bigint.h"
#include "data/decimal.h"
#include "data/decimal_context.h"
#include "data/ratio.h"
#include "data/type.h"
#include "data/world.h"

namespace norn {

namespace {

enum class Tower : uint8_t { integer, ratio, decimal, floating };

// Requires: is_number(v).
Tower tower_of(Value v) {
  if (v.is_fixnum()) return Tower::integer;
  switch (v.as_object()->kind) {
    case Kind::boxed_double: return Tower::floating;
    case Kind::ratio: return Tower::ratio;
    case Kind::decimal: return Tower::decimal;
    default: return Tower::integer;
  }
}

Tower tower_of(Value a, Value b) { return std::max(tower_of(a), tower_of(b)); }

OrRaised<bool> check_number(Heap& heap, Value v) {
  if (is_number(v)) return true;
  NORN_RAISE(raise_expected(heap, "a number", v));
}

OrRaised<bool> check_numbers(Heap& heap, Value a, Value b) {
  NORN_TRY(check_number(heap, a));
  return check_number(heap, b);
}

Returned overflow(Heap& heap) { NORN_RAISE(raise_arithmetic(heap, "integer overflow")); }
Returned divide_by_zero(Heap& heap) { NORN_RAISE(raise_arithmetic(heap, "Divide by zero")); }
Returned too_large(Heap& heap) {
  NORN_RAISE(raise_arithmetic(heap, "the result is too large for an integer (over 2^31 bits)"));
}

// Integers, ratios and decimals as decimals; a ratio may have no decimal form.
OrText<DecimalNumber> as_decimal(Value v) {
  if (auto* ratio = try_as<Ratio>(v))
    return decimal_divide(DecimalNumber{Integer(ratio->numerator), 0}, DecimalNumber{Integer(ratio->denominator), 0});
  return decimal_of(v);
}

using DecimalOperation = OrText<DecimalNumber> (*)(const DecimalNumber&, const DecimalNumber&);
using RoundedOperation = OrText<DecimalNumber> (*)(const DecimalNumber&, const DecimalNumber&, const MathContext&);

// Inside with-precision.
Returned rounded_operation(Heap& heap, Value a, Value b, const MathContext& context, RoundedOperation operation) {
  auto as_decimal = [&](Value v) -> OrText<DecimalNumber> {
    auto* ratio = try_as<Ratio>(v);
    if (!ratio) return decimal_of(v);
    return decimal_divide({Integer(ratio->numerator), 0}, {Integer(ratio->denominator), 0}, context);
  };
  OrText<DecimalNumber> x = as_decimal(a), y = as_decimal(b);
  OrText<DecimalNumber> result = !x ? x : !y ? y : operation(*x, *y, context);
  if (!result) NORN_RAISE(raise_arithmetic(heap, result.error()));
  return make_decimal(heap, *result);
}

Returned decimal_operation(Heap& heap, Value a, Value b, DecimalOperation operation,
                           RoundedOperation rounded = nullptr) {
  if (rounded)
    if (std::optional<MathContext> context = current_math_context(heap))
      return rounded_operation(heap, a, b, *context, rounded);
  OrText<DecimalNumber> x = as_decimal(a), y = as_decimal(b);
  OrText<DecimalNumber> result = !x ? x : !y ? y : operation(*x, *y);
  if (!result) NORN_RAISE(raise_arithmetic(heap, result.error()));
  return make_decimal(heap, *result);
}

Returned integer_product(Heap& heap, const Integer& a, const Integer& b) {
  if (a.bits() + b.bits() > kMaxIntegerBits) return too_large(heap);
  return make_bigint(heap, a * b);
}

enum class Operation : uint8_t { add, subtract, multiply };

template <Operation operation>
double on_doubles(double a, double b) {
  if constexpr (operation == Operation::add) return a + b;
  if constexpr (operation == Operation::subtract) return a - b;
  return a * b;
}

// Any operands but two longs that do not overflow.
template <Operation operation>
Returned arithmetic_general(Heap& heap, Value a, Value b) {
  NORN_TRY(check_numbers(heap, a, b));
  switch (tower_of(a, b)) {
    case Tower::floating: return make_double(heap, on_doubles<operation>(to_double(a), to_double(b)));
    case Tower::integer: {
      Integer x(a), y(b);
      if constexpr (operation == Operation::add) return make_bigint(heap, x + y);
      if constexpr (operation == Operation::subtract) return make_bigint(heap, x - y);
      if (x.bits() + y.bits() <= kMaxIntegerBits && is_long_operation(a, b)) NORN_RAISE(Raised::bail());
      return integer_product(heap, x, y);
    }
    case Tower::ratio: {
      if (is_long_fraction_operation(a, b)) NORN_RAISE(Raised::bail());
      Fraction x = fraction_of(a), y = fraction_of(b);
      if constexpr (operation == Operation::add) return make_ratio(heap, x.n * y.d + y.n * x.d, x.d * y.d);
      if constexpr (operation == Operation::subtract) return make_ratio(heap, x.n * y.d - y.n * x.d, x.d * y.d);
      return make_ratio(heap, x.n * y.n, x.d * y.d);
    }
    case Tower::decimal:
      if constexpr (operation == Operation::add) return decimal_operation(heap, a, b, decimal_add, decimal_add);
      if constexpr (operation == Operation::subtract)
        return decimal_operation(heap, a, b, decimal_subtract, decimal_subtract);
      return decimal_operation(heap, a, b, decimal_multiply, decimal_multiply);
  }
  NORN_UNREACHABLE("a number of no tower");
}

template <Operation operation>
bool overflows(int64_t a, int64_t b, int64_t* result) {
  if constexpr (operation == Operation::add) return __builtin_add_overflow(a, b, result);
  if constexpr (operation == Operation::subtract) return __builtin_sub_overflow(a, b, result);
  return __builtin_mul_overflow(a, b, result);
}

enum class OnOverflow : uint8_t { raise, promote, wrap };

template <Operation operation, OnOverflow on_overflow>
Returned arithmetic(Heap& heap, Value a, Value b) {
  if (is_long(a) && is_long(b)) {
    int64_t result;
    bool overflowed = overflows<operation>(long_value(a), long_value(b), &result);
    if (!overflowed || on_overflow == OnOverflow::wrap) return make_integer(heap, result);
    if (on_overflow == OnOverflow::raise) return overflow(heap);
  }
  return arithmetic_general<operation>(heap, a, b);
}

const Value kZero = Value::fixnum(0);
const Value kOne = Value::fixnum(1);

}  // namespace

Value make_boxed_long(Heap& heap, int64_t n) {
  BoxedLong* boxed = heap.make<BoxedLong>();
  boxed->value = n;
  return Value::object(boxed);
}

std::optional<int64_t> as_int64(Value v) {
  if (v.is_fixnum()) return v.as_fixnum();
  if (!v.is_object()) return std::nullopt;
  if (auto* boxed = try_as<BoxedLong>(v)) return boxed->value;
  if (auto* big = try_as<BigInt>(v)) {
    if (big->limb_count() == 0) return 0;
    if (big->limb_count() > 1) return std::nullopt;
    uint64_t magnitude = big->limbs()[0];
    uint64_t limit = static_cast<uint64_t>(INT64_MAX) + (big->is_negative() ? 1 : 0);
    if (magnitude > limit) return std::nullopt;
    return static_cast<int64_t>(big->is_negative() ? -magnitude : magnitude);
  }
  return std::nullopt;
}

double to_double(Value v) {
  if (v.is_fixnum()) return static_cast<double>(v.as_fixnum());
  switch (v.as_object()->kind) {
    case Kind::boxed_double: return as<BoxedDouble>(v)->value;
    case Kind::boxed_long: return static_cast<double>(as<BoxedLong>(v)->value);
    case Kind::bigint: return integer_to_double(Integer(v));
    case Kind::ratio: return ratio_to_double(as<Ratio>(v));
    default: return decimal_to_double(decimal_of(v));
  }
}

// --- + - * --------------------------------------------------------------------------

Returned number_add(Heap& heap, Value a, Value b) { return arithmetic<Operation::add, OnOverflow::raise>(heap, a, b); }
Returned number_subtract(Heap& heap, Value a, Value b) {
  return arithmetic<Operation::subtract, OnOverflow::raise>(heap, a, b);
}
Returned number_multiply(Heap& heap, Value a, Value b) {
  return arithmetic<Operation::multiply, OnOverflow::raise>(heap, a, b);
}
Returned number_increment(Heap& heap, Value a) { return number_add(heap, a, kOne); }
Returned number_decrement(Heap& heap, Value a) { return number_subtract(heap, a, kOne); }

Returned number_add_promoting(Heap& heap, Value a, Value b) {
  return arithmetic<Operation::add, OnOverflow::promote>(heap, a, b);
}
Returned number_subtract_promoting(Heap& heap, Value a, Value b) {
  return arithmetic<Operation::subtract, OnOverflow::promote>(heap, a, b);
}
Returned number_multiply_promoting(Heap& heap, Value a, Value b) {
  return arithmetic<Operation::multiply, OnOverflow::promote>(heap, a, b);
}
Returned number_increment_promoting(Heap& heap, Value a) { return number_add_promoting(heap, a, kOne); }
Returned number_decrement_promoting(Heap& heap, Value a) { return number_subtract_promoting(heap, a, kOne); }

Returned number_add_unchecked(Heap& heap, Value a, Value b) {
  return arithmetic<Operation::add, OnOverflow::wrap>(heap, a, b);
}
Returned number_subtract_unchecked(Heap& heap, Value a, Value b) {
  return arithmetic<Operation::subtract, OnOverflow::wrap>(heap, a, b);
}
Returned number_multiply_unchecked(Heap& heap, Value a, Value b) {
  return arithmetic<Operation::multiply, OnOverflow::wrap>(heap, a, b);
}

namespace {

// 0.0 negates to -0.0, which 0 - x would not give.
Returned negate_general(Heap& heap, Value a) {
  NORN_TRY(check_number(heap, a));
  if (is_double(a)) return make_double(heap, -to_double(a));
  if (is<Decimal>(a)) {  // with its scale
    DecimalNumber d = decimal_of(a);
    d.unscaled = -d.unscaled;
    OrText<DecimalNumber> rounded = decimal_round(d, current_math_context(heap).value_or(MathContext{}));
    if (!rounded) NORN_RAISE(raise_arithmetic(heap, rounded.error()));
    return make_decimal(heap, *rounded);
  }
  return number_subtract_promoting(heap, kZero, a);
}

}  // namespace

Returned number_negate(Heap& heap, Value a) {
  return is_long(a) ? number_subtract(heap, kZero, a) : negate_general(heap, a);
}
Returned number_negate_promoting(Heap& heap, Value a) { return negate_general(heap, a); }
Returned number_negate_unchecked(Heap& heap, Value a) {
  return is_long(a) ? number_subtract_unchecked(heap, kZero, a) : negate_general(heap, a);
}

Returned number_absolute(Heap& heap, Value a) {
  NORN_TRY(check_number(heap, a));
  if (is_double(a)) return make_double(heap, std::fabs(to_double(a)));
  if (!NORN_TRY(number_is_negative(heap, a))) return a;
  return number_negate_unchecked(heap, a);  // the smallest long stays negative, as on the JVM
}

// --- / quot rem mod -------------------------------------------------------------------

Returned number_divide(Heap& heap, Value a, Value b) {
  NORN_TRY(check_numbers(heap, a, b));
  Tower tower = tower_of(a, b);
  if (tower == Tower::floating) return make_double(heap, to_double(a) / to_double(b));
  if (b == kZero || NORN_TRY(number_is_zero(heap, b))) return divide_by_zero(heap);
  if (tower == Tower::decimal) return decimal_operation(heap, a, b, decimal_divide, decimal_divide);
  if (is_long(a) && is_long(b)) {
    int64_t x = long_value(a), y = long_value(b);
    if (y == -1) return number_negate_unchecked(heap, a);
    if (x % y == 0) return make_integer(heap, x / y);
    return make_ratio_of_longs(heap, x, y);
  }
  if (is_long_fraction_operation(a, b)) NORN_RAISE(Raised::bail());
  Fraction x = fraction_of(a), y = fraction_of(b);
  return make_ratio(heap, x.n * y.d, x.d * y.n);
}

namespace {

enum class Division : uint8_t { quotient, remainder };

Returned divide_doubles(Heap& heap, double n, double d, Division division) {
  if (d == 0) return divide_by_zero(heap);
  double q = n / d;
  if (!std::isfinite(q))
    NORN_RAISE(raise(heap, World::of(heap).types.number_format_exception.get(), "Infinite or NaN"));
  q = std::trunc(q) + 0.0;  // never -0.0: the JVM goes through an integer
  return make_double(heap, division == Division::quotient ? q : n - q * d);
}

Returned divide_truncating(Heap& heap, Value a, Value b, Division division) {
  if (is_long(a) && is_long(b)) {
    int64_t x = long_value(a), y = long_value(b);
    if (y == 0) return divide_by_zero(heap);
    if (y == -1) return division == Division::quotient ? number_negate_unchecked(heap, a) : kZero;
    return make_integer(heap, division == Division::quotient ? x / y : x % y);
  }
  NORN_TRY(check_numbers(heap, a, b));
  Tower tower = tower_of(a, b);
  if (tower == Tower::floating) return divide_doubles(heap, to_double(a), to_double(b), division);
  if (NORN_TRY(number_is_zero(heap, b))) return divide_by_zero(heap);
  switch (tower) {
    case Tower::decimal:
      return decimal_operation(heap, a, b, division == Division::quotient ? decimal_quotient : decimal_remainder);
    case Tower::ratio: {
      Fraction x = fraction_of(a), y = fraction_of(b);
      Integer quotient;
      mpz_tdiv_q(quotient.get(), (x.n * y.d).get(), (x.d * y.n).get());
      if (division == Division::quotient) return make_bigint(heap, quotient);
      return make_ratio(heap, x.n * y.d - quotient * y.n * x.d, x.d * y.d);
    }
    default: {
      if (is_long_operation(a, b)) NORN_RAISE(Raised::bail());
      Integer x(a), y(b), result;
      if (division == Division::quotient)
        mpz_tdiv_q(result.get(), x.get(), y.get());
      else
        mpz_tdiv_r(result.get(), x.get(), y.get());
      return make_bigint(heap, result);
    }
  }
}

}  // namespace

Returned number_quotient(Heap& heap, Value a, Value b) { return divide_truncating(heap, a, b, Division::quotient); }
Returned number_remainder(Heap& heap, Value a, Value b) { return divide_truncating(heap, a, b, Division::remainder); }

Returned number_modulo(Heap& heap, Value a, Value b) {
  Value remainder = NORN_TRY(number_remainder(heap, a, b));
  if (NORN_TRY(number_is_zero(heap, remainder))) return remainder;
  if (NORN_TRY(number_is_positive(heap, a)) == NORN_TRY(number_is_positive(heap, b))) return remainder;
  return number_add(heap, remainder, b);
}

// --- comparison -------------------------------------------------------------------------

namespace {

template <typename T>
int order_of(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

// Neither is a double.
int compare_exact(Value a, Value b) {
  switch (tower_of(a, b)) {
    case Tower::integer: {
      if (is_long(a) && is_long(b)) return order_of(long_value(a), long_value(b));
      return order_of(Integer(a), Integer(b));
    }
    case Tower::decimal:
      if (!is<Ratio>(a) && !is<Ratio>(b)) return decimal_compare(decimal_of(a), decimal_of(b));
      [[fallthrough]];  // exact, although a ratio may have no decimal form
    default: {
      Fraction x = fraction_of(a), y = fraction_of(b);
      return order_of(x.n * y.d, y.n * x.d);
    }
  }
}

// f(a, b) as doubles, or as (order, 0).
template <typename F>
OrRaised<bool> compare_with(Heap& heap, Value a, Value b, F f) {
  if (is_long(a) && is_long(b)) return f(long_value(a), long_value(b));
  NORN_TRY(check_numbers(heap, a, b));
  if (is_double(a) || is_double(b)) return f(to_double(a), to_double(b));
  return f(compare_exact(a, b), 0);
}

}  // namespace

OrRaised<bool> number_less(Heap& heap, Value a, Value b) {
  return compare_with(heap, a, b, [](auto x, auto y) { return x < y; });
}
OrRaised<bool> number_less_equal(Heap& heap, Value a, Value b) {
  return compare_with(heap, a, b, [](auto x, auto y) { return x <= y; });
}
OrRaised<bool> number_greater(Heap& heap, Value a, Value b) { return number_less(heap, b, a); }
OrRaised<bool> number_greater_equal(Heap& heap, Value a, Value b) { return number_less_equal(heap, b, a); }
OrRaised<bool> number_equals(Heap& heap, Value a, Value b) {
  return compare_with(heap, a, b, [](auto x, auto y) { return x == y; });
}
OrRaised<bool> number_is_zero(Heap& heap, Value a) { return number_equals(heap, a, kZero); }
OrRaised<bool> number_is_positive(Heap& heap, Value a) { return number_less(heap, kZero, a); }
OrRaised<bool> number_is_negative(Heap& heap, Value a) { return number_less(heap, a, kZero); }

bool number_equiv(Value a, Value b) {
  if (a.is_fixnum() && b.is_fixnum()) return a == b;
  Tower tower = tower_of(a);
  if (tower != tower_of(b)) return false;
  if (tower == Tower::floating) return to_double(a) == to_double(b);
  return compare_exact(a, b) == 0;
}

int number_compare(Value a, Value b) {
  if (is_double(a) || is_double(b)) return order_of(to_double(a), to_double(b));
  return compare_exact(a, b);
}

uint32_t number_hash(Value v) {
  if (v.is_fixnum()) return hash_int64(v.as_fixnum());
  switch (v.as_object()->kind) {
    case Kind::boxed_long: return hash_int64(as<BoxedLong>(v)->value);
    case Kind::bigint: return bigint_hash(as<BigInt>(v));
    case Kind::boxed_double: {
      double d = as<BoxedDouble>(v)->value + 0.0;  // -0.0 equals 0.0
      return hash_nonzero(hash_bits64(std::bit_cast<uint64_t>(d) ^ 0x40F7A3D1C5B9E682));
    }
    case Kind::ratio: {
      Ratio* ratio = as<Ratio>(v);
      return hash_nonzero(hash_combine(number_hash(ratio->numerator), number_hash(ratio->denominator)));
    }
    default: {
      // 1.0M equals 1.00M.
      DecimalNumber d = decimal_of(v);
      decimal_strip_zeros(d);
      uint32_t digits = hash_bytes(integer_to_string(d.unscaled));
      return hash_nonzero(hash_combine(digits, hash_int64(d.scale)));
    }
  }
}

// --- conversion -----------------------------------------------------------------------

namespace {

Raised raise_out_of_range(Heap& heap, std::string_view type, Value v) {
  return raise_illegal_argument(heap, "Value out of range for " + std::string(type) + ": " + number_to_string(v));
}

}  // namespace

OrRaised<int64_t> number_to_long(Heap& heap, Value v) {
  if (is_long(v)) return long_value(v);
  if (v.is_character()) return static_cast<int64_t>(v.as_character());
  NORN_TRY(check_number(heap, v));
  if (is_double(v)) {
    double d = to_double(v);
    if (std::isnan(d)) return 0;
    // 2^63 itself passes the JVM's test and saturates.
    if (d < -0x1p63 || d > 0x1p63) NORN_RAISE(raise_out_of_range(heap, "long", v));
    return d >= 0x1p63 ? INT64_MAX : static_cast<int64_t>(d);
  }
  Integer n;
  if (auto* ratio = try_as<Ratio>(v))
    mpz_tdiv_q(n.get(), Integer(ratio->numerator).get(), Integer(ratio->denominator).get());
  else if (is<Decimal>(v)) {
    DecimalNumber d = decimal_of(v);
    if (d.scale < -30) NORN_RAISE(raise_out_of_range(heap, "long", v));
    n = decimal_to_integer(d);
  } else
    n = Integer(v);
  if (auto small = integer_to_int64(n)) return *small;
  NORN_RAISE(raise_out_of_range(heap, "long", v));
}

OrRaised<int64_t> number_to_sized_integer(Heap& heap, Value v, std::string_view type, int64_t lowest, int64_t highest) {
  if (is_number(v) && is_double(v)) {
    double d = to_double(v);
    if (!(d >= static_cast<double>(lowest) && d <= static_cast<double>(highest)))
      NORN_RAISE(raise_out_of_range(heap, type, v));
  }
  int64_t n = NORN_TRY(number_to_long(heap, v));
  if (n < lowest || n > highest) NORN_RAISE(raise_out_of_range(heap, type, make_integer(heap, n)));
  return n;
}

namespace {

Returned raise_number_format(Heap& heap, std::string_view message) {
  NORN_RAISE(raise(heap, World::of(heap).types.number_format_exception.get(), message));
}

Returned raise_for_input(Heap& heap, std::string_view text) {
  return raise_number_format(heap, "For input string: \"" + std::string(text) + "\"");
}

}  // namespace

Returned number_to_bigint(Heap& heap, Value v) {
  if (is<BigInt>(v)) return v;
  if (is_long(v)) return make_bigint(heap, long_value(v));
  if (auto* ratio = try_as<Ratio>(v)) {
    Integer quotient;
    mpz_tdiv_q(quotient.get(), Integer(ratio->numerator).get(), Integer(ratio->denominator).get());
    return make_bigint(heap, quotient);
  }
  if (is<Decimal>(v)) {
    DecimalNumber d = decimal_of(v);
    if (-d.scale > static_cast<int64_t>(kMaxIntegerBits / 4)) return too_large(heap);
    return make_bigint(heap, decimal_to_integer(d));
  }
  if (is_double(v)) {
    double d = to_double(v);
    if (!std::isfinite(d)) return raise_number_format(heap, "Infinite or NaN");
    return make_bigint(heap, decimal_to_integer(decimal_from_double(d)));
  }
  if (auto* text = try_as<String>(v)) {
    if (text->tail_count > kLongIntegerText) NORN_RAISE(Raised::bail());
    auto n = parse_integer(text->view(), 10);
    return n ? Returned(make_bigint(heap, *n)) : raise_for_input(heap, text->view());
  }
  NORN_RAISE(raise_expected(heap, "a number or a string of digits", v));
}

Returned number_to_decimal(Heap& heap, Value v) {
  if (is<Decimal>(v)) return v;
  if (is_integer(v)) return make_decimal(heap, decimal_of(v));
  if (is<Ratio>(v)) {
    if (current_math_context(heap))
      return number_divide(heap, number_to_decimal(heap, as<Ratio>(v)->numerator).value(), as<Ratio>(v)->denominator);
    OrText<DecimalNumber> d = as_decimal(v);
    if (!d) NORN_RAISE(raise_arithmetic(heap, d.error()));
    return make_decimal(heap, *d);
  }
  if (is_double(v)) {
    double d = to_double(v);
    if (!std::isfinite(d)) return raise_number_format(heap, "Infinite or NaN");
    return make_decimal(heap, decimal_from_double(d));
  }
  if (auto* text = try_as<String>(v)) {
    auto d = decimal_from_string(text->view());
    return d ? Returned(make_decimal(heap, *d)) : raise_for_input(heap, text->view());
  }
  NORN_RAISE(raise_expected(heap, "a number or a decimal string", v));
}

Returned number_rationalize(Heap& heap, Value v) {
  NORN_TRY(check_number(heap, v));
  if (is_integer(v) || is<Ratio>(v)) return v;
  Value decimal = NORN_TRY(number_to_decimal(heap, v));
  DecimalNumber d = decimal_of(decimal);
  if (d.scale < 0) return make_bigint(heap, decimal_to_integer(d));
  return make_ratio(heap, d.unscaled, integer_power_of_ten(static_cast<uint64_t>(d.scale)));
}

// --- bits -------------------------------------------------------------------------------

namespace {

OrRaised<int64_t> bit_operand(Heap& heap, Value v) {
  if (is_long(v)) return long_value(v);
  if (v.is_nil()) NORN_RAISE(raise_expected(heap, "a 64-bit integer", v));
  NORN_RAISE(raise_illegal_argument(
      heap, "bit operation not supported for: class " + symbol_text(type_of(heap, v)->name.get())));
}

template <typename F>
Returned bit_operation(Heap& heap, Value a, Value b, F f) {
  int64_t x = NORN_TRY(bit_operand(heap, a)), y = NORN_TRY(bit_operand(heap, b));
  return make_integer(heap, f(x, y));
}

}  // namespace

Returned bits_and(Heap& heap, Value a, Value b) {
  return bit_operation(heap, a, b, [](int64_t x, int64_t y) { return x & y; });
}
Returned bits_or(Heap& heap, Value a, Value b) {
  return bit_operation(heap, a, b, [](int64_t x, int64_t y) { return x | y; });
}
Returned bits_xor(Heap& heap, Value a, Value b) {
  return bit_operation(heap, a, b, [](int64_t x, int64_t y) { return x ^ y; });
}
Returned bits_and_not(Heap& heap, Value a, Value b) {
  return bit_operation(heap, a, b, [](int64_t x, int64_t y) { return x & ~y; });
}
Returned bits_not(Heap& heap, Value a) { return make_integer(heap, ~NORN_TRY(bit_operand(heap, a))); }
Returned bits_shift_left(Heap& heap, Value a, Value n) {
  return bit_operation(heap, a, n,
                       [](int64_t x, int64_t y) { return static_cast<int64_t>(static_cast<uint64_t>(x) << (y & 63)); });
}
Returned bits_shift_right(Heap& heap, Value a, Value n) {
  return bit_operation(heap, a, n, [](int64_t x, int64_t y) { return x >> (y & 63); });
}
Returned bits_shift_right_unsigned(Heap& heap, Value a, Value n) {
  return bit_operation(heap, a, n,
                       [](int64_t x, int64_t y) { return static_cast<int64_t>(static_cast<uint64_t>(x) >> (y & 63)); });
}

}  // namespace norn
