// What changes files and directories beyond reading and writing them, as host
// functions (namespace norn.prim). Each suspends the calling task; what users see is
// clj/norn/file.clj.

#include <unistd.h>

#include <string>

#include "io/copy_file.h"
#include "io/file_changes.h"
#include "io/remove_tree.h"
#include "io/replace_file.h"
#include "lib/bytes_arg.h"
#include "lib/path_operation.h"

namespace norn {
namespace {

constexpr char kWrite[] = "write", kCopy[] = "copy", kMakeTemporary[] = "make-temporary",
               kMakeDirectory[] = "make-directory", kDelete[] = "delete", kLink[] = "link", kReadLink[] = "read-link",
               kSetPermissions[] = "set-permissions", kTouch[] = "touch", kAccess[] = "access";

Returned made_path(Vm& vm, MakeTemporary& request) { return text_value(vm, request.made); }
Returned link_target(Vm& vm, ReadLink& request) { return text_value(vm, request.target); }
Returned is_allowed(Vm&, TestAccess& request) { return Value::boolean(request.allowed); }

}  // namespace

NORN_HOST(
    replace_file, "norn.prim/replace-file", "([path content sync?])",
    "Writes a string (as UTF-8) or byte array so that others see the old content or the new one, never a part. sync?: "
    "wait "
    "until it is on the disk. Returns nil.") {
  String* path = NORN_TRY(string_arg(call, 0));
  std::string content(NORN_TRY(bytes_arg(call, 1)));
  const Durability durability = call[2].truthy() ? Durability::synced : Durability::ordinary;
  return await_path<ReplaceFile, nothing<ReplaceFile>, kWrite>(call, path, std::move(content), durability);
}

NORN_HOST(
    copy_file, "norn.prim/copy-file", "([from to replace?])",
    "Copies content and permissions of a regular file. Without replace? it is an error if `to` exists. Returns nil.") {
  String* from = NORN_TRY(string_arg(call, 0));
  String* to = NORN_TRY(string_arg(call, 1));
  const Existing existing = call[2].truthy() ? Existing::replace : Existing::keep;
  return await_path<CopyFile, nothing<CopyFile>, kCopy>(call, from, std::string(to->view()), existing);
}

NORN_HOST(
    make_temporary, "norn.prim/make-temporary", "([prefix suffix directory?])",
    "The path of a new empty file or directory: prefix, six random characters, suffix (\"\" for directories). Only "
    "this user "
    "may read it.") {
  String* prefix = NORN_TRY(string_arg(call, 0));
  String* suffix = NORN_TRY(string_arg(call, 1));
  const TemporaryKind kind = call[2].truthy() ? TemporaryKind::directory : TemporaryKind::file;
  return await_path<MakeTemporary, made_path, kMakeTemporary>(call, prefix, std::string(suffix->view()), kind);
}

NORN_HOST(make_directory, "norn.prim/make-directory", "([path])",
          "Makes a directory, whose parent must exist; an error if there is something already. Returns nil.") {
  String* path = NORN_TRY(string_arg(call, 0));
  return await_path<MakeDirectory, nothing<MakeDirectory>, kMakeDirectory>(call, path);
}

NORN_HOST(
    remove_tree, "norn.prim/remove-tree", "([path])",
    "Deletes what stands at a path with all that is below it, links not followed. Fine if there is nothing. Returns "
    "nil.") {
  String* path = NORN_TRY(string_arg(call, 0));
  return await_path<RemoveTree, nothing<RemoveTree>, kDelete>(call, path);
}

NORN_HOST(make_link, "norn.prim/make-link", "([path target hard?])",
          "Makes a symbolic link, or a hard one. Returns nil.") {
  String* path = NORN_TRY(string_arg(call, 0));
  String* target = NORN_TRY(string_arg(call, 1));
  const MakeLink::Type type = call[2].truthy() ? MakeLink::Type::hard : MakeLink::Type::symbolic;
  return await_path<MakeLink, nothing<MakeLink>, kLink>(call, path, std::string(target->view()), type);
}

NORN_HOST(read_link, "norn.prim/read-link", "([path])", "Where a symbolic link points to.") {
  String* path = NORN_TRY(string_arg(call, 0));
  return await_path<ReadLink, link_target, kReadLink>(call, path);
}

NORN_HOST(set_permissions, "norn.prim/set-permissions", "([path permissions])",
          "Sets the permissions of a file, the low twelve bits of its mode. Returns nil.") {
  String* path = NORN_TRY(string_arg(call, 0));
  const int64_t permissions = NORN_TRY(integer_arg(call, 1));
  if (permissions < 0 || permissions > 07777)
    NORN_RAISE(raise_illegal_argument(call.heap,
                                      "expected permissions from 0 to 07777, found " + std::to_string(permissions)));
  return await_path<SetPermissions, nothing<SetPermissions>, kSetPermissions>(call, path,
                                                                              static_cast<unsigned>(permissions));
}

NORN_HOST(
    touch_file, "norn.prim/touch-file", "([path modified-ms])",
    "Makes an empty file if there is none, and sets its times: milliseconds since 1970, or nil for now. Returns nil.") {
  String* path = NORN_TRY(string_arg(call, 0));
  int64_t modified_ns = -1;
  if (!call[1].is_nil()) {
    const int64_t modified_ms = NORN_TRY(integer_arg(call, 1));
    if (modified_ms < 0 || modified_ms > INT64_MAX / 1'000'000)
      NORN_RAISE(
          raise_illegal_argument(call.heap, "expected milliseconds since 1970, found " + std::to_string(modified_ms)));
    modified_ns = modified_ms * 1'000'000;
  }
  return await_path<TouchFile, nothing<TouchFile>, kTouch>(call, path, modified_ns);
}

NORN_HOST(access_p, "norn.prim/access?", "([path right])",
          "Whether this process may :read, :write or :execute what is at the path; false if there is nothing.") {
  String* path = NORN_TRY(string_arg(call, 0));
  const Keyword* right = NORN_TRY(keyword_arg(call, 1));
  const std::string_view name = right->symbol->name->view();
  const int mode = name == "read" ? R_OK : name == "write" ? W_OK : name == "execute" ? X_OK : -1;
  if (mode < 0)
    NORN_RAISE(raise_illegal_argument(call.heap, "expected :read, :write or :execute, found :" + std::string(name)));
  return await_path<TestAccess, is_allowed, kAccess>(call, path, mode);
}

NORN_MODULE(kFileChangesModule, replace_file, copy_file, make_temporary, make_directory, remove_tree, make_link,
            read_link, set_permissions, touch_file, access_p);

}  // namespace norn
