#include "io/line_reader.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "io/descriptor.h"
#include "loop/loop.h"

using namespace norn;

namespace {

struct Pipe {
  Pipe() {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    reading = Descriptor(ends[0]);
    writing = Descriptor(ends[1]);
  }
  void write(std::string_view text) {
    REQUIRE(::write(writing.number(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  Descriptor reading, writing;
};

// The next line as a program would get it; "<end>" behind the last.
std::string next_line(LoopApi& loop, LineSource& source) {
  loop.submit(std::make_unique<ReadLine>(source, ""), 1);
  Completion completion;
  while (!loop.next(completion)) loop.poll(Wait::yes);
  CHECK(completion.status == 0);
  const Line& line = static_cast<ReadLine*>(completion.request.get())->line;
  return line.outcome == Line::Outcome::text ? line.text : "<end>";
}

}  // namespace

TEST_CASE("line reader: lines, an empty one, a last one without newline") {
  Loop loop;
  Pipe pipe;
  LineReader lines(pipe.reading.number());
  pipe.write("one\n\nthree\r\nlast");
  CHECK(next_line(loop, lines) == "one");
  CHECK(next_line(loop, lines) == "");
  CHECK(next_line(loop, lines) == "three\r");
  pipe.writing.close();
  CHECK(next_line(loop, lines) == "last");
  CHECK(next_line(loop, lines) == "<end>");
  CHECK(next_line(loop, lines) == "<end>");
}

TEST_CASE("line reader: a line that arrives in pieces, later") {
  Loop loop;
  Pipe pipe;
  LineReader lines(pipe.reading.number());
  CHECK(lines.read_line("").outcome == Line::Outcome::not_ready);
  pipe.write("one ");
  loop.submit(std::make_unique<ReadLine>(lines, ""), 1);
  Completion completion;
  for (int turn = 0; turn < 100; ++turn) loop.poll(Wait::no);
  CHECK_FALSE(loop.next(completion));
  pipe.write("line\ntwo\n");
  while (!loop.next(completion)) loop.poll(Wait::yes);
  CHECK(static_cast<ReadLine*>(completion.request.get())->line.text == "one line");
  completion = {};
  CHECK(next_line(loop, lines) == "two");
}

TEST_CASE("line reader: text comes as it is, but never in the middle of a character") {
  Pipe pipe;
  LineReader lines(pipe.reading.number());
  CHECK(lines.read_text("").outcome == Line::Outcome::not_ready);
  pipe.write("a\nb\n\xC3");
  CHECK(lines.read_text("").text == "a\nb\n");
  CHECK(lines.read_text("").outcome == Line::Outcome::not_ready);
  pipe.write("\xA9\xF0\x9F\x98");
  CHECK(lines.read_text("").text == "\xC3\xA9");
  pipe.write("\x80 line\nrest\xE2");
  CHECK(lines.read_line("").text == "\xF0\x9F\x98\x80 line");
  CHECK(lines.read_text("").text == "rest");
  pipe.writing.close();
  CHECK(lines.read_text("").text == "\xE2");  // the end: as it is
  CHECK(lines.read_text("").outcome == Line::Outcome::end);
}

TEST_CASE("line reader: many lines, and one longer than any chunk") {
  Loop loop;
  Pipe pipe;
  LineReader lines(pipe.reading.number());
  for (int i = 0; i < 5'000; ++i) pipe.write(std::to_string(i) + "\n");
  for (int i = 0; i < 5'000; ++i) {
    const Line line = lines.read_line("");
    REQUIRE(line.outcome == Line::Outcome::text);
    REQUIRE(line.text == std::to_string(i));
  }
  std::string longest;
  for (int i = 0; i < 5; ++i) {
    const std::string piece(50'000, static_cast<char>('a' + i));
    pipe.write(piece);
    CHECK(lines.read_line("").outcome == Line::Outcome::not_ready);
    longest += piece;
  }
  pipe.write("\nx\n");
  CHECK((lines.read_line("").text == longest));
  CHECK(lines.read_line("").text == "x");
}

TEST_CASE("line reader: a second reader is refused while the first one waits, and welcome after it was cancelled") {
  Loop loop;
  Pipe pipe;
  LineReader lines(pipe.reading.number());
  LoopRequest* first = loop.submit(std::make_unique<ReadLine>(lines, ""), 1);
  for (int turn = 0; turn < 100; ++turn) loop.poll(Wait::no);
  while (!lines.is_claimed()) loop.poll(Wait::no);
  loop.submit(std::make_unique<ReadLine>(lines, ""), 2);
  Completion completion;
  while (!loop.next(completion)) loop.poll(Wait::yes);
  CHECK(completion.cookie == 2);
  CHECK(completion.status == -EBUSY);
  loop.cancel(first);
  while (lines.is_claimed()) loop.poll(Wait::no);
  pipe.write("mine\n");
  CHECK(next_line(loop, lines) == "mine");
}

TEST_CASE("line reader: a failing descriptor is reported") {
  const Descriptor directory(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  LineReader lines(directory.number());
  const Line line = lines.read_line("");
  CHECK(line.outcome == Line::Outcome::failed);
  CHECK(line.status == -EISDIR);
}
