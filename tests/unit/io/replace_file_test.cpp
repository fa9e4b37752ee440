#include "io/replace_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <string>

#include "base/fault.h"
#include "io/file.h"
#include "io/sandbox.h"
#include "loop/loop.h"

using namespace norn;

namespace {

int replace(LoopApi& loop, const std::string& path, const std::string& bytes,
            Durability durability = Durability::ordinary) {
  return run<ReplaceFile>(loop, path, bytes, durability)->status();
}

size_t entries(const Sandbox& sandbox) {
  size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(sandbox.root())) ++count;
  return count;
}

}  // namespace

TEST_CASE("replace: a new file, then another content with the same permissions") {
  Loop loop;
  Sandbox sandbox;
  const std::string path = sandbox / "a";
  CHECK(replace(loop, path, "one") == 0);
  REQUIRE(chmod(path.c_str(), 0604) == 0);
  CHECK(replace(loop, path, "two", Durability::synced) == 0);
  CHECK(run<ReadFile>(loop, path)->bytes == "two");
  CHECK(run<StatPath>(loop, path, SymbolicLinks::follow)->result.permissions == 0604);
  CHECK(entries(sandbox) == 1);
}

TEST_CASE("replace: who has the old file open keeps it; a link is replaced") {
  Loop loop;
  Sandbox sandbox;
  REQUIRE(replace(loop, sandbox / "a", "old") == 0);
  std::filesystem::create_hard_link(sandbox / "a", sandbox / "kept");
  std::filesystem::create_symlink(sandbox / "a", sandbox / "link");
  CHECK(replace(loop, sandbox / "a", "new") == 0);
  CHECK(run<ReadFile>(loop, sandbox / "kept")->bytes == "old");
  CHECK(replace(loop, sandbox / "link", "of its own") == 0);
  CHECK_FALSE(std::filesystem::is_symlink(sandbox / "link"));
  CHECK(run<ReadFile>(loop, sandbox / "a")->bytes == "new");
}

TEST_CASE("replace: refused where no file can be") {
  Loop loop;
  Sandbox sandbox;
  CHECK(replace(loop, sandbox.root(), "x") == -EISDIR);
  CHECK(replace(loop, sandbox / "no/a", "x") == -ENOENT);
  CHECK(replace(loop, std::string("a\0b", 3), "x") == -EINVAL);
  CHECK(entries(sandbox) == 0);
}

TEST_CASE("replace: whichever call fails, the old content stays and no temporary file is left") {
  Loop loop;
  Sandbox sandbox;
  const std::string path = sandbox / "a";
  REQUIRE(replace(loop, path, "old") == 0);
  const size_t before = open_descriptors();
  for (uint64_t n = 1;; ++n) {
    arm_fault(n, -EIO);
    const int status = replace(loop, path, "new", Durability::synced);
    const uint64_t calls = disarm_fault();
    CHECK(entries(sandbox) == 1);
    const std::string content = run<ReadFile>(loop, path)->bytes;
    CHECK(open_descriptors() == before);
    if (calls < n) {
      CHECK(n > 5);
      CHECK(content == "new");
      break;
    }
    // The first call asks what is to be replaced: that this fails means nothing is there. The last two make the new
    // name last; it is in place by then.
    CHECK((status == -EIO || n == 1));
    if (content != "old") CHECK((n == 1 || n + 2 > calls - 1));
    if (content != "old") REQUIRE(replace(loop, path, "old") == 0);
  }
}

TEST_CASE("replace: cancelled, nothing has changed") {
  Loop loop;
  Sandbox sandbox;
  const std::string path = sandbox / "a";
  REQUIRE(replace(loop, path, "old") == 0);
  const std::string bytes(40'000'000, 'n');
  for (int i = 0; i < 5; ++i) {
    LoopRequest* request = loop.submit(std::make_unique<ReplaceFile>(path, bytes, Durability::ordinary), 1);
    for (int turn = 0; turn < i; ++turn) loop.poll(Wait::no);
    loop.cancel(request);
    while (loop.usage().requests > 0) loop.poll(Wait::no);
    CHECK(entries(sandbox) == 1);
    CHECK(run<ReadFile>(loop, path)->bytes == "old");
  }
}
