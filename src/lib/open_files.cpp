// Files that stay open, as host functions (namespace norn.prim), and the decoding
// of text that arrives in pieces. What users see is clj/norn/file.clj.

#include "lib/open_files.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "base/utf8.h"
#include "data/map.h"
#include "data/vector.h"
#include "lib/bytes_arg.h"
#include "lib/path_operation.h"

namespace norn {
namespace {

constexpr int64_t kMaxPieceBytes = int64_t{64} << 20;

constexpr char kOpen[] = "open", kRead[] = "read", kWrite[] = "write", kSync[] = "sync", kSeek[] = "seek",
               kClose[] = "close";

OrRaised<FileResource*> resource_arg(HostCall& call) {
  if (auto* resource = try_native<FileResource>(call[0])) return resource;
  NORN_RAISE(wrong_argument(call, 0, FileResource::kKind.name));
}

OrRaised<OpenFilePtr> file_arg(HostCall& call) {
  FileResource* resource = NORN_TRY(resource_arg(call));
  if (resource->file) return resource->file;
  NORN_RAISE(raise(call.heap, world_of(call).types.io_exception.get(), "the file is closed",
                   *make_map(call.heap, {keyword_value(call, "type"), keyword_value(call, "norn/io-error"),
                                         keyword_value(call, "code"), keyword_value(call, "closed")})));
}

OrRaised<OpenMode> mode_arg(HostCall& call, uint32_t i) {
  const Keyword* mode = NORN_TRY(keyword_arg(call, i));
  const std::string_view name = mode->symbol->name->view();
  if (name == "read") return OpenMode::read;
  if (name == "write") return OpenMode::write;
  if (name == "append") return OpenMode::append;
  if (name == "create-new") return OpenMode::create_new;
  if (name == "read-write") return OpenMode::read_write;
  NORN_RAISE(raise_illegal_argument(
      call.heap, "expected :read, :write, :append, :create-new or :read-write, found :" + std::string(name)));
}

Returned opened_file(Vm& vm, OpenPath& request) {
  return to_value(make_host_resource(vm.heap, std::make_unique<FileResource>(std::move(request.file))));
}

Returned piece_bytes(Vm& vm, ReadPiece& request) {
  const std::string bytes = request.take();
  return bytes.empty() ? Value::nil() : bytes_value(vm.heap, bytes);
}

Returned reached_offset(Vm& vm, SeekFile& request) { return make_integer(vm.heap, request.offset); }

// How many bytes at the end begin a UTF-8 character and lack its rest.
size_t unfinished_character(std::string_view text) {
  for (size_t count = 1; count <= std::min<size_t>(3, text.size()); ++count) {
    const char byte = text[text.size() - count];
    const bool continues = (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
    if (!continues) return static_cast<unsigned char>(byte) >= 0xC0 && utf8_sequence_length(byte) > count ? count : 0;
  }
  return 0;
}

}  // namespace

NORN_HOST(open_file, "norn.prim/open-file", "([path mode])",
          "An open file. mode: :read, :write (replaces what it held), :append, :create-new (an error if it exists) or "
          ":read-write.") {
  String* path = NORN_TRY(string_arg(call, 0));
  const OpenMode mode = NORN_TRY(mode_arg(call, 1));
  return await_path<OpenPath, opened_file, kOpen>(call, path, mode);
}

NORN_HOST(
    file_read_piece, "norn.prim/file-read-piece", "([file most])",
    "The next bytes of an open file, 1 to `most` of them as a byte array; nil at its end. A read that is cancelled "
    "loses "
    "none.") {
  OpenFilePtr file = NORN_TRY(file_arg(call));
  const int64_t most = NORN_TRY(integer_arg(call, 1));
  if (most < 1)
    NORN_RAISE(raise_illegal_argument(call.heap, "expected to read at least 1 byte, found " + std::to_string(most)));
  const auto room = static_cast<size_t>(std::min(most, kMaxPieceBytes));
  return await_operation<ReadPiece, piece_bytes, kRead>(call, std::make_unique<ReadPiece>(std::move(file), room));
}

NORN_HOST(file_write_piece, "norn.prim/file-write-piece", "([file bytes-or-string])",
          "Writes all of the bytes to an open file. Returns nil.") {
  OpenFilePtr file = NORN_TRY(file_arg(call));
  std::string bytes(NORN_TRY(bytes_arg(call, 1)));
  return await_operation<WritePiece, nothing<WritePiece>, kWrite>(
      call, std::make_unique<WritePiece>(std::move(file), std::move(bytes)));
}

NORN_HOST(file_sync, "norn.prim/file-sync", "([file])",
          "Waits until what was written to an open file is on the disk. Returns nil.") {
  OpenFilePtr file = NORN_TRY(file_arg(call));
  return await_operation<SyncFile, nothing<SyncFile>, kSync>(call, std::make_unique<SyncFile>(std::move(file)));
}

NORN_HOST(file_seek, "norn.prim/file-seek", "([file offset])",
          "Goes on reading and writing at a byte offset, nil for the end. Returns the offset.") {
  OpenFilePtr file = NORN_TRY(file_arg(call));
  const int64_t offset = call[1].is_nil() ? -1 : NORN_TRY(integer_arg(call, 1));
  if (offset < 0 && !call[1].is_nil())
    NORN_RAISE(raise_illegal_argument(call.heap, "expected an offset of 0 or more, found " + std::to_string(offset)));
  return await_operation<SeekFile, reached_offset, kSeek>(call, std::make_unique<SeekFile>(std::move(file), offset));
}

NORN_HOST(file_close, "norn.prim/file-close", "([file])",
          "Closes an open file; harmless when it is closed. An operation that is under way ends first. Returns nil.") {
  FileResource* resource = NORN_TRY(resource_arg(call));
  const OpenFilePtr file = std::move(resource->file);
  resource->file = nullptr;
  if (!file || file.use_count() > 1) return Value::nil();
  if (const int status = file->descriptor.close()) NORN_RAISE(raise_path_error(call.vm, kClose, file->path, status));
  return Value::nil();
}

NORN_HOST(
    decode_utf8, "norn.prim/decode-utf8", "([pending bytes])",
    "[text rest] of a piece of UTF-8 behind the rest of the piece before, byte arrays or nil: rest is the beginning of "
    "a "
    "character that the piece cuts off, or nil. With nil for the piece: the end.") {
  std::string text;
  if (!call[0].is_nil()) text += NORN_TRY(bytes_arg(call, 0));
  const bool at_end = call[1].is_nil();
  if (!at_end) text += NORN_TRY(bytes_arg(call, 1));
  const size_t rest = at_end ? 0 : unfinished_character(text);
  const std::string_view whole = std::string_view(text).substr(0, text.size() - rest);
  const Value left = rest == 0 ? Value::nil() : bytes_value(call.heap, std::string_view(text).substr(whole.size()));
  return to_value(make_vector(call.heap, {string_value(call, whole), left}));
}

NORN_HOST(bytes_slice, "norn.prim/bytes-slice", "([bytes start end])",
          "The bytes from start before end, a new byte array.") {
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 0));
  const int64_t start = NORN_TRY(integer_arg(call, 1)), end = NORN_TRY(integer_arg(call, 2));
  const auto count = static_cast<int64_t>(bytes.size());
  if (start < 0 || start > end || end > count) NORN_RAISE(raise_index(call.heap, start < 0 ? start : end, count));
  return bytes_value(call.heap,
                     std::string(bytes.substr(static_cast<size_t>(start), static_cast<size_t>(end - start))));
}

NORN_HOST(bytes_join, "norn.prim/bytes-join", "([pieces])",
          "The bytes of a vector of byte arrays and strings, in a row.") {
  Vector* pieces = NORN_TRY(object_arg<Vector>(call, 0, "a vector of byte arrays"));
  std::string all;
  for (uint64_t i = 0; i < vector_count(pieces); ++i) {
    Value piece = vector_nth(pieces, i);
    HostCall inner{call.heap, call.vm, &piece, 1};
    all += NORN_TRY(bytes_arg(inner, 0));
  }
  if (call.heap.would_exceed_limit(all.size()))
    NORN_RAISE(raise(call.heap, world_of(call).types.out_of_memory_error.get(), "the bytes do not fit the heap limit"));
  return bytes_value(call.heap, all);
}

NORN_HOST(bytes_index_of, "norn.prim/bytes-index-of", "([bytes wanted])",
          "Where in some bytes others begin that are in it, or nil.") {
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 0)), wanted = NORN_TRY(bytes_arg(call, 1));
  const size_t found = bytes.find(wanted);
  return found == std::string_view::npos ? Value::nil() : Value::fixnum(static_cast<int64_t>(found));
}

NORN_HOST(bytes_put, "norn.prim/bytes-put!", "([target offset source start end])",
          "Copies the bytes of source from start before end into target at an offset. Returns nil.") {
  auto* target = NORN_TRY(object_arg<PrimitiveArray>(call, 0, "a byte array"));
  if (target->type() != ElementType::byte_) NORN_RAISE(wrong_argument(call, 0, "a byte array"));
  const int64_t offset = NORN_TRY(integer_arg(call, 1));
  const std::string_view source = NORN_TRY(bytes_arg(call, 2));
  const int64_t start = NORN_TRY(integer_arg(call, 3)), end = NORN_TRY(integer_arg(call, 4));
  const auto room = static_cast<int64_t>(target->tail_count);
  if (start < 0 || start > end || end > static_cast<int64_t>(source.size()))
    NORN_RAISE(raise_index(call.heap, end, static_cast<int64_t>(source.size())));
  if (offset < 0 || offset > room || end - start > room - offset)
    NORN_RAISE(raise_index(call.heap, offset < 0 ? offset : room, room));
  std::memmove(target->bytes() + offset, source.data() + start, static_cast<size_t>(end - start));
  return Value::nil();
}

NORN_MODULE(kOpenFilesModule, open_file, file_read_piece, file_write_piece, file_sync, file_seek, file_close,
            decode_utf8, bytes_slice, bytes_join, bytes_index_of, bytes_put);

}  // namespace norn
