#include "io/directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>

#include "io/system_call.h"

namespace norn {

namespace {

using DirectoryStream = std::unique_ptr<DIR, decltype([](DIR* stream) { closedir(stream); })>;

// Most file systems tell the type with the name; the others are asked.
FileType type_of(DIR* stream, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return file_type(DTTOIF(entry.d_type));
  struct stat status;
  if (fstatat(dirfd(stream), entry.d_name, &status, AT_SYMLINK_NOFOLLOW) < 0) return FileType::unknown;
  return file_type(status.st_mode);
}

int make_directory(const std::string& path) {
  if (uninterrupted([&] { return mkdir(path.c_str(), 0777); }) == 0) return 0;
  if (errno != EEXIST) return -errno;
  struct stat status;
  if (uninterrupted([&] { return stat(path.c_str(), &status); }) < 0) return -errno;
  return S_ISDIR(status.st_mode) ? 0 : -EEXIST;
}

}  // namespace

int ListDirectory::run() {
  const DirectoryStream stream(opened_by([&] { return opendir(path_text()); }));
  if (!stream) return -errno;
  while (true) {
    if (is_cancelled()) return -ECANCELED;
    errno = 0;
    const dirent* entry = readdir(stream.get());
    if (!entry) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") entries.push_back({std::string(name), type_of(stream.get(), *entry)});
  }
  if (errno != 0) return -errno;
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  return 0;
}

int MakeDirectories::run() {
  if (path().empty()) return -ENOENT;
  for (size_t end = path().find('/', 1); end != std::string::npos; end = path().find('/', end + 1)) {
    if (const int status = make_directory(path().substr(0, end))) return status;
  }
  return make_directory(path());
}

}  // namespace norn
