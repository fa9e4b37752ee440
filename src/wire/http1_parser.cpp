#include "wire/http1_parser.h"

#include <algorithm>

namespace norn {
namespace {

constexpr size_t kMaxEmptyLines = 4;  // in front of a request: RFC 9112, 2.2

constexpr Http1Problem kTruncated = {400, "truncated", "the connection ended before the message did"};
constexpr Http1Problem kBodyTooLong = {413, "body-too-long", "the body is longer than the limit"};

}  // namespace

Http1Parser::Event Http1Parser::refuse(const Http1Problem& problem) {
  problem_ = problem;
  state_ = State::refused;
  return Event::refused;
}

Http1Parser::Event Http1Parser::begin_body() {
  const HeadContext context{kind_, answers_head_};
  if (const Http1Problem problem = parse_head(head_bytes_, context, limits_, head_)) return refuse(problem);
  if (head_.status < 100 || head_.status >= 200) answers_head_ = false;  // an interim response answers nothing
  left_ = 0;
  empty_lines_ = 0;
  switch (head_.framing) {
    case BodyFraming::none: state_ = State::ended; break;
    case BodyFraming::length:
      left_ = head_.body_bytes;
      state_ = left_ ? State::length : State::ended;
      break;
    case BodyFraming::chunked:
      chunks_.start(limits_);
      state_ = State::chunked;
      break;
    case BodyFraming::until_close: state_ = State::until_close; break;
  }
  return Event::head;
}

// An empty line in front of a request, which is to be overlooked: RFC 9112, 2.2.
bool Http1Parser::skip_empty_line() {
  return kind_ == MessageKind::request && head_bytes_.size() == 2 && empty_lines_++ < kMaxEmptyLines;
}

Http1Parser::Event Http1Parser::next_head(std::string_view& bytes) {
  for (;;) {
    if (bytes.empty()) return Event::need_more;
    // No more than what makes the limit visible.
    const size_t before = head_bytes_.size(), room = limits_.head_bytes + 2 - before;
    std::string_view added = bytes.substr(0, room);
    Http1Problem problem;
    size_t end = 0;
    if (before == 0) {
      end = find_head_end(added, scanned_, limits_, problem);
      head_bytes_ = end ? added.substr(0, end) : added;
    } else {
      head_bytes_ += added;
      end = find_head_end(head_bytes_, scanned_, limits_, problem);
      if (end) head_bytes_.resize(end);
    }
    if (problem) return refuse(problem);
    bytes.remove_prefix(head_bytes_.size() - before);
    if (!end) return Event::need_more;
    scanned_ = 0;
    if (!skip_empty_line()) return begin_body();
    head_bytes_.clear();
  }
}

Http1Parser::Event Http1Parser::next(std::string_view& bytes) {
  switch (state_) {
    case State::begin:
      if (bytes.empty()) return Event::need_more;
      head_bytes_.clear();
      state_ = State::head;
      [[fallthrough]];
    case State::head: return next_head(bytes);
    case State::length:
      if (bytes.empty()) return Event::need_more;
      body_ = bytes.substr(0, std::min<uint64_t>(left_, bytes.size()));
      bytes.remove_prefix(body_.size());
      left_ -= body_.size();
      if (!left_) state_ = State::ended;
      return Event::body;
    case State::chunked:
      body_ = chunks_.next(bytes);
      if (!body_.empty()) return Event::body;
      if (chunks_.problem()) return refuse(chunks_.problem());
      if (!chunks_.done()) return Event::need_more;
      state_ = State::begin;
      return Event::end;
    case State::until_close:
      if (bytes.empty()) return Event::need_more;
      if (bytes.size() > limits_.body_bytes - left_) return refuse(kBodyTooLong);
      body_ = bytes;
      left_ += bytes.size();
      bytes = {};
      return Event::body;
    case State::ended: state_ = State::begin; return Event::end;
    case State::refused: return Event::refused;
  }
  return Event::refused;
}

Http1Parser::Event Http1Parser::finish() {
  if (state_ == State::refused) return Event::refused;
  if (state_ == State::until_close) {
    state_ = State::begin;
    return Event::end;
  }
  if (between_messages()) return Event::need_more;
  return refuse(kTruncated);
}

}  // namespace norn
