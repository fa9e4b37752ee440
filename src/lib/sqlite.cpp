// SQLite as host functions (namespace norn.prim); what programs see is
// clj/norn/sqlite.clj.
//
// Failures are ExceptionInfos with :type :norn/sqlite-error, :code (:sqlite/busy,
// :sqlite/constraint-unique …), :database and :sql.

#include "io/sqlite.h"

#include <climits>

#include "data/decimal.h"
#include "data/host_resource.h"
#include "data/map.h"
#include "data/seq.h"
#include "data/uuid.h"
#include "data/vector.h"
#include "io/sqlite_cursor.h"
#include "lib/bytes_arg.h"
#include "lib/path_operation.h"

namespace norn {
namespace {

class SqliteResource final : public NativeResource {
 public:
  static constexpr ResourceKind kKind{"an open database"};
  explicit SqliteResource(DatabasePtr database) : NativeResource(kKind), database(std::move(database)) {}

  DatabasePtr database;  // null once closed
};

class CursorResource final : public NativeResource {
 public:
  static constexpr ResourceKind kKind{"an SQL cursor"};
  explicit CursorResource(SqlCursorPtr cursor) : NativeResource(kKind), cursor(std::move(cursor)) {}

  SqlCursorPtr cursor;  // null once closed
};

Raised raise_sql(Vm& vm, const SqlFailure& failure, std::string_view path, std::string_view sql) {
  std::vector<Value> data = {keyword(vm, "type"),     keyword(vm, "norn/sqlite-error"),
                             keyword(vm, "code"),     keyword(vm, "sqlite/" + sqlite_code_name(failure.code)),
                             keyword(vm, "database"), text_value(vm, path)};
  if (!sql.empty()) data.insert(data.end(), {keyword(vm, "sql"), text_value(vm, sql)});
  return raise(vm.heap, vm.world.types.exception_info.get(), "SQLite: " + failure.text,
               make_map(vm.heap, data).value_or(Value::nil()));
}

OrRaised<SqliteResource*> resource_arg(HostCall& call) {
  if (auto* resource = try_native<SqliteResource>(call[0])) return resource;
  NORN_RAISE(wrong_argument(call, 0, SqliteResource::kKind.name));
}

OrRaised<DatabasePtr> database_arg(HostCall& call) {
  SqliteResource* resource = NORN_TRY(resource_arg(call));
  if (resource->database) return resource->database;
  NORN_RAISE(raise_state(call.heap, "the database is closed"));
}

OrRaised<SqlValue> sql_value(HostCall& call, Value value) {
  if (value.is_nil()) return SqlValue();
  if (value.is_boolean()) return SqlValue(int64_t{value.is_true()});
  if (const auto integer = as_int64(value)) return SqlValue(*integer);
  if (is<BoxedDouble>(value) || is<Ratio>(value)) return SqlValue(to_double(value));
  if (is<Decimal>(value)) return SqlValue(number_to_string(value));
  if (const auto* text = try_as<String>(value)) return SqlValue(std::string(text->view()));
  if (const auto* name = try_as<Keyword>(value)) return SqlValue(symbol_text(name->symbol.get()));
  if (auto* uuid = try_as<Uuid>(value)) return SqlValue(uuid_text(uuid));
  if (const auto* array = try_as<PrimitiveArray>(value); array && array->type() == ElementType::byte_)
    return SqlValue(SqlBlob{std::string(reinterpret_cast<const char*>(array->bytes()), array->tail_count)});
  NORN_RAISE(raise_expected(
      call.heap, "nil, a 64-bit integer, a number, string, boolean, keyword, UUID or byte array as SQL parameter",
      value));
}

// nil, a sequence of values, or a map from names to values.
OrRaised<SqlParameters> sql_parameters(HostCall& call, Value given) {
  SqlParameters parameters;
  if (given.is_nil()) return parameters;
  if (is_map(given)) {
    MapIterator it(call.heap, given);
    while (it.next()) {
      if (auto* name = try_as<Keyword>(it.key()))
        parameters.names.push_back(std::string(name->symbol->name->view()));
      else if (auto* text = try_as<String>(it.key()))
        parameters.names.push_back(std::string(text->view()));
      else
        NORN_RAISE(raise_expected(call.heap, "a keyword or string as name of an SQL parameter", it.key()));
      parameters.values.push_back(NORN_TRY(sql_value(call, it.value())));
    }
    return parameters;
  }
  if (!is_sequential(given)) NORN_RAISE(raise_expected(call.heap, "a vector or map of SQL parameters", given));
  SeqCursor cursor(call.heap, given);
  Value value;
  while (NORN_TRY(cursor.next(&value))) parameters.values.push_back(NORN_TRY(sql_value(call, value)));
  return parameters;
}

Value cell_value(Vm& vm, const SqlValue& cell) {
  if (const auto* integer = std::get_if<int64_t>(&cell)) return make_integer(vm.heap, *integer);
  if (const auto* real = std::get_if<double>(&cell)) return make_double(vm.heap, *real);
  if (const auto* text = std::get_if<std::string>(&cell)) return text_value(vm, *text);
  if (const auto* blob = std::get_if<SqlBlob>(&cell)) return bytes_value(vm.heap, blob->bytes);
  return Value::nil();
}

// The system has refused a thread.
Raised raise_not_done(Vm& vm, std::string_view path, int status) {
  const Error error = path_error("use", path, status);
  const Returned data = make_map(vm.heap, {keyword(vm, "type"), keyword(vm, "norn/sqlite-error"), keyword(vm, "code"),
                                           keyword(vm, error.code), keyword(vm, "database"), text_value(vm, path)});
  return raise(vm.heap, vm.world.types.exception_info.get(), "SQLite: " + error.text, data.value_or(Value::nil()));
}

// Of a request that another connection's lock stopped: `progress` and :locked instead of a result.
Returned locked(Vm& vm, int64_t progress, int64_t changes) {
  return to_value(
      make_vector(vm.heap, {keyword(vm, "locked"), make_integer(vm.heap, progress), make_integer(vm.heap, changes)}));
}

// Calls `make` when a request was successful, and `stopped` when it met a lock.
template <typename Request, typename Stopped, typename Make>
Returned finish_sql(Vm& vm, Request& done, int status, std::string_view sql, Stopped stopped, Make make) {
  if (status < 0) NORN_RAISE(raise_not_done(vm, done.database()->path(), status));
  if (done.is_locked) return stopped();
  if (done.failure.code) NORN_RAISE(raise_sql(vm, done.failure, done.database()->path(), sql));
  return make();
}

Returned row_maps(Vm& vm, const std::vector<std::string>& names, const std::vector<SqlValue>& cells) {
  std::vector<Value> columns, rows;
  for (const std::string& name : names) columns.push_back(keyword(vm, name));
  const size_t width = columns.size();
  std::vector<Value> entries(2 * width);
  for (size_t at = 0; width > 0 && at < cells.size(); at += width) {
    for (size_t i = 0; i < width; ++i) {
      entries[2 * i] = columns[i];
      entries[2 * i + 1] = cell_value(vm, cells[at + i]);
    }
    rows.push_back(NORN_TRY(make_map(vm.heap, entries)));
  }
  return to_value(make_vector(vm.heap, rows));
}

Returned opened_database(Vm& vm, LoopRequest& request, int status) {
  auto& done = static_cast<OpenDatabase&>(request);
  return finish_sql(
      vm, done, status, "", [&] { return locked(vm, 0, 0); },
      [&] { return to_value(make_host_resource(vm.heap, std::make_unique<SqliteResource>(done.database()))); });
}

Returned finished_sql(Vm& vm, LoopRequest& request, int status) {
  auto& done = static_cast<RunSql&>(request);
  return finish_sql(
      vm, done, status, done.sql(), [&] { return locked(vm, static_cast<int64_t>(done.done), done.changes); },
      [&]() -> Returned {
        const Value rows = NORN_TRY(row_maps(vm, done.columns, done.cells));
        return to_value(
            make_vector(vm.heap, {rows, make_integer(vm.heap, done.changes), make_integer(vm.heap, done.last_id)}));
      });
}

Returned finished_script(Vm& vm, LoopRequest& request, int status) {
  auto& done = static_cast<RunScript&>(request);
  return finish_sql(
      vm, done, status, done.sql(), [&] { return locked(vm, static_cast<int64_t>(done.done), 0); },
      [] { return Returned(Value::nil()); });
}

Returned fetched_rows(Vm& vm, LoopRequest& request, int status) {
  auto& done = static_cast<FetchRows&>(request);
  return finish_sql(
      vm, done, status, done.cursor().sql, [&] { return locked(vm, 0, 0); },
      [&]() -> Returned {
        if (done.cells.empty()) return Value::nil();
        return row_maps(vm, done.cursor().columns, done.cells);
      });
}

// If the system has refused a thread, the request's end does what it would have done.
Returned closed(Vm&, LoopRequest&, int) { return Value::nil(); }

OrRaised<CursorResource*> cursor_arg(HostCall& call) {
  if (auto* resource = try_native<CursorResource>(call[0])) return resource;
  NORN_RAISE(wrong_argument(call, 0, CursorResource::kKind.name));
}

}  // namespace

NORN_HOST(sqlite_open, "norn.prim/sqlite-open", "([path read-only? create?])",
          "Opens a database file, or :memory: for one of its own.") {
  const String* path = NORN_TRY(string_arg(call, 0));
  if (path->view().find('\0') != std::string_view::npos)
    NORN_RAISE(raise_illegal_argument(call.heap, "a path can't hold the character 0"));
  const DatabaseOptions options{.read_only = call[1].truthy(), .create = call[2].truthy()};
  return await_request(call, std::make_unique<OpenDatabase>(std::string(path->view()), options), opened_database,
                       "opening a database");
}

NORN_HOST(
    sqlite_run, "norn.prim/sqlite-run", "([database sql parameter-sets])",
    "Runs one statement for each set of parameters, which is nil, a sequence of values or a map from names to values. "
    "[rows changes last-id]; or, when it meets the lock of another connection, [:locked sets-that-are-done changes].") {
  DatabasePtr database = NORN_TRY(database_arg(call));
  const String* sql = NORN_TRY(string_arg(call, 1));
  std::vector<SqlParameters> sets;
  SeqCursor cursor(call.heap, call[2]);
  Value set;
  while (NORN_TRY(cursor.next(&set))) sets.push_back(NORN_TRY(sql_parameters(call, set)));
  return await_request(call, std::make_unique<RunSql>(std::move(database), std::string(sql->view()), std::move(sets)),
                       finished_sql, "an SQL statement");
}

NORN_HOST(
    sqlite_script, "norn.prim/sqlite-script", "([database sql from])",
    "Runs any number of statements without parameters, from an offset in bytes on. nil; or [:locked offset 0] when "
    "the one there meets the lock of another connection.") {
  DatabasePtr database = NORN_TRY(database_arg(call));
  const String* sql = NORN_TRY(string_arg(call, 1));
  const auto from = static_cast<size_t>(std::clamp<int64_t>(NORN_TRY(integer_arg(call, 2)), 0, INT_MAX));
  return await_request(call, std::make_unique<RunScript>(std::move(database), std::string(sql->view()), from),
                       finished_script, "an SQL script");
}

NORN_HOST(sqlite_cursor, "norn.prim/sqlite-cursor", "([database sql parameters])",
          "A cursor over the rows of a statement, which has not run yet.") {
  DatabasePtr database = NORN_TRY(database_arg(call));
  const String* sql = NORN_TRY(string_arg(call, 1));
  SqlParameters parameters = NORN_TRY(sql_parameters(call, call[2]));
  auto cursor = std::make_shared<SqlCursor>(std::move(database), std::string(sql->view()), std::move(parameters));
  return to_value(make_host_resource(call.heap, std::make_unique<CursorResource>(std::move(cursor))));
}

NORN_HOST(sqlite_fetch, "norn.prim/sqlite-fetch", "([cursor])",
          "A vector of the next rows, as maps; nil at the end; [:locked 0 0] when the first call meets a lock.") {
  CursorResource* resource = NORN_TRY(cursor_arg(call));
  if (!resource->cursor) NORN_RAISE(raise_state(call.heap, "the cursor is closed"));
  return await_request(call, std::make_unique<FetchRows>(resource->cursor), fetched_rows, "rows of an SQL statement");
}

NORN_HOST(sqlite_close_cursor, "norn.prim/sqlite-close-cursor", "([cursor])",
          "Ends the statement of a cursor; harmless when it has ended. Returns nil.") {
  CursorResource* resource = NORN_TRY(cursor_arg(call));
  if (!resource->cursor) return Value::nil();
  return await_request(call, std::make_unique<CloseCursor>(std::move(resource->cursor)), closed, "an SQL statement");
}

NORN_HOST(sqlite_close, "norn.prim/sqlite-close", "([database])",
          "Closes a database; harmless when it is closed. A statement that runs ends first. Suspends. Returns nil.") {
  SqliteResource* resource = NORN_TRY(resource_arg(call));
  if (!resource->database) return Value::nil();
  return await_request(call, std::make_unique<CloseDatabase>(std::move(resource->database)), closed,
                       "closing a database");
}

NORN_MODULE(kSqliteModule, sqlite_open, sqlite_run, sqlite_script, sqlite_cursor, sqlite_fetch, sqlite_close_cursor,
            sqlite_close);

}  // namespace norn
