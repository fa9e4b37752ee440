// System calls as this layer makes them.
#pragma once

#include <cerrno>

#include "base/fault.h"

namespace norn {

// Repeats a call that a signal interrupted. Fault injection (base/fault.h) may make it fail.
template <typename Call>
auto uninterrupted(Call call) -> decltype(call()) {
  if (const int fault = injected_fault()) {
    errno = -fault;
    return -1;
  }
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

// The same for a call that answers with a pointer, null on failure.
template <typename Call>
auto opened_by(Call call) -> decltype(call()) {
  if (const int fault = injected_fault()) {
    errno = -fault;
    return nullptr;
  }
  return call();
}

// 0, or the negative error of a call that answers with a negative number.
template <typename Result>
int status_of(Result result) {
  return result < 0 ? -errno : 0;
}

}  // namespace norn
