#include "data/bigint.h"

#include <cmath>
#include <cstring>
#include <limits>

#include "base/hash.h"

namespace norn {

static_assert(sizeof(mp_limb_t) == 8 && GMP_NAIL_BITS == 0, "limbs are copied as 64-bit words");

void Integer::set(Value v) {
  if (!is<BigInt>(v)) {
    mpz_set_si(z_, long_value(v));
    return;
  }
  const BigInt* big = as<BigInt>(v);
  size_t count = big->limb_count();
  mp_limb_t* limbs = mpz_limbs_write(z_, count == 0 ? 1 : static_cast<mp_size_t>(count));
  if (count != 0) std::memcpy(limbs, big->limbs(), count * 8);
  mpz_limbs_finish(z_, big->is_negative() ? -static_cast<mp_size_t>(count) : static_cast<mp_size_t>(count));
}

Value make_bigint(Heap& heap, const Integer& n) {
  size_t count = mpz_size(n.get());
  BigInt* big = heap.make_tail<BigInt>(count * 8);
  if (count != 0) std::memcpy(big->limbs(), mpz_limbs_read(n.get()), count * 8);
  big->aux = n.sign() < 0;
  return Value::object(big);
}

Value make_bigint(Heap& heap, int64_t n) {
  BigInt* big = heap.make_tail<BigInt>(n == 0 ? 0 : 8);
  if (n != 0) big->limbs()[0] = n < 0 ? -static_cast<uint64_t>(n) : static_cast<uint64_t>(n);
  big->aux = n < 0;
  return Value::object(big);
}

std::optional<int64_t> integer_to_int64(const Integer& n) {
  if (mpz_fits_slong_p(n.get())) return mpz_get_si(n.get());
  return std::nullopt;
}

Value make_shortest_integer(Heap& heap, const Integer& n) {
  if (auto small = integer_to_int64(n)) return make_integer(heap, *small);
  return make_bigint(heap, n);
}

Integer integer_power_of_ten(uint64_t exponent) {
  Integer r;
  mpz_ui_pow_ui(r.get(), 10, exponent);
  return r;
}

double integer_to_double(const Integer& n) {
  size_t bits = n.bits();
  if (bits <= 53) return static_cast<double>(mpz_get_si(n.get()));
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (bits > 1024) return n.sign() < 0 ? -kInfinity : kInfinity;
  mp_bitcnt_t drop = bits - 53;
  Integer magnitude, kept;
  mpz_abs(magnitude.get(), n.get());
  mpz_tdiv_q_2exp(kept.get(), magnitude.get(), drop);
  bool half = mpz_tstbit(magnitude.get(), drop - 1);
  bool above_half = mpz_scan1(magnitude.get(), 0) < drop - 1;
  if (half && (above_half || mpz_odd_p(kept.get()))) mpz_add_ui(kept.get(), kept.get(), 1);
  double d = std::ldexp(static_cast<double>(mpz_get_ui(kept.get())), static_cast<int>(drop));
  return n.sign() < 0 ? -d : d;
}

std::string integer_to_string(const Integer& n, int radix) {
  std::string text(mpz_sizeinbase(n.get(), radix) + 2, '\0');
  mpz_get_str(text.data(), radix, n.get());
  text.resize(std::strlen(text.c_str()));
  return text;
}

Integer integer_from_string(std::string_view text, int radix) {
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  Integer n;
  std::string terminated(text);
  mpz_set_str(n.get(), terminated.c_str(), radix);
  return n;
}

Integer integer_from_double(double d) {
  Integer n;
  mpz_set_d(n.get(), d);
  return n;
}

int bigint_sign(const BigInt* n) { return n->limb_count() == 0 ? 0 : n->is_negative() ? -1 : 1; }

bool is_long_operation(Value a, Value b) {
  constexpr size_t kBothLimbs = 8192, kSmallerLimbs = 64;  // of 64 bits
  const BigInt* x = try_as<BigInt>(a);
  const BigInt* y = try_as<BigInt>(b);
  if (!x || !y || x->limb_count() + y->limb_count() < kBothLimbs) return false;
  return x->limb_count() >= kSmallerLimbs && y->limb_count() >= kSmallerLimbs;
}

bool is_long_text(const BigInt* n) { return n->limb_count() * 64 * 3 / 10 > kLongIntegerText; }

uint32_t bigint_hash(BigInt* n) {
  if (n->hash != 0) return n->hash;
  if (auto small = as_int64(Value::object(n)))
    n->hash = hash_int64(*small);
  else
    n->hash = hash_bytes({reinterpret_cast<const char*>(n->limbs()), n->tail_count}, n->is_negative());
  return n->hash;
}

}  // namespace norn
