#include "data/decimal.h"

#include <algorithm>
#include <cstdlib>

#include "base/result.h"

namespace norn {

namespace {

constexpr const char* kOutOfRange = "The result of a decimal operation is out of range";

bool scale_fits(int64_t scale) { return scale >= INT32_MIN && scale <= INT32_MAX; }

// Operands further apart are refused: their common form would take seconds and more memory than anyone meant.
constexpr int64_t kMaxDigits = int64_t{1} << 25;
bool power_fits(int64_t n) { return n < kMaxDigits; }

size_t digit_count(const Integer& n) {
  if (n.sign() == 0) return 1;
  size_t estimate = mpz_sizeinbase(n.get(), 10);  // exact or one too many
  Integer power = integer_power_of_ten(estimate - 1);
  return mpz_cmpabs(n.get(), power.get()) < 0 ? estimate - 1 : estimate;
}

Integer scaled_up(const Integer& n, int64_t digits) {
  return digits == 0 ? n : n * integer_power_of_ten(static_cast<uint64_t>(digits));
}

// Brings both to the larger scale.
bool align(const DecimalNumber& a, const DecimalNumber& b, Integer& x, Integer& y) {
  int64_t scale = std::max(a.scale, b.scale);
  if (a.unscaled.sign() != 0 && !power_fits(scale - a.scale)) return false;
  if (b.unscaled.sign() != 0 && !power_fits(scale - b.scale)) return false;
  x = a.unscaled.sign() == 0 ? Integer() : scaled_up(a.unscaled, scale - a.scale);
  y = b.unscaled.sign() == 0 ? Integer() : scaled_up(b.unscaled, scale - b.scale);
  return true;
}

enum class Tie { half_even, half_up };

// n/d rounded to an integer. Requires: d > 0.
Integer divide_rounded(const Integer& n, const Integer& d, Tie tie) {
  Integer quotient, remainder;
  mpz_tdiv_qr(quotient.get(), remainder.get(), n.get(), d.get());
  Integer twice = remainder + remainder;
  int against_half = mpz_cmpabs(twice.get(), d.get());
  bool away = against_half > 0 || (against_half == 0 && (tie == Tie::half_up || mpz_odd_p(quotient.get())));
  if (away)
    n.sign() < 0 ? mpz_sub_ui(quotient.get(), quotient.get(), 1) : mpz_add_ui(quotient.get(), quotient.get(), 1);
  return quotient;
}

}  // namespace

DecimalNumber decimal_of(Value v) {
  if (auto* decimal = try_as<Decimal>(v)) return {Integer(decimal->unscaled), decimal->scale};
  return {Integer(v), 0};
}

Value make_decimal(Heap& heap, const DecimalNumber& d) {
  Decimal* decimal = heap.make<Decimal>();
  decimal->unscaled = make_shortest_integer(heap, d.unscaled);
  decimal->scale = d.scale;
  return Value::object(decimal);
}

OrText<DecimalNumber> decimal_add(const DecimalNumber& a, const DecimalNumber& b) {
  Integer x, y;
  if (!align(a, b, x, y)) return std::unexpected(kOutOfRange);
  return DecimalNumber{x + y, std::max(a.scale, b.scale)};
}

OrText<DecimalNumber> decimal_subtract(const DecimalNumber& a, const DecimalNumber& b) {
  Integer x, y;
  if (!align(a, b, x, y)) return std::unexpected(kOutOfRange);
  return DecimalNumber{x - y, std::max(a.scale, b.scale)};
}

OrText<DecimalNumber> decimal_multiply(const DecimalNumber& a, const DecimalNumber& b) {
  int64_t scale = a.scale + b.scale;
  if (!scale_fits(scale) || a.unscaled.bits() + b.unscaled.bits() > kMaxIntegerBits)
    return std::unexpected(kOutOfRange);
  return DecimalNumber{a.unscaled * b.unscaled, scale};
}

OrText<DecimalNumber> decimal_divide(const DecimalNumber& a, const DecimalNumber& b) {
  int64_t preferred = a.scale - b.scale;
  if (!scale_fits(preferred)) return std::unexpected(kOutOfRange);
  if (a.unscaled.sign() == 0) return DecimalNumber{Integer(), preferred};
  // Lowest terms n/d: it terminates if d has no prime factors but 2 and 5; the larger power is the number of digits
  // needed.
  Integer gcd, n, d, rest, two(2), five(5);
  mpz_gcd(gcd.get(), a.unscaled.get(), b.unscaled.get());
  mpz_divexact(n.get(), a.unscaled.get(), gcd.get());
  mpz_divexact(d.get(), b.unscaled.get(), gcd.get());
  if (d.sign() < 0) {
    n = -n;
    d = -d;
  }
  mp_bitcnt_t twos = mpz_remove(rest.get(), d.get(), two.get());
  mp_bitcnt_t fives = mpz_remove(rest.get(), rest.get(), five.get());
  if (mpz_cmp_ui(rest.get(), 1) != 0)
    return std::unexpected("Non-terminating decimal expansion; no exact representable decimal result.");
  int64_t digits = static_cast<int64_t>(std::max(twos, fives));
  if (!scale_fits(preferred + digits)) return std::unexpected(kOutOfRange);
  Integer quotient;
  mpz_divexact(quotient.get(), scaled_up(n, digits).get(), d.get());
  return DecimalNumber{quotient, preferred + digits};
}

OrText<DecimalNumber> decimal_quotient(const DecimalNumber& a, const DecimalNumber& b) {
  int64_t preferred = a.scale - b.scale;
  if (!scale_fits(preferred)) return std::unexpected(kOutOfRange);
  Integer x, y, quotient;
  if (!align(a, b, x, y)) return std::unexpected(kOutOfRange);
  mpz_tdiv_q(quotient.get(), x.get(), y.get());
  if (quotient.sign() == 0) return DecimalNumber{quotient, preferred};
  if (preferred >= 0) {
    if (!power_fits(preferred)) return std::unexpected(kOutOfRange);
    return DecimalNumber{scaled_up(quotient, preferred), preferred};
  }
  DecimalNumber result{quotient, 0};
  while (result.scale > preferred && mpz_divisible_ui_p(result.unscaled.get(), 10)) {
    mpz_divexact_ui(result.unscaled.get(), result.unscaled.get(), 10);
    --result.scale;
  }
  return result;
}

OrText<DecimalNumber> decimal_remainder(const DecimalNumber& a, const DecimalNumber& b) {
  DecimalNumber quotient = NORN_TRY(decimal_quotient(a, b));
  DecimalNumber product = NORN_TRY(decimal_multiply(quotient, b));
  return decimal_subtract(a, product);
}

int decimal_compare(const DecimalNumber& a, const DecimalNumber& b) {
  if (a.unscaled.sign() != b.unscaled.sign()) return a.unscaled.sign() < b.unscaled.sign() ? -1 : 1;
  if (a.unscaled.sign() == 0) return 0;
  // Numbers far apart are told apart by their number of digits before the point.
  int64_t a_digits = static_cast<int64_t>(digit_count(a.unscaled)) - a.scale;
  int64_t b_digits = static_cast<int64_t>(digit_count(b.unscaled)) - b.scale;
  if (a_digits != b_digits) return (a_digits < b_digits) == (a.unscaled.sign() > 0) ? -1 : 1;
  int64_t scale = std::max(a.scale, b.scale);
  auto order = scaled_up(a.unscaled, scale - a.scale) <=> scaled_up(b.unscaled, scale - b.scale);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

void decimal_strip_zeros(DecimalNumber& d) {
  if (d.unscaled.sign() == 0) {
    d.scale = 0;
    return;
  }
  while (mpz_divisible_ui_p(d.unscaled.get(), 10)) {
    mpz_divexact_ui(d.unscaled.get(), d.unscaled.get(), 10);
    --d.scale;
  }
}

DecimalNumber decimal_round_to_precision(const DecimalNumber& d, int64_t precision) {
  DecimalNumber result = d;
  // Twice at most: 9.99 rounds to 10.0, which has a digit too many.
  for (;;) {
    int64_t excess = static_cast<int64_t>(digit_count(result.unscaled)) - precision;
    if (excess <= 0) return result;
    result.unscaled =
        divide_rounded(result.unscaled, integer_power_of_ten(static_cast<uint64_t>(excess)), Tie::half_even);
    result.scale -= excess;
  }
}

DecimalNumber decimal_round_half_up(const DecimalNumber& d, int64_t scale) {
  if (scale >= d.scale) return {scaled_up(d.unscaled, scale - d.scale), scale};
  int64_t dropped = d.scale - scale;
  // Everything below half a unit of the last place vanishes.
  if (dropped > static_cast<int64_t>(digit_count(d.unscaled)) + 1) return {Integer(), scale};
  return {divide_rounded(d.unscaled, integer_power_of_ten(static_cast<uint64_t>(dropped)), Tie::half_up), scale};
}

DecimalNumber decimal_quotient_to_precision(const Integer& n, const Integer& d, int64_t precision) {
  // One division with enough digits; a sticky last digit keeps ties honest.
  int64_t scale = precision + 2 + static_cast<int64_t>(digit_count(d)) - static_cast<int64_t>(digit_count(n));
  Integer numerator = n, denominator = d, quotient, remainder;
  if (scale >= 0)
    numerator = scaled_up(n, scale);
  else
    denominator = scaled_up(d, -scale);
  mpz_tdiv_qr(quotient.get(), remainder.get(), numerator.get(), denominator.get());
  mpz_mul_ui(quotient.get(), quotient.get(), 10);
  if (remainder.sign() != 0)
    n.sign() < 0 ? mpz_sub_ui(quotient.get(), quotient.get(), 1) : mpz_add_ui(quotient.get(), quotient.get(), 1);
  return decimal_round_to_precision({quotient, scale + 1}, precision);
}

int64_t decimal_exponent(const DecimalNumber& d) { return static_cast<int64_t>(digit_count(d.unscaled)) - 1 - d.scale; }

Integer decimal_to_integer(const DecimalNumber& d) {
  if (d.scale <= 0) return scaled_up(d.unscaled, -d.scale);
  if (d.scale > static_cast<int64_t>(digit_count(d.unscaled))) return Integer();
  Integer result;
  mpz_tdiv_q(result.get(), d.unscaled.get(), integer_power_of_ten(static_cast<uint64_t>(d.scale)).get());
  return result;
}

double decimal_to_double(const DecimalNumber& d) {
  std::string text = integer_to_string(d.unscaled) + "e" + std::to_string(-d.scale);
  return std::strtod(text.c_str(), nullptr);
}

DecimalNumber decimal_from_double(double d) { return *decimal_from_string(double_to_string(d)); }

std::string decimal_to_string(const DecimalNumber& d) {
  std::string digits = integer_to_string(d.unscaled);
  if (d.scale == 0) return digits;
  bool negative = digits[0] == '-';
  if (negative) digits.erase(0, 1);
  int64_t length = static_cast<int64_t>(digits.size());
  int64_t adjusted = length - 1 - d.scale;
  if (d.scale >= 0 && adjusted >= -6) {
    if (length > d.scale)
      digits.insert(static_cast<size_t>(length - d.scale), 1, '.');
    else
      digits.insert(0, "0." + std::string(static_cast<size_t>(d.scale - length), '0'));
  } else {
    if (length > 1) digits.insert(1, 1, '.');
    if (adjusted != 0) digits += (adjusted > 0 ? "E+" : "E") + std::to_string(adjusted);
  }
  return negative ? "-" + digits : digits;
}

std::string decimal_to_plain_string(const DecimalNumber& d) {
  if (d.scale <= 0) return integer_to_string(scaled_up(d.unscaled, -d.scale));
  std::string digits = integer_to_string(d.unscaled);
  bool negative = digits[0] == '-';
  if (negative) digits.erase(0, 1);
  if (static_cast<int64_t>(digits.size()) <= d.scale)
    digits.insert(0, static_cast<size_t>(d.scale) + 1 - digits.size(), '0');
  digits.insert(digits.size() - static_cast<size_t>(d.scale), 1, '.');
  return negative ? "-" + digits : digits;
}

std::optional<DecimalNumber> decimal_from_string(std::string_view text) {
  auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  size_t i = 0;
  std::string digits;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) {
    if (text[i] == '-') digits += '-';
    ++i;
  }
  size_t sign_length = digits.size();
  int64_t scale = 0;
  while (i < text.size() && is_digit(text[i])) digits += text[i++];
  if (i < text.size() && text[i] == '.') {
    ++i;
    for (; i < text.size() && is_digit(text[i]); ++scale) digits += text[i++];
  }
  if (digits.size() == sign_length) return std::nullopt;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    auto exponent = parse_int64(text.substr(i + 1));
    if (!exponent || *exponent < -(int64_t{1} << 40) || *exponent > (int64_t{1} << 40)) return std::nullopt;
    scale -= *exponent;
    i = text.size();
  }
  if (i != text.size() || !scale_fits(scale)) return std::nullopt;
  return DecimalNumber{integer_from_string(digits), scale};
}

}  // namespace norn
