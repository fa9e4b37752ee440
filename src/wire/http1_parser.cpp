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

Http1Parser::Event Http1Parser::begin_body(std::string_view whole_head) {
  const HeadContext context{kind_, answers_head_};
  if (const Http1Problem problem = parse_head(whole_head, context, limits_, head_)) return refuse(problem);
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
bool Http1Parser::skip_empty_line(std::string_view whole_head) {
  return kind_ == MessageKind::request && whole_head.size() == 2 && empty_lines_++ < kMaxEmptyLines;
}

Http1Parser::Event Http1Parser::next_head(std::string_view& bytes) {
  while (!bytes.empty()) {
    if (!pending_.empty()) {
      if (const Event event = next_pending_head(bytes); event != Event::end) return event;
      continue;
    }
    scanned_ = 0;
    Http1Problem problem;
    const size_t end = find_head_end(bytes, scanned_, limits_, problem);
    if (problem) return refuse(problem);
    if (!end) {
      pending_ = bytes;
      bytes = {};
      return Event::need_more;
    }
    const std::string_view whole = bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (!skip_empty_line(whole)) return begin_body(whole);
  }
  return Event::need_more;
}

// Event::end: it was an empty line.
Http1Parser::Event Http1Parser::next_pending_head(std::string_view& bytes) {
  const size_t before = pending_.size();
  const size_t taken = std::min(bytes.size(), limits_.head_bytes + 2 - std::min(before, limits_.head_bytes + 1));
  pending_.append(bytes.substr(0, taken));
  Http1Problem problem;
  const size_t end = find_head_end(pending_, scanned_, limits_, problem);
  if (problem) return refuse(problem);
  if (!end) {
    bytes.remove_prefix(taken);
    return Event::need_more;
  }
  bytes.remove_prefix(end - before);
  pending_.resize(end);
  if (skip_empty_line(pending_)) {
    pending_.clear();
    return Event::end;
  }
  head_is_pending_ = true;
  return begin_body(pending_);
}

Http1Parser::Event Http1Parser::next(std::string_view& bytes) {
  if (head_is_pending_) {
    head_is_pending_ = false;
    pending_.clear();
  }
  switch (state_) {
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
      state_ = State::head;
      return Event::end;
    case State::until_close:
      if (bytes.empty()) return Event::need_more;
      if (bytes.size() > limits_.body_bytes - left_) return refuse(kBodyTooLong);
      body_ = bytes;
      left_ += bytes.size();
      bytes = {};
      return Event::body;
    case State::ended: state_ = State::head; return Event::end;
    case State::refused: return Event::refused;
  }
  return Event::refused;
}

Http1Parser::Event Http1Parser::finish() {
  if (state_ == State::refused) return Event::refused;
  if (state_ == State::until_close) {
    state_ = State::head;
    return Event::end;
  }
  if (between_messages()) return Event::need_more;
  return refuse(kTruncated);
}

}  // namespace norn
