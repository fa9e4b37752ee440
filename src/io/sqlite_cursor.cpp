#include "io/sqlite_cursor.h"

#include <sqlite3.h>

namespace norn {

namespace {

size_t bytes_of(const SqlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->size();
  if (const auto* blob = std::get_if<SqlBlob>(&value)) return blob->bytes.size();
  return sizeof(SqlValue);
}

}  // namespace

SqlCursor::~SqlCursor() {
  if (statement) database->abandon(statement);
}

void FetchRows::run(Database& database) {
  if (cursor_->has_ended) return;
  if (!cursor_->statement) {
    failure = database.prepare(cursor_->sql, &cursor_->statement);
    if (failure.code) return;
    for (int i = 0; i < sqlite3_column_count(cursor_->statement); ++i)
      cursor_->columns.emplace_back(sqlite3_column_name(cursor_->statement, i));
    failure = database.bind(cursor_->statement, cursor_->parameters);
  }
  if (!failure.code) step(database);
  if (!failure.code) {
    cursor_->has_rows = true;
    return;
  }
  cells.clear();
  if (may_repeat() && database.met_lock(failure))
    sqlite3_reset(cursor_->statement);
  else
    end(database);
}

void FetchRows::step(Database& database) {
  const auto width = static_cast<int>(cursor_->columns.size());
  size_t rows = 0, bytes = 0;
  while (rows < kMostRows && bytes < kMostBytes) {
    const int code = sqlite3_step(cursor_->statement);
    if (code == SQLITE_DONE) {
      end(database);
      return;
    }
    if (code != SQLITE_ROW) {
      failure = database.failure(code);
      return;
    }
    for (int i = 0; i < width; ++i) bytes += bytes_of(cells.emplace_back(column_value(cursor_->statement, i)));
    ++rows;
  }
}

void FetchRows::end(Database& database) {
  database.give_back(cursor_->sql, cursor_->statement);
  cursor_->statement = nullptr;
  cursor_->has_ended = true;
}

void CloseCursor::run(Database& database) {
  if (cursor_->statement) database.give_back(cursor_->sql, cursor_->statement);
  cursor_->statement = nullptr;
  cursor_->has_ended = true;
}

}  // namespace norn
