#include "io/sqlite.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <string>

#include "io/sandbox.h"
#include "io/sqlite_cursor.h"
#include "loop/loop.h"

using namespace norn;

namespace {

constexpr char kEndless[] = "with recursive c(x) as (select 1 union all select x + 1 from c) select x from c";

DatabasePtr open(LoopApi& loop, const std::string& path, DatabaseOptions options = {}) {
  const auto opened = run<OpenDatabase>(loop, path, options);
  REQUIRE(opened->failure.code == 0);
  return opened->database();
}

std::unique_ptr<RunSql> sql(LoopApi& loop, const DatabasePtr& database, const std::string& text,
                            std::vector<SqlParameters> parameters = {{}}) {
  return run<RunSql>(loop, database, text, std::move(parameters));
}

}  // namespace

TEST_CASE("sqlite: values go in and come out as they are") {
  Loop loop;
  const DatabasePtr database = open(loop, ":memory:");
  const auto row = sql(loop, database, "select ?, ?, ?, ?, ?",
                       {{{}, {SqlValue(), INT64_MIN, 1.5, std::string("a\0b", 3), SqlBlob{std::string("\0\xFF", 2)}}}});
  REQUIRE(row->failure.code == 0);
  REQUIRE(row->cells.size() == 5);
  CHECK(std::holds_alternative<std::monostate>(row->cells[0]));
  CHECK(std::get<int64_t>(row->cells[1]) == INT64_MIN);
  CHECK(std::get<double>(row->cells[2]) == 1.5);
  CHECK((std::get<std::string>(row->cells[3]) == std::string("a\0b", 3)));
  CHECK((std::get<SqlBlob>(row->cells[4]).bytes == std::string("\0\xFF", 2)));
}

TEST_CASE("sqlite: parameters by name and their mistakes") {
  Loop loop;
  const DatabasePtr database = open(loop, ":memory:");
  const auto named = sql(loop, database, "select :b, @a, $b", {{{"a", "b"}, {int64_t{1}, int64_t{2}}}});
  REQUIRE(named->failure.code == 0);
  CHECK(std::get<int64_t>(named->cells[0]) == 2);
  CHECK(std::get<int64_t>(named->cells[1]) == 1);
  CHECK(sql(loop, database, "select :c", {{{"a"}, {int64_t{1}}}})->failure.code == SQLITE_RANGE);
  CHECK(sql(loop, database, "select ?", {{{}, {}}})->failure.code == SQLITE_RANGE);
  CHECK(sql(loop, database, "select 1; select 2")->failure.code == SQLITE_MISUSE);
  CHECK(sql(loop, database, std::string("select 1 \0", 10))->failure.code == SQLITE_MISUSE);
  CHECK(sql(loop, database, "selec")->failure.code == SQLITE_ERROR);
}

TEST_CASE("sqlite: statements are kept, and those that are not used any more are not") {
  Loop loop;
  const DatabasePtr database = open(loop, ":memory:");
  for (int i = 0; i < 3 * static_cast<int>(Database::kCachedStatements); ++i)
    CHECK(std::get<int64_t>(sql(loop, database, "select " + std::to_string(i))->cells.at(0)) == i);
  size_t alive = 0;
  for (sqlite3_stmt* at = sqlite3_next_stmt(database->handle(), nullptr); at;
       at = sqlite3_next_stmt(database->handle(), at))
    ++alive;
  CHECK(alive == Database::kCachedStatements);
}

TEST_CASE("sqlite: a cancelled statement is interrupted, the next one is not") {
  Loop loop;
  const DatabasePtr database = open(loop, ":memory:");
  for (int i = 0; i < 20; ++i) {
    LoopRequest* endless =
        loop.submit(std::make_unique<RunSql>(database, std::string("select count(*) from (") + kEndless + ")",
                                             std::vector<SqlParameters>{{}}),
                    1);
    for (int turn = 0; turn < 100 * i; ++turn) loop.poll(Wait::no);
    loop.cancel(endless);
    CHECK(std::get<int64_t>(sql(loop, database, "select 7")->cells.at(0)) == 7);
  }
}

TEST_CASE("sqlite: another connection's lock is told at once, and how far a batch and a script have come") {
  Loop loop;
  Sandbox sandbox;
  const DatabasePtr one = open(loop, sandbox / "db"), two = open(loop, sandbox / "db");
  REQUIRE(run<RunScript>(loop, one, "create table t (x); begin immediate", size_t{0})->failure.code == 0);
  const auto batch = sql(loop, two, "insert into t values (?)", {{{}, {int64_t{1}}}, {{}, {int64_t{2}}}});
  CHECK(batch->is_locked);
  CHECK(batch->done == 0);
  const std::string text = "select 1; insert into t values (3); select 2";
  const auto script = run<RunScript>(loop, two, text, size_t{0});
  CHECK(script->is_locked);
  CHECK(script->done == 9);
  CHECK_FALSE(sql(loop, two, "selec")->is_locked);
  REQUIRE(run<RunScript>(loop, one, "commit", size_t{0})->failure.code == 0);
  CHECK(run<RunScript>(loop, two, text, script->done)->failure.code == 0);
  CHECK(std::get<int64_t>(sql(loop, one, "select count(*) from t")->cells.at(0)) == 1);
}

TEST_CASE("sqlite: who reads and wants to write while another one does too is not told to wait") {
  Loop loop;
  Sandbox sandbox;
  const DatabasePtr one = open(loop, sandbox / "db"), two = open(loop, sandbox / "db");
  REQUIRE(run<RunScript>(loop, one, "create table t (x); begin; insert into t values (1)", size_t{0})->failure.code ==
          0);
  REQUIRE(run<RunScript>(loop, two, "begin; select * from t", size_t{0})->failure.code == 0);
  CHECK(run<RunScript>(loop, one, "commit", size_t{0})->is_locked);
  const auto refused = sql(loop, two, "insert into t values (2)");
  CHECK(refused->failure.code == SQLITE_BUSY);
  CHECK_FALSE(refused->is_locked);
}

TEST_CASE("sqlite: a cursor gives rows in pieces and ends its statement") {
  Loop loop;
  const DatabasePtr database = open(loop, ":memory:");
  const auto cursor = std::make_shared<SqlCursor>(
      database, "with recursive c(x) as (select 1 union all select x + 1 from c where x < 600) select x from c",
      SqlParameters());
  size_t rows = 0, pieces = 0;
  for (;; ++pieces) {
    const auto fetched = run<FetchRows>(loop, cursor);
    REQUIRE(fetched->failure.code == 0);
    if (fetched->cells.empty()) break;
    CHECK(fetched->cells.size() <= FetchRows::kMostRows);
    rows += fetched->cells.size();
  }
  CHECK(rows == 600);
  CHECK(pieces == 3);
  CHECK(cursor->has_ended);
  CHECK(cursor->statement == nullptr);
}

TEST_CASE("sqlite: a cursor that was closed, dropped or cancelled keeps no lock") {
  Loop loop;
  Sandbox sandbox;
  const DatabasePtr one = open(loop, sandbox / "db"), two = open(loop, sandbox / "db");
  REQUIRE(run<RunScript>(loop, one, "create table t (x); insert into t values (1), (2)", size_t{0})->failure.code == 0);
  auto begun = [&] {
    auto cursor = std::make_shared<SqlCursor>(
        one, "select x, (select count(*) from t) from (" + std::string(kEndless) + ")", SqlParameters());
    REQUIRE(run<FetchRows>(loop, cursor)->cells.size() > 0);
    return cursor;
  };
  SqlCursorPtr closed = begun();
  CHECK(sql(loop, two, "insert into t values (3)")->is_locked);
  run<CloseCursor>(loop, closed);
  CHECK(sql(loop, two, "insert into t values (3)")->failure.code == 0);
  begun();  // dropped: the next request on its connection finalizes the statement
  CHECK(sql(loop, one, "select 1")->failure.code == 0);
  CHECK(sql(loop, two, "insert into t values (4)")->failure.code == 0);
  SqlCursorPtr cancelled = begun();
  loop.cancel(loop.submit(std::make_unique<FetchRows>(cancelled), 1));
  run<CloseCursor>(loop, cancelled);
  CHECK(sql(loop, two, "insert into t values (5)")->failure.code == 0);
}

TEST_CASE("sqlite: a closed database refuses, whatever is still open on it") {
  Loop loop;
  Sandbox sandbox;
  const size_t before = open_descriptors();
  {
    const DatabasePtr database = open(loop, sandbox / "db");
    const auto cursor = std::make_shared<SqlCursor>(database, "select 1", SqlParameters());
    run<FetchRows>(loop, cursor);
    const auto begun = std::make_shared<SqlCursor>(database, kEndless, SqlParameters());
    run<FetchRows>(loop, begun);
    run<CloseDatabase>(loop, database);
    CHECK(sql(loop, database, "select 1")->failure.code == SQLITE_MISUSE);
    CHECK(run<FetchRows>(loop, begun)->failure.code == SQLITE_MISUSE);
    run<CloseDatabase>(loop, database);
  }
  CHECK(open_descriptors() == before);
}

TEST_CASE("sqlite: files that are no databases, and directories") {
  Loop loop;
  Sandbox sandbox;
  CHECK(run<OpenDatabase>(loop, sandbox / "no/db", DatabaseOptions())->failure.code == SQLITE_CANTOPEN);
  CHECK(run<OpenDatabase>(loop, sandbox / "none", DatabaseOptions{.create = false})->failure.code == SQLITE_CANTOPEN);
  CHECK(sqlite_code_name(SQLITE_CONSTRAINT_UNIQUE) == "constraint-unique");
  CHECK(sqlite_code_name(SQLITE_BUSY_SNAPSHOT) == "busy");
  CHECK(sqlite_code_name(250) == "code-250");
}
