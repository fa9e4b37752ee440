#include "wire/chunked_decoder.h"

#include <algorithm>

#include "wire/http1_writer.h"

namespace norn {

void ChunkedDecoder::start(const Http1Limits& limits) {
  state_ = State::size_first;
  left_ = total_ = 0;
  overhead_ = 0;
  limit_ = limits.body_bytes;
  trailer_limit_ = limits.head_bytes;
  problem_ = {};
}

bool ChunkedDecoder::refuse(uint16_t status, const char* code, const char* reason) {
  problem_ = {status, code, reason};
  return false;
}

bool ChunkedDecoder::add_digit(char c) {
  int digit = 0;
  if (c >= '0' && c <= '9')
    digit = c - '0';
  else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
    digit = (c | 0x20) - 'a' + 10;
  else
    return refuse(400, "bad-chunk-size", "a chunk size is no hexadecimal number");
  if (left_ >> 58 || ++overhead_ > kMaxSizeDigits)
    return refuse(400, "bad-chunk-size", "a chunk size is too large to be true");
  left_ = left_ * 16 + static_cast<uint64_t>(digit);
  return true;
}

bool ChunkedDecoder::step(char c) {
  switch (state_) {
    case State::size_first:
      left_ = 0;
      overhead_ = 0;
      state_ = State::size;
      return add_digit(c);
    case State::size:
      if (c == '\r')
        state_ = State::size_line_feed;
      else if (c == ';') {
        overhead_ = 0;
        state_ = State::extension;
      } else
        return add_digit(c);
      return true;
    case State::extension:
      if (c == '\n') return refuse(400, "bare-lf", "a chunk size ends with LF without CR");
      if (++overhead_ > kMaxExtensionBytes)
        return refuse(400, "chunk-extension-too-long", "a chunk extension is too long");
      if (c == '\r') state_ = State::size_line_feed;
      return true;
    case State::size_line_feed:
      if (c != '\n') return refuse(400, "bad-chunk", "a chunk size does not end with CR LF");
      if (left_ > limit_ - total_) return refuse(413, "body-too-long", "the body is longer than the limit");
      overhead_ = 0;
      state_ = left_ ? State::data : State::trailer_start;
      return true;
    case State::data_return:
      if (c != '\r') return refuse(400, "bad-chunk", "a chunk is longer than its size says");
      state_ = State::data_line_feed;
      return true;
    case State::data_line_feed:
      if (c != '\n') return refuse(400, "bad-chunk", "a chunk does not end with CR LF");
      state_ = State::size_first;
      return true;
    case State::trailer_start:
      if (c == '\r') {
        state_ = State::last_line_feed;
        return true;
      }
      if (c == ' ' || c == '\t') return refuse(400, "obs-fold", "a trailer is continued on the next line (obs-fold)");
      if (c == ':') return refuse(400, "bad-trailer", "a trailer has no name");
      state_ = State::trailer_name;
      [[fallthrough]];
    case State::trailer_name:
      if (++overhead_ > trailer_limit_) return refuse(431, "head-too-long", "the trailers are longer than the limit");
      if (c == ':')
        state_ = State::trailer_value;
      else if (c == '\n')
        return refuse(400, "bare-lf", "a trailer ends with LF without CR");
      else if (!is_token({&c, 1}))
        return refuse(400, "bad-trailer", "a trailer is no header field");
      return true;
    case State::trailer_value:
      if (c == '\n') return refuse(400, "bare-lf", "a trailer ends with LF without CR");
      if (++overhead_ > trailer_limit_) return refuse(431, "head-too-long", "the trailers are longer than the limit");
      if (c == '\r')
        state_ = State::trailer_line_feed;
      else if (c == 0)
        return refuse(400, "bad-trailer", "a trailer contains NUL");
      return true;
    case State::trailer_line_feed:
      if (c != '\n') return refuse(400, "bad-line-end", "a trailer does not end with CR LF");
      state_ = State::trailer_start;
      return true;
    case State::last_line_feed:
      if (c != '\n') return refuse(400, "bad-chunk", "the body does not end with CR LF");
      state_ = State::done;
      return true;
    case State::data:
    case State::done: return true;
  }
  return true;
}

std::string_view ChunkedDecoder::next(std::string_view& input) {
  while (!input.empty() && state_ != State::done && !problem_) {
    if (state_ == State::data) {
      const std::string_view content = input.substr(0, std::min<uint64_t>(left_, input.size()));
      input.remove_prefix(content.size());
      left_ -= content.size();
      total_ += content.size();
      if (!left_) state_ = State::data_return;
      return content;
    }
    if (!step(input.front())) break;
    input.remove_prefix(1);
  }
  return {};
}

}  // namespace norn
