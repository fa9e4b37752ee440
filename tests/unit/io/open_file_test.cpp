#include "io/open_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "io/file.h"
#include "io/sandbox.h"
#include "loop/loop.h"

using namespace norn;

namespace {

OpenFilePtr open(LoopApi& loop, const std::string& path, OpenMode mode) {
  const auto opened = run<OpenPath>(loop, path, mode);
  REQUIRE(opened->status() == 0);
  return opened->file;
}

int open_status(LoopApi& loop, const std::string& path, OpenMode mode) {
  return run<OpenPath>(loop, path, mode)->status();
}

std::string read_piece(LoopApi& loop, const OpenFilePtr& file, size_t most) {
  const auto piece = run<ReadPiece>(loop, file, most);
  CHECK(piece->status() == 0);
  return piece->take();
}

int write_piece(LoopApi& loop, const OpenFilePtr& file, const std::string& bytes) {
  return run<WritePiece>(loop, file, bytes)->status();
}

int64_t seek(LoopApi& loop, const OpenFilePtr& file, int64_t offset) {
  return run<SeekFile>(loop, file, offset)->offset;
}

}  // namespace

TEST_CASE("open file: modes say what happens to what is there") {
  Loop loop;
  Sandbox sandbox;
  const std::string path = sandbox / "a";
  CHECK(open_status(loop, path, OpenMode::read) == -ENOENT);
  CHECK(open_status(loop, sandbox.root(), OpenMode::read) == -EISDIR);
  CHECK(open_status(loop, std::string("a\0b", 3), OpenMode::read) == -EINVAL);
  CHECK(write_piece(loop, open(loop, path, OpenMode::create_new), "one") == 0);
  CHECK(open_status(loop, path, OpenMode::create_new) == -EEXIST);
  CHECK(write_piece(loop, open(loop, path, OpenMode::append), " two") == 0);
  const OpenFilePtr both = open(loop, path, OpenMode::read_write);
  CHECK(read_piece(loop, both, 100) == "one two");
  CHECK(read_piece(loop, both, 100).empty());
  open(loop, path, OpenMode::write);
  CHECK(run<ReadFile>(loop, path)->bytes.empty());
}

TEST_CASE("open file: pieces are at most as large as asked for; seeking forgets what was read ahead") {
  Loop loop;
  Sandbox sandbox;
  const OpenFilePtr file = open(loop, sandbox / "a", OpenMode::read_write);
  REQUIRE(write_piece(loop, file, "0123456789") == 0);
  CHECK(seek(loop, file, 0) == 0);
  CHECK(read_piece(loop, file, 4) == "0123");
  run<ReadPiece>(loop, file, 4);  // nobody takes it: it is given back
  CHECK(file->unread == "4567");
  CHECK(read_piece(loop, file, 1) == "4");
  CHECK(read_piece(loop, file, 10) == "567");
  CHECK(read_piece(loop, file, 10) == "89");
  run<ReadPiece>(loop, file, 4);
  CHECK(seek(loop, file, 2) == 2);
  run<ReadPiece>(loop, file, 4);
  CHECK(seek(loop, file, -1) == 10);
  CHECK(read_piece(loop, file, 10).empty());
  CHECK(seek(loop, file, 1 << 20) == 1 << 20);
  CHECK(write_piece(loop, file, "!") == 0);
  CHECK(std::filesystem::file_size(sandbox / "a") == (1 << 20) + 1);
}

TEST_CASE("open file: one operation at a time") {
  Loop loop;
  Sandbox sandbox;
  REQUIRE(mkfifo((sandbox / "fifo").c_str(), 0600) == 0);
  const OpenFilePtr fifo = open(loop, sandbox / "fifo", OpenMode::read);
  loop.submit(std::make_unique<ReadPiece>(fifo, 10), 1);
  while (!fifo->is_busy.load()) loop.poll(Wait::no);
  CHECK(run<SyncFile>(loop, fifo)->status() == -EBUSY);
  const Descriptor writer(::open((sandbox / "fifo").c_str(), O_WRONLY));
  REQUIRE(::write(writer.number(), "x", 1) == 1);
  Completion read;
  while (!loop.next(read)) loop.poll(Wait::yes);
  CHECK(read.cookie == 1);
  CHECK(static_cast<ReadPiece*>(read.request.get())->take() == "x");
  CHECK_FALSE(fifo->is_busy.load());
}

TEST_CASE("open file: a cancelled read of a FIFO loses nothing, and its descriptor is closed by the last owner") {
  Sandbox sandbox;
  REQUIRE(mkfifo((sandbox / "fifo").c_str(), 0600) == 0);
  Loop loop;
  OpenFilePtr fifo = open(loop, sandbox / "fifo", OpenMode::read);
  const size_t before = open_descriptors();
  for (int i = 0; i < 20; ++i) {
    loop.cancel(loop.submit(std::make_unique<ReadPiece>(fifo, 10), 1));
    while (loop.usage().requests > 0) loop.poll(Wait::no);
  }
  const Descriptor writer(::open((sandbox / "fifo").c_str(), O_WRONLY));
  REQUIRE(::write(writer.number(), "all of it", 9) == 9);
  LoopRequest* late = loop.submit(std::make_unique<ReadPiece>(fifo, 10), 1);
  while (loop.usage().requests > 0 && fifo->unread.empty()) {  // cancelled once it is done, before it is taken
    loop.poll(Wait::no);
    if (loop.usage().requests == 0) loop.cancel(late);
    Completion none;
    CHECK_FALSE(loop.next(none));
  }
  CHECK(read_piece(loop, fifo, 100) == "all of it");
  loop.submit(std::make_unique<ReadPiece>(fifo, 10), 2);
  fifo.reset();
  CHECK(open_descriptors() == before + 1);  // the writer's
}

TEST_CASE("open file: a large piece goes through a small pipe") {
  Loop loop;
  Sandbox sandbox;
  REQUIRE(mkfifo((sandbox / "fifo").c_str(), 0600) == 0);
  const OpenFilePtr reader = open(loop, sandbox / "fifo", OpenMode::read);
  const OpenFilePtr writer = open(loop, sandbox / "fifo", OpenMode::write);
  const std::string bytes(1'000'000, 'x');
  loop.submit(std::make_unique<WritePiece>(writer, bytes), 7);
  std::string got;
  bool is_written = false;
  loop.submit(std::make_unique<ReadPiece>(reader, 100'000), 1);
  while (got.size() < bytes.size() || !is_written) {
    Completion done;
    while (!loop.next(done)) loop.poll(Wait::yes);
    CHECK(done.status == 0);
    if (done.cookie == 7) {
      is_written = true;
      continue;
    }
    got += static_cast<ReadPiece*>(done.request.get())->take();
    if (got.size() < bytes.size()) loop.submit(std::make_unique<ReadPiece>(reader, 100'000), 1);
  }
  CHECK((got == bytes));
}
