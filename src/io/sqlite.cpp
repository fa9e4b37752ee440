#include "io/sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <climits>

#include "io/sqlite_calls.h"

namespace norn {

namespace {

constexpr int kNotOneStatement = SQLITE_MISUSE;

bool is_blank(std::string_view sql) { return sql.find_first_not_of(" \t\r\n;") == std::string_view::npos; }

int bind_value(sqlite3_stmt* statement, int index, const SqlValue& value) {
  if (const auto* integer = std::get_if<int64_t>(&value)) return sqlite3_bind_int64(statement, index, *integer);
  if (const auto* real = std::get_if<double>(&value)) return sqlite3_bind_double(statement, index, *real);
  if (const auto* text = std::get_if<std::string>(&value))
    return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  if (const auto* blob = std::get_if<SqlBlob>(&value))
    return sqlite3_bind_blob64(statement, index, blob->bytes.data(), blob->bytes.size(), SQLITE_STATIC);
  return sqlite3_bind_null(statement, index);
}

}  // namespace

SqlValue column_value(sqlite3_stmt* statement, int column) {
  auto bytes = [&](const void* data) {
    return std::string(static_cast<const char*>(data), static_cast<size_t>(sqlite3_column_bytes(statement, column)));
  };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return static_cast<int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
      const void* text = sqlite3_column_text(statement, column);
      return text ? bytes(text) : std::string();
    }
    case SQLITE_BLOB: {
      const void* blob = sqlite3_column_blob(statement, column);
      return SqlBlob{blob ? bytes(blob) : std::string()};
    }
    default: return std::monostate();
  }
}

// --- the database -----------------------------------------------------------------

Database::~Database() { close(); }

void Database::close() {
  is_closed_ = true;
  finalize_abandoned();
  for (const Cached& cached : idle_) sqlite3_finalize(cached.statement);
  idle_.clear();
  idle_by_sql_.clear();
  sqlite3_close_v2(handle_);  // statements of cursors keep it until they are finalized
  handle_ = nullptr;
}

SqlFailure Database::failure(int code) const {
  if (!handle_) return {code, sqlite3_errstr(code)};
  const int extended = sqlite3_extended_errcode(handle_);
  return {extended == SQLITE_OK ? code : extended, sqlite3_errmsg(handle_)};
}

SqlFailure Database::open(const DatabaseOptions& options) {
  install_sqlite_calls();
  const int access =
      options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | (options.create ? SQLITE_OPEN_CREATE : 0);
  if (const int code = sqlite3_open_v2(path_.c_str(), &handle_, access | SQLITE_OPEN_EXRESCODE, nullptr))
    return failure(code);
  const auto note_lock = [](void* database, int) {
    static_cast<Database*>(database)->asked_for_lock_ = true;
    return 0;  // do not wait
  };
  sqlite3_busy_handler(handle_, note_lock, this);
  const int code = sqlite3_exec(handle_, "pragma foreign_keys = on", nullptr, nullptr, nullptr);
  return code ? failure(code) : SqlFailure();
}

SqlFailure Database::prepare(const std::string& sql, sqlite3_stmt** statement) {
  if (const auto found = idle_by_sql_.find(sql); found != idle_by_sql_.end()) {
    *statement = found->second->statement;
    idle_.erase(found->second);
    idle_by_sql_.erase(found);
    return {};
  }
  const char* rest = nullptr;
  if (sql.size() > INT_MAX - 1) return {SQLITE_TOOBIG, "an SQL text has at most 1,000,000,000 bytes"};
  if (sql.find('\0') != std::string::npos) return {kNotOneStatement, "an SQL text can't hold the character 0"};
  const int code = sqlite3_prepare_v3(handle_, sql.c_str(), static_cast<int>(sql.size()) + 1, SQLITE_PREPARE_PERSISTENT,
                                      statement, &rest);
  if (code) return failure(code);
  if (!*statement) return {kNotOneStatement, "expected an SQL statement, found none"};
  if (is_blank(rest)) return {};
  sqlite3_finalize(*statement);
  *statement = nullptr;
  return {kNotOneStatement, "expected one SQL statement, found more behind it"};
}

void Database::give_back(const std::string& sql, sqlite3_stmt* statement) {
  if (is_closed_) {
    sqlite3_finalize(statement);
    return;
  }
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  idle_.push_front({sql, statement});
  idle_by_sql_[sql] = idle_.begin();
  if (idle_.size() <= kCachedStatements) return;
  sqlite3_finalize(idle_.back().statement);
  idle_by_sql_.erase(idle_.back().sql);
  idle_.pop_back();
}

bool Database::met_lock(const SqlFailure& failure) const {
  return (failure.code & 0xFF) == SQLITE_BUSY && failure.code != SQLITE_BUSY_SNAPSHOT && asked_for_lock_;
}

void Database::abandon(sqlite3_stmt* statement) {
  const std::scoped_lock guard(current_mutex_);
  abandoned_.push_back(statement);
}

void Database::finalize_abandoned() {
  const std::scoped_lock guard(current_mutex_);
  for (sqlite3_stmt* statement : abandoned_) sqlite3_finalize(statement);
  abandoned_.clear();
}

SqlFailure Database::bind(sqlite3_stmt* statement, const SqlParameters& parameters) {
  const int wanted = sqlite3_bind_parameter_count(statement);
  if (parameters.names.empty() && static_cast<size_t>(wanted) != parameters.values.size())
    return {SQLITE_RANGE, "the statement has " + std::to_string(wanted) + " parameters, " +
                              std::to_string(parameters.values.size()) + " were given"};
  for (int i = 1; i <= wanted; ++i) {
    size_t at = static_cast<size_t>(i) - 1;
    if (!parameters.names.empty()) {
      const char* name = sqlite3_bind_parameter_name(statement, i);  // with its : @ or $
      const auto found = name ? std::ranges::find(parameters.names, name + 1) : parameters.names.end();
      if (found == parameters.names.end())
        return {SQLITE_RANGE, name ? std::string("no value was given for the parameter ") + name
                                   : "a parameter without a name needs values in a row"};
      at = static_cast<size_t>(found - parameters.names.begin());
    }
    if (const int code = bind_value(statement, i, parameters.values[at])) return failure(code);
  }
  return {};
}

// --- requests ---------------------------------------------------------------------

int SqlRequest::work() {
  const std::scoped_lock working(database_->work_mutex_);
  {
    const std::scoped_lock guard(database_->current_mutex_);
    if (is_cancelled()) return -ECANCELED;
    database_->current_ = this;
  }
  database_->finalize_abandoned();
  database_->asked_for_lock_ = false;
  if (database_->is_closed_)
    failure = {SQLITE_MISUSE, "the database is closed"};
  else
    run(*database_);
  is_locked = failure.code && may_repeat() && database_->met_lock(failure);
  const std::scoped_lock guard(database_->current_mutex_);
  database_->current_ = nullptr;
  return 0;
}

// Only while this very request is at work: an interrupt would hit whichever statement runs.
void SqlRequest::on_cancel() {
  const std::scoped_lock guard(database_->current_mutex_);
  if (database_->current_ == this && database_->handle_) sqlite3_interrupt(database_->handle_);
}

void OpenDatabase::run(Database& database) { failure = database.open(options_); }

void CloseDatabase::run(Database& database) { database.close(); }

void RunSql::run(Database& database) {
  sqlite3_stmt* statement = nullptr;
  failure = database.prepare(sql_, &statement);
  if (failure.code) return;
  const int before = sqlite3_total_changes(database.handle());
  for (int i = 0; i < sqlite3_column_count(statement); ++i) columns.emplace_back(sqlite3_column_name(statement, i));
  for (const SqlParameters& parameters : parameters_) {
    if (is_cancelled()) failure = {SQLITE_INTERRUPT, "interrupted"};
    if (!failure.code) failure = database.bind(statement, parameters);
    if (!failure.code) failure = step(database, statement);
    if (failure.code) break;
    sqlite3_reset(statement);
    ++done;
  }
  changes = sqlite3_total_changes(database.handle()) - before;
  last_id = sqlite3_last_insert_rowid(database.handle());
  database.give_back(sql_, statement);
}

SqlFailure RunSql::step(Database& database, sqlite3_stmt* statement) {
  const int count = sqlite3_column_count(statement);
  for (;;) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) return {};
    if (code != SQLITE_ROW) return database.failure(code);
    for (int i = 0; i < count; ++i) cells.push_back(column_value(statement, i));
  }
}

void RunScript::run(Database& database) {
  if (sql_.size() > INT_MAX - 1 || sql_.find('\0') != std::string::npos) {
    failure = {kNotOneStatement, "an SQL text has at most 1,000,000,000 bytes, and not the character 0"};
    return;
  }
  while (done < sql_.size() && !failure.code) {
    if (is_cancelled()) {
      failure = {SQLITE_INTERRUPT, "interrupted"};
      return;
    }
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    int code = sqlite3_prepare_v2(database.handle(), sql_.c_str() + done, static_cast<int>(sql_.size() - done) + 1,
                                  &statement, &rest);
    while (code == SQLITE_OK && statement && (code = sqlite3_step(statement)) == SQLITE_ROW) code = SQLITE_OK;
    if (code != SQLITE_OK && code != SQLITE_DONE)
      failure = database.failure(code);
    else
      done = static_cast<size_t>(rest - sql_.c_str());
    sqlite3_finalize(statement);
  }
}

std::string sqlite_code_name(int code) {
  struct Name {
    int code;
    const char* name;
  };
  constexpr Name kNames[] = {
      {SQLITE_CONSTRAINT_UNIQUE, "constraint-unique"},
      {SQLITE_CONSTRAINT_PRIMARYKEY, "constraint-primary-key"},
      {SQLITE_CONSTRAINT_NOTNULL, "constraint-not-null"},
      {SQLITE_CONSTRAINT_FOREIGNKEY, "constraint-foreign-key"},
      {SQLITE_CONSTRAINT_CHECK, "constraint-check"},
      {SQLITE_ERROR, "error"},
      {SQLITE_INTERNAL, "internal"},
      {SQLITE_PERM, "permission"},
      {SQLITE_ABORT, "abort"},
      {SQLITE_BUSY, "busy"},
      {SQLITE_LOCKED, "locked"},
      {SQLITE_NOMEM, "no-memory"},
      {SQLITE_READONLY, "read-only"},
      {SQLITE_INTERRUPT, "interrupted"},
      {SQLITE_IOERR, "io"},
      {SQLITE_CORRUPT, "corrupt"},
      {SQLITE_FULL, "full"},
      {SQLITE_CANTOPEN, "cannot-open"},
      {SQLITE_SCHEMA, "schema"},
      {SQLITE_TOOBIG, "too-big"},
      {SQLITE_CONSTRAINT, "constraint"},
      {SQLITE_MISMATCH, "mismatch"},
      {SQLITE_MISUSE, "misuse"},
      {SQLITE_AUTH, "authorization"},
      {SQLITE_RANGE, "parameters"},
      {SQLITE_NOTADB, "not-a-database"},
  };
  for (const int wanted : {code, code & 0xFF})
    for (const Name& known : kNames)
      if (known.code == wanted) return known.name;
  return "code-" + std::to_string(code);
}

}  // namespace norn
