#include "io/remove_tree.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "io/descriptor.h"
#include "io/file.h"
#include "io/sandbox.h"
#include "loop/loop.h"

using namespace norn;

namespace {

bool exists(const std::string& path) { return std::filesystem::exists(std::filesystem::symlink_status(path)); }

void make(LoopApi& loop, const std::string& path) {
  REQUIRE(run<WriteFile>(loop, path, "x", WriteMode::truncate)->status() == 0);
}

}  // namespace

TEST_CASE("remove tree: everything below, links not followed, nothing is fine") {
  Loop loop;
  Sandbox sandbox;
  std::filesystem::create_directories(sandbox / "outside");
  make(loop, sandbox / "outside/kept");
  std::filesystem::create_directories(sandbox / "tree/a/b/c");
  for (const char* name : {"tree/x", "tree/a/y", "tree/a/b/c/.hidden"}) make(loop, sandbox / name);
  std::filesystem::create_directory_symlink(sandbox / "outside", sandbox / "tree/a/link");
  CHECK(run<RemoveTree>(loop, sandbox / "tree")->status() == 0);
  CHECK_FALSE(exists(sandbox / "tree"));
  CHECK(exists(sandbox / "outside/kept"));
  CHECK(run<RemoveTree>(loop, sandbox / "tree")->status() == 0);
  std::filesystem::create_directory_symlink(sandbox / "outside", sandbox / "link");
  CHECK(run<RemoveTree>(loop, sandbox / "link")->status() == 0);
  CHECK(run<RemoveTree>(loop, sandbox / "outside/kept")->status() == 0);
  CHECK(exists(sandbox / "outside"));
  CHECK(run<RemoveTree>(loop, sandbox / "outside/")->status() == 0);
}

TEST_CASE("remove tree: deeper than there are descriptors") {
  Loop loop;
  Sandbox sandbox;
  std::string path = sandbox / "tree";
  // Level by level, paths are limited.
  REQUIRE(mkdir(path.c_str(), 0700) == 0);
  Descriptor at(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (int level = 0; level < 3000; ++level) {
    REQUIRE(mkdirat(at.number(), "d", 0700) == 0);
    at = Descriptor(openat(at.number(), "d", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    REQUIRE(at);
  }
  at.close();
  const size_t before = open_descriptors();
  rlimit limit;
  REQUIRE(getrlimit(RLIMIT_NOFILE, &limit) == 0);
  const rlimit few = {before + 64, limit.rlim_max};
  REQUIRE(setrlimit(RLIMIT_NOFILE, &few) == 0);
  CHECK(run<RemoveTree>(loop, path)->status() == 0);
  setrlimit(RLIMIT_NOFILE, &limit);
  CHECK_FALSE(exists(path));
  CHECK(open_descriptors() == before);
}
