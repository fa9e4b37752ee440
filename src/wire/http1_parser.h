// An HTTP/1 parser without I/O: bytes in, events out.
//
//   for (;;) switch (parser.next(bytes)) {
//     case need_more: read and come again        case head:  parser.head()
//     case body:      parser.body()              case end:   the message is over
//     case refused:   parser.problem()
//   }
//
// It takes what it uses off the front of `bytes` and stops after each event, so
// the caller decides whether to go on: bytes of a pipelined next message just
// stay in front of it. The bytes of the head are kept here, so that it can be
// looked at until the next message begins.
#pragma once

#include <string>

#include "wire/chunked_decoder.h"
#include "wire/http1_head.h"

namespace norn {

class Http1Parser {
 public:
  enum class Event : uint8_t { need_more, head, body, end, refused };

  Http1Parser(MessageKind kind, const Http1Limits& limits) : kind_(kind), limits_(limits) {}

  Event next(std::string_view& bytes);
  // The connection has ended: `end` when that ends the body, `need_more` between two messages, else `refused`.
  Event finish();

  // From Event::head until the next message begins.
  const Http1Head& head() const { return head_; }
  // After Event::body: a view into the caller's bytes.
  std::string_view body() const { return body_; }
  const Http1Problem& problem() const { return problem_; }

  // The next response answers a HEAD request.
  void expect_no_body() { answers_head_ = true; }
  // Nothing of the next message has arrived.
  bool between_messages() const { return state_ == State::begin || (state_ == State::head && head_bytes_.empty()); }
  // The body is there: the next event is `end`, which needs no more bytes.
  bool ends_next() const { return state_ == State::ended; }
  // Some of the message has arrived, but not all of its head.
  bool in_head() const { return state_ == State::head && !head_bytes_.empty(); }
  const Http1Limits& limits() const { return limits_; }
  // Requires: between_messages().
  void set_limits(const Http1Limits& limits) { limits_ = limits; }

 private:
  enum class State : uint8_t { begin, head, length, chunked, until_close, ended, refused };

  Event next_head(std::string_view& bytes);
  bool skip_empty_line();
  Event begin_body();
  Event refuse(const Http1Problem& problem);

  const MessageKind kind_;
  Http1Limits limits_;
  State state_ = State::begin;
  bool answers_head_ = false;
  uint8_t empty_lines_ = 0;
  uint64_t left_ = 0;  // of a body with a length, or seen of one without
  size_t scanned_ = 0;
  std::string head_bytes_;  // of the head so far; head_ refers to them
  std::string_view body_;
  Http1Head head_;
  ChunkedDecoder chunks_;
  Http1Problem problem_;
};

}  // namespace norn
