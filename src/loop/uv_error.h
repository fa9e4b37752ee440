// Status codes of requests, in words. Codes are 0 or negative errno values,
// which on Linux are libuv's codes too.
#pragma once

#include <string>
#include <string_view>

namespace norn {

// "ENOENT"; "E1234" for a code nobody knows. Requires: status < 0.
std::string status_name(int status);
// "No such file or directory", as the operating system says it. Requires: status < 0.
std::string status_sentence(int status);

}  // namespace norn
