#include "io/file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>

#include "io/system_call.h"

namespace norn {

namespace {

constexpr size_t kFirstChunkBytes = size_t{16} << 10;  // for a file that does not tell its size
constexpr size_t kMaxChunkBytes = size_t{4} << 20;     // between two looks at is_cancelled()

int64_t nanoseconds(const timespec& time) { return time.tv_sec * int64_t{1'000'000'000} + time.tv_nsec; }

// A FIFO without a writer reads as empty, which is not its end: that comes when the last writer has gone.
bool nothing_to_read_yet(int descriptor) {
  pollfd asked = {descriptor, POLLIN, 0};
  return ::poll(&asked, 1, 0) == 0;
}

}  // namespace

int ReadFile::run() {
  if (!file_) {
    if (const int status = open()) return status;
  }
  if (may_block_ && nothing_to_read_yet(file_.number())) return not_ready(file_.number(), Readiness::readable);
  const int status = read_to_end();
  if (status == -EAGAIN) return not_ready(file_.number(), Readiness::readable);
  file_.close();  // after reading there is nothing left that could fail
  return status;
}

int ReadFile::open() {
  // O_NONBLOCK means nothing to regular files, and keeps the open of a FIFO from waiting for its writer.
  file_ = Descriptor(uninterrupted([&] { return ::open(path_text(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); }));
  if (!file_) return -errno;
  struct stat status;
  if (uninterrupted([&] { return fstat(file_.number(), &status); }) < 0) return -errno;
  if (S_ISDIR(status.st_mode)) return -EISDIR;
  may_block_ = !S_ISREG(status.st_mode);
  const auto size = static_cast<size_t>(status.st_size);
  if (size > limit_bytes_) return -EFBIG;
  bytes.reserve(S_ISREG(status.st_mode) && size > 0 ? size + 1
                                                    : kFirstChunkBytes);  // + 1: the end is seen without growing
  return 0;
}

int ReadFile::read_to_end() {
  while (true) {
    if (is_cancelled()) return -ECANCELED;
    const ptrdiff_t count = read_chunk();
    if (count <= 0) return static_cast<int>(count);
    if (bytes.size() > limit_bytes_) return -EFBIG;
  }
}

// Appends what is there: the number of bytes, 0 at the end, or a negative status.
ptrdiff_t ReadFile::read_chunk() {
  const size_t before = bytes.size();
  if (before == bytes.capacity()) bytes.reserve(2 * before);
  const size_t room = std::min(bytes.capacity() - before, kMaxChunkBytes);
  ptrdiff_t count = 0;
  bytes.resize_and_overwrite(before + room, [&](char* data, size_t) {
    count = uninterrupted([&] { return ::read(file_.number(), data + before, room); });
    if (count < 0) count = -errno;
    return before + static_cast<size_t>(std::max<ptrdiff_t>(count, 0));
  });
  return count;
}

int WriteFile::run() {
  if (!file_) {
    if (const int status = open()) return status;
  }
  while (written_ < bytes_.size()) {
    if (is_cancelled()) return -ECANCELED;
    const size_t room = std::min(bytes_.size() - written_, kMaxChunkBytes);
    const ptrdiff_t count = uninterrupted([&] { return ::write(file_.number(), bytes_.data() + written_, room); });
    if (count < 0 && errno == EAGAIN) return not_ready(file_.number(), Readiness::writable);
    if (count < 0) return -errno;
    written_ += static_cast<size_t>(count);
  }
  return file_.close();  // a full disk or a quota may show only now
}

int WriteFile::open() {
  int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY;
  switch (mode_) {
    case WriteMode::truncate: flags |= O_TRUNC; break;
    case WriteMode::append: flags |= O_APPEND; break;
    case WriteMode::create_new: flags |= O_EXCL; break;
  }
  // A FIFO without a reader refuses with ENXIO instead of occupying the worker until one comes.
  flags |= O_NONBLOCK;
  file_ = Descriptor(uninterrupted([&] { return ::open(path_text(), flags, permissions_); }));
  return file_ ? 0 : -errno;
}

FileType file_type(unsigned mode) {
  switch (mode & S_IFMT) {
    case S_IFREG: return FileType::file;
    case S_IFDIR: return FileType::directory;
    case S_IFLNK: return FileType::link;
    case S_IFIFO: return FileType::fifo;
    case S_IFSOCK: return FileType::socket;
    case S_IFCHR: return FileType::character_device;
    case S_IFBLK: return FileType::block_device;
    default: return FileType::unknown;
  }
}

FileStatus file_status(const struct stat& status) {
  return {.type = file_type(status.st_mode),
          .permissions = status.st_mode & 07777u,
          .size_bytes = status.st_size,
          .modified_ns = nanoseconds(status.st_mtim),
          .accessed_ns = nanoseconds(status.st_atim),
          .changed_ns = nanoseconds(status.st_ctim),
          .inode = status.st_ino,
          .device = status.st_dev,
          .links = status.st_nlink,
          .user = status.st_uid,
          .group = status.st_gid};
}

int StatPath::run() {
  struct stat status;
  const bool follow = links_ == SymbolicLinks::follow;
  if (uninterrupted([&] { return follow ? stat(path_text(), &status) : lstat(path_text(), &status); }) < 0)
    return -errno;
  result = file_status(status);
  return 0;
}

int RenamePath::run() {
  return is_usable(to_) ? status_of(uninterrupted([&] { return ::rename(path_text(), to_.c_str()); })) : -EINVAL;
}

int RemovePath::run() {
  return status_of(uninterrupted([&] { return std::remove(path_text()); }));
}

int MakeFifo::run() {
  return status_of(uninterrupted([&] { return mkfifo(path_text(), 0600); }));
}

int ResolvePath::run() {
  char absolute[PATH_MAX];
  if (!opened_by([&] { return realpath(path_text(), absolute); })) return -errno;
  resolved = absolute;
  return 0;
}

}  // namespace norn
