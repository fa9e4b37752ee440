// Numbers: the kinds, and the arithmetic of clojure.core on all of them.
//
// The tower: integers (fixnum, BoxedLong, BigInt), Ratio, Decimal, double. An
// integer that fits 63 bits is a fixnum unless the program asked for a BigInt
// (`1N`); a BoxedLong never holds a fixnum. `+ - * /` on 64-bit integers raise
// on overflow, the promoting forms (+' -' *') go on to BigInt, and BigInt
// never goes back. A double anywhere makes the result a double.
//
// The interpreter does fixnum and double operands itself; everything else ends
// here.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "data/raised.h"

namespace norn {

struct BoxedLong : Object {
  static constexpr Kind kKind = Kind::boxed_long;
  int64_t value;  // outside the fixnum range
};

struct BoxedDouble : Object {
  static constexpr Kind kKind = Kind::boxed_double;
  double value;
};

// Sign and magnitude; the limbs (least significant first, no leading zero limb) are the tail. See bigint.h.
struct BigInt : TailObject {
  static constexpr Kind kKind = Kind::bigint;
  uint64_t* limbs() { return reinterpret_cast<uint64_t*>(this + 1); }
  const uint64_t* limbs() const { return reinterpret_cast<const uint64_t*>(this + 1); }
  uint64_t limb_count() const { return tail_count / 8; }
  bool is_negative() const { return aux != 0; }
};

// In lowest terms; denominator > 1.
struct Ratio : Object {
  static constexpr Kind kKind = Kind::ratio;
  Value numerator, denominator;  // integers; fixnums if they fit
};

// unscaled * 10^-scale, as java.math.BigDecimal.
struct Decimal : Object {
  static constexpr Kind kKind = Kind::decimal;
  Value unscaled;  // an integer; a fixnum if it fits
  int64_t scale;   // within 32 bits
};

// --- kinds ---------------------------------------------------------------
static_assert(static_cast<int>(Kind::boxed_long) == 0 && static_cast<int>(Kind::decimal) == 4);
inline bool is_number(Value v) { return v.is_fixnum() || (v.is_object() && v.as_object()->kind <= Kind::decimal); }
inline bool is_integer(Value v) {  // fixnum, BoxedLong or BigInt
  return v.is_fixnum() ||
         (v.is_object() && v.as_object()->kind <= Kind::bigint && v.as_object()->kind != Kind::boxed_double);
}
inline bool is_long(Value v) { return v.is_fixnum() || is<BoxedLong>(v); }
inline bool is_double(Value v) { return is<BoxedDouble>(v); }

Value make_boxed_long(Heap& heap, int64_t n);
inline Value make_integer(Heap& heap, int64_t n) {
  return Value::fits_fixnum(n) ? Value::fixnum(n) : make_boxed_long(heap, n);
}
inline Value make_double(Heap& heap, double d) {
  BoxedDouble* boxed = heap.make<BoxedDouble>();
  boxed->value = d;
  return Value::object(boxed);
}

// Requires: is_long(v).
inline int64_t long_value(Value v) { return v.is_fixnum() ? v.as_fixnum() : as<BoxedLong>(v)->value; }
// The value of an integer of any kind that fits 64 bits; nothing for others, also for doubles.
std::optional<int64_t> as_int64(Value v);
// The nearest double. Requires: is_number(v).
double to_double(Value v);

// --- arithmetic: every operand that is no number raises ClassCastException -------
Returned number_add(Heap& heap, Value a, Value b);
Returned number_subtract(Heap& heap, Value a, Value b);
Returned number_multiply(Heap& heap, Value a, Value b);
Returned number_divide(Heap& heap, Value a, Value b);  // integers: exact, may be a Ratio
Returned number_quotient(Heap& heap, Value a, Value b);
Returned number_remainder(Heap& heap, Value a, Value b);  // sign of a
Returned number_modulo(Heap& heap, Value a, Value b);     // sign of b
Returned number_negate(Heap& heap, Value a);
Returned number_increment(Heap& heap, Value a);
Returned number_decrement(Heap& heap, Value a);
Returned number_absolute(Heap& heap, Value a);

// +' -' *' inc' dec': 64-bit overflow yields a BigInt.
Returned number_add_promoting(Heap& heap, Value a, Value b);
Returned number_subtract_promoting(Heap& heap, Value a, Value b);
Returned number_multiply_promoting(Heap& heap, Value a, Value b);
Returned number_negate_promoting(Heap& heap, Value a);
Returned number_increment_promoting(Heap& heap, Value a);
Returned number_decrement_promoting(Heap& heap, Value a);

// unchecked-add …: 64-bit integers wrap around, other operands as usual.
Returned number_add_unchecked(Heap& heap, Value a, Value b);
Returned number_subtract_unchecked(Heap& heap, Value a, Value b);
Returned number_multiply_unchecked(Heap& heap, Value a, Value b);
Returned number_negate_unchecked(Heap& heap, Value a);

// --- comparison ------------------------------------------------------------
OrRaised<bool> number_less(Heap& heap, Value a, Value b);
OrRaised<bool> number_less_equal(Heap& heap, Value a, Value b);
OrRaised<bool> number_greater(Heap& heap, Value a, Value b);
OrRaised<bool> number_greater_equal(Heap& heap, Value a, Value b);
OrRaised<bool> number_equals(Heap& heap, Value a, Value b);  // ==
OrRaised<bool> number_is_zero(Heap& heap, Value a);
OrRaised<bool> number_is_positive(Heap& heap, Value a);
OrRaised<bool> number_is_negative(Heap& heap, Value a);

// The `=` of numbers: same category and same value: (= 1 1N), (not= 1 1.0). Requires: both are numbers.
bool number_equiv(Value a, Value b);
// -1, 0, 1 as `compare`: NaN is equal to everything. Requires: both are numbers.
int number_compare(Value a, Value b);
// Consistent with number_equiv. Never 0.
uint32_t number_hash(Value v);

// --- bit operations on 64-bit integers; others raise IllegalArgumentException ----
Returned bits_and(Heap& heap, Value a, Value b);
Returned bits_or(Heap& heap, Value a, Value b);
Returned bits_xor(Heap& heap, Value a, Value b);
Returned bits_and_not(Heap& heap, Value a, Value b);
Returned bits_not(Heap& heap, Value a);
Returned bits_shift_left(Heap& heap, Value a, Value n);  // n mod 64
Returned bits_shift_right(Heap& heap, Value a, Value n);
Returned bits_shift_right_unsigned(Heap& heap, Value a, Value n);

// --- conversion --------------------------------------------------------------
// (long x): truncates; raises IllegalArgumentException when out of range, ClassCastException for non-numbers.
OrRaised<int64_t> number_to_long(Heap& heap, Value v);
// (int x), (short x), …: the same within [lowest, highest].
OrRaised<int64_t> number_to_sized_integer(Heap& heap, Value v, std::string_view type, int64_t lowest, int64_t highest);
Returned number_to_bigint(Heap& heap, Value v);   // (bigint x)
Returned number_to_decimal(Heap& heap, Value v);  // (bigdec x)
Returned number_rationalize(Heap& heap, Value v);

// --- text --------------------------------------------------------------------
// A number token as the reader sees it: 1 -0x1F 36rZZ 017 2/3 1N 1.5e3 1.5M. The error is the text for the user
// ("Invalid number: 08", "Divide by zero"). `##Inf` is the reader's business.
std::expected<Value, std::string> parse_number(Heap& heap, std::string_view token);
// Decimal digits with an optional sign, nothing else (Long/parseLong); nothing if malformed or out of range.
std::optional<int64_t> parse_int64(std::string_view text, int radix = 10);
// As Double/parseDouble, surrounding blanks allowed.
std::optional<double> parse_double(std::string_view text);

// As `str` prints it on the JVM: 1.0 1.0E10 NaN Infinity 2/3; no N or M suffix.
std::string number_to_string(Value v);
// As `pr` prints it: ##NaN ##Inf 1N 1.5M.
std::string number_to_readable(Value v);
std::string double_to_string(double d);

}  // namespace norn

NORN_LAYOUT_UNTRACED(BoxedLong, norn::Tail::none, 8);
NORN_LAYOUT_UNTRACED(BoxedDouble, norn::Tail::none, 8);
NORN_LAYOUT_UNTRACED(BigInt, norn::Tail::bytes, 0);
NORN_LAYOUT(Ratio, norn::Tail::none, 0, numerator, denominator);
NORN_LAYOUT(Decimal, norn::Tail::none, 8, unscaled);
