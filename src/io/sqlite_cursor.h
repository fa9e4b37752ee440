// The rows of a statement, taken some at a time: so many rows never are in memory
// together.
//
// A cursor is shared by its owner and the requests on it. Whoever is last lets go
// of its statement.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/sqlite.h"

namespace norn {

struct SqlCursor {
  SqlCursor(DatabasePtr database, std::string sql, SqlParameters parameters)
      : database(std::move(database)), sql(std::move(sql)), parameters(std::move(parameters)) {}
  ~SqlCursor();
  SqlCursor(const SqlCursor&) = delete;
  SqlCursor& operator=(const SqlCursor&) = delete;

  const DatabasePtr database;
  const std::string sql;
  const SqlParameters parameters;
  std::vector<std::string> columns;  // from the first rows on
  sqlite3_stmt* statement = nullptr;
  bool has_rows = false;  // some were fetched
  bool has_ended = false;
};
using SqlCursorPtr = std::shared_ptr<SqlCursor>;  // shared with requests that run on after they were cancelled

// The next rows; none at the end. The first call runs the statement, and is the one that may meet a lock.
class FetchRows final : public SqlRequest {
 public:
  static constexpr size_t kMostRows = 256, kMostBytes = size_t{1} << 20;  // at once; a row is never divided

  explicit FetchRows(SqlCursorPtr cursor) : SqlRequest(cursor->database), cursor_(std::move(cursor)) {}

  const SqlCursor& cursor() const { return *cursor_; }

  std::vector<SqlValue> cells;  // row by row

 private:
  void run(Database& database) override;
  bool may_repeat() const override { return !cursor_->has_rows; }
  void step(Database& database);
  void end(Database& database);

  const SqlCursorPtr cursor_;
};

// Before the end: the statement is over, and keeps no lock.
class CloseCursor final : public SqlRequest {
 public:
  explicit CloseCursor(SqlCursorPtr cursor) : SqlRequest(cursor->database), cursor_(std::move(cursor)) {}

 private:
  void run(Database& database) override;

  const SqlCursorPtr cursor_;
};

}  // namespace norn
