// How a host function waits for an operation on a path, and the exceptions of
// such operations: FileNotFoundException (the path can't be opened) or
// IOException, with a map of :type :norn/io-error, :code (:ENOENT …),
// :operation and :path.
#pragma once

#include <memory>
#include <string>

#include "io/path_request.h"
#include "lib/args.h"
#include "lib/wait.h"

namespace norn {

Value keyword(Vm& vm, std::string_view name);
Value text_value(Vm& vm, std::string_view text);

// "cannot <operation> <path>: No such file or directory". Requires: status < 0.
Raised raise_path_error(Vm& vm, std::string_view operation, std::string_view path, int status);

// A FinishRequest from what an operation is called and what to make of its success.
template <typename Request, Returned (*kFinish)(Vm&, Request&), const char* kOperation>
Returned finish_path(Vm& vm, LoopRequest& request, int status) {
  auto& done = static_cast<Request&>(request);
  if (status < 0) NORN_RAISE(raise_path_error(vm, kOperation, done.path(), status));
  return kFinish(vm, done);
}

template <typename Request>
Returned nothing(Vm&, Request&) {
  return Value::nil();
}

template <typename Request, Returned (*kFinish)(Vm&, Request&), const char* kOperation>
Returned await_operation(HostCall& call, std::unique_ptr<Request> request) {
  const std::string what = std::string(kOperation) + " " + request->path();
  return await_request(call, std::move(request), finish_path<Request, kFinish, kOperation>, what);
}

template <typename Request, Returned (*kFinish)(Vm&, Request&), const char* kOperation, typename... Arguments>
Returned await_path(HostCall& call, const String* path, Arguments... arguments) {
  return await_operation<Request, kFinish, kOperation>(
      call, std::make_unique<Request>(std::string(path->view()), std::move(arguments)...));
}

}  // namespace norn
