// One connection of an HTTP/1.1 server: requests in, responses out, one at a
// time.
//
// A request is handed up when its head and a small body are there; the rest of
// a larger body is read by whoever handles it. Pipelined requests stay in the
// stream until the response before them is out. All of it happens inside the
// loop's poll or a call from above; nothing here waits.
//
// A client that ends its direction behind a complete request may still read the
// answer (nc -N), or may be gone altogether: TCP says the same of both. So it is
// sent what any answer begins with, one byte ahead of time: who is gone answers
// that with a reset, which the tick sees.
//
// Deadlines are judged by the server's tick. What a client does wrong is
// answered here, with the status the parser gives, and ends the connection.
#pragma once

#include <memory>
#include <string>

#include "io/stream.h"
#include "loop/wait_list.h"
#include "wire/http1_parser.h"

namespace norn {

class Http1Server;

// Who waits for a connection. They stand in the server, whom waiting tasks keep alive; a connection may end before.
struct Http1Waiters {
  explicit Http1Waiters(ReadyQueue& ready) : body(ready), write(ready) {}
  WaitList body;
  WaitList write;
};

class Http1ServerConnection final : private StreamListener {
 public:
  enum class State : uint8_t {
    reading,     // a request is awaited, or its head or small body is being collected
    handling,    // it was handed up; nothing has been answered
    responding,  // a streamed response is under way
    discarding,  // answered before all of the body was read: what is left is dropped
    closing,     // everything is sent; waits for the client's end
    upgraded,    // the stream was given away
    closed,
  };
  enum class BodyRead : uint8_t { bytes, end, wait, failed };

  Http1ServerConnection(Http1Server& server, std::unique_ptr<Stream> stream, Http1Waiters& waiters, uint32_t index,
                        uint32_t generation);
  Http1ServerConnection(const Http1ServerConnection&) = delete;
  Http1ServerConnection& operator=(const Http1ServerConnection&) = delete;
  ~Http1ServerConnection() = default;

  void begin();
  void refuse_requests() { is_surplus_ = true; }  // there are too many connections
  // Names the request under way: each has another one.
  uint64_t id() const { return uint64_t{generation_} << 32 | index_; }
  uint32_t index() const { return index_; }
  void set_generation(uint32_t generation) { generation_ = generation; }
  State state() const { return state_; }
  bool has_request() const {
    return state_ == State::handling || state_ == State::responding || state_ == State::upgraded;
  }

  // --- the request. Requires: has_request() ---
  const Http1Head& head() const { return parser_.head(); }
  bool body_is_complete() const { return body_done_; }
  std::string& collected_body() { return body_; }  // what is there; may be moved from if body_is_complete()
  bool is_head_request() const { return parser_.head().method == "HEAD"; }
  bool can_chunk() const { return parser_.head().minor_version >= 1; }
  const std::string& peer_host() const { return peer_host_; }
  int peer_port() const { return peer_port_; }
  // Takes what has arrived of the body. `wait`: wait in body_waiters() and ask again.
  BodyRead read_body(std::string& out);
  // Sends the 100 that the client waits for, if it does. Before a streamed response, whose body may be made of it.
  void ask_for_body();
  WaitList& body_waiters() { return waiters_.body; }
  // Why the rest of the body can't be read, and what the client did wrong in that; nullptr and 0 if it can.
  const char* body_failure() const { return body_failure_; }
  int body_failure_status() const { return body_failure_ ? body_failure_status_ : 0; }

  // --- the response. Requires: state() == handling; after begin_response: responding ---
  // What of the head this connection has to say (Connection).
  void append_connection_fields(std::string& out);
  void close_after_response() { keep_alive_ = false; }
  // A whole response. `body` is not sent to a HEAD request.
  void respond(std::string_view head, std::string_view body);
  // `length`: of the body, kUnknownLength if it is sent in chunks or until the end of the connection.
  static constexpr uint64_t kUnknownLength = UINT64_MAX;
  void begin_response(std::string_view head, bool chunked, uint64_t length);
  // How much of the body is to be sent still; kUnknownLength if nobody said.
  uint64_t unsent_length() const { return unsent_length_; }
  // 0 or the status of the failure; empty pieces are skipped. Requires: piece.size() <= unsent_length().
  int send_piece(std::string_view piece);
  void end_response();
  size_t queued_bytes() const { return stream_ ? stream_->queued_bytes() : 0; }
  WaitList& write_waiters() { return waiters_.write; }  // woken when everything is with the kernel, or has failed
  bool has_failed() const { return !stream_ || stream_->failure() < 0; }
  // The response can't be finished: tells the client by a reset. Or it was upgraded, and that is over.
  void abort();
  // For another protocol. Sends `head` first.
  std::unique_ptr<Stream> upgrade(std::string_view head);

  // --- for the server ---
  void check_deadline(int64_t now_ns);
  void drain();  // closes if idle; otherwise after the response
  void close();

 private:
  void on_readable(Stream& stream) override;
  void on_writable(Stream& stream) override;
  void pump();
  bool take_event(Http1Parser::Event event);  // false: stop pumping
  void began_head();
  void hand_up();
  void peer_ended();
  void refuse(const Http1Problem& problem);
  void send_error(int status, std::string_view text);
  void end_exchange();
  void answered();
  void begin_closing();
  void end_gently();
  void look_whether_gone();
  int write_head(std::string_view head, std::string_view body);
  void client_is_gone();
  void fail_body(const char* why, int status);
  void body_is_late();
  void set_deadline(int64_t duration_ms);
  void watch_progress();
  bool is_idle() const { return state_ == State::reading && !is_first_ && parser_.between_messages(); }
  bool wants_body() const;

  Http1Server& server_;
  std::unique_ptr<Stream> stream_;
  Http1Waiters& waiters_;
  const uint32_t index_;
  uint32_t generation_;
  State state_ = State::reading;
  bool keep_alive_ = true;
  bool body_done_ = false;
  bool must_continue_ = false;  // the client waits for a 100
  bool chunked_ = false;
  bool is_pumping_ = false;
  bool peer_ended_ = false;
  bool told_gone_ = false;
  bool is_head_ahead_ = false;  // the first byte of the response was sent already, to see whether somebody is there
  bool in_exchange_ = false;    // counted as a request by the server
  bool is_surplus_ = false;
  bool is_first_ = true;  // no request has come yet
  const char* body_failure_ = nullptr;
  int body_failure_status_ = 0;
  int64_t deadline_ns_ = 0;  // 0: none
  size_t last_queued_ = 0;   // unsent bytes at the last tick
  size_t pipelined_ = 0;     // requests in a row that had come before the answer to the one before them
  uint64_t discarded_ = 0;
  uint64_t unsent_length_ = kUnknownLength;
  Http1Parser parser_;
  std::string body_;
  std::string peer_host_;
  int peer_port_ = 0;
};

}  // namespace norn
