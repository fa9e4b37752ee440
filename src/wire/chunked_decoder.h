// The chunked transfer coding (RFC 9112, 7.1): bytes in, content out.
//
// As strict as the head: sizes are plain hexadecimal, every line ends with
// CR LF. Chunk extensions are skipped, trailers are checked and dropped.
#pragma once

#include <cstdint>
#include <string_view>

#include "wire/http1_head.h"

namespace norn {

class ChunkedDecoder {
 public:
  static constexpr size_t kMaxExtensionBytes = 1024;  // of one chunk
  static constexpr size_t kMaxSizeDigits = 16;        // leading zeros included

  void start(const Http1Limits& limits);

  // Takes bytes off the front of `input` and gives the next piece of content, a view into it; empty when the input is
  // used up, the body has ended, or there is a problem.
  std::string_view next(std::string_view& input);

  bool done() const { return state_ == State::done; }
  const Http1Problem& problem() const { return problem_; }

 private:
  enum class State : uint8_t {
    size_first,  // the first digit of a size
    size,
    extension,
    size_line_feed,
    data,
    data_return,
    data_line_feed,
    trailer_start,
    trailer_name,
    trailer_value,
    trailer_line_feed,
    last_line_feed,
    done,
  };
  bool step(char c);  // outside of data; false: refused
  bool refuse(uint16_t status, const char* code, const char* reason);
  bool add_digit(char c);

  State state_ = State::done;
  uint64_t left_ = 0;   // of the chunk
  uint64_t total_ = 0;  // content so far
  uint64_t limit_ = 0;
  size_t overhead_ = 0;  // digits of the size, bytes of the extension or the trailers so far
  size_t trailer_limit_ = 0;
  Http1Problem problem_;
};

}  // namespace norn
