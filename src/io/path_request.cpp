#include "io/path_request.h"

#include <algorithm>

#include "loop/uv_error.h"

namespace norn {

Error path_error(std::string_view action, std::string_view path, int status) {
  std::string text = "cannot ";
  text.append(action).append(" ").append(path.empty() ? "\"\"" : path).append(": ").append(status_sentence(status));
  std::replace(text.begin(), text.begin() + static_cast<ptrdiff_t>(7 + action.size()), '-', ' ');  // read-link
  return {.kind = ErrorKind::io, .text = std::move(text), .code = status_name(status)};
}

}  // namespace norn
