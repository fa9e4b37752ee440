// A small seeded generator (xoshiro256++), for simulation, shuffling and
// `rand`. Not for secrets: those come from the operating system.
#pragma once

#include <cstdint>

namespace norn {

class Random {
 public:
  explicit Random(uint64_t seed);

  uint64_t next();                 // all 64 bits uniform
  uint64_t below(uint64_t bound);  // uniform in [0, bound). Requires: bound > 0.
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }  // uniform in [0, 1)

 private:
  uint64_t state_[4];
};

// 64 bits from the operating system.
uint64_t entropy_seed();

}  // namespace norn
