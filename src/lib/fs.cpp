// Files and directories as host functions (namespace norn.prim). Each suspends
// the calling task; what users see is clj/norn/file.clj and slurp, spit.

#include <cerrno>
#include <string>

#include "data/map.h"
#include "data/vector.h"
#include "io/directory.h"
#include "io/file.h"
#include "lib/bytes_arg.h"
#include "lib/path_operation.h"

namespace norn {
namespace {

Returned raise_too_large(Vm& vm, size_t bytes) {
  NORN_RAISE(raise(vm.heap, vm.world.types.out_of_memory_error.get(),
                   "a file of " + std::to_string(bytes) + " bytes does not fit the heap limit"));
}

constexpr char kRead[] = "read", kWrite[] = "write", kList[] = "list", kStat[] = "stat", kResolve[] = "resolve",
               kRename[] = "rename", kDelete[] = "delete", kMakeDirectory[] = "make-directory",
               kMakeFifo[] = "make-fifo";

Returned file_text(Vm& vm, ReadFile& read) {
  if (vm.heap.would_exceed_limit(read.bytes.size())) return raise_too_large(vm, read.bytes.size());
  return text_value(vm, read.bytes);
}

Returned file_bytes(Vm& vm, ReadFile& read) {
  if (vm.heap.would_exceed_limit(read.bytes.size())) return raise_too_large(vm, read.bytes.size());
  return bytes_value(vm.heap, read.bytes);
}

std::string_view type_name(FileType type) {
  switch (type) {
    case FileType::file: return "file";
    case FileType::directory: return "directory";
    case FileType::link: return "link";
    case FileType::fifo: return "fifo";
    case FileType::socket: return "socket";
    case FileType::character_device: return "character-device";
    case FileType::block_device: return "block-device";
    case FileType::unknown: return "unknown";
  }
  NORN_UNREACHABLE("a file type without a name");
}

Returned entry_vector(Vm& vm, ListDirectory& list) {
  std::vector<Value> entries;
  entries.reserve(list.entries.size());
  for (const DirectoryEntry& entry : list.entries)
    entries.push_back(to_value(make_vector(vm.heap, {text_value(vm, entry.name), keyword(vm, type_name(entry.type))})));
  return to_value(make_vector(vm.heap, entries));
}

Returned status_map(Vm& vm, const FileStatus& status) {
  constexpr int64_t kMillisecond = 1'000'000;
  auto number = [&](auto n) { return make_integer(vm.heap, static_cast<int64_t>(n)); };
  const Value entries[] = {
      keyword(vm, "type"),        keyword(vm, type_name(status.type)),
      keyword(vm, "size-bytes"),  number(status.size_bytes),
      keyword(vm, "modified-ms"), number(status.modified_ns / kMillisecond),
      keyword(vm, "accessed-ms"), number(status.accessed_ns / kMillisecond),
      keyword(vm, "permissions"), number(status.permissions),
      keyword(vm, "inode"),       number(status.inode),
      keyword(vm, "device"),      number(status.device),
      keyword(vm, "links"),       number(status.links),
      keyword(vm, "user-id"),     number(status.user),
      keyword(vm, "group-id"),    number(status.group),
  };
  return make_map(vm.heap, entries);
}

// That there is nothing is an answer, not a failure.
Returned finish_stat(Vm& vm, LoopRequest& request, int status) {
  if (status == -ENOENT || status == -ENOTDIR) return Value::nil();
  if (status < 0) NORN_RAISE(raise_path_error(vm, kStat, static_cast<StatPath&>(request).path(), status));
  return status_map(vm, static_cast<StatPath&>(request).result);
}

Returned resolved_path(Vm& vm, ResolvePath& request) { return text_value(vm, request.resolved); }

}  // namespace

NORN_HOST(read_file, "norn.prim/read-file", "([path])",
          "The text of a file, decoded as UTF-8; bytes that are none become U+FFFD.") {
  String* path = NORN_TRY(string_arg(call, 0));
  return await_path<ReadFile, file_text, kRead>(call, path);
}

NORN_HOST(
    read_source, "norn.prim/read-source", "([path])",
    "As read-file, but read at once by this thread: for the start of a program, which has nothing else to do and is "
    "spared a worker thread. nil if that fails or could take long (read-file knows what to do then).") {
  String* path = NORN_TRY(string_arg(call, 0));
  ReadFile request{std::string(path->view())};
  WorkRequest& work = request;
  return work.work() == 0 ? file_text(call.vm, request) : Value::nil();
}

NORN_HOST(read_file_bytes, "norn.prim/read-file-bytes", "([path])", "The contents of a file as a byte array.") {
  String* path = NORN_TRY(string_arg(call, 0));
  return await_path<ReadFile, file_bytes, kRead>(call, path);
}

NORN_HOST(write_file, "norn.prim/write-file", "([path content] [path content append?])",
          "Writes a string (as UTF-8) or byte array to a file, which is replaced or, with append? true, goes on. "
          "Returns nil.") {
  String* path = NORN_TRY(string_arg(call, 0));
  std::string content(NORN_TRY(bytes_arg(call, 1)));
  const WriteMode mode = call.arg_or(2, Value::nil()).truthy() ? WriteMode::append : WriteMode::truncate;
  return await_path<WriteFile, nothing<WriteFile>, kWrite>(call, path, std::move(content), mode);
}

NORN_HOST(list_directory, "norn.prim/list-directory", "([path])",
          "The entries of a directory in order of name: a vector of [name type], types as in file-status.") {
  String* path = NORN_TRY(string_arg(call, 0));
  return await_path<ListDirectory, entry_vector, kList>(call, path);
}

NORN_HOST(file_status, "norn.prim/file-status", "([path] [path follow-links?])",
          "What stands at a path, or nil: a map of :type (:file :directory :link :fifo :socket :character-device "
          ":block-device), "
          ":size-bytes :modified-ms :accessed-ms :permissions :inode :device :links :user-id :group-id. Links are "
          "followed unless "
          "follow-links? is false.") {
  String* path = NORN_TRY(string_arg(call, 0));
  const bool follow = call.arg_or(1, Value::boolean(true)).truthy();
  auto request =
      std::make_unique<StatPath>(std::string(path->view()), follow ? SymbolicLinks::follow : SymbolicLinks::keep);
  return await_request(call, std::move(request), finish_stat, "stat " + std::string(path->view()));
}

NORN_HOST(make_directories, "norn.prim/make-directories", "([path])",
          "Makes a directory and its missing parents; fine if it exists already. Returns nil.") {
  String* path = NORN_TRY(string_arg(call, 0));
  return await_path<MakeDirectories, nothing<MakeDirectories>, kMakeDirectory>(call, path);
}

NORN_HOST(delete_file, "norn.prim/delete-file", "([path])",
          "Deletes a file, a link or an empty directory. Returns nil.") {
  String* path = NORN_TRY(string_arg(call, 0));
  return await_path<RemovePath, nothing<RemovePath>, kDelete>(call, path);
}

NORN_HOST(rename_file, "norn.prim/rename-file", "([from to])",
          "Renames a file or directory, replacing what is at `to`. Returns nil.") {
  String* from = NORN_TRY(string_arg(call, 0));
  String* to = NORN_TRY(string_arg(call, 1));
  return await_path<RenamePath, nothing<RenamePath>, kRename>(call, from, std::string(to->view()));
}

NORN_HOST(make_fifo, "norn.prim/make-fifo", "([path])",
          "Makes a named pipe that its owner can read and write. Returns nil.") {
  String* path = NORN_TRY(string_arg(call, 0));
  return await_path<MakeFifo, nothing<MakeFifo>, kMakeFifo>(call, path);
}

NORN_HOST(real_path, "norn.prim/real-path", "([path])",
          "The absolute path without links, `.` and `..`; it must exist.") {
  String* path = NORN_TRY(string_arg(call, 0));
  return await_path<ResolvePath, resolved_path, kResolve>(call, path);
}

NORN_MODULE(kFileSystemModule, read_file, read_source, read_file_bytes, write_file, list_directory, file_status,
            make_directories, delete_file, rename_file, make_fifo, real_path);

}  // namespace norn
