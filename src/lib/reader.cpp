// Host module: reading, for bytecode. `read`, `read-string`, `load` and clojure.edn are Clojure over read-form.
//
// Pending nodes (reader/pending.h) are handed on: bytecode builds them.
#include "reader/reader.h"

#include <string>
#include <vector>

#include "data/map.h"
#include "data/set.h"
#include "data/vector.h"
#include "lib/args.h"
#include "vm/vm.h"

namespace norn {
namespace {

Value keyword(Heap& heap, std::string_view name) { return to_value(World::of(heap).intern_keyword(name)); }

// The value of *file* where the caller stands, for errors.
Value current_file(HostCall& call) {
  Var* var = World::of(call.heap).intern_var("clojure.core", "*file*");
  if (Value* bound = call.vm.find_binding(var)) return *bound;
  return var->root.is_marker() ? Value::nil() : var->root;
}

// What the options map of read-form says.
struct Options {
  Dialect dialect = Dialect::clojure;
  ReaderConditionals conditionals = ReaderConditionals::refuse;
  bool incremental = false;
  bool default_tags = true;
  Value file;
  std::vector<std::string> feature_names;
  std::vector<std::string_view> features;
};

OrRaised<void> add_features(Heap& heap, Options& options, Value features) {
  if (features.is_nil()) return {};
  if (!is_set(features)) return std::unexpected(raise_expected(heap, "a set of keywords for :features", features));
  set_for_each(heap, features, [&](Value feature) {
    if (is<Keyword>(feature)) options.feature_names.push_back(symbol_text(as<Keyword>(feature)->symbol.get()));
  });
  return {};
}

OrRaised<Options> options_of(Heap& heap, Value map) {
  Options options;
  if (map.is_nil()) {
    options.conditionals = ReaderConditionals::allow;  // a source file
  } else {
    if (!is_map(map)) return std::unexpected(raise_expected(heap, "a map of reader options", map));
    auto option = [&](std::string_view name) { return map_get_keyword(heap, map, name); };
    if (option("edn").truthy()) options.dialect = Dialect::edn;
    options.incremental = option("incremental").truthy();
    options.default_tags = !map_get_keyword(heap, map, "default-tags").is_false();
    options.file = option("file");
    Value conditionals = option("read-cond");
    if (conditionals == keyword(heap, "allow")) options.conditionals = ReaderConditionals::allow;
    if (conditionals == keyword(heap, "preserve")) options.conditionals = ReaderConditionals::preserve;
    OrRaised<void> added = add_features(heap, options, option("features"));
    if (!added) return std::unexpected(added.error());
  }
  for (const std::string& name : options.feature_names) options.features.push_back(name);
  for (std::string_view name : kDefaultFeatures) options.features.push_back(name);
  return options;
}

Returned to_map(Heap& heap, const Error& error) {
  return make_map(
      heap, {keyword(heap, "clojure.error/line"), Value::fixnum(error.span.line), keyword(heap, "clojure.error/column"),
             Value::fixnum(error.span.column), keyword(heap, "type"), keyword(heap, "norn/" + error.code)});
}

Raised raise_reader_error(Heap& heap, const Error& error, Value file) {
  Value message = to_value(make_string(heap, error.text));
  Value data = to_map(heap, error).value_or(Value::nil());
  Exception* exception =
      make_exception(heap, World::of(heap).types.reader_exception.get(), message, data, Value::nil());
  exception->info = to_value(make_vector(heap, {file, Value::fixnum(error.span.line), Value::fixnum(error.span.column),
                                                to_value(make_string(heap, error.code))}));
  return {to_value(exception)};
}

Value outcome_vector(Heap& heap, const ReadOutcome& outcome, const SourceCursor& cursor) {
  return to_value(make_vector(
      heap, {outcome.form, Value::fixnum(static_cast<int64_t>(cursor.offset)), Value::fixnum(cursor.position.line),
             Value::fixnum(cursor.position.column), Value::boolean(outcome.has_pending),
             Value::fixnum(outcome.span.line), Value::fixnum(outcome.span.column)}));
}

OrRaised<SourceCursor> cursor_argument(HostCall& call, String* text) {
  int64_t offset = NORN_TRY(integer_arg(call, 1));
  int64_t line = NORN_TRY(integer_arg(call, 2)), column = NORN_TRY(integer_arg(call, 3));
  int64_t size = static_cast<int64_t>(text->tail_count);
  if (offset < 0 || offset > size) NORN_RAISE(raise_index(call.heap, offset, size));
  return SourceCursor{static_cast<size_t>(offset), {static_cast<uint32_t>(line), static_cast<uint32_t>(column)}};
}

}  // namespace

NORN_HOST(
    read_form, "norn.prim/read-form", "([text offset line column ns options])",
    "Reads the next form of the string text, from a byte offset that stands at line and column.\n"
    "  Returns [form offset line column pending? form-line form-column], where the offset, line and column are\n"
    "  those behind the form and pending? says that it holds nodes to be built (src/reader/pending.h); nil at the\n"
    "  end of text. Options: nil (a source file) or a map of :edn true, :read-cond :allow or :preserve,\n"
    "  :features #{:x}, :default-tags false (#inst and #uuid come out pending), :file \"name\" (for errors; *file* "
    "unless told),\n"
    "  :incremental true (returns :more when the text ends inside a form). Throws a reader exception that knows\n"
    "  file, line and column. (norn.prim/read-form \"(a) b\" 0 1 1 *ns* nil) => [(a) 3 1 4 false 1 1]") {
  Heap& heap = call.heap;
  String* text = NORN_TRY(string_arg(call, 0));
  SourceCursor cursor = NORN_TRY(cursor_argument(call, text));
  Options options = NORN_TRY(options_of(heap, call[5]));
  ReadContext context{
      .ns = try_as<Namespace>(call[4]),
      .features = options.features,
      .conditionals = options.conditionals,
      .dialect = options.dialect,
      .final = !options.incremental,
      .default_tags = options.default_tags,
  };
  Result<ReadOutcome> outcome = norn::read_form(heap, text->view(), cursor, context);
  if (!outcome) {
    Value file = options.file.is_nil() ? current_file(call) : options.file;
    NORN_RAISE(raise_reader_error(heap, outcome.error(), file));
  }
  switch (outcome->status) {
    case ReadStatus::end: return Value::nil();
    case ReadStatus::need_more: return keyword(heap, "more");
    case ReadStatus::form: break;
  }
  return outcome_vector(heap, *outcome, cursor);
}

NORN_HOST(code_point_index, "norn.prim/code-point-index", "([text byte-offset])",
          "The index that subs and nth use for the place at a byte offset, as read-form gives it.\n"
          "  (norn.prim/code-point-index \"\\u00e9a\" 2) => 1") {
  String* text = NORN_TRY(string_arg(call, 0));
  int64_t offset = NORN_TRY(integer_arg(call, 1));
  int64_t size = static_cast<int64_t>(text->tail_count);
  if (offset < 0 || offset > size) NORN_RAISE(raise_index(call.heap, offset, size));
  return Value::fixnum(static_cast<int64_t>(string_index_of_byte(call.heap, text, static_cast<size_t>(offset))));
}

NORN_MODULE(kReaderModule, read_form, code_point_index);

}  // namespace norn
