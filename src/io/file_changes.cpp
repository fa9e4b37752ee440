#include "io/file_changes.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "io/descriptor.h"
#include "io/system_call.h"

namespace norn {

int MakeTemporary::run() {
  if (!is_usable(suffix_)) return -EINVAL;
  if (kind_ == TemporaryKind::directory) {
    if (!suffix_.empty()) return -EINVAL;  // mkdtemp has none
    made = path() + "XXXXXX";
    return mkdtemp(made.data()) ? 0 : -errno;
  }
  made = path() + "XXXXXX" + suffix_;
  const Descriptor file(
      uninterrupted([&] { return mkostemps(made.data(), static_cast<int>(suffix_.size()), O_CLOEXEC); }));
  return file ? 0 : -errno;
}

int MakeDirectory::run() {
  return status_of(uninterrupted([&] { return mkdir(path_text(), 0777); }));
}

// Level by level with descriptors, so that no link that somebody puts in place of a directory is followed.
int RemoveTree::run() {
  struct Level {
    std::unique_ptr<DIR, decltype([](DIR* stream) { closedir(stream); })> stream;
    std::string name;  // in the level above
  };
  auto remove_in = [](int parent, const char* name, int flags) {
    return status_of(uninterrupted([&] { return unlinkat(parent, name, flags); }));
  };
  auto open_directory = [](int parent, const char* name) -> DIR* {
    Descriptor opened(
        uninterrupted([&] { return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC); }));
    if (!opened) return nullptr;
    DIR* stream = fdopendir(opened.number());
    if (stream) opened.release();
    return stream;
  };

  int status = remove_in(AT_FDCWD, path_text(), 0);
  if (status == 0 || status == -ENOENT) return 0;
  if (status != -EISDIR && status != -EPERM) return status;
  std::vector<Level> levels;
  DIR* top = open_directory(AT_FDCWD, path_text());
  if (!top) return errno == ENOTDIR ? status : -errno;
  levels.push_back({decltype(Level::stream)(top), path()});
  while (!levels.empty()) {
    if (is_cancelled()) return -ECANCELED;
    DIR* stream = levels.back().stream.get();
    errno = 0;
    const dirent* entry = readdir(stream);
    if (!entry) {
      if (errno != 0) return -errno;
      const std::string name = std::move(levels.back().name);
      levels.pop_back();
      const int parent = levels.empty() ? AT_FDCWD : dirfd(levels.back().stream.get());
      if (const int removed = remove_in(parent, name.c_str(), AT_REMOVEDIR); removed != 0 && removed != -ENOENT)
        return removed;
      continue;
    }
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    status = remove_in(dirfd(stream), name.c_str(), 0);
    if (status == 0 || status == -ENOENT) continue;
    if (status != -EISDIR && status != -EPERM) return status;
    DIR* below = open_directory(dirfd(stream), name.c_str());
    if (!below) return -errno;
    levels.push_back({decltype(Level::stream)(below), name});
  }
  return 0;
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
