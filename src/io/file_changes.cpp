#include "io/file_changes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>

#include "io/descriptor.h"
#include "io/system_call.h"

namespace norn {

int MakeTemporary::run() {
  if (!is_usable(suffix_)) return -EINVAL;
  if (kind_ == TemporaryKind::directory) {
    if (!suffix_.empty()) return -EINVAL;  // mkdtemp has none
    made = path() + "XXXXXX";
    return opened_by([&] { return mkdtemp(made.data()); }) ? 0 : -errno;
  }
  made = path() + "XXXXXX" + suffix_;
  const Descriptor file(
      uninterrupted([&] { return mkostemps(made.data(), static_cast<int>(suffix_.size()), O_CLOEXEC); }));
  return file ? 0 : -errno;
}

int MakeDirectory::run() {
  return status_of(uninterrupted([&] { return mkdir(path_text(), 0777); }));
}

int MakeLink::run() {
  if (!is_usable(target_)) return -EINVAL;
  return status_of(uninterrupted([&] {
    return type_ == Type::symbolic ? symlink(target_.c_str(), path_text()) : ::link(target_.c_str(), path_text());
  }));
}

int ReadLink::run() {
  char text[PATH_MAX];
  const ssize_t length = uninterrupted([&] { return readlink(path_text(), text, sizeof text); });
  if (length < 0) return -errno;
  target.assign(text, static_cast<size_t>(length));
  return 0;
}

int SetPermissions::run() {
  return status_of(uninterrupted([&] { return chmod(path_text(), permissions_); }));
}

int TouchFile::run() {
  timespec now = {0, UTIME_NOW};
  if (modified_ns_ >= 0) now = {modified_ns_ / 1'000'000'000, modified_ns_ % 1'000'000'000};
  const timespec times[] = {now, now};
  if (uninterrupted([&] { return utimensat(AT_FDCWD, path_text(), times, 0); }) == 0) return 0;
  if (errno != ENOENT) return -errno;
  const Descriptor file(
      uninterrupted([&] { return ::open(path_text(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0666); }));
  if (!file) return -errno;
  return status_of(uninterrupted([&] { return futimens(file.number(), times); }));
}

int TestAccess::run() {
  allowed = uninterrupted([&] { return access(path_text(), mode_); }) == 0;
  return 0;
}

}  // namespace norn
