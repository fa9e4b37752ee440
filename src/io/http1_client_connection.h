// The client's side of one HTTP/1.1 connection: a request out, its response in,
// again and again.
//
// A response is ready when its head and a small body are there, so that most
// exchanges wake their task once; or, when its body is to be read as it comes,
// when its head is there. What remains of a larger body is read piece
// by piece, and holds the server up meanwhile. Interim responses (1xx) are
// passed over, a limited number of them; a 100 is remembered for whoever waits
// to send a body.
#pragma once

#include <memory>
#include <string>

#include "io/stream.h"
#include "loop/wait_list.h"
#include "wire/http1_parser.h"

namespace norn {

class Http1ClientConnection final : private StreamListener {
 public:
  enum class State : uint8_t {
    idle,       // may send a request, unless it has failed
    awaiting,   // a request is going out, or its response is awaited
    receiving,  // the head is there; the body may be under way
    failed,
  };
  enum class BodyRead : uint8_t { bytes, end, wait, failed };

  static constexpr size_t kCollectBytes = size_t{64} << 10;  // a body up to this is complete before anybody wakes
  static constexpr int kMaxInterim = 32;                     // 1xx responses to one request

  Http1ClientConnection(ReadyQueue& ready, std::unique_ptr<Stream> stream);
  Http1ClientConnection(const Http1ClientConnection&) = delete;
  Http1ClientConnection& operator=(const Http1ClientConnection&) = delete;

  State state() const { return state_; }
  bool is_open() const { return stream_ != nullptr; }
  // Idle, and neither side has ended it.
  bool is_reusable() const;

  struct Exchange {
    bool answers_head = false;  // the request is a HEAD
    bool collects_body = true;  // false: the response is ready when its head is there
    Http1Limits limits;         // of the response
  };
  // Begins an exchange. Requires: state() == idle.
  int begin(std::string_view head, std::string_view body, const Exchange& exchange);
  // More of the request's body. When that fails a response may have come all the same, or be on its way: a server that
  // wants no more may answer and close.
  int send(std::span<const std::string_view> pieces);
  size_t queued_bytes() const { return stream_ ? stream_->queued_bytes() : 0; }
  // False once the response is complete, or has failed.
  bool wants_request_body() const { return state_ == State::awaiting || (state_ == State::receiving && !body_done_); }
  WaitList& write_waiters() { return write_waiters_; }

  // --- the response ---
  bool is_ready() const { return is_ready_; }  // head and small body, or failed
  bool may_continue() const { return got_continue_ || state_ != State::awaiting; }
  WaitList& response_waiters() { return response_waiters_; }
  const Http1Head& head() const { return parser_.head(); }
  bool body_is_complete() const { return body_done_; }
  std::string& collected_body() { return body_; }
  BodyRead read_body(std::string& out);
  WaitList& body_waiters() { return body_waiters_; }
  // The response has been taken, and its body is complete: the connection is idle, or closed if it can't be kept.
  void finish();

  // Why it failed: a status of the network, or a problem of the protocol, or neither: the server closed the connection
  // before it sent anything of a response.
  int failure() const { return failure_; }
  const Http1Problem& problem() const { return problem_; }

  // After a response that says so: the stream for another protocol.
  std::unique_ptr<Stream> upgrade();
  void close();

 private:
  void on_readable(Stream& stream) override;
  void on_writable(Stream& stream) override;
  void pump();
  bool wants_bytes() const;
  bool take_event(Http1Parser::Event event);
  void ended();
  void fail(int status, const Http1Problem& problem);
  void wake_all();

  std::unique_ptr<Stream> stream_;
  State state_ = State::idle;
  bool collects_body_ = true;
  int interim_count_ = 0;
  bool is_ready_ = false;
  bool body_done_ = false;
  bool got_continue_ = false;
  bool write_failed_ = false;
  bool is_pumping_ = false;
  int failure_ = 0;
  Http1Problem problem_;
  Http1Parser parser_;
  std::string body_;
  WaitList response_waiters_, body_waiters_, write_waiters_;
};

}  // namespace norn
