#include "io/copy_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <string>

#include "io/file.h"
#include "io/sandbox.h"
#include "loop/loop.h"

using namespace norn;

namespace {

int copy(LoopApi& loop, const std::string& from, const std::string& to, Existing existing = Existing::replace) {
  return run<CopyFile>(loop, from, to, existing)->status();
}

std::string content(LoopApi& loop, const std::string& path) { return run<ReadFile>(loop, path)->bytes; }

void make(LoopApi& loop, const std::string& path, const std::string& bytes) {
  REQUIRE(run<WriteFile>(loop, path, bytes, WriteMode::truncate)->status() == 0);
}

}  // namespace

TEST_CASE("copy: content of every size, and permissions") {
  Loop loop;
  Sandbox sandbox;
  const std::string from = sandbox / "from";
  for (const size_t size : {size_t{0}, size_t{1}, size_t{4096}, (size_t{16} << 20) + 1}) {
    std::string bytes(size, '\0');
    for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7 >> 2);
    make(loop, from, bytes);
    REQUIRE(chmod(from.c_str(), 0640) == 0);
    const std::string to = sandbox / std::to_string(size);
    REQUIRE(copy(loop, from, to) == 0);
    CHECK((content(loop, to) == bytes));
    CHECK(run<StatPath>(loop, to, SymbolicLinks::follow)->result.permissions == 0640);
  }
}

TEST_CASE("copy: what exists is replaced or kept; onto itself nothing is lost") {
  Loop loop;
  Sandbox sandbox;
  make(loop, sandbox / "a", "new");
  make(loop, sandbox / "b", "something longer");
  CHECK(copy(loop, sandbox / "a", sandbox / "b", Existing::keep) == -EEXIST);
  CHECK(content(loop, sandbox / "b") == "something longer");
  CHECK(copy(loop, sandbox / "a", sandbox / "b") == 0);
  CHECK(content(loop, sandbox / "b") == "new");
  CHECK(copy(loop, sandbox / "a", sandbox / "a") == 0);
  std::filesystem::create_hard_link(sandbox / "a", sandbox / "same");
  CHECK(copy(loop, sandbox / "a", sandbox / "same") == 0);
  CHECK(content(loop, sandbox / "a") == "new");
}

TEST_CASE("copy: links are followed, files of /proc have content") {
  Loop loop;
  Sandbox sandbox;
  make(loop, sandbox / "a", "text");
  std::filesystem::create_symlink(sandbox / "a", sandbox / "link");
  CHECK(copy(loop, sandbox / "link", sandbox / "b") == 0);
  CHECK_FALSE(std::filesystem::is_symlink(sandbox / "b"));
  CHECK(copy(loop, "/proc/self/status", sandbox / "status") == 0);
  CHECK(content(loop, sandbox / "status").starts_with("Name:"));
}

TEST_CASE("copy: what cannot be copied leaves no target") {
  Loop loop;
  Sandbox sandbox;
  REQUIRE(mkfifo((sandbox / "fifo").c_str(), 0600) == 0);
  make(loop, sandbox / "a", "text");
  CHECK(copy(loop, sandbox / "none", sandbox / "to") == -ENOENT);
  CHECK(copy(loop, sandbox.root(), sandbox / "to") == -EISDIR);
  CHECK(copy(loop, sandbox / "fifo", sandbox / "to") == -EINVAL);
  CHECK(copy(loop, sandbox / "a", std::string("t\0o", 3)) == -EINVAL);
  CHECK(copy(loop, sandbox / "a", sandbox / "no/to") == -ENOENT);
  CHECK_FALSE(std::filesystem::exists(sandbox / "to"));
}

TEST_CASE("copy: cancelled, it leaves no half file and no descriptor") {
  Sandbox sandbox;
  Loop loop;
  make(loop, sandbox / "a", "");
  std::filesystem::resize_file(sandbox / "a", uintmax_t{1} << 30);  // sparse
  const size_t before = open_descriptors();
  for (int i = 0; i < 10; ++i) {
    LoopRequest* request = loop.submit(std::make_unique<CopyFile>(sandbox / "a", sandbox / "b", Existing::keep), 1);
    for (int turn = 0; turn < i; ++turn) loop.poll(Wait::no);
    loop.cancel(request);
    while (loop.usage().requests > 0) loop.poll(Wait::no);
    CHECK_FALSE(std::filesystem::exists(sandbox / "b"));
  }
  CHECK(open_descriptors() == before);
}
