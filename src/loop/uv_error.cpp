#include "loop/uv_error.h"

#include <uv.h>

#include <cstring>

#include "base/assert.h"

namespace norn {

namespace {

// Codes of the name resolver and end of file have no errno.
bool is_errno(int status) { return status > -1000; }

}  // namespace

std::string status_name(int status) {
  NORN_ASSERT(status < 0, "a status that is no error has no name");
  if (is_errno(status)) {
    if (const char* name = strerrorname_np(-status)) return name;
    return "E" + std::to_string(-status);
  }
  char name[32];
  return uv_err_name_r(status, name, sizeof name);
}

std::string status_sentence(int status) {
  NORN_ASSERT(status < 0, "a status that is no error has no sentence");
  char text[128];
  if (is_errno(status)) return strerror_r(-status, text, sizeof text);
  return uv_strerror_r(status, text, sizeof text);
}

}  // namespace norn
