#include "io/open_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "io/system_call.h"

namespace norn {

namespace {

constexpr size_t kMaxChunkBytes = size_t{4} << 20;  // between two looks at is_cancelled()

int flags_of(OpenMode mode) {
  switch (mode) {
    case OpenMode::read: return O_RDONLY;
    case OpenMode::write: return O_WRONLY | O_CREAT | O_TRUNC;
    case OpenMode::append: return O_WRONLY | O_CREAT | O_APPEND;
    case OpenMode::create_new: return O_WRONLY | O_CREAT | O_EXCL;
    case OpenMode::read_write: return O_RDWR | O_CREAT;
  }
  return O_RDONLY;
}

// A FIFO without a writer reads as empty, which is not its end: that comes when the last writer has gone.
bool nothing_to_read_yet(int descriptor) {
  pollfd asked = {descriptor, POLLIN, 0};
  return ::poll(&asked, 1, 0) == 0;
}

}  // namespace

int OpenPath::run() {
  const int flags = flags_of(mode_) | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  Descriptor opened(uninterrupted([&] { return ::open(path_text(), flags, 0666); }));
  if (!opened) return -errno;
  struct stat status;
  if (uninterrupted([&] { return fstat(opened.number(), &status); }) < 0) return -errno;
  if (S_ISDIR(status.st_mode)) return -EISDIR;
  file = std::make_shared<OpenFile>();
  file->path = path();
  file->descriptor = std::move(opened);
  return 0;
}

int OpenFileRequest::work() {
  if (!has_claim_ && file_->is_busy.exchange(true, std::memory_order_acquire)) return -EBUSY;
  has_claim_ = true;
  if (is_cancelled()) return -ECANCELED;
  return run();
}

ReadPiece::~ReadPiece() {
  if (!bytes_.empty()) file().unread.insert(0, bytes_);  // nobody took them
}

std::string ReadPiece::take() {
  std::string taken = std::move(bytes_);
  bytes_.clear();
  release();
  return taken;
}

int ReadPiece::run() {
  OpenFile& from = file();
  if (!from.unread.empty()) {
    bytes_ = from.unread.substr(0, most_);
    from.unread.erase(0, bytes_.size());
    return 0;
  }
  if (nothing_to_read_yet(from.descriptor.number())) return not_ready(from.descriptor.number(), Readiness::readable);
  ssize_t count = 0;
  bytes_.resize_and_overwrite(std::min(most_, kMaxChunkBytes), [&](char* data, size_t room) {
    count = uninterrupted([&] { return ::read(from.descriptor.number(), data, room); });
    return static_cast<size_t>(std::max<ssize_t>(count, 0));
  });
  if (count < 0 && errno == EAGAIN) return not_ready(from.descriptor.number(), Readiness::readable);
  return status_of(count);
}

int WritePiece::run() {
  const int descriptor = file().descriptor.number();
  while (written_ < bytes_.size()) {
    if (is_cancelled()) return -ECANCELED;
    const size_t room = std::min(bytes_.size() - written_, kMaxChunkBytes);
    const ssize_t count = uninterrupted([&] { return ::write(descriptor, bytes_.data() + written_, room); });
    if (count < 0 && errno == EAGAIN) return not_ready(descriptor, Readiness::writable);
    if (count < 0) return -errno;
    written_ += static_cast<size_t>(count);
  }
  return 0;
}

int SyncFile::run() {
  return status_of(uninterrupted([&] { return fsync(file().descriptor.number()); }));
}

int SeekFile::run() {
  const int whence = offset < 0 ? SEEK_END : SEEK_SET;
  const off_t reached =
      uninterrupted([&] { return lseek(file().descriptor.number(), std::max<int64_t>(offset, 0), whence); });
  if (reached < 0) return -errno;
  file().unread.clear();
  offset = reached;
  return 0;
}

}  // namespace norn
