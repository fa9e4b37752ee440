// An HTTP/1.1 server: listeners, connections, limits, and the queue of what has
// happened for whoever handles requests.
//
// Each event says one thing about one request: it is complete enough
// to be handled, or its client is gone, or its time is over. The handler's side
// waits in events() and takes them all (lib/http_server.cpp makes a task of each
// request). Requests are named by ids that are never used again, so a late
// answer finds nothing.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "io/http1_server_connection.h"
#include "io/listener.h"
#include "loop/loop_api.h"
#include "loop/ticker.h"
#include "wire/http1_writer.h"

namespace norn {

struct Http1ServerOptions {
  static constexpr uint64_t kDefaultBodyBytes = uint64_t{64} << 20;
  Http1Limits limits = {.body_bytes = kDefaultBodyBytes};
  size_t collect_bytes = size_t{64} << 10;  // a body up to this size is there when the request is handed up
  size_t max_connections = 10'000;          // more are answered with 503
  size_t max_requests = 10'000;             // at the same time; more are answered with 503
  size_t pipelining = 1000;              // requests in a row that come before the answer to the one before; then close
  int64_t header_timeout_ms = 10'000;    // from the first byte (of a new connection: from the start) to the head's end
  int64_t idle_timeout_ms = 60'000;      // between two requests
  int64_t body_timeout_ms = 30'000;      // without a byte of the body
  int64_t handler_timeout_ms = 120'000;  // from the request to the head of the response; 503 then
  int64_t write_timeout_ms = 30'000;     // without progress in sending
};

struct Http1ServerEvent {
  enum class Kind : uint8_t { request, gone, timed_out };
  Kind kind;
  uint64_t id;
};

// Makes of an accepted connection the stream that HTTP is spoken on (TLS), or nullptr to drop it.
class StreamWrapper {
 public:
  virtual ~StreamWrapper() = default;
  virtual std::unique_ptr<Stream> wrap(std::unique_ptr<Stream> accepted) = 0;
};

class Http1Server final : private Listener::Accepter, private TickEvents {
 public:
  static constexpr unsigned kTickMs = 100;
  static constexpr int64_t kLingerMs = 2000;   // how long a closed connection waits for the client's end
  static constexpr size_t kSurplusFactor = 2;  // up to so many times max_connections get an answer, 503
  static constexpr uint64_t kMaxDiscardBytes = uint64_t{1} << 20;  // of a body nobody has read

  Http1Server(LoopApi& loop, const Http1ServerOptions& options, std::unique_ptr<StreamWrapper> wrapper);
  Http1Server(const Http1Server&) = delete;
  Http1Server& operator=(const Http1Server&) = delete;
  ~Http1Server();

  int listen(const SocketAddress& address, const ListenOptions& options);
  SocketAddress local_address() const { return listener_.local_address(); }

  // No more connections; idle ones are closed, the others after their response.
  void begin_stop();
  // Everything is closed at once.
  void stop();
  bool is_stopping() const { return is_stopping_; }
  bool is_stopped() const { return is_stopped_; }
  WaitList& stop_waiters() { return stop_waiters_; }  // woken when the last connection has gone

  bool take_event(Http1ServerEvent& event);
  WaitList& events() { return event_waiters_; }

  Http1ServerConnection* find(uint64_t id);  // nullptr: it has ended
  size_t connection_count() const { return open_; }
  size_t request_count() const { return requests_; }
  uint64_t requests_total() const { return requests_total_; }

  // --- for connections ---
  const Http1ServerOptions& options() const { return options_; }
  LoopApi& loop() { return loop_; }
  int64_t now_ns() const { return loop_.now_ns(); }
  std::string_view date_field() { return date_.at(loop_.wall_ms()); }
  std::string& scratch() { return scratch_; }             // for the head of one response
  bool begin_request(Http1ServerConnection& connection);  // false: there are too many
  void end_request() { --requests_; }
  void push(Http1ServerEvent::Kind kind, const Http1ServerConnection& connection);
  void closed(Http1ServerConnection& connection);

 private:
  struct Slot {
    explicit Slot(ReadyQueue& ready) : waiters(ready) {}
    Http1Waiters waiters;
    std::unique_ptr<Http1ServerConnection> connection;
    uint32_t generation = 1;
  };
  uint32_t next_generation(Slot& slot) {
    return slot.generation = (slot.generation + 1) & 0x3FFF'FFFF;
  }  // ids are fixnums
  void on_acceptable(Listener& listener) override;
  void on_tick() override;
  void add(std::unique_ptr<Stream> stream);
  void bury() { dead_.clear(); }

  LoopApi& loop_;
  const Http1ServerOptions options_;
  std::unique_ptr<StreamWrapper> wrapper_;
  Listener listener_;
  Ticker ticker_;
  std::deque<Slot> slots_;  // stay where they are
  std::vector<uint32_t> free_slots_;
  // Connections end inside their own functions; they are freed a little later.
  std::vector<std::unique_ptr<Http1ServerConnection>> dead_;
  std::deque<Http1ServerEvent> queue_;
  WaitList event_waiters_, stop_waiters_;
  DateField date_;
  std::string scratch_;
  size_t open_ = 0;
  size_t requests_ = 0;
  uint64_t requests_total_ = 0;
  bool is_stopping_ = false;
  bool is_stopped_ = false;
};

}  // namespace norn
