// The common part of operations on files that are named by a path.
#pragma once

#include <cerrno>
#include <string>
#include <string_view>

#include "base/result.h"
#include "loop/request.h"

namespace norn {

class PathRequest : public WorkRequest {
 public:
  explicit PathRequest(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }

  int work() final { return is_usable(path_) ? run() : -EINVAL; }

 protected:
  virtual int run() = 0;
  // The system would silently cut the path at a NUL.
  static bool is_usable(std::string_view path) { return path.find('\0') == std::string_view::npos; }
  const char* path_text() const { return path_.c_str(); }

 private:
  const std::string path_;
};

// "cannot read notes.txt: No such file or directory", with the code "ENOENT". Requires: status < 0.
Error path_error(std::string_view action, std::string_view path, int status);

}  // namespace norn
