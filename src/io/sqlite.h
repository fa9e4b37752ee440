// SQLite databases: statements run on threads of their own, never on the loop's.
//
// A Database is shared by its owner and the requests on it: a request that was
// cancelled may still be at work (it is interrupted), and whoever is last closes
// the database. Requests on one database run one after the other. Knows no
// language: values go in and come out as SqlValue.
//
// Nobody waits here for the lock of another connection, a thread would be
// occupied: a request that meets one completes with `is_locked`, and can be made
// again.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "loop/request.h"

struct sqlite3;
struct sqlite3_stmt;

namespace norn {

struct SqlBlob {
  std::string bytes;
};
using SqlValue = std::variant<std::monostate, int64_t, double, std::string, SqlBlob>;

// By position, or by name ("id" for :id, @id and $id) when there are names.
struct SqlParameters {
  std::vector<std::string> names;
  std::vector<SqlValue> values;
};

struct SqlFailure {
  int code = 0;  // SQLite's extended result code; 0: none
  std::string text;
};

struct DatabaseOptions {
  bool read_only = false;
  bool create = true;
};

class SqlRequest;

class Database {
 public:
  static constexpr size_t kCachedStatements = 64;

  explicit Database(std::string path) : path_(std::move(path)) {}
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const std::string& path() const { return path_; }

  // --- for the request that is at work ---
  SqlFailure open(const DatabaseOptions& options);
  void close();
  sqlite3* handle() { return handle_; }
  // The prepared statement; it is the caller's until `give_back`.
  SqlFailure prepare(const std::string& sql, sqlite3_stmt** statement);
  void give_back(const std::string& sql, sqlite3_stmt* statement);
  SqlFailure bind(sqlite3_stmt* statement, const SqlParameters& parameters);
  SqlFailure failure(int code) const;
  // Whether the statement that has just failed may succeed once another connection lets go of its lock. SQLite tells it
  // from one that never will, as when two readers both want to write.
  bool met_lock(const SqlFailure& failure) const;

  // For a statement that is not given back, because its owner has gone: from any thread.
  void abandon(sqlite3_stmt* statement);

 private:
  friend class SqlRequest;

  struct Cached {
    std::string sql;
    sqlite3_stmt* statement;
  };

  void finalize_abandoned();

  const std::string path_;
  sqlite3* handle_ = nullptr;
  std::mutex work_mutex_;     // held by the request that is at work
  std::mutex current_mutex_;  // guards current_ and abandoned_
  const SqlRequest* current_ = nullptr;
  std::vector<sqlite3_stmt*> abandoned_;
  bool is_closed_ = false;
  bool asked_for_lock_ = false;  // by the statement that runs
  std::list<Cached> idle_;       // the most recently used first
  std::unordered_map<std::string, std::list<Cached>::iterator> idle_by_sql_;
};
using DatabasePtr = std::shared_ptr<Database>;  // shared with requests that run on after they were cancelled

// The common part: one at a time, and interrupted when it is cancelled.
class SqlRequest : public WorkRequest {
 public:
  explicit SqlRequest(DatabasePtr database) : database_(std::move(database)) {}

  const DatabasePtr& database() const { return database_; }
  Lane lane() const final { return Lane::databases; }
  int work() final;

  SqlFailure failure;
  bool is_locked = false;  // the failure is that another connection has a lock

 protected:
  virtual void run(Database& database) = 0;
  virtual bool may_repeat() const { return true; }  // what met a lock

 private:
  void on_cancel() final;

  const DatabasePtr database_;
};

class OpenDatabase final : public SqlRequest {
 public:
  OpenDatabase(std::string path, const DatabaseOptions& options)
      : SqlRequest(std::make_shared<Database>(std::move(path))), options_(options) {}

 private:
  void run(Database& database) override;

  const DatabaseOptions options_;
};

// May write: what a write-ahead log holds, for one. Requests that come later fail.
class CloseDatabase final : public SqlRequest {
 public:
  using SqlRequest::SqlRequest;

 private:
  void run(Database& database) override;
};

// One statement, run once for each set of parameters. When it meets a lock, `done` sets have had their turn.
class RunSql final : public SqlRequest {
 public:
  RunSql(DatabasePtr database, std::string sql, std::vector<SqlParameters> parameters)
      : SqlRequest(std::move(database)), sql_(std::move(sql)), parameters_(std::move(parameters)) {}

  const std::string& sql() const { return sql_; }

  std::vector<std::string> columns;
  std::vector<SqlValue> cells;  // of all rows, row by row
  int64_t changes = 0;
  int64_t last_id = 0;
  size_t done = 0;

 private:
  void run(Database& database) override;
  SqlFailure step(Database& database, sqlite3_stmt* statement);

  const std::string sql_;
  const std::vector<SqlParameters> parameters_;
};

// Any number of statements without parameters or results, from an offset of the text on. When one meets a lock, `done`
// is its offset.
class RunScript final : public SqlRequest {
 public:
  RunScript(DatabasePtr database, std::string sql, size_t from)
      : SqlRequest(std::move(database)), done(from), sql_(std::move(sql)) {}

  const std::string& sql() const { return sql_; }

  size_t done;

 private:
  void run(Database& database) override;

  const std::string sql_;
};

// The value in a column of the row that a statement stands at.
SqlValue column_value(sqlite3_stmt* statement, int column);

// "constraint-unique" of SQLITE_CONSTRAINT_UNIQUE.
std::string sqlite_code_name(int code);

}  // namespace norn
