#include "io/file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "io/directory.h"
#include "io/sandbox.h"
#include "loop/loop.h"

using namespace norn;

namespace {

int write_file(LoopApi& loop, const std::string& path, const std::string& bytes, WriteMode mode = WriteMode::truncate) {
  return run<WriteFile>(loop, path, bytes, mode)->status();
}

}  // namespace

TEST_CASE("file: what is written is read back") {
  Loop loop;
  Sandbox sandbox;
  const std::string path = sandbox / "a";
  CHECK(write_file(loop, path, "hello\n") == 0);
  CHECK(run<ReadFile>(loop, path)->bytes == "hello\n");
  CHECK(write_file(loop, path, "bye") == 0);
  CHECK(run<ReadFile>(loop, path)->bytes == "bye");
  CHECK(write_file(loop, path, ", all", WriteMode::append) == 0);
  CHECK(run<ReadFile>(loop, path)->bytes == "bye, all");
  CHECK(write_file(loop, path, "no", WriteMode::create_new) == -EEXIST);
  CHECK(write_file(loop, sandbox / "new", "yes", WriteMode::create_new) == 0);
}

TEST_CASE("file: empty, large and binary contents") {
  Loop loop;
  Sandbox sandbox;
  std::string large(9'000'001, '\0');
  for (size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 31 >> 3);
  for (const std::string& bytes : {std::string(), std::string("\0\xFF\n", 3), large}) {
    REQUIRE(write_file(loop, sandbox / "a", bytes) == 0);
    const auto read = run<ReadFile>(loop, sandbox / "a");
    CHECK(read->status() == 0);
    CHECK((read->bytes == bytes));
  }
}

TEST_CASE("file: a file that doesn't tell its size is read to its end") {
  Loop loop;
  const auto read = run<ReadFile>(loop, "/proc/self/maps");
  CHECK(read->status() == 0);
  CHECK(read->bytes.size() > 1000);
  CHECK(read->bytes.back() == '\n');
}

TEST_CASE("file: refusals") {
  Loop loop;
  Sandbox sandbox;
  CHECK(run<ReadFile>(loop, sandbox / "missing")->status() == -ENOENT);
  CHECK(run<ReadFile>(loop, sandbox.root())->status() == -EISDIR);
  CHECK(run<ReadFile>(loop, std::string("a\0b", 3))->status() == -EINVAL);
  CHECK(run<ReadFile>(loop, "")->status() == -ENOENT);
  CHECK(write_file(loop, sandbox.root(), "x") == -EISDIR);
  CHECK(write_file(loop, sandbox / "no/such", "x") == -ENOENT);
  CHECK(write_file(loop, "/dev/full", "x") == -ENOSPC);
  REQUIRE(write_file(loop, sandbox / "secret", "x") == 0);
  chmod((sandbox / "secret").c_str(), 0);
  if (geteuid() != 0) CHECK(run<ReadFile>(loop, sandbox / "secret")->status() == -EACCES);
  CHECK(write_file(loop, "/proc/version", "x") < 0);
}

TEST_CASE("file: more than the limit is refused, exactly the limit is not") {
  Loop loop;
  Sandbox sandbox;
  REQUIRE(write_file(loop, sandbox / "a", "0123456789") == 0);
  CHECK(run<ReadFile>(loop, sandbox / "a", 9)->status() == -EFBIG);
  CHECK(run<ReadFile>(loop, sandbox / "a", 10)->status() == 0);
  CHECK(run<ReadFile>(loop, "/dev/zero", 100'000)->status() == -EFBIG);
}

TEST_CASE("file: no descriptor is leaked on any path") {
  Loop loop;
  Sandbox sandbox;
  run<ReadFile>(loop, "/dev/null");  // the worker threads are up
  const size_t before = open_descriptors();
  for (int i = 0; i < 20; ++i) {
    write_file(loop, sandbox / "a", "x");
    run<ReadFile>(loop, sandbox / "a");
    run<ReadFile>(loop, sandbox / "a", 0);
    run<ReadFile>(loop, sandbox.root());
    run<ReadFile>(loop, sandbox / "missing");
    run<ListDirectory>(loop, sandbox.root());
    run<ListDirectory>(loop, sandbox / "a");
    write_file(loop, "/dev/full", "x");
    loop.cancel(loop.submit(std::make_unique<ReadFile>(sandbox / "a"), 1));
  }
  run<ReadFile>(loop, sandbox / "a");
  run<ReadFile>(loop, "/dev/null");
  CHECK(open_descriptors() == before);
}

TEST_CASE("file: a FIFO is read when its writers have come and gone, without occupying a worker") {
  Loop loop;
  Sandbox sandbox;
  std::vector<std::string> paths;
  for (int i = 0; i < 10; ++i) {
    paths.push_back(sandbox / ("fifo" + std::to_string(i)));
    REQUIRE(mkfifo(paths.back().c_str(), 0600) == 0);
    loop.submit(std::make_unique<ReadFile>(paths.back()), 100 + static_cast<Cookie>(i));
  }
  Completion completion;
  int writers[10];
  for (int i = 0; i < 10; ++i) {  // the reader has to be there before a non-blocking writer may come
    while ((writers[i] = open(paths[static_cast<size_t>(i)].c_str(), O_WRONLY | O_NONBLOCK)) < 0) loop.poll(Wait::no);
    CHECK_FALSE(loop.next(completion));
  }
  for (int i = 9; i >= 0; --i) {
    REQUIRE(write(writers[i], "one ", 4) == 4);
    for (int turn = 0; turn < 10; ++turn) loop.poll(Wait::no);
    REQUIRE(write(writers[i], "two", 3) == 3);
    close(writers[i]);
    while (!loop.next(completion)) loop.poll(Wait::yes);
    CHECK(completion.cookie == 100 + static_cast<Cookie>(i));
    CHECK(completion.status == 0);
    CHECK(static_cast<ReadFile*>(completion.request.get())->bytes == "one two");
  }
}

TEST_CASE("file: stat tells type, size and permissions; lstat sees the link") {
  Loop loop;
  Sandbox sandbox;
  REQUIRE(write_file(loop, sandbox / "a", "12345") == 0);
  chmod((sandbox / "a").c_str(), 0640);
  REQUIRE(symlink("a", (sandbox / "link").c_str()) == 0);
  const FileStatus status = run<StatPath>(loop, sandbox / "link")->result;
  CHECK(status.type == FileType::file);
  CHECK(status.size_bytes == 5);
  CHECK(status.permissions == 0640);
  CHECK(status.modified_ns > 1'500'000'000 * int64_t{1'000'000'000});
  CHECK(run<StatPath>(loop, sandbox / "link", SymbolicLinks::keep)->result.type == FileType::link);
  CHECK(run<StatPath>(loop, sandbox.root())->result.type == FileType::directory);
  CHECK(run<StatPath>(loop, "/dev/null")->result.type == FileType::character_device);
  CHECK(run<StatPath>(loop, sandbox / "missing")->status() == -ENOENT);
}

TEST_CASE("file: rename, remove and resolve") {
  Loop loop;
  Sandbox sandbox;
  REQUIRE(write_file(loop, sandbox / "a", "x") == 0);
  CHECK(run<RenamePath>(loop, sandbox / "a", sandbox / "b")->status() == 0);
  CHECK(run<RenamePath>(loop, sandbox / "a", sandbox / "b")->status() == -ENOENT);
  CHECK(run<ResolvePath>(loop, sandbox / "./b")->resolved == sandbox / "b");
  CHECK(run<ResolvePath>(loop, sandbox / "a")->status() == -ENOENT);
  CHECK(run<RemovePath>(loop, sandbox.root())->status() == -ENOTEMPTY);
  CHECK(run<RemovePath>(loop, sandbox / "b")->status() == 0);
  CHECK(run<RemovePath>(loop, sandbox / "b")->status() == -ENOENT);
}

TEST_CASE("directory: made with its parents, listed in order with types") {
  Loop loop;
  Sandbox sandbox;
  CHECK(run<MakeDirectories>(loop, sandbox / "x/y/z")->status() == 0);
  CHECK(run<MakeDirectories>(loop, sandbox / "x/y/z/")->status() == 0);
  CHECK(run<MakeDirectories>(loop, "")->status() == -ENOENT);
  REQUIRE(write_file(loop, sandbox / "x/b", "") == 0);
  REQUIRE(symlink("b", (sandbox / "x/a").c_str()) == 0);
  CHECK(run<MakeDirectories>(loop, sandbox / "x/b")->status() == -EEXIST);
  CHECK(run<MakeDirectories>(loop, sandbox / "x/b/c")->status() < 0);
  const auto listed = run<ListDirectory>(loop, sandbox / "x");
  REQUIRE(listed->entries.size() == 3);
  CHECK(listed->entries[0].name == "a");
  CHECK(listed->entries[0].type == FileType::link);
  CHECK(listed->entries[1].name == "b");
  CHECK(listed->entries[1].type == FileType::file);
  CHECK(listed->entries[2].name == "y");
  CHECK(listed->entries[2].type == FileType::directory);
  CHECK(run<ListDirectory>(loop, sandbox / "missing")->status() == -ENOENT);
  CHECK(run<ListDirectory>(loop, sandbox / "x/b")->status() == -ENOTDIR);
}

TEST_CASE("file: errors in words") {
  const Error error = path_error("read", "notes.txt", -ENOENT);
  CHECK(error.text == "cannot read notes.txt: No such file or directory");
  CHECK(error.code == "ENOENT");
}
