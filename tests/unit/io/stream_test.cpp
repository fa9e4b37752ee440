#include "io/stream.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <memory>
#include <string>

#include "io/descriptor.h"
#include "io/handle_stream.h"
#include "loop/loop.h"

using namespace norn;

namespace {

// A stream on one end of a socket pair; the test holds the other end.
struct Fixture : StreamListener {
  Fixture() {
    std::signal(SIGPIPE, SIG_IGN);
    int ends[2];
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0);
    other = Descriptor(ends[1]);
    OpenedStream opened = StreamHandle::open(loop.handles(), ends[0]);
    REQUIRE(opened.has_value());
    stream = std::make_unique<HandleStream>(*std::move(opened));
    stream->set_listener(this);
  }
  ~Fixture() { stream.reset(); }

  void on_readable(Stream&) override {
    ++readable_events;
    if (on_read) on_read();
  }
  void on_writable(Stream&) override { ++writable_events; }

  void poll(int turns = 3) {
    for (int i = 0; i < turns; ++i) loop.poll(Wait::no);
  }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::write(other.number(), bytes.data(), bytes.size());
      if (count < 0) return;  // full
      bytes.remove_prefix(static_cast<size_t>(count));
    }
  }
  std::string receive() {
    std::string all;
    char room[65536];
    for (ssize_t count; (count = ::read(other.number(), room, sizeof room)) > 0;)
      all.append(room, static_cast<size_t>(count));
    return all;
  }

  Loop loop;
  Descriptor other;
  std::unique_ptr<HandleStream> stream;
  std::function<void()> on_read;
  int readable_events = 0, writable_events = 0;
};

}  // namespace

TEST_CASE("stream: what is not taken is kept, across any number of events") {
  Fixture f;
  CHECK(f.stream->start_reading() == 0);
  f.send("hello ");
  f.poll();
  CHECK(f.stream->readable() == "hello ");
  f.stream->consume(2);
  f.send("world");
  f.poll();
  CHECK(f.stream->readable() == "llo world");
  f.stream->consume(9);
  CHECK(f.stream->readable() == "");
  CHECK(f.readable_events == 2);
  f.other.close();
  f.poll();
  CHECK(f.stream->is_at_end());
  CHECK(f.stream->failure() == 0);
}

TEST_CASE("stream: it reads ahead up to its limit and goes on when half of that is taken") {
  Fixture f;
  f.stream->start_reading();
  const std::string chunk(Stream::kReadAheadBytes, 'a');
  for (int i = 0; i < 8; ++i) {
    f.send(chunk);
    f.poll();
  }
  const size_t ahead = f.stream->readable().size();
  CHECK(ahead >= Stream::kReadAheadBytes);
  CHECK(ahead < 2 * Stream::kReadAheadBytes);
  f.poll(10);
  CHECK(f.stream->readable().size() == ahead);
  f.stream->consume(ahead - Stream::kReadAheadBytes / 2);
  f.poll();
  CHECK(f.stream->readable().size() > Stream::kReadAheadBytes / 2);
}

TEST_CASE("stream: a listener may take all, some, close or destroy inside the event") {
  SUBCASE("all") {
    Fixture f;
    std::string taken;
    f.on_read = [&] {
      taken += f.stream->readable();
      f.stream->consume(f.stream->readable().size());
    };
    f.stream->start_reading();
    f.send("abc");
    f.poll();
    f.send("def");
    f.poll();
    CHECK(taken == "abcdef");
  }
  SUBCASE("some") {
    Fixture f;
    f.on_read = [&] { f.stream->consume(1); };
    f.stream->start_reading();
    f.send("abc");
    f.poll();
    CHECK(f.stream->readable() == "bc");
  }
  SUBCASE("close") {
    Fixture f;
    f.on_read = [&] { f.stream->close(); };
    f.stream->start_reading();
    f.send("abc");
    f.poll();
    CHECK_FALSE(f.stream->is_open());
    CHECK(f.stream->readable() == "");
  }
  SUBCASE("destroy") {
    Fixture f;
    f.on_read = [&] { f.stream.reset(); };
    f.stream->start_reading();
    f.send("abc");
    f.poll();
    CHECK(f.readable_events == 1);
  }
}

TEST_CASE("stream: what the kernel does not take is queued, in order, and reported when it is through") {
  Fixture f;
  std::string expected;
  int pieces = 0;
  for (; f.stream->queued_bytes() == 0 && pieces < 1000; ++pieces) {
    const std::string piece(10000, static_cast<char>('a' + pieces % 26));
    CHECK(f.stream->write(piece) == 0);
    expected += piece;
  }
  REQUIRE(f.stream->queued_bytes() > 0);
  const std::string_view more[] = {"x", "", "yz"};
  CHECK(f.stream->write(more) == 0);
  expected += "xyz";
  CHECK(f.stream->shutdown() == 0);
  std::string got;
  for (int i = 0; i < 1000 && got.size() < expected.size(); ++i) {
    got += f.receive();
    f.poll(1);
  }
  CHECK(got.size() == expected.size());
  CHECK((got == expected));
  f.poll();
  CHECK(f.writable_events == 1);
  CHECK(f.stream->queued_bytes() == 0);
  char byte;
  CHECK(::read(f.other.number(), &byte, 1) == 0);  // the end, behind everything
  CHECK(f.stream->write("more") == UV_EPIPE);
}

TEST_CASE("stream: more pieces than one system call takes arrive in order") {
  Fixture f;
  std::vector<std::string> texts;
  std::vector<std::string_view> pieces;
  std::string expected;
  for (int i = 0; i < 100; ++i) texts.push_back(std::to_string(i) + ",");
  for (const std::string& text : texts) {
    pieces.push_back(text);
    expected += text;
  }
  CHECK(f.stream->write(pieces) == 0);
  f.poll();
  CHECK((f.receive() == expected));
}

TEST_CASE("stream: the peer is gone: writing fails, and closing twice is harmless") {
  Fixture f;
  f.other.close();
  int status = 0;
  for (int i = 0; i < 10 && status == 0; ++i) status = f.stream->write("x");
  CHECK(status == UV_EPIPE);
  CHECK(f.stream->failure() == UV_EPIPE);
  f.stream->close();
  f.stream->close();
  CHECK(f.stream->write("x") == UV_EBADF);
  CHECK(f.stream->start_reading() == UV_EBADF);
}
