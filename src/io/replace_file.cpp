#include "io/replace_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/random.h"
#include "io/system_call.h"

namespace norn {

namespace {

constexpr size_t kMaxChunkBytes = size_t{4} << 20;  // between two looks at is_cancelled()
std::string directory_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

ReplaceFile::~ReplaceFile() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

int ReplaceFile::run() {
  if (const int status = make_temporary()) return status;
  if (const int status = write_all()) return status;
  if (durability_ == Durability::synced && uninterrupted([&] { return fsync(file_.number()); }) < 0) return -errno;
  if (const int status = file_.close()) return status;  // a full disk or a quota may show only now
  if (uninterrupted([&] { return ::rename(temporary_.c_str(), path_text()); }) < 0) return -errno;
  temporary_.clear();
  return durability_ == Durability::synced ? sync_directory() : 0;
}

int ReplaceFile::make_temporary() {
  struct stat replaced;
  const bool exists = uninterrupted([&] { return stat(path_text(), &replaced); }) == 0;
  if (exists && S_ISDIR(replaced.st_mode)) return -EISDIR;
  const std::string name = path() + "." + std::to_string(entropy_seed() % 1'000'000'000) + ".tmp";
  const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
  file_ = Descriptor(uninterrupted([&] { return ::open(name.c_str(), flags, 0666); }));
  if (!file_) return -errno;
  temporary_ = name;
  if (!exists) return 0;
  return status_of(uninterrupted([&] { return fchmod(file_.number(), replaced.st_mode & 07777); }));
}

int ReplaceFile::write_all() {
  for (size_t written = 0; written < bytes_.size();) {
    if (is_cancelled()) return -ECANCELED;
    const size_t room = std::min(bytes_.size() - written, kMaxChunkBytes);
    const ssize_t count = uninterrupted([&] { return ::write(file_.number(), bytes_.data() + written, room); });
    if (count < 0) return -errno;
    written += static_cast<size_t>(count);
  }
  return 0;
}

int ReplaceFile::sync_directory() {
  const std::string name = directory_of(path());
  const Descriptor directory(uninterrupted([&] { return ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (!directory) return -errno;
  return status_of(uninterrupted([&] { return fsync(directory.number()); }));
}

}  // namespace norn
