// Integers that fit an instruction's 16-bit immediate operand.
#pragma once

#include <cstdint>

#include "heap/value.h"

namespace norn {

inline bool fits_immediate(int64_t n) { return n >= INT16_MIN && n <= INT16_MAX; }
inline bool fits_immediate(Value v) { return v.is_fixnum() && fits_immediate(v.as_fixnum()); }

}  // namespace norn
