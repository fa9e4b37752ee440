#include "io/http1_client_connection.h"

#include <cerrno>

#include "base/assert.h"

namespace norn {
namespace {

constexpr int kContinue = 100, kSwitching = 101, kFinal = 200;
constexpr Http1Problem kTooManyInterim = {400, "too-many-interim", "interim responses (1xx) and no end of them"};

}  // namespace

Http1ClientConnection::Http1ClientConnection(ReadyQueue& ready, std::unique_ptr<Stream> stream)
    : stream_(std::move(stream)),
      parser_(MessageKind::response, Http1Limits()),
      response_waiters_(ready),
      body_waiters_(ready),
      write_waiters_(ready) {
  stream_->set_listener(this);
  if (const int status = stream_->start_reading(); status < 0) fail(status, {});
}

bool Http1ClientConnection::is_reusable() const {
  return state_ == State::idle && stream_ && stream_->failure() == 0 && !stream_->is_at_end() &&
         stream_->readable().empty();
}

int Http1ClientConnection::begin(std::string_view head, std::string_view body, const Exchange& exchange) {
  NORN_ASSERT(state_ == State::idle, "one exchange at a time");
  if (!stream_) return -EPIPE;
  state_ = State::awaiting;
  is_ready_ = body_done_ = got_continue_ = false;
  interim_count_ = 0;
  body_.clear();
  collects_body_ = exchange.collects_body;
  parser_.set_limits(exchange.limits);
  if (exchange.answers_head) parser_.expect_no_body();
  const std::string_view pieces[] = {head, body};
  return send(pieces);
}

int Http1ClientConnection::send(std::span<const std::string_view> pieces) {
  if (!stream_) return -EPIPE;
  const int status = stream_->write(pieces);
  if (status < 0) write_failed_ = true;
  return status;
}

// --- reading ------------------------------------------------------------------------------

void Http1ClientConnection::on_readable(Stream& stream) {
  const bool nothing_came = stream.readable().empty();
  pump();
  if (write_failed_ && nothing_came && stream_) ended();
}

void Http1ClientConnection::on_writable(Stream& stream) {
  if (stream.failure() < 0) write_failed_ = true;
  write_waiters_.wake_all();
}

bool Http1ClientConnection::wants_bytes() const {
  return state_ == State::awaiting ||
         (state_ == State::receiving && !body_done_ && (body_.size() < kCollectBytes || parser_.ends_next()));
}

void Http1ClientConnection::pump() {
  if (is_pumping_) return;
  is_pumping_ = true;
  while (stream_ && wants_bytes()) {
    const std::string_view readable = stream_->readable();
    std::string_view left = readable;
    const Http1Parser::Event event = parser_.next(left);
    if (event == Http1Parser::Event::body) body_.append(parser_.body());
    if (const size_t used = readable.size() - left.size()) stream_->consume(used);
    if (!take_event(event)) break;
  }
  is_pumping_ = false;
  // A stream that can't be written may still be read, until on_readable has nothing to tell.
  if (stream_ && (stream_->is_at_end() || (stream_->failure() < 0 && !write_failed_ && stream_->readable().empty())))
    ended();
}

bool Http1ClientConnection::take_event(Http1Parser::Event event) {
  using Event = Http1Parser::Event;
  switch (event) {
    case Event::need_more: return false;
    case Event::refused: fail(0, parser_.problem()); return false;
    case Event::head: {
      const int status = parser_.head().status;
      if (status < kFinal && status != kSwitching) {
        if (status == kContinue) got_continue_ = true;
        if (++interim_count_ > kMaxInterim) {
          fail(0, kTooManyInterim);
          return false;
        }
        response_waiters_.wake_all();
        return true;
      }
      state_ = State::receiving;
      // What nobody will send in one piece is not waited for.
      const Http1Head& head = parser_.head();
      if (!collects_body_ || head.framing == BodyFraming::until_close || status == kSwitching ||
          (head.framing == BodyFraming::length && head.body_bytes > kCollectBytes)) {
        is_ready_ = true;
        response_waiters_.wake_all();
      }
      if (status == kSwitching) body_done_ = true;
      return true;
    }
    case Event::body:
      if (body_.size() >= kCollectBytes && !is_ready_) {
        is_ready_ = true;
        response_waiters_.wake_all();
      }
      body_waiters_.wake_all();
      return true;
    case Event::end:
      if (state_ != State::receiving) return true;  // of an interim response
      body_done_ = is_ready_ = true;
      wake_all();
      return true;
  }
  return false;
}

void Http1ClientConnection::ended() {
  const int status = stream_->is_at_end() && write_failed_ ? 0 : stream_->failure();
  if (state_ == State::idle || (state_ == State::receiving && body_done_)) {
    if (state_ == State::idle) close();
    return;
  }
  if (state_ == State::failed) return;
  if (status == 0 && parser_.finish() == Http1Parser::Event::end && state_ == State::receiving) {
    take_event(Http1Parser::Event::end);
    return;
  }
  fail(status, status == 0 && !parser_.between_messages() ? parser_.problem() : Http1Problem());
}

Http1ClientConnection::BodyRead Http1ClientConnection::read_body(std::string& out) {
  if (body_.empty()) pump();
  if (!body_.empty()) {
    out.clear();
    out.swap(body_);
    pump();
    return BodyRead::bytes;
  }
  if (body_done_) return BodyRead::end;
  if (state_ == State::failed || !stream_) return BodyRead::failed;
  return BodyRead::wait;
}

void Http1ClientConnection::finish() {
  if (state_ != State::receiving) return;
  std::string().swap(body_);
  if (!body_done_ || !parser_.head().keep_alive || !stream_) {
    close();
    return;
  }
  state_ = State::idle;
  is_ready_ = false;
  if (stream_->is_at_end() || stream_->failure() < 0) close();
}

// --- the end --------------------------------------------------------------------------------

void Http1ClientConnection::fail(int status, const Http1Problem& problem) {
  state_ = State::failed;
  failure_ = status;
  problem_ = problem;
  is_ready_ = true;
  wake_all();
}

void Http1ClientConnection::wake_all() {
  response_waiters_.wake_all();
  body_waiters_.wake_all();
  write_waiters_.wake_all();
}

std::unique_ptr<Stream> Http1ClientConnection::upgrade() {
  if (stream_) stream_->set_listener(nullptr);
  state_ = State::failed;
  return std::move(stream_);
}

void Http1ClientConnection::close() {
  if (stream_) stream_->close();
  stream_.reset();
  if (state_ != State::failed) fail(-EBADF, {});
}

}  // namespace norn
