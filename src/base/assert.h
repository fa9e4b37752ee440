// Assertions that stay on in release builds. A failed assertion is a bug in
// Norn, never a user's mistake: user mistakes become language exceptions.
#pragma once

namespace norn {

// Prints the condition, place and message to stderr and aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line, const char* message);

}  // namespace norn

#define NORN_ASSERT(condition, message) \
  (__builtin_expect(!(condition), 0) ? ::norn::assertion_failed(#condition, __FILE__, __LINE__, message) : (void)0)

#define NORN_UNREACHABLE(message) ::norn::assertion_failed("unreachable", __FILE__, __LINE__, message)
