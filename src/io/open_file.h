// A file that stays open: read and written a piece at a time.
//
// One operation is under way at a time; a second one fails with EBUSY. A
// request that is cancelled may still be at work, so it and the owner share the
// OpenFile: whoever is last closes the descriptor. Bytes that were read for a
// request nobody waited for any more are given back.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "io/descriptor.h"
#include "io/path_request.h"

namespace norn {

enum class OpenMode : uint8_t { read, write, append, create_new, read_write };

struct OpenFile {
  std::string path;
  Descriptor descriptor;
  std::string unread;  // what comes before the next bytes of the descriptor
  std::atomic<bool> is_busy = false;
};
using OpenFilePtr = std::shared_ptr<OpenFile>;  // shared with requests that run on after they were cancelled

// Never waits for the other end of a FIFO.
class OpenPath final : public PathRequest {
 public:
  OpenPath(std::string path, OpenMode mode) : PathRequest(std::move(path)), mode_(mode) {}

  OpenFilePtr file;

 private:
  int run() override;

  const OpenMode mode_;
};

// The common part of operations on an open file: the claim on it.
class OpenFileRequest : public WorkRequest {
 public:
  explicit OpenFileRequest(OpenFilePtr file) : file_(std::move(file)) {}
  ~OpenFileRequest() override { release(); }

  const std::string& path() const { return file_->path; }
  int work() final;

 protected:
  virtual int run() = 0;
  void release() {
    if (has_claim_) file_->is_busy.store(false, std::memory_order_release);
    has_claim_ = false;
  }
  OpenFile& file() { return *file_; }

 private:
  const OpenFilePtr file_;
  bool has_claim_ = false;
};

// At most so many bytes; empty at the end of the file.
class ReadPiece final : public OpenFileRequest {
 public:
  ReadPiece(OpenFilePtr file, size_t most) : OpenFileRequest(std::move(file)), most_(most) {}
  ~ReadPiece() override;

  // To be called by whoever takes the bytes.
  std::string take();

 private:
  int run() override;

  const size_t most_;
  std::string bytes_;
};

// All of the bytes.
class WritePiece final : public OpenFileRequest {
 public:
  WritePiece(OpenFilePtr file, std::string bytes) : OpenFileRequest(std::move(file)), bytes_(std::move(bytes)) {}

 private:
  int run() override;

  const std::string bytes_;
  size_t written_ = 0;
};

// Waits until what was written is on the disk.
class SyncFile final : public OpenFileRequest {
 public:
  using OpenFileRequest::OpenFileRequest;

 private:
  int run() override;
};

// Where the next piece is read and written: an offset from the start. Negative: the end. `offset` is where that is.
class SeekFile final : public OpenFileRequest {
 public:
  SeekFile(OpenFilePtr file, int64_t offset) : OpenFileRequest(std::move(file)), offset(offset) {}

  int64_t offset;

 private:
  int run() override;
};

}  // namespace norn
