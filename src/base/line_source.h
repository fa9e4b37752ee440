// Where lines of input come from: a pipe, a file, a terminal with editing.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace norn {

struct Line {
  enum class Outcome : uint8_t {
    text,         // a whole line, without its newline (read_text: with all newlines)
    end,          // there will be no more
    interrupted,  // `interrupt` was called; what had been typed is dropped
    not_ready,    // nothing to read yet: ask again when `descriptor` is readable
    failed,       // reading failed with `status`
  };
  Outcome outcome = Outcome::end;
  int status = 0;
  std::string text = {};
};

class LineSource {
 public:
  virtual ~LineSource() = default;

  // The prompt is shown by sources that have somebody to show it to. May block; one caller at a time, on any thread.
  virtual Line read_line(std::string_view prompt) = 0;
  // What there is up to the next convenient place, newlines included: at least one character; never part of one.
  virtual Line read_text(std::string_view prompt) {
    Line line = read_line(prompt);
    if (line.outcome == Line::Outcome::text) line.text += '\n';
    return line;
  }
  // Makes a blocked read return `interrupted`. Any thread may call it.
  virtual void interrupt() = 0;
  virtual int descriptor() const = 0;

  // Whoever reads claims the source first, from any thread; false: somebody else is reading.
  bool claim() { return !claimed_.exchange(true); }
  void release() { claimed_.store(false); }
  bool is_claimed() const { return claimed_.load(); }

 private:
  std::atomic<bool> claimed_ = false;
};

}  // namespace norn
