// JSON as host functions (namespace norn.prim), below clj/norn/json.clj.
//
// A text that is no JSON raises an ExceptionInfo with :type :norn/json-error,
// :code :json/syntax (:json/unfinished when the text only ends too early),
// :line, :column and :offset (of the code point, from 0).

#include <string>

#include "base/long_work.h"
#include "base/utf8.h"
#include "data/array.h"
#include "data/json_pieces.h"
#include "data/json_reader.h"
#include "data/json_writer.h"
#include "data/map.h"
#include "data/string_builder.h"
#include "data/vector.h"
#include "lib/args.h"
#include "vm/vm.h"

namespace norn {
namespace {

constexpr size_t kBytesPerCall = 8;  // reading or writing so much takes about as long as a call

// The bits of `flags` as clj/norn/json.clj adds them up.
enum JsonReadFlag : int64_t { kKeywords = 1, kDecimals = 2, kOneValue = 4 };
enum JsonWriteFlag : int64_t { kPretty = 1, kPlainNames = 2, kEscapeUnicode = 4, kEscapeSlash = 8, kBailOnMaps = 16 };

Raised raise_json(HostCall& call, std::string_view text, const JsonError& error) {
  const TextPosition position = position_of(text, error.offset);
  const size_t code_points = utf8_count(text.substr(0, error.offset));
  auto number = [](size_t n) { return Value::fixnum(static_cast<int64_t>(n)); };
  const Returned data = make_map(
      call.heap, {keyword_value(call, "type"), keyword_value(call, "norn/json-error"), keyword_value(call, "code"),
                  keyword_value(call, error.unfinished ? "json/unfinished" : "json/syntax"),
                  keyword_value(call, "line"), number(position.line), keyword_value(call, "column"),
                  number(position.column), keyword_value(call, "offset"), number(code_points)});
  return raise(call.heap, world_of(call).types.exception_info.get(),
               "JSON, line " + std::to_string(position.line) + ", column " + std::to_string(position.column) + ": " +
                   error.problem,
               data.value_or(Value::nil()));
}

OrRaised<JsonWriteOptions> write_options(HostCall& call) {
  const int64_t flags = NORN_TRY(integer_arg(call, 0));
  JsonWriteOptions options;
  options.pretty = flags & kPretty;
  options.plain_names = flags & kPlainNames;
  options.escape_unicode = flags & kEscapeUnicode;
  options.escape_slash = flags & kEscapeSlash;
  options.bail_on_maps = flags & kBailOnMaps;
  if (auto* custom = NORN_TRY(optional_arg<ObjectArray>(call, 1, "an array of classes")))
    options.custom = to_value(custom);
  options.level = NORN_TRY(integer_arg(call, 2));
  return options;
}

}  // namespace

namespace {

struct ReadRequest {
  String* text;
  size_t from;  // in bytes
  JsonReadOptions options;
};

OrRaised<ReadRequest> read_request(HostCall& call) {
  const int64_t flags = NORN_TRY(integer_arg(call, 0));
  const int64_t max_depth = NORN_TRY(integer_arg(call, 1));
  String* string = NORN_TRY(string_arg(call, 2));
  const int64_t from = NORN_TRY(integer_arg(call, 3));
  if (from < 0 || static_cast<size_t>(from) > string_count(string))
    NORN_RAISE(raise_index(call.heap, from, static_cast<int64_t>(string_count(string))));
  return ReadRequest{string,
                     string_byte_offset(call.heap, string, static_cast<size_t>(from)),
                     {.keywords = (flags & kKeywords) != 0,
                      .decimals = (flags & kDecimals) != 0,
                      .one_value = (flags & kOneValue) != 0,
                      .max_depth = static_cast<size_t>(std::max<int64_t>(max_depth, 0))}};
}

Value value_and_end(HostCall& call, String* string, Value value, size_t end) {
  const size_t index = string_index_of_byte(call.heap, string, end);
  return to_value(make_vector(call.heap, {value, Value::fixnum(static_cast<int64_t>(index))}));
}

}  // namespace

NORN_HOST(
    json_read, "norn.prim/json-read", "([flags max-depth text from])",
    "[value end] of the JSON text from code point `from` on. flags: 1 keys become keywords, 2 decimals for numbers "
    "with a "
    "point or exponent, 4 stop behind the first value.") {
  ReadRequest request = NORN_TRY(read_request(call));
  constexpr int64_t kItemsPerToken = 10;
  request.options.max_tokens = std::max<int64_t>(long_work_limit / kItemsPerToken, 1);
  const std::string_view text = request.text->view();
  auto read = read_json(call.heap, text.substr(request.from), request.options);
  if (!read) {
    JsonError error = std::move(read).error();
    if (error.too_long) NORN_RAISE(Raised::bail());
    error.offset += request.from;
    NORN_RAISE(raise_json(call, text, error));
  }
  call.vm.charge(read->end / kBytesPerCall);
  return value_and_end(call, request.text, read->value, request.from + read->end);
}

NORN_HOST(json_read_begin, "norn.prim/json-read-begin", "([flags max-depth text from])",
          "The state of reading a long text as json-read does: for json-read-some!.") {
  const ReadRequest request = NORN_TRY(read_request(call));
  HostResource* state = make_host_resource(call.heap, std::make_unique<JsonPieces>(request.from, request.options));
  ObjectArray* kept = make_object_array(call.heap, 1);
  kept->data()[0] = to_value(request.text);
  state->data = to_value(kept);
  return to_value(state);
}

NORN_HOST(json_read_some_, "norn.prim/json-read-some!", "([state])",
          "Reads some more of a long text. nil, or, when the value is complete, what json-read returns.") {
  auto* pieces = try_native<JsonPieces>(call[0]);
  if (!pieces) NORN_RAISE(wrong_argument(call, 0, "the state of reading a JSON text"));
  if (pieces->is_complete()) NORN_RAISE(raise_state(call.heap, "the JSON text has been read"));
  HostResource* state = as<HostResource>(call[0]);
  String* text = as<String>(as<ObjectArray>(state->data)->data()[0]);
  auto read = pieces->read_on(call.heap, state);
  call.vm.charge(static_cast<uint64_t>(call.vm.slice()));
  if (!read) NORN_RAISE(raise_json(call, text->view(), read.error()));
  if (!*read) return Value::nil();
  return value_and_end(call, text, (*read)->value, (*read)->end);
}

NORN_HOST(
    json_write_or_nil, "norn.prim/json-write-or-nil", "([flags custom level x])",
    "The JSON text of x, or nil where the language is needed. flags: 1 pretty, 2 names without namespace, 4 escape "
    "what is "
    "not ASCII, 8 escape slashes, 16 nil for maps. custom: an array of the classes that have an encoder, or nil. "
    "level: how "
    "deep x is, for its indentation.") {
  const JsonWriteOptions options = NORN_TRY(write_options(call));
  std::string text;
  const OrRaised<bool> written = write_json(call.heap, text, call[3], options);
  call.vm.charge(text.size() / kBytesPerCall);
  if (written) return string_value(call, text);
  if (written.error().is_bail()) return Value::nil();
  NORN_RAISE(written.error());
}

NORN_HOST(
    json_write_some_, "norn.prim/json-write-some!", "([flags custom level builder parts first? entries?])",
    "Appends the first parts of an array, or entries of an object, to a builder. Returns the seq of those left, whose "
    "first is for the language or too much for this call: nil if there is none. flags and custom as for "
    "json-write-or-nil; level: that of the parts. first?: they are the very first, no comma is needed.") {
  JsonWriteOptions options = NORN_TRY(write_options(call));
  auto* builder = NORN_TRY(object_arg<StringBuilder>(call, 3, "a StringBuilder"));
  options.parts_are_entries = call[6].truthy();
  std::string text;
  const Value left = write_json_parts(call.heap, text, call[4], call[5].truthy(), options);
  string_builder_append(call.heap, builder, text);
  call.vm.charge(text.size() / kBytesPerCall);
  return left;
}

NORN_HOST(
    json_append_string_some_, "norn.prim/json-append-string-some!", "([flags builder s from])",
    "Appends a piece of string s, from a byte offset on, as it stands between quotes. Returns the offset where to go "
    "on, nil at the end.") {
  const int64_t flags = NORN_TRY(integer_arg(call, 0));
  auto* builder = NORN_TRY(object_arg<StringBuilder>(call, 1, "a StringBuilder"));
  const std::string_view text = NORN_TRY(string_arg(call, 2))->view();
  const int64_t from = NORN_TRY(integer_arg(call, 3));
  if (from < 0 || static_cast<size_t>(from) > text.size())
    NORN_RAISE(raise_index(call.heap, from, static_cast<int64_t>(text.size())));
  size_t end = std::min(text.size(), static_cast<size_t>(from + long_work_limit * kBytesPerItem));
  while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
  std::string piece;
  JsonWriteOptions options;
  options.escape_unicode = flags & kEscapeUnicode;
  options.escape_slash = flags & kEscapeSlash;
  write_json_string(piece, text.substr(static_cast<size_t>(from), end - static_cast<size_t>(from)), options);
  string_builder_append(call.heap, builder, std::string_view(piece).substr(1, piece.size() - 2));
  call.vm.charge(piece.size() / kBytesPerCall);
  return end < text.size() ? Value::fixnum(static_cast<int64_t>(end)) : Value::nil();
}

NORN_MODULE(kJsonModule, json_read, json_read_begin, json_read_some_, json_write_or_nil, json_write_some_,
            json_append_string_some_);

}  // namespace norn
