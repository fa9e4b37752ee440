// Operations on directories; see file.h for how they are started.
#pragma once

#include <string>
#include <vector>

#include "io/file.h"

namespace norn {

struct DirectoryEntry {
  std::string name;
  FileType type;  // of the entry itself: a symbolic link is a link
};

class ListDirectory final : public PathRequest {
 public:
  using PathRequest::PathRequest;

  std::vector<DirectoryEntry> entries;  // without `.` and `..`, in order of name

 private:
  int run() override;
};

// Also makes the parents that are missing. A directory that exists already is fine.
class MakeDirectories final : public PathRequest {
 public:
  using PathRequest::PathRequest;

 private:
  int run() override;
};

}  // namespace norn
