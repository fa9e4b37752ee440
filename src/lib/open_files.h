// An open file (io/open_file.h) as the language has it.
#pragma once

#include "data/host_resource.h"
#include "io/open_file.h"

namespace norn {

class FileResource final : public NativeResource {
 public:
  static constexpr ResourceKind kKind{"an open file"};
  explicit FileResource(OpenFilePtr file) : NativeResource(kKind), file(std::move(file)) {}

  OpenFilePtr file;  // null once closed
};

}  // namespace norn
