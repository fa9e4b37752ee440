// Copying a regular file inside the kernel.
#pragma once

#include <sys/types.h>

#include <string>

#include "io/descriptor.h"
#include "io/path_request.h"

namespace norn {

enum class Existing : uint8_t { replace, keep };  // keep: fails with EEXIST

// Content and permissions; links are followed. A copy that fails or is cancelled leaves no half file behind, unless it
// replaced one.
class CopyFile final : public PathRequest {
 public:
  CopyFile(std::string from, std::string to, Existing existing)
      : PathRequest(std::move(from)), to_(std::move(to)), existing_(existing) {}
  ~CopyFile() override;

 private:
  int run() override;
  int copy();
  ssize_t copy_by_hand();

  const std::string to_;
  const Existing existing_;
  Descriptor source_, target_;
  bool is_unfinished_ = false;  // and made by us
};

}  // namespace norn
