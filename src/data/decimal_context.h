// Decimal arithmetic to so many digits: java.math.MathContext, for with-precision.
#pragma once

#include <optional>

#include "data/decimal.h"

namespace norn {

enum class Rounding : uint8_t { up, down, ceiling, floor, half_up, half_down, half_even, unnecessary };

struct MathContext {
  int64_t precision = 0;  // digits; 0: all
  Rounding rounding = Rounding::half_up;
};

std::optional<Rounding> rounding_named(std::string_view name);  // "HALF_UP"

// The operations of BigDecimal with a MathContext: digits and scales are its.
OrText<DecimalNumber> decimal_round(const DecimalNumber& d, const MathContext& context);
OrText<DecimalNumber> decimal_add(const DecimalNumber& a, const DecimalNumber& b, const MathContext& context);
// As Clojure's -, which rounds b first.
OrText<DecimalNumber> decimal_subtract(const DecimalNumber& a, const DecimalNumber& b, const MathContext& context);
OrText<DecimalNumber> decimal_multiply(const DecimalNumber& a, const DecimalNumber& b, const MathContext& context);
OrText<DecimalNumber> decimal_divide(const DecimalNumber& a, const DecimalNumber& b, const MathContext& context);

// What *math-context* holds where the program is, while with-precision is in use (world.h); nothing: exact results.
std::optional<MathContext> current_math_context(Heap& heap);

}  // namespace norn
