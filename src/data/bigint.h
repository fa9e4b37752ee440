// Integers of any size: a GMP number beside the language's integer kinds.
// Used by number.cpp, ratio, decimal, format; knows no arithmetic of doubles.
#pragma once

#include <gmp.h>

#include <string>
#include <string_view>
#include <utility>

#include "data/number.h"

namespace norn {

// Owns a GMP integer for the time of one computation.
class Integer {
 public:
  Integer() { mpz_init(z_); }
  explicit Integer(int64_t n) { mpz_init_set_si(z_, n); }
  explicit Integer(Value v) {
    mpz_init(z_);
    set(v);
  }  // Requires: is_integer(v).
  Integer(const Integer& other) { mpz_init_set(z_, other.z_); }
  Integer(Integer&& other) noexcept {
    mpz_init(z_);
    mpz_swap(z_, other.z_);
  }
  Integer& operator=(const Integer& other) {
    mpz_set(z_, other.z_);
    return *this;
  }
  Integer& operator=(Integer&& other) noexcept {
    mpz_swap(z_, other.z_);
    return *this;
  }
  ~Integer() { mpz_clear(z_); }

  void set(Value v);
  mpz_ptr get() { return z_; }
  mpz_srcptr get() const { return z_; }
  int sign() const { return mpz_sgn(z_); }
  size_t bits() const { return mpz_sizeinbase(z_, 2); }

  friend Integer operator+(const Integer& a, const Integer& b) {
    Integer r;
    mpz_add(r.z_, a.z_, b.z_);
    return r;
  }
  friend Integer operator-(const Integer& a, const Integer& b) {
    Integer r;
    mpz_sub(r.z_, a.z_, b.z_);
    return r;
  }
  friend Integer operator*(const Integer& a, const Integer& b) {
    Integer r;
    mpz_mul(r.z_, a.z_, b.z_);
    return r;
  }
  Integer operator-() const {
    Integer r;
    mpz_neg(r.z_, z_);
    return r;
  }
  friend bool operator==(const Integer& a, const Integer& b) { return mpz_cmp(a.z_, b.z_) == 0; }
  friend std::strong_ordering operator<=>(const Integer& a, const Integer& b) { return mpz_cmp(a.z_, b.z_) <=> 0; }

 private:
  mpz_t z_;
};

// No result of a computation may have more bits: beyond it GMP would take minutes or abort.
inline constexpr size_t kMaxIntegerBits = size_t{1} << 31;

// Whether multiplying or dividing them takes long enough to be the worker pool's work (SEMANTICS 34); from here on,
// some tenths of a millisecond. What meets such operands bails, and its twin asks for the work.
bool is_long_operation(Value a, Value b);
bool is_long_text(const BigInt* n);                 // the same, for converting it to text in any radix
inline constexpr size_t kLongIntegerText = 20'000;  // and back: digits

Value make_bigint(Heap& heap, const Integer& n);  // always a BigInt, also for small values
Value make_bigint(Heap& heap, int64_t n);
// A fixnum or BoxedLong if it fits 64 bits, else a BigInt.
Value make_shortest_integer(Heap& heap, const Integer& n);
std::optional<int64_t> integer_to_int64(const Integer& n);

Integer integer_power_of_ten(uint64_t exponent);
double integer_to_double(const Integer& n);  // nearest, ties to even; infinite when out of range
std::string integer_to_string(const Integer& n, int radix = 10);
// Requires: digits of the radix only, optionally after '-' or '+'; at least one digit.
Integer integer_from_string(std::string_view text, int radix = 10);
std::optional<Integer> parse_integer(std::string_view text, int radix);  // the same, nothing if malformed
Integer integer_from_double(double d);                                   // truncates. Requires: finite.

uint32_t bigint_hash(BigInt* n);  // the hash of the equal long, when there is one
int bigint_sign(const BigInt* n);

}  // namespace norn
