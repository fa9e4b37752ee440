// Fault injection: lets a test make the n-th call into the operating system
// fail, for every n (tests/stress/faults.clj).
//
// The calls are those of loop/uv_calls.h and of io/file.cpp. The state is
// global because the calls are made from every loop and from its workers; when
// nothing is armed, a call costs one load.
#pragma once

#include <atomic>
#include <cstdint>

namespace norn {

namespace fault_detail {
extern std::atomic<bool> armed;
int take();
}  // namespace fault_detail

// The `n`-th call from now on (1: the next one) fails with `status`, which is negative; 0 only counts.
void arm_fault(uint64_t n, int status);
// Back to normal. Returns how many calls there were since arm_fault.
uint64_t disarm_fault();

// To be asked before a call: the status it is to fail with, or 0.
inline int injected_fault() {
  return __builtin_expect(fault_detail::armed.load(std::memory_order_relaxed), false) ? fault_detail::take() : 0;
}

}  // namespace norn
