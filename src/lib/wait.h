// How a host function waits for a request: it starts it, parks its task, and a
// FinishRequest turns what the request completed with into a value.
#pragma once

#include <memory>
#include <string_view>

#include "data/string.h"
#include "sched/scheduler.h"

namespace norn {

// `what` tells a deadlock report what the task waits for.
inline Returned await_request(HostCall& call, std::unique_ptr<WorkRequest> request, FinishRequest finish,
                              std::string_view what) {
  const Value waits_on = to_value(make_string(call.heap, what));
  return std::unexpected(Scheduler::of(call.vm).wait_for(std::move(request), finish, waits_on));
}

inline Returned await_in(HostCall& call, const ListWait& wait) {
  return std::unexpected(Scheduler::of(call.vm).wait_in(wait));
}

}  // namespace norn
