// Pause times in buckets of at most 12.5 % width, for percentiles that cost
// nothing to keep.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace norn {

class PauseHistogram {
 public:
  void add(uint64_t pause_ns) {
    ++counts_[bucket_of(pause_ns)];
    ++total_;
  }

  // An upper bound of the pause that `percent` per cent of all pauses did not exceed; 0 when there were none.
  uint64_t percentile_ns(unsigned percent) const {
    const uint64_t wanted = (total_ * percent + 99) / 100;
    uint64_t seen = 0;
    for (size_t bucket = 0; bucket < kBuckets; ++bucket) {
      seen += counts_[bucket];
      if (seen >= wanted && seen > 0) return upper_bound_ns(bucket);
    }
    return 0;
  }

 private:
  // Eight buckets for each power of two; below eight, one for each value.
  static constexpr size_t kBuckets = 64 * 8;

  static size_t bucket_of(uint64_t ns) {
    if (ns < 8) return ns;
    const int shift = std::bit_width(ns) - 4;
    return static_cast<size_t>(shift) * 8 + (ns >> shift);
  }
  static uint64_t upper_bound_ns(size_t bucket) {
    if (bucket < 16) return bucket;
    const size_t shift = bucket / 8 - 1;
    return ((bucket % 8 + 9) << shift) - 1;
  }

  uint64_t counts_[kBuckets] = {};
  uint64_t total_ = 0;
};

}  // namespace norn
