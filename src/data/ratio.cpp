#include "data/ratio.h"

#include "data/decimal.h"

namespace norn {

Fraction fraction_of(Value v) {
  if (auto* ratio = try_as<Ratio>(v)) return {Integer(ratio->numerator), Integer(ratio->denominator)};
  if (is<Decimal>(v)) {
    DecimalNumber d = decimal_of(v);
    if (d.scale <= 0) return {decimal_to_integer(d), Integer(1)};
    return {d.unscaled, integer_power_of_ten(static_cast<uint64_t>(d.scale))};
  }
  return {Integer(v), Integer(1)};
}

void reduce_fraction(Integer& n, Integer& d) {
  Integer gcd;
  mpz_gcd(gcd.get(), n.get(), d.get());
  mpz_divexact(n.get(), n.get(), gcd.get());
  mpz_divexact(d.get(), d.get(), gcd.get());
  if (d.sign() < 0) {
    n = -n;
    d = -d;
  }
}

namespace {

Value make_reduced_ratio(Heap& heap, const Integer& n, const Integer& d) {
  Ratio* ratio = heap.make<Ratio>();
  ratio->numerator = make_shortest_integer(heap, n);
  ratio->denominator = make_shortest_integer(heap, d);
  return Value::object(ratio);
}

bool is_one(const Integer& n) { return mpz_cmp_ui(n.get(), 1) == 0; }

}  // namespace

Value make_ratio(Heap& heap, const Integer& n, const Integer& d) {
  Integer x = n, y = d;
  reduce_fraction(x, y);
  return make_ratio_of_reduced(heap, x, y);
}

Value make_ratio_of_reduced(Heap& heap, const Integer& n, const Integer& d) {
  return is_one(d) ? make_bigint(heap, n) : make_reduced_ratio(heap, n, d);
}

bool is_long_fraction_operation(Value a, Value b) {
  constexpr size_t kAllLimbs = 2048;  // of 64 bits
  auto limbs = [](Value v) -> size_t {
    const BigInt* n = try_as<BigInt>(v);
    return n ? n->limb_count() : 0;
  };
  auto size = [&](Value v) {
    const Ratio* ratio = try_as<Ratio>(v);
    return ratio ? limbs(ratio->numerator) + limbs(ratio->denominator) : limbs(v);
  };
  const size_t x = size(a), y = size(b);
  return x != 0 && y != 0 && x + y >= kAllLimbs;
}

Value make_ratio_of_longs(Heap& heap, int64_t n, int64_t d) {
  Integer x(n), y(d);
  reduce_fraction(x, y);
  return is_one(y) ? make_shortest_integer(heap, x) : make_reduced_ratio(heap, x, y);
}

double ratio_to_double(const Ratio* ratio) {
  constexpr int64_t kDigits = 16;
  return decimal_to_double(
      decimal_quotient_to_precision(Integer(ratio->numerator), Integer(ratio->denominator), kDigits));
}

}  // namespace norn
