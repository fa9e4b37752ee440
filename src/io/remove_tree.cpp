#include "io/remove_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <vector>

#include "io/descriptor.h"
#include "io/system_call.h"

namespace norn {

namespace {

// Level by level with descriptors, so that no link that somebody puts in place of a directory is followed. Only the
// innermost levels are open; the others are opened again by way of `..`, and must be what they were.
class TreeRemoval {
 public:
  explicit TreeRemoval(const WorkRequest& request) : request_(request) {}

  int run(const char* path);

 private:
  static constexpr size_t kMostOpen = 32;

  struct Level {
    std::unique_ptr<DIR, decltype([](DIR* stream) { closedir(stream); })> stream;  // null while it is not open
    std::string name;                                                              // in the level above
    dev_t device = 0;
    ino_t inode = 0;
  };

  int enter(int parent, const std::string& name);
  int leave();

  const WorkRequest& request_;
  std::vector<Level> levels_;
};

int remove_in(int parent, const char* name, int flags) {
  return status_of(uninterrupted([&] { return unlinkat(parent, name, flags); }));
}

bool may_be_directory(int status) { return status == -EISDIR || status == -EPERM; }

int TreeRemoval::run(const char* path) {
  int status = remove_in(AT_FDCWD, path, 0);
  if (status == 0 || status == -ENOENT) return 0;
  if (!may_be_directory(status)) return status;
  if (const int entered = enter(AT_FDCWD, path)) return entered == -ENOTDIR ? status : entered;
  while (!levels_.empty()) {
    if (request_.is_cancelled()) return -ECANCELED;
    DIR* stream = levels_.back().stream.get();
    errno = 0;
    const dirent* entry = readdir(stream);
    if (!entry) {
      if (errno != 0) return -errno;
      if (const int left = leave()) return left;
      continue;
    }
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    status = remove_in(dirfd(stream), name.c_str(), 0);
    if (status == 0 || status == -ENOENT) continue;
    if (!may_be_directory(status)) return status;
    if (const int entered = enter(dirfd(stream), name)) return entered;
  }
  return 0;
}

int TreeRemoval::enter(int parent, const std::string& name) {
  Descriptor opened(
      uninterrupted([&] { return openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC); }));
  if (!opened) return -errno;
  struct stat found;
  if (uninterrupted([&] { return fstat(opened.number(), &found); }) < 0) return -errno;
  DIR* stream = opened_by([&] { return fdopendir(opened.number()); });
  if (!stream) return -errno;
  opened.release();
  if (name == "..") {
    Level& outer = levels_[levels_.size() - 2];
    outer.stream.reset(stream);
    return outer.device == found.st_dev && outer.inode == found.st_ino ? 0 : -ESTALE;
  }
  levels_.push_back({decltype(Level::stream)(stream), name, found.st_dev, found.st_ino});
  if (levels_.size() > kMostOpen) levels_[levels_.size() - 1 - kMostOpen].stream.reset();
  return 0;
}

// The innermost level is empty.
int TreeRemoval::leave() {
  if (levels_.size() > 1 && !levels_[levels_.size() - 2].stream)
    if (const int status = enter(dirfd(levels_.back().stream.get()), "..")) return status;
  const std::string name = std::move(levels_.back().name);
  levels_.pop_back();
  const int parent = levels_.empty() ? AT_FDCWD : dirfd(levels_.back().stream.get());
  const int status = remove_in(parent, name.c_str(), AT_REMOVEDIR);
  return status == -ENOENT ? 0 : status;
}

}  // namespace

int RemoveTree::run() { return TreeRemoval(*this).run(path_text()); }

}  // namespace norn
