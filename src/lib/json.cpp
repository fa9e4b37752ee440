// JSON as host functions (namespace norn.prim), below clj/norn/json.clj.
//
// A text that is no JSON raises an ExceptionInfo with :type :norn/json-error,
// :code :json/syntax (:json/unfinished when the text only ends too early),
// :line, :column and :offset (of the code point, from 0).

#include <string>

#include "base/utf8.h"
#include "data/array.h"
#include "data/json_reader.h"
#include "data/json_writer.h"
#include "data/map.h"
#include "data/vector.h"
#include "lib/args.h"

namespace norn {
namespace {

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

NORN_HOST(
    json_read, "norn.prim/json-read", "([flags max-depth text from])",
    "[value end] of the JSON text from code point `from` on. flags: 1 keys become keywords, 2 decimals for numbers "
    "with a "
    "point or exponent, 4 stop behind the first value.") {
  const int64_t flags = NORN_TRY(integer_arg(call, 0));
  const int64_t max_depth = NORN_TRY(integer_arg(call, 1));
  String* string = NORN_TRY(string_arg(call, 2));
  const int64_t from = NORN_TRY(integer_arg(call, 3));
  if (from < 0 || static_cast<size_t>(from) > string_count(string))
    NORN_RAISE(raise_index(call.heap, from, static_cast<int64_t>(string_count(string))));
  const size_t from_byte = string_byte_offset(call.heap, string, static_cast<size_t>(from));
  const JsonReadOptions options{.keywords = (flags & kKeywords) != 0,
                                .decimals = (flags & kDecimals) != 0,
                                .one_value = (flags & kOneValue) != 0,
                                .max_depth = static_cast<size_t>(std::max<int64_t>(max_depth, 0))};
  const std::string_view text = string->view();
  auto read = read_json(call.heap, text.substr(from_byte), options);
  if (!read) {
    JsonError error = std::move(read).error();
    error.offset += from_byte;
    NORN_RAISE(raise_json(call, text, error));
  }
  const size_t end = string_index_of_byte(call.heap, string, from_byte + read->end);
  return to_value(make_vector(call.heap, {read->value, Value::fixnum(static_cast<int64_t>(end))}));
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
  if (written) return string_value(call, text);
  if (written.error().is_bail()) return Value::nil();
  NORN_RAISE(written.error());
}

NORN_MODULE(kJsonModule, json_read, json_write_or_nil);

}  // namespace norn
