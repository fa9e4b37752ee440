#include "io/copy_file.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/system_call.h"

namespace norn {

namespace {

constexpr size_t kChunkBytes = size_t{16} << 20;  // between two looks at is_cancelled()

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
  const bool exists = stat(to_.c_str(), &to) == 0;
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

int CopyFile::copy() {
  bool in_kernel = true;  // copy_file_range shares blocks where the file system can; not every one has it
  for (;;) {
    if (is_cancelled()) return -ECANCELED;
    ssize_t count = 0;
    if (in_kernel) {
      count = uninterrupted(
          [&] { return copy_file_range(source_.number(), nullptr, target_.number(), nullptr, kChunkBytes, 0); });
      if (count < 0 && (errno == EXDEV || errno == ENOSYS || errno == EINVAL || errno == EOPNOTSUPP)) {
        in_kernel = false;
        continue;
      }
      // Files of /proc have size 0 and content.
      if (count == 0 && lseek(source_.number(), 0, SEEK_CUR) == 0) {
        in_kernel = false;
        continue;
      }
    } else {
      count = uninterrupted([&] { return sendfile(target_.number(), source_.number(), nullptr, kChunkBytes); });
    }
    if (count < 0) return -errno;
    if (count == 0) return 0;
  }
}

}  // namespace norn
