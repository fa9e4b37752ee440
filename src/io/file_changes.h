// Small changes of what stands at a path.
#pragma once

#include <string>

#include "io/path_request.h"

namespace norn {

// A new empty file or directory with a name of its own: the path is `prefix` and six random characters and `suffix`.
enum class TemporaryKind : uint8_t { file, directory };

class MakeTemporary final : public PathRequest {
 public:
  MakeTemporary(std::string prefix, std::string suffix, TemporaryKind kind)
      : PathRequest(std::move(prefix)), suffix_(std::move(suffix)), kind_(kind) {}

  std::string made;

 private:
  int run() override;

  const std::string suffix_;
  const TemporaryKind kind_;
};

// A directory whose parent exists. Fails with EEXIST.
class MakeDirectory final : public PathRequest {
 public:
  using PathRequest::PathRequest;

 private:
  int run() override;
};

class MakeLink final : public PathRequest {
 public:
  enum class Type : uint8_t { symbolic, hard };
  MakeLink(std::string path, std::string target, Type type)
      : PathRequest(std::move(path)), target_(std::move(target)), type_(type) {}

 private:
  int run() override;

  const std::string target_;
  const Type type_;
};

// Where a symbolic link points to.
class ReadLink final : public PathRequest {
 public:
  using PathRequest::PathRequest;

  std::string target;

 private:
  int run() override;
};

class SetPermissions final : public PathRequest {
 public:
  SetPermissions(std::string path, unsigned permissions) : PathRequest(std::move(path)), permissions_(permissions) {}

 private:
  int run() override;

  const unsigned permissions_;
};

// Makes an empty file if there is none, and sets the times of last access and modification.
class TouchFile final : public PathRequest {
 public:
  // modified_ns: since 1970-01-01 UTC; negative: now.
  TouchFile(std::string path, int64_t modified_ns) : PathRequest(std::move(path)), modified_ns_(modified_ns) {}

 private:
  int run() override;

  const int64_t modified_ns_;
};

// What this process may do at the path: `allowed` is true or false, also if there is nothing.
class TestAccess final : public PathRequest {
 public:
  TestAccess(std::string path, int mode) : PathRequest(std::move(path)), mode_(mode) {}  // R_OK, W_OK, X_OK

  bool allowed = false;

 private:
  int run() override;

  const int mode_;
};

}  // namespace norn
