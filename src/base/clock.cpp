#include "base/clock.h"

#include <ctime>

namespace norn {

namespace {

int64_t read_clock_ns(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * kNanosecondsPerSecond + time.tv_nsec;
}

}  // namespace

int64_t monotonic_clock_ns() { return read_clock_ns(CLOCK_MONOTONIC); }

int64_t wall_clock_ms() { return read_clock_ns(CLOCK_REALTIME) / kNanosecondsPerMillisecond; }

}  // namespace norn
