// Deleting a directory with all it holds.
#pragma once

#include "io/path_request.h"

namespace norn {

// Whatever stands at the path, with all that is below it; links are not followed. Fine if there is nothing.
class RemoveTree final : public PathRequest {
 public:
  using PathRequest::PathRequest;

 private:
  int run() override;
};

}  // namespace norn
