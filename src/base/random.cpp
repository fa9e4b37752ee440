#include "base/random.h"

#include <sys/random.h>

#include <bit>

#include "base/assert.h"
#include "base/clock.h"

namespace norn {

namespace {

// splitmix64: spreads one word over as many as are needed.
uint64_t spread(uint64_t& state) {
  state += 0x9E3779B97F4A7C15u;
  uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

}  // namespace

Random::Random(uint64_t seed) {
  for (uint64_t& word : state_) word = spread(seed);
}

uint64_t Random::next() {
  const uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
  const uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

uint64_t Random::below(uint64_t bound) {
  NORN_ASSERT(bound > 0, "a range must not be empty");
  // The high word of a 128-bit product is uniform once the few low words that occur too often are rejected.
  const uint64_t too_often = -bound % bound;
  while (true) {
    const unsigned __int128 product = static_cast<unsigned __int128>(next()) * bound;
    if (static_cast<uint64_t>(product) >= too_often) return static_cast<uint64_t>(product >> 64);
  }
}

uint64_t entropy_seed() {
  uint64_t seed = 0;
  if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) == sizeof seed) return seed;
  return static_cast<uint64_t>(monotonic_clock_ns()) ^ static_cast<uint64_t>(wall_clock_ms()) << 20;
}

}  // namespace norn
