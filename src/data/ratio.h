// Ratios: exact quotients of integers.
#pragma once

#include "data/bigint.h"

namespace norn {

// n/d in the course of one computation; d > 0, not necessarily in lowest terms.
struct Fraction {
  Integer n, d;
};

Fraction fraction_of(Value v);  // Requires: an integer, a Ratio or a Decimal.
// n/d in lowest terms: a Ratio, or a BigInt when the denominator vanishes. Requires: d != 0.
Value make_ratio(Heap& heap, const Integer& n, const Integer& d);
// The same with a long when the denominator vanishes. Requires: d != 0.
Value make_ratio_of_longs(Heap& heap, int64_t n, int64_t d);
// n/d in its lowest terms, as make_ratio computes it; any thread.
void reduce_fraction(Integer& n, Integer& d);
Value make_ratio_of_reduced(Heap& heap, const Integer& n, const Integer& d);
// Whether arithmetic with two fractions takes long enough to be the worker pool's work, as is_long_operation: to reduce
// the result takes longest. Never with a 64-bit integer.
bool is_long_fraction_operation(Value a, Value b);

// Through 16 decimal digits, as the JVM does: (double 2/3) is 0.6666666666666667.
double ratio_to_double(const Ratio* ratio);

}  // namespace norn
