// How a host function waits for a request: it starts it, parks its task, and a
// FinishRequest turns what the request completed with into a value.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "data/exception.h"
#include "data/map.h"
#include "data/string.h"
#include "loop/uv_error.h"
#include "sched/scheduler.h"

namespace norn {

// `what` tells a deadlock report what the task waits for.
inline Returned await_request(HostCall& call, std::unique_ptr<WorkRequest> request, FinishRequest finish,
                              std::string_view what) {
  const Value waits_on = to_value(make_string(call.heap, what));
  return std::unexpected(Scheduler::of(call.vm).wait_for(std::move(request), finish, waits_on));
}

// For a FinishRequest whose request the worker pool has not taken: status < 0.
inline Raised raise_no_worker(Vm& vm, std::string_view what, int status) {
  const auto keyword = [&](std::string_view name) { return to_value(vm.world.intern_keyword(name)); };
  const Returned data =
      make_map(vm.heap, {keyword("type"), keyword("norn/io-error"), keyword("code"), keyword(status_name(status))});
  return raise(vm.heap, vm.world.types.io_exception.get(),
               "no worker for " + std::string(what) + ": " + status_sentence(status), data.value_or(Value::nil()));
}

inline Returned await_in(HostCall& call, const ListWait& wait) {
  return std::unexpected(Scheduler::of(call.vm).wait_in(wait));
}

}  // namespace norn
