#include "io/file_changes.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "io/file.h"
#include "io/sandbox.h"
#include "loop/loop.h"

using namespace norn;

namespace {

FileStatus status_of_path(LoopApi& loop, const std::string& path) {
  const auto request = run<StatPath>(loop, path, SymbolicLinks::keep);
  REQUIRE(request->status() == 0);
  return request->result;
}

void make(LoopApi& loop, const std::string& path) {
  REQUIRE(run<WriteFile>(loop, path, "x", WriteMode::truncate)->status() == 0);
}

}  // namespace

TEST_CASE("temporary: files and directories of their own, for this user alone") {
  Loop loop;
  Sandbox sandbox;
  const auto one = run<MakeTemporary>(loop, sandbox / "a-", ".txt", TemporaryKind::file);
  const auto two = run<MakeTemporary>(loop, sandbox / "a-", ".txt", TemporaryKind::file);
  CHECK(one->made != two->made);
  CHECK(one->made.starts_with(sandbox / "a-"));
  CHECK(one->made.ends_with(".txt"));
  CHECK(status_of_path(loop, one->made).permissions == 0600);
  const auto directory = run<MakeTemporary>(loop, sandbox / "d-", "", TemporaryKind::directory);
  CHECK(status_of_path(loop, directory->made).type == FileType::directory);
  CHECK(status_of_path(loop, directory->made).permissions == 0700);
  CHECK(run<MakeTemporary>(loop, sandbox / "d-", "x", TemporaryKind::directory)->status() == -EINVAL);
  CHECK(run<MakeTemporary>(loop, sandbox / "no/d-", "", TemporaryKind::directory)->status() == -ENOENT);
  CHECK(run<MakeTemporary>(loop, sandbox / "a", std::string("\0", 1), TemporaryKind::file)->status() == -EINVAL);
}

TEST_CASE("directories are made once") {
  Loop loop;
  Sandbox sandbox;
  CHECK(run<MakeDirectory>(loop, sandbox / "d")->status() == 0);
  CHECK(run<MakeDirectory>(loop, sandbox / "d")->status() == -EEXIST);
  CHECK(run<MakeDirectory>(loop, sandbox / "no/d")->status() == -ENOENT);
}

TEST_CASE("links point where they were told to") {
  Loop loop;
  Sandbox sandbox;
  make(loop, sandbox / "a");
  CHECK(run<MakeLink>(loop, sandbox / "l", "not/there", MakeLink::Type::symbolic)->status() == 0);
  CHECK(run<ReadLink>(loop, sandbox / "l")->target == "not/there");
  CHECK(run<ReadLink>(loop, sandbox / "a")->status() == -EINVAL);
  CHECK(run<MakeLink>(loop, sandbox / "l", "x", MakeLink::Type::symbolic)->status() == -EEXIST);
  CHECK(run<MakeLink>(loop, sandbox / "h", sandbox / "a", MakeLink::Type::hard)->status() == 0);
  CHECK(status_of_path(loop, sandbox / "h").links == 2);
  CHECK(run<MakeLink>(loop, sandbox / "h2", sandbox / "none", MakeLink::Type::hard)->status() == -ENOENT);
  CHECK(run<MakeLink>(loop, sandbox / "z", std::string("\0", 1), MakeLink::Type::symbolic)->status() == -EINVAL);
}

TEST_CASE("permissions, times and rights") {
  Loop loop;
  Sandbox sandbox;
  const std::string path = sandbox / "a";
  CHECK(run<TouchFile>(loop, path, 1'500'000'000)->status() == 0);
  CHECK(status_of_path(loop, path).modified_ns == 1'500'000'000);
  CHECK(run<TouchFile>(loop, path, -1)->status() == 0);
  CHECK(status_of_path(loop, path).modified_ns > int64_t{1'000'000'000'000'000'000});
  CHECK(run<TouchFile>(loop, sandbox / "no/a", -1)->status() == -ENOENT);
  CHECK(run<SetPermissions>(loop, path, 0500u)->status() == 0);
  CHECK(status_of_path(loop, path).permissions == 0500);
  CHECK(run<TestAccess>(loop, path, X_OK)->allowed);
  CHECK(run<SetPermissions>(loop, path, 0400u)->status() == 0);
  CHECK_FALSE(run<TestAccess>(loop, path, X_OK)->allowed);
  CHECK_FALSE(run<TestAccess>(loop, sandbox / "none", R_OK)->allowed);
  CHECK(run<SetPermissions>(loop, sandbox / "none", 0400u)->status() == -ENOENT);
}
