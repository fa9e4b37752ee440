// Decimal arithmetic: unscaled * 10^-scale. Scales of results are those of
// java.math.BigDecimal without a MathContext.
#pragma once

#include "data/bigint.h"

namespace norn {

// A decimal in the course of one computation.
struct DecimalNumber {
  Integer unscaled;
  int64_t scale = 0;
};

// The outcome of an operation that has no exact result or one out of range: the text for the exception.
template <typename T>
using OrText = std::expected<T, const char*>;

DecimalNumber decimal_of(Value v);  // Requires: an integer or a Decimal.
Value make_decimal(Heap& heap, const DecimalNumber& d);

OrText<DecimalNumber> decimal_add(const DecimalNumber& a, const DecimalNumber& b);
OrText<DecimalNumber> decimal_subtract(const DecimalNumber& a, const DecimalNumber& b);
OrText<DecimalNumber> decimal_multiply(const DecimalNumber& a, const DecimalNumber& b);
// Exact, or an error. Requires of this and the next two: b is not zero.
OrText<DecimalNumber> decimal_divide(const DecimalNumber& a, const DecimalNumber& b);
OrText<DecimalNumber> decimal_quotient(const DecimalNumber& a, const DecimalNumber& b);  // an integral value
OrText<DecimalNumber> decimal_remainder(const DecimalNumber& a, const DecimalNumber& b);
int decimal_compare(const DecimalNumber& a, const DecimalNumber& b);
void decimal_strip_zeros(DecimalNumber& d);
// Rounded half-even to so many significant digits.
DecimalNumber decimal_round_to_precision(const DecimalNumber& d, int64_t precision);
// Rounded half-up to so many digits after the point, as `format` does.
DecimalNumber decimal_round_half_up(const DecimalNumber& d, int64_t scale);
// n/d with so many significant digits, rounded half-even. Requires: d > 0.
DecimalNumber decimal_quotient_to_precision(const Integer& n, const Integer& d, int64_t precision);

// The power of ten of the first digit: 2 for 123.4. Requires: not zero.
int64_t decimal_exponent(const DecimalNumber& d);

Integer decimal_to_integer(const DecimalNumber& d);  // truncates
double decimal_to_double(const DecimalNumber& d);
DecimalNumber decimal_from_double(double d);  // through its shortest decimal text. Requires: finite.
std::string decimal_to_string(const DecimalNumber& d);
std::string decimal_to_plain_string(const DecimalNumber& d);  // never with an exponent
// [-+]digits[.digits][e[-+]digits]; nothing if malformed or the scale leaves 32 bits.
std::optional<DecimalNumber> decimal_from_string(std::string_view text);

}  // namespace norn
