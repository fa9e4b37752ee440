#include "heap/pause_histogram.h"

#include <doctest/doctest.h>

#include <initializer_list>

using norn::PauseHistogram;

TEST_CASE("percentiles are upper bounds within an eighth") {
  for (uint64_t pause : {uint64_t{0}, uint64_t{1}, uint64_t{7}, uint64_t{8}, uint64_t{15}, uint64_t{16}, uint64_t{17},
                         uint64_t{1000}, uint64_t{123'456}, uint64_t{1} << 40, ~uint64_t{0} >> 1}) {
    PauseHistogram histogram;
    histogram.add(pause);
    CHECK(histogram.percentile_ns(99) >= pause);
    CHECK(histogram.percentile_ns(99) <= pause + pause / 8);
  }
}

TEST_CASE("the rare long pause shows at 100 per cent only") {
  PauseHistogram histogram;
  CHECK(histogram.percentile_ns(50) == 0);
  for (int i = 0; i < 199; ++i) histogram.add(100);
  histogram.add(1'000'000);
  CHECK(histogram.percentile_ns(50) < 113);
  CHECK(histogram.percentile_ns(99) < 113);
  CHECK(histogram.percentile_ns(100) >= 1'000'000);
}
