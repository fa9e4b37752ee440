#include "io/copy_file.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/system_call.h"

namespace norn {

namespace {

constexpr size_t kChunkBytes = size_t{16} << 20;  // between two looks at is_cancelled()
constexpr size_t kBufferBytes = size_t{64} << 10;

}  // namespace

CopyFile::~CopyFile() {
  if (is_unfinished_) unlink(to_.c_str());
}

int CopyFile::run() {
  if (!is_usable(to_)) return -EINVAL;
  source_ =
      Descriptor(uninterrupted([&] { return ::open(path_text(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); }));
  if (!source_) return -errno;
  struct stat from, to;
  if (uninterrupted([&] { return fstat(source_.number(), &from); }) < 0) return -errno;
  if (S_ISDIR(from.st_mode)) return -EISDIR;
  if (!S_ISREG(from.st_mode)) return -EINVAL;
  const bool exists = uninterrupted([&] { return stat(to_.c_str(), &to); }) == 0;
  if (exists && existing_ == Existing::keep) return -EEXIST;
  if (exists && to.st_dev == from.st_dev && to.st_ino == from.st_ino)
    return 0;  // onto itself: truncating would lose it
  const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (exists ? 0 : O_EXCL);
  target_ = Descriptor(uninterrupted([&] { return ::open(to_.c_str(), flags, from.st_mode & 07777); }));
  if (!target_) return -errno;
  is_unfinished_ = !exists;
  if (const int status = copy()) return status;
  if (const int status = target_.close()) return status;
  is_unfinished_ = false;
  return 0;
}

// From the fastest way to the one that always works: copy_file_range shares blocks where the file system can, sendfile
// stays in the kernel. Files of /proc have size 0 and content, and refuse both.
int CopyFile::copy() {
  enum class Way : uint8_t { range, send, buffer } way = Way::range;
  bool is_at_start = true;
  for (;;) {
    if (is_cancelled()) return -ECANCELED;
    ssize_t count = 0;
    switch (way) {
      case Way::range:
        count = uninterrupted(
            [&] { return copy_file_range(source_.number(), nullptr, target_.number(), nullptr, kChunkBytes, 0); });
        break;
      case Way::send:
        count = uninterrupted([&] { return sendfile(target_.number(), source_.number(), nullptr, kChunkBytes); });
        break;
      case Way::buffer: count = copy_by_hand(); break;
    }
    const bool cannot = count < 0 && (errno == EXDEV || errno == ENOSYS || errno == EINVAL || errno == EOPNOTSUPP);
    if (way != Way::buffer && (cannot || (count == 0 && is_at_start))) {
      way = way == Way::range ? Way::send : Way::buffer;
      continue;
    }
    if (count < 0) return -errno;
    if (count == 0) return 0;
    is_at_start = false;
  }
}

ssize_t CopyFile::copy_by_hand() {
  char buffer[kBufferBytes];
  const ssize_t count = uninterrupted([&] { return ::read(source_.number(), buffer, sizeof buffer); });
  for (ssize_t written = 0; written < count;) {
    const ssize_t more = uninterrupted(
        [&] { return ::write(target_.number(), buffer + written, static_cast<size_t>(count - written)); });
    if (more < 0) return -1;
    written += more;
  }
  return count;
}

}  // namespace norn
