#include "data/decimal_context.h"

#include <algorithm>

#include "base/result.h"
#include "data/number.h"
#include "data/symbol.h"
#include "data/vector.h"
#include "data/world.h"

namespace norn {

namespace {

struct NamedRounding {
  std::string_view name;
  Rounding rounding;
};
constexpr NamedRounding kRoundings[] = {
    {"UP", Rounding::up},
    {"DOWN", Rounding::down},
    {"CEILING", Rounding::ceiling},
    {"FLOOR", Rounding::floor},
    {"HALF_UP", Rounding::half_up},
    {"HALF_DOWN", Rounding::half_down},
    {"HALF_EVEN", Rounding::half_even},
    {"UNNECESSARY", Rounding::unnecessary},
};

constexpr const char* kRoundingNecessary = "Rounding necessary";

int64_t digits_of(const DecimalNumber& d) { return decimal_exponent(d) + 1 + d.scale; }

// Whether the quotient of a division towards zero is to move away from it. Requires: the remainder is not zero.
bool moves_away(Rounding rounding, bool is_negative, bool quotient_is_odd, int against_half) {
  switch (rounding) {
    case Rounding::up: return true;
    case Rounding::down: return false;
    case Rounding::ceiling: return !is_negative;
    case Rounding::floor: return is_negative;
    case Rounding::half_up: return against_half >= 0;
    case Rounding::half_down: return against_half > 0;
    case Rounding::half_even: return against_half > 0 || (against_half == 0 && quotient_is_odd);
    case Rounding::unnecessary: break;
  }
  return false;
}

struct Rounded {
  DecimalNumber number;
  bool is_exact = true;
};

OrText<Rounded> round_to(const DecimalNumber& d, const MathContext& context) {
  Rounded result{d};
  if (context.precision == 0 || d.unscaled.sign() == 0) return result;
  // Twice at most: 9.99 rounds to 10.0, which has a digit too many.
  for (;;) {
    const int64_t excess = digits_of(result.number) - context.precision;
    if (excess <= 0) return result;
    Integer unit = integer_power_of_ten(static_cast<uint64_t>(excess)), quotient, remainder;
    mpz_tdiv_qr(quotient.get(), remainder.get(), result.number.unscaled.get(), unit.get());
    if (remainder.sign() != 0) {
      if (context.rounding == Rounding::unnecessary) return std::unexpected(kRoundingNecessary);
      result.is_exact = false;
      Integer twice = remainder + remainder;
      const bool is_negative = remainder.sign() < 0;
      if (moves_away(context.rounding, is_negative, mpz_odd_p(quotient.get()), mpz_cmpabs(twice.get(), unit.get())))
        is_negative ? mpz_sub_ui(quotient.get(), quotient.get(), 1) : mpz_add_ui(quotient.get(), quotient.get(), 1);
    }
    result.number = {quotient, result.number.scale - excess};
  }
}

// Without zeros at the end as long as the scale is above this one.
void strip_zeros_to(DecimalNumber& d, int64_t scale) {
  while (d.scale > scale && mpz_divisible_ui_p(d.unscaled.get(), 10)) {
    mpz_divexact_ui(d.unscaled.get(), d.unscaled.get(), 10);
    --d.scale;
  }
}

// A sum one of whose terms is zero: the other, with the scale the sum would have if there is room for it.
OrText<DecimalNumber> sum_with_zero(const DecimalNumber& d, int64_t scale, const MathContext& context) {
  if (d.unscaled.sign() == 0) return DecimalNumber{Integer(), scale};
  DecimalNumber result = NORN_TRY(decimal_round(d, context));
  if (result.scale > scale) {
    strip_zeros_to(result, scale);
  } else if (result.scale < scale) {
    const int64_t more = std::min(scale - result.scale, context.precision - digits_of(result));
    if (more > 0) result = {result.unscaled * integer_power_of_ten(static_cast<uint64_t>(more)), result.scale + more};
  }
  return result;
}

}  // namespace

std::optional<Rounding> rounding_named(std::string_view name) {
  for (const NamedRounding& row : kRoundings)
    if (row.name == name) return row.rounding;
  return std::nullopt;
}

OrText<DecimalNumber> decimal_round(const DecimalNumber& d, const MathContext& context) {
  return NORN_TRY(round_to(d, context)).number;
}

OrText<DecimalNumber> decimal_add(const DecimalNumber& a, const DecimalNumber& b, const MathContext& context) {
  if (context.precision != 0) {
    const int64_t scale = std::max(a.scale, b.scale);
    if (a.unscaled.sign() == 0) return sum_with_zero(b, scale, context);
    if (b.unscaled.sign() == 0) return sum_with_zero(a, scale, context);
  }
  return decimal_round(NORN_TRY(decimal_add(a, b)), context);
}

OrText<DecimalNumber> decimal_subtract(const DecimalNumber& a, const DecimalNumber& b, const MathContext& context) {
  const DecimalNumber rounded = NORN_TRY(decimal_round(b, context));  // Clojure adds what `negate` makes of it
  return decimal_add(a, DecimalNumber{-rounded.unscaled, rounded.scale}, context);
}

OrText<DecimalNumber> decimal_multiply(const DecimalNumber& a, const DecimalNumber& b, const MathContext& context) {
  return decimal_round(NORN_TRY(decimal_multiply(a, b)), context);
}

OrText<DecimalNumber> decimal_divide(const DecimalNumber& a, const DecimalNumber& b, const MathContext& context) {
  if (context.precision == 0) return decimal_divide(a, b);
  const int64_t preferred = a.scale - b.scale;
  if (a.unscaled.sign() == 0) return DecimalNumber{Integer(), preferred};
  // Digits enough, and behind them one that tells whether anything is left.
  const int64_t more =
      std::max<int64_t>(0, context.precision + 3 + digits_of({b.unscaled, 0}) - digits_of({a.unscaled, 0}));
  Integer quotient, remainder;
  mpz_tdiv_qr(quotient.get(), remainder.get(), (a.unscaled * integer_power_of_ten(static_cast<uint64_t>(more))).get(),
              b.unscaled.get());
  mpz_mul_ui(quotient.get(), quotient.get(), 10);
  if (remainder.sign() != 0) {
    const bool is_negative = a.unscaled.sign() != b.unscaled.sign();
    is_negative ? mpz_sub_ui(quotient.get(), quotient.get(), 1) : mpz_add_ui(quotient.get(), quotient.get(), 1);
  }
  Rounded result = NORN_TRY(round_to({quotient, preferred + more + 1}, context));
  if (result.is_exact) strip_zeros_to(result.number, preferred);
  return result.number;
}

std::optional<MathContext> current_math_context(Heap& heap) {
  World& world = World::of(heap);
  if (!world.math_context) return std::nullopt;
  const Vector* pair = try_as<Vector>(world.math_context(world));
  if (!pair || pair->count != 2) return std::nullopt;
  const std::optional<int64_t> precision = as_int64(vector_nth(pair, 0));
  const Keyword* name = try_as<Keyword>(vector_nth(pair, 1));
  const std::optional<Rounding> rounding = name ? rounding_named(name->symbol->name->view()) : std::nullopt;
  if (!precision || *precision < 0 || !rounding) return std::nullopt;
  return MathContext{*precision, *rounding};
}

}  // namespace norn
