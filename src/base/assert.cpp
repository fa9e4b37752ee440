#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace norn {

void assertion_failed(const char* condition, const char* file, int line, const char* message) {
  std::fprintf(stderr, "norn: internal error: %s (%s) at %s:%d\n", message, condition, file, line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace norn
