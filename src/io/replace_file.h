// Writing a file so that whoever opens it sees the old content or the new one,
// never a part: a temporary file beside it is written and takes its name.
#pragma once

#include <string>

#include "io/descriptor.h"
#include "io/path_request.h"

namespace norn {

enum class Durability : uint8_t {
  ordinary,  // a crash of the machine may lose it, or leave the old content
  synced,    // fsync of the file and of its directory: when the request completes, it is on the disk
};

// Keeps the permissions of a file it replaces. A symbolic link is replaced, not followed.
class ReplaceFile final : public PathRequest {
 public:
  ReplaceFile(std::string path, std::string bytes, Durability durability)
      : PathRequest(std::move(path)), bytes_(std::move(bytes)), durability_(durability) {}
  ~ReplaceFile() override;

 private:
  int run() override;
  int make_temporary();
  int write_all();
  int sync_directory();

  const std::string bytes_;
  const Durability durability_;
  std::string temporary_;  // its path while it exists
  Descriptor file_;
};

}  // namespace norn
