#include "io/path_request.h"

#include "loop/uv_error.h"

namespace norn {

Error path_error(std::string_view action, std::string_view path, int status) {
  std::string text = "cannot ";
  text.append(action).append(" ").append(path).append(": ").append(status_sentence(status));
  return {.kind = ErrorKind::io, .text = std::move(text), .code = status_name(status)};
}

}  // namespace norn
