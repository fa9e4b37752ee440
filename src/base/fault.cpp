#include "base/fault.h"

namespace norn {

namespace {

std::atomic<uint64_t> calls = 0;
uint64_t failing_call = 0;
int failing_status = 0;

}  // namespace

namespace fault_detail {

std::atomic<bool> armed = false;

int take() {
  const uint64_t call = calls.fetch_add(1, std::memory_order_relaxed) + 1;
  return call == failing_call ? failing_status : 0;
}

}  // namespace fault_detail

void arm_fault(uint64_t n, int status) {
  calls.store(0);
  failing_call = n;
  failing_status = status;
  fault_detail::armed.store(true);
}

uint64_t disarm_fault() {
  fault_detail::armed.store(false);
  return calls.load();
}

}  // namespace norn
