// Fault injection for tests (namespace norn.prim): base/fault.h.

#include "base/fault.h"

#include <uv.h>

#include "data/vector.h"
#include "lib/args.h"
#include "sched/scheduler.h"

namespace norn {

NORN_HOST(
    fault_arm, "norn.prim/arm-fault!", "([n] [n turn])",
    "The n-th call into the operating system from now on fails; 0 only counts. What it fails with depends on n and "
    "turn, of which there are seven. Returns nil.") {
  static constexpr int kStatuses[] = {UV_ENOMEM, UV_EIO, UV_EMFILE, UV_ECONNRESET, UV_EPIPE, UV_EACCES, UV_ENOBUFS};
  const int64_t n = NORN_TRY(integer_arg(call, 0));
  const int64_t turn = call.count > 1 ? NORN_TRY(integer_arg(call, 1)) : 0;
  if (n < 0 || turn < 0) NORN_RAISE(raise_illegal_argument(call.heap, "calls are counted from 1, turns from 0"));
  arm_fault(static_cast<uint64_t>(n), kStatuses[static_cast<size_t>(n + turn) % std::size(kStatuses)]);
  return Value::nil();
}

NORN_HOST(fault_disarm, "norn.prim/disarm-fault!", "([])",
          "Back to normal. Returns how many calls there were since arm-fault!.") {
  return make_integer(call.heap, static_cast<int64_t>(disarm_fault()));
}

NORN_HOST(loop_usage, "norn.prim/loop-usage", "([])",
          "What is open or under way in the loop, [handles requests waiters]: for tests that look for leaks.") {
  const LoopUsage usage = Scheduler::of(call.vm).loop().usage();
  auto number = [&](size_t n) { return make_integer(call.heap, static_cast<int64_t>(n)); };
  return to_value(make_vector(call.heap, {number(usage.handles), number(usage.requests), number(usage.waiters)}));
}

NORN_MODULE(kFaultsModule, fault_arm, fault_disarm, loop_usage);

}  // namespace norn
