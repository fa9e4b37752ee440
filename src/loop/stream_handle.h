// A connected byte stream of the operating system, by libuv: a TCP or Unix
// socket, a pipe, a FIFO, a terminal. Only moves bytes; the contract programs
// rely on is io/stream.h.
//
// A handle belongs to one owner, who is told of events from inside the loop's
// poll. The owner lets go by closing (StreamHandlePtr does it): from then on
// it hears nothing, and the handle deletes itself when libuv has returned it.
#pragma once

#include <uv.h>

#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "loop/handle_loop.h"
#include "loop/socket_address.h"

namespace norn {

// What an owner hears. It may close the handle inside any of these.
class StreamEvents {
 public:
  virtual void on_connected(int status) { (void)status; }
  virtual void on_bytes(std::string_view bytes) = 0;  // valid during the call
  virtual void on_end(int status) = 0;                // 0: the peer sends no more; negative: reading failed
  virtual void on_drained(int status) = 0;            // the queue is empty; negative: writing failed

 protected:
  ~StreamEvents() = default;
};

class StreamHandle;
struct CloseStreamHandle {
  void operator()(StreamHandle* handle) const;
};
using StreamHandlePtr = std::unique_ptr<StreamHandle, CloseStreamHandle>;
// Or the negative status of what failed.
using OpenedStream = std::expected<StreamHandlePtr, int>;

class StreamHandle {
 public:
  // Begins to connect; on_connected tells how it ended. `local`: the address to bind to first, or nullptr.
  static OpenedStream connect(HandleLoop& loop, const SocketAddress& peer, const SocketAddress* local,
                              StreamEvents& owner);
  // Takes over a descriptor, which becomes non-blocking; on failure it is the caller's still.
  static OpenedStream open(HandleLoop& loop, int descriptor);
  // A handle without a descriptor yet: accept() or uv_spawn gives it one, through uv().
  static OpenedStream unopened(HandleLoop& loop, int family);

  StreamHandle(const StreamHandle&) = delete;
  StreamHandle& operator=(const StreamHandle&) = delete;

  void set_owner(StreamEvents* owner) { owner_ = owner; }

  int start_reading();
  void stop_reading();

  // Gives the bytes to the kernel, as far as it takes them; the rest is queued. 0, or the status of the failure.
  int write(std::span<const std::string_view> pieces);
  // What the kernel has not taken yet; shrinks as it takes some.
  size_t queued_bytes() const { return pending_.size() + uv_stream_get_write_queue_size(&any_.stream); }
  // Ends the writing direction once the queue is empty.
  int shutdown();

  int set_no_delay(bool enable);
  int set_keep_alive(bool enable, unsigned delay_s);
  SocketAddress local_address() const;  // AF_UNSPEC if there is none
  SocketAddress peer_address() const;
  int descriptor() const;  // -1 if there is none
  // What the kernel knows of a peer that nobody reads from or writes to: 0, or the status of its failure, told once.
  int pending_failure() const;

  // The next close drops what is queued or on its way and tells the peer so (TCP: RST).
  void reset_on_close() { resets_ = true; }

  uv_stream_t* uv() { return &any_.stream; }
  HandleLoop& loop() { return loop_; }

 private:
  friend struct CloseStreamHandle;
  explicit StreamHandle(HandleLoop& loop) : loop_(loop) {}
  ~StreamHandle() = default;

  int initialise(int family);
  void close();
  int send_pending();
  void sent(int status);
  bool is_tcp() const { return any_.handle.type == UV_TCP; }

  static void allocate(uv_handle_t* handle, size_t suggested, uv_buf_t* buffer);
  static void read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer);

  HandleLoop& loop_;
  StreamEvents* owner_ = nullptr;
  union {
    uv_handle_t handle;
    uv_stream_t stream;
    uv_tcp_t tcp;
    uv_pipe_t pipe;
  } any_;
  uv_connect_t connect_;
  uv_shutdown_t shutdown_;
  uv_write_t write_;
  std::string in_flight_;  // with libuv
  std::string pending_;    // to be written after it, in one piece
  bool is_writing_ = false;
  bool shuts_down_ = false;  // once pending_ is with libuv
  bool resets_ = false;
};

}  // namespace norn
