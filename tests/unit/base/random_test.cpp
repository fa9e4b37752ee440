#include "base/random.h"

#include <doctest/doctest.h>

#include <array>

using norn::Random;

TEST_CASE("random: a seed determines the sequence") {
  Random a(7), b(7), c(8);
  bool differs = false;
  for (int i = 0; i < 100; ++i) {
    const uint64_t next = a.next();
    CHECK(next == b.next());
    differs |= next != c.next();
  }
  CHECK(differs);
}

TEST_CASE("random: below is uniform and in range") {
  Random random(1);
  std::array<int, 6> counts = {};
  for (int i = 0; i < 60'000; ++i) ++counts.at(random.below(6));
  for (int count : counts) {
    CHECK(count > 9'500);
    CHECK(count < 10'500);
  }
  CHECK(random.below(1) == 0);
}

TEST_CASE("random: unit is in [0, 1)") {
  Random random(3);
  double sum = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double x = random.unit();
    REQUIRE(x >= 0.0);
    REQUIRE(x < 1.0);
    sum += x;
  }
  CHECK(sum / 10'000 == doctest::Approx(0.5).epsilon(0.02));
}
