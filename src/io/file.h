// Operations on whole files. Each is one request for the worker pool:
//
//   loop.submit(std::make_unique<ReadFile>("notes.txt"), cookie);
//   ...
//   auto* read = static_cast<ReadFile*>(completion.request.get());   // completion.status == 0
//   use(read->bytes);
//
// An operation makes all its system calls in one go on one worker: a read costs
// one trip to the pool, not one each for open, fstat, read and close. The
// descriptor belongs to the request, so no path leaks it. Knows no language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "io/descriptor.h"
#include "io/path_request.h"

struct stat;

namespace norn {

// The largest file that is read as a whole; a larger one (or an endless device) fails with EFBIG.
inline constexpr size_t kMaxFileBytes = size_t{1} << 32;

class ReadFile final : public PathRequest {
 public:
  explicit ReadFile(std::string path, size_t limit_bytes = kMaxFileBytes)
      : PathRequest(std::move(path)), limit_bytes_(limit_bytes) {}

  std::string bytes;  // the result

 private:
  int run() override;
  int open();
  int read_to_end();
  ptrdiff_t read_chunk();

  const size_t limit_bytes_;
  Descriptor file_;
  bool may_block_ = false;  // no regular file: a FIFO, a terminal, a socket
};

enum class WriteMode : uint8_t { truncate, append, create_new };

// Creates the file if it does not exist. `create_new` fails with EEXIST if it does.
class WriteFile final : public PathRequest {
 public:
  WriteFile(std::string path, std::string bytes, WriteMode mode, unsigned permissions = 0666)
      : PathRequest(std::move(path)), bytes_(std::move(bytes)), mode_(mode), permissions_(permissions) {}

 private:
  int run() override;
  int open();

  const std::string bytes_;
  const WriteMode mode_;
  const unsigned permissions_;
  Descriptor file_;
  size_t written_ = 0;
};

enum class FileType : uint8_t { unknown, file, directory, link, fifo, socket, character_device, block_device };

struct FileStatus {
  FileType type = FileType::unknown;
  unsigned permissions = 0;  // the low twelve bits of the mode
  int64_t size_bytes = 0;
  int64_t modified_ns = 0;  // since 1970-01-01 UTC
  int64_t accessed_ns = 0;
  int64_t changed_ns = 0;
  uint64_t inode = 0;
  uint64_t device = 0;
  uint64_t links = 0;
  unsigned user = 0;
  unsigned group = 0;
};

FileStatus file_status(const struct stat& status);
FileType file_type(unsigned mode);

enum class SymbolicLinks : uint8_t { follow, keep };

class StatPath final : public PathRequest {
 public:
  explicit StatPath(std::string path, SymbolicLinks links = SymbolicLinks::follow)
      : PathRequest(std::move(path)), links_(links) {}

  FileStatus result;

 private:
  int run() override;

  const SymbolicLinks links_;
};

// Replaces what is at the target, as rename(2) does.
class RenamePath final : public PathRequest {
 public:
  RenamePath(std::string from, std::string to) : PathRequest(std::move(from)), to_(std::move(to)) {}

 private:
  int run() override;

  const std::string to_;
};

// A file, a symbolic link (not its target) or an empty directory.
class RemovePath final : public PathRequest {
 public:
  using PathRequest::PathRequest;

 private:
  int run() override;
};

// A named pipe for its owner.
class MakeFifo final : public PathRequest {
 public:
  using PathRequest::PathRequest;

 private:
  int run() override;
};

// Absolute, without `.`, `..` and symbolic links. The path must exist.
class ResolvePath final : public PathRequest {
 public:
  using PathRequest::PathRequest;

  std::string resolved;

 private:
  int run() override;
};

}  // namespace norn
