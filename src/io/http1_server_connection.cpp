#include "io/http1_server_connection.h"

#include "io/http1_server.h"
#include "wire/http1_writer.h"

namespace norn {

namespace {

constexpr std::string_view kHeadBeginning = "H";  // of "HTTP/1.1 200 OK"

}  // namespace

Http1ServerConnection::Http1ServerConnection(Http1Server& server, std::unique_ptr<Stream> stream, Http1Waiters& waiters,
                                             uint32_t index, uint32_t generation)
    : server_(server),
      stream_(std::move(stream)),
      waiters_(waiters),
      index_(index),
      generation_(generation),
      parser_(MessageKind::request, server.options().limits) {
  const SocketAddress peer = stream_->peer_address();
  peer_host_ = peer.host();
  peer_port_ = peer.port();
}

void Http1ServerConnection::begin() {
  set_deadline(server_.options().header_timeout_ms);
  stream_->set_listener(this);
  if (stream_->start_reading() < 0) close();
}

void Http1ServerConnection::set_deadline(int64_t duration_ms) {
  deadline_ns_ = duration_ms > 0 ? server_.now_ns() + duration_ms * 1'000'000 : 0;
}

// --- reading ----------------------------------------------------------------------------------

void Http1ServerConnection::on_readable(Stream&) { pump(); }

// Whether parsing goes on: nobody reads ahead of a response, nor more of a body than somebody takes.
bool Http1ServerConnection::wants_body() const {
  switch (state_) {
    case State::reading: return true;
    case State::handling:
    case State::responding:
      return !body_done_ && !body_failure_ && (body_.size() < server_.options().collect_bytes || parser_.ends_next());
    case State::discarding: return true;
    default: return false;
  }
}

void Http1ServerConnection::pump() {
  if (is_pumping_) return;
  is_pumping_ = true;
  while (stream_ && wants_body()) {
    const std::string_view readable = stream_->readable();
    std::string_view left = readable;
    const bool was_between = parser_.between_messages();
    const Http1Parser::Event event = parser_.next(left);
    const size_t used = readable.size() - left.size();
    if (state_ == State::reading && was_between && used > 0 && event == Http1Parser::Event::need_more && !is_first_)
      set_deadline(server_.options().header_timeout_ms);
    if (event == Http1Parser::Event::body && state_ != State::discarding) body_.append(parser_.body());
    if (event == Http1Parser::Event::body && state_ == State::discarding) discarded_ += parser_.body().size();
    if (used > 0) stream_->consume(used);
    if (!take_event(event)) break;
  }
  is_pumping_ = false;
  if (!stream_) return;
  if (state_ == State::closing) stream_->consume(stream_->readable().size());
  if (stream_->is_at_end() || stream_->failure() < 0) peer_ended();
}

bool Http1ServerConnection::take_event(Http1Parser::Event event) {
  using Event = Http1Parser::Event;
  switch (event) {
    case Event::need_more: return false;
    case Event::refused: refuse(parser_.problem()); return false;
    case Event::head: began_head(); return true;
    case Event::body:
      if (state_ == State::discarding) {
        if (discarded_ > Http1Server::kMaxDiscardBytes) begin_closing();
      } else {
        set_deadline(server_.options().body_timeout_ms);
        if (state_ == State::reading && body_.size() >= server_.options().collect_bytes) hand_up();
        waiters_.body.wake_all();
      }
      return true;
    case Event::end:
      body_done_ = true;
      if (state_ == State::reading)
        hand_up();
      else if (state_ == State::discarding)
        answered();
      else {
        if (state_ == State::handling) set_deadline(server_.options().handler_timeout_ms);
        waiters_.body.wake_all();
      }
      return true;
  }
  return false;
}

void Http1ServerConnection::began_head() {
  const Http1Head& head = parser_.head();
  is_first_ = false;
  keep_alive_ = head.keep_alive && !server_.is_stopping();
  body_done_ = false;
  body_failure_ = nullptr;
  body_.clear();
  told_gone_ = false;
  must_continue_ = head.expects_continue && head.framing != BodyFraming::none;
  set_deadline(server_.options().body_timeout_ms);
  // The client of a large body should not have to wait for us to collect a part of it.
  if (must_continue_ || (head.framing == BodyFraming::length && head.body_bytes > server_.options().collect_bytes))
    hand_up();
}

void Http1ServerConnection::hand_up() {
  if (state_ != State::reading) return;
  state_ = State::handling;
  if (body_done_) set_deadline(server_.options().handler_timeout_ms);
  in_exchange_ = !is_surplus_ && server_.begin_request(*this);
  if (in_exchange_) return;
  state_ = State::reading;
  send_error(503, "the server handles as many requests as it may; try again later\n");
}

Http1ServerConnection::BodyRead Http1ServerConnection::read_body(std::string& out) {
  if (body_.empty()) pump();
  if (!body_.empty()) {
    out.clear();
    out.swap(body_);
    pump();
    return BodyRead::bytes;
  }
  if (body_done_) return BodyRead::end;
  if (body_failure_ || !stream_) return BodyRead::failed;
  ask_for_body();
  set_deadline(server_.options().body_timeout_ms);
  return BodyRead::wait;
}

void Http1ServerConnection::ask_for_body() {
  if (!must_continue_ || !stream_) return;
  must_continue_ = false;
  stream_->write(std::string_view("HTTP/1.1 100 Continue\r\n\r\n"));
}

void Http1ServerConnection::fail_body(const char* why, int status) {
  if (!body_failure_) {
    body_failure_ = why;
    body_failure_status_ = status;
  }
  waiters_.body.wake_all();
}

void Http1ServerConnection::peer_ended() {
  const bool is_news = !peer_ended_;
  peer_ended_ = true;
  const bool has_failed = stream_->failure() < 0;
  switch (state_) {
    case State::handling:
    case State::responding:
      if (body_done_ && !has_failed) {
        keep_alive_ = false;
        if (is_news) look_whether_gone();
        return;
      }
      if (!body_done_) fail_body("the client has gone before its body was complete", 400);
      client_is_gone();
      if (has_failed) close();
      return;
    case State::closing:
      if (has_failed || stream_->queued_bytes() == 0) close();
      return;
    case State::upgraded:
    case State::closed: return;
    default: end_gently();
  }
}

// Every head begins with an H, and in front of the size of a chunk a zero means nothing. In the middle of a body of
// known length nothing can be said ahead of time; there the next piece finds out.
void Http1ServerConnection::look_whether_gone() {
  if (state_ == State::handling) {
    is_head_ahead_ = true;
    stream_->write(kHeadBeginning);
  } else if (chunked_ && !is_head_request()) {
    stream_->write(std::string_view("0"));
  }
}

// A response and its head, but for what was sent ahead.
int Http1ServerConnection::write_head(std::string_view head, std::string_view body) {
  if (std::exchange(is_head_ahead_, false)) head.remove_prefix(kHeadBeginning.size());
  const std::string_view pieces[] = {head, body};
  return stream_->write(pieces);
}

void Http1ServerConnection::client_is_gone() {
  keep_alive_ = false;
  waiters_.write.wake_all();
  if (told_gone_) return;
  told_gone_ = true;
  server_.push(Http1ServerEvent::Kind::gone, *this);
}

// --- responses ----------------------------------------------------------------------------------

void Http1ServerConnection::append_connection_fields(std::string& out) {
  // A client that still waits for its 100, or has much left to send, can't be asked for another request.
  if (must_continue_) keep_alive_ = false;
  if (server_.is_stopping()) keep_alive_ = false;
  pipelined_ = body_done_ && !stream_->readable().empty() ? pipelined_ + 1 : 0;
  if (pipelined_ > server_.options().pipelining) keep_alive_ = false;
  if (!keep_alive_)
    out += "Connection: close\r\n";
  else if (parser_.head().minor_version == 0)
    out += "Connection: keep-alive\r\n";
}

void Http1ServerConnection::respond(std::string_view head, std::string_view body) {
  if (!stream_) return;
  if (write_head(head, is_head_request() ? std::string_view() : body) < 0)
    close();
  else
    answered();
}

void Http1ServerConnection::begin_response(std::string_view head, bool chunked, uint64_t length) {
  chunked_ = chunked;
  unsent_length_ = is_head_request() ? kUnknownLength : length;
  state_ = State::responding;
  set_deadline(server_.options().write_timeout_ms);
  if (stream_) write_head(head, {});
}

int Http1ServerConnection::send_piece(std::string_view piece) {
  if (!stream_) return UV_EPIPE;
  if (piece.empty() || is_head_request()) return stream_->failure();
  set_deadline(server_.options().write_timeout_ms);
  if (unsent_length_ != kUnknownLength) unsent_length_ -= piece.size();
  if (!chunked_) return stream_->write(piece);
  std::string size;
  append_chunk_size(size, piece.size());
  const std::string_view pieces[] = {size, piece, "\r\n"};
  return stream_->write(pieces);
}

void Http1ServerConnection::end_response() {
  if (state_ != State::responding) return;
  if (chunked_ && stream_ && !is_head_request()) stream_->write(kLastChunk);
  if (!stream_ || stream_->failure() < 0) {
    close();
    return;
  }
  answered();
}

void Http1ServerConnection::end_exchange() {
  if (!in_exchange_) return;
  in_exchange_ = false;
  server_.end_request();
}

void Http1ServerConnection::answered() {
  end_exchange();
  body_.clear();
  if (body_.capacity() > 4096) std::string().swap(body_);
  if (!keep_alive_ || server_.is_stopping() || body_failure_) {
    begin_closing();
    return;
  }
  if (!body_done_) {
    state_ = State::discarding;
    discarded_ = 0;
    set_deadline(server_.options().body_timeout_ms);
  } else {
    state_ = State::reading;
    const Http1ServerOptions& options = server_.options();
    set_deadline(stream_->queued_bytes() > 0 ? options.write_timeout_ms : options.idle_timeout_ms);
  }
  pump();
}

// Closing at once could destroy the response on its way: the client would get a reset for bytes we never read
// (RFC 9112, 9.6). So our direction ends first, and the client is given time to end its own.
void Http1ServerConnection::begin_closing() {
  state_ = State::closing;
  set_deadline(stream_->queued_bytes() > 0 ? server_.options().write_timeout_ms : Http1Server::kLingerMs);
  if (stream_->shutdown() < 0 || (peer_ended_ && stream_->queued_bytes() == 0)) {
    close();
    return;
  }
  if (!is_pumping_) pump();
}

// Closes once what was answered has been sent.
void Http1ServerConnection::end_gently() {
  if (stream_->failure() == 0 && stream_->queued_bytes() > 0)
    begin_closing();
  else
    close();
}

void Http1ServerConnection::on_writable(Stream&) {
  waiters_.write.wake_all();
  if (!stream_) return;
  if (stream_->failure() < 0) {
    peer_ended();
    return;
  }
  // Nothing is under way: the handler may take its time.
  if (state_ == State::responding) set_deadline(body_done_ ? 0 : server_.options().body_timeout_ms);
  if (is_idle()) set_deadline(server_.options().idle_timeout_ms);
  if (state_ == State::closing) {
    if (peer_ended_)
      close();
    else
      set_deadline(Http1Server::kLingerMs);
  }
}

void Http1ServerConnection::refuse(const Http1Problem& problem) {
  if (state_ == State::handling || state_ == State::responding) {
    keep_alive_ = false;
    fail_body(problem.reason, problem.status);
    return;
  }
  if (state_ == State::discarding) {
    begin_closing();
    return;
  }
  send_error(problem.status, std::string(problem.reason) + "\n");
}

void Http1ServerConnection::send_error(int status, std::string_view text) {
  keep_alive_ = false;
  std::string out;
  append_status_line(out, status);
  out += server_.date_field();
  append_field(out, "Content-Type", "text/plain; charset=utf-8");
  append_field(out, "Content-Length", text.size());
  out += "Connection: close\r\n\r\n";
  out += text;
  write_head(out, {});
  begin_closing();
}

std::unique_ptr<Stream> Http1ServerConnection::upgrade(std::string_view head) {
  if (!stream_ || write_head(head, {}) < 0) return nullptr;
  state_ = State::upgraded;
  deadline_ns_ = 0;
  stream_->set_listener(nullptr);
  return std::move(stream_);
}

// --- the end ----------------------------------------------------------------------------------------

// The time limit of sending begins anew whenever some of it has been sent.
void Http1ServerConnection::watch_progress() {
  const size_t queued = stream_->queued_bytes();
  if (queued == last_queued_) return;
  last_queued_ = queued;
  if (queued == 0) return;
  if (state_ == State::responding || state_ == State::closing || is_idle())
    set_deadline(server_.options().write_timeout_ms);
}

void Http1ServerConnection::check_deadline(int64_t now_ns) {
  if (!stream_) return;
  if (peer_ended_ && has_request() && stream_->look_for_failure() < 0) {
    peer_ended();
    return;
  }
  watch_progress();
  if (deadline_ns_ == 0 || now_ns < deadline_ns_) return;
  deadline_ns_ = 0;
  switch (state_) {
    case State::reading:
      if (parser_.in_head() || !parser_.between_messages())
        send_error(408, "the request did not arrive in time\n");
      else
        close();
      return;
    case State::handling:
      if (!body_done_) {
        body_is_late();
        return;
      }
      // Whoever handles it is told; the client gets its answer here.
      server_.push(Http1ServerEvent::Kind::timed_out, *this);
      told_gone_ = true;
      end_exchange();
      send_error(503, "the request was not answered in time\n");
      return;
    case State::responding:
      if (stream_->queued_bytes() == 0) {
        if (!body_done_) body_is_late();
        return;
      }
      stream_->reset();
      close();
      return;
    case State::discarding: end_gently(); return;
    default: close();
  }
}

void Http1ServerConnection::body_is_late() {
  if (wants_body())
    fail_body("the body did not arrive in time", 408);
  else
    set_deadline(server_.options().body_timeout_ms);  // it is held up: the handler takes its time
}

void Http1ServerConnection::drain() {
  keep_alive_ = false;
  if (state_ == State::upgraded) client_is_gone();  // it may last for ever: its task is cancelled
  if (state_ == State::reading && parser_.between_messages()) end_gently();
  if (state_ == State::discarding) begin_closing();
}

void Http1ServerConnection::abort() {
  if (stream_) stream_->reset();
  told_gone_ = true;  // whoever aborts knows
  close();
}

void Http1ServerConnection::close() {
  if (state_ == State::closed) return;
  const bool was_handled = state_ == State::handling || state_ == State::responding;
  if (was_handled && !body_done_) fail_body("the connection is closed", 400);
  if (was_handled || state_ == State::upgraded) client_is_gone();
  end_exchange();
  state_ = State::closed;
  deadline_ns_ = 0;
  if (stream_) stream_->close();
  stream_.reset();
  waiters_.body.wake_all();
  waiters_.write.wake_all();
  server_.closed(*this);
}

}  // namespace norn
