// The machine's clocks. Only the real loop and measurements read them: code
// that must run under virtual time asks its LoopApi instead.
#pragma once

#include <cstdint>

namespace norn {

inline constexpr int64_t kNanosecondsPerMillisecond = 1'000'000;
inline constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;

int64_t monotonic_clock_ns();  // since an arbitrary start; never goes back
int64_t wall_clock_ms();       // since 1970-01-01 UTC

}  // namespace norn
