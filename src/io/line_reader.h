// Lines from a descriptor (standard input, mostly), and the request that reads
// one from any source without holding up the program.
#pragma once

#include <atomic>
#include <string>

#include "base/line_source.h"
#include "loop/request.h"

namespace norn {

// A longer line fails with EFBIG.
inline constexpr size_t kMaxLineBytes = size_t{1} << 30;

// Never blocks: says `not_ready` instead. Leaves the descriptor's flags alone, because other processes share them.
class LineReader final : public LineSource {
 public:
  explicit LineReader(int descriptor) : descriptor_(descriptor) {}

  Line read_line(std::string_view prompt) override;
  Line read_text(std::string_view prompt) override;
  void interrupt() override {}  // whoever awaits a line that is not ready cancels the request
  int descriptor() const override { return descriptor_; }

 private:
  bool take_line(Line& line);
  bool take_text(Line& line);
  template <typename Take>
  Line read(Take take);
  int fill();

  const int descriptor_;
  std::string buffer_;
  size_t begin_ = 0;    // what is before has been taken
  size_t scanned_ = 0;  // no newline between begin_ and here
  bool ended_ = false;
};

// Completes with 0 and `line`, whose outcome is text, end or interrupted, or with the status of a failed read; with
// EBUSY if another line is being read from the source.
class ReadLine final : public WorkRequest {
 public:
  enum class Amount : uint8_t { line, text };

  // Requires: `source` outlives the request.
  ReadLine(LineSource& source, std::string prompt, Amount amount = Amount::line)
      : source_(source), prompt_(std::move(prompt)), amount_(amount) {}

  ~ReadLine() override {
    if (has_claim_) source_.release();
  }

  int work() override;

  Line line;

 private:
  void on_cancel() override {
    if (has_claim_) source_.interrupt();
  }

  LineSource& source_;
  std::atomic<bool> has_claim_ = false;
  const std::string prompt_;
  const Amount amount_;
};

}  // namespace norn
