// A Stream of the operating system: TCP and Unix sockets, pipes, FIFOs,
// terminals.
#pragma once

#include <memory>

#include "io/byte_queue.h"
#include "io/stream.h"
#include "loop/stream_handle.h"

namespace norn {

class HandleStream final : public Stream, private StreamEvents {
 public:
  // Hears how connecting ended: 0 or a negative status. Called once, from inside the loop's poll.
  class ConnectListener {
   public:
    virtual void on_connected(HandleStream& stream, int status) = 0;

   protected:
    ~ConnectListener() = default;
  };

  // An established connection, or a descriptor.
  explicit HandleStream(StreamHandlePtr handle) : handle_(std::move(handle)) { handle_->set_owner(this); }
  // Requires, before anything else is asked of it: connect() returned 0 and the listener has heard 0.
  HandleStream() = default;
  ~HandleStream() override { close(); }

  // `local` may be nullptr.
  int connect(HandleLoop& loop, const SocketAddress& peer, const SocketAddress* local, ConnectListener& listener);

  int start_reading() override;
  std::string_view readable() const override { return direct_.empty() ? buffered_.view() : direct_; }
  void consume(size_t count) override;
  bool is_at_end() const override { return has_ended_ && readable().empty(); }

  using Stream::write;
  int write(std::span<const std::string_view> pieces) override;
  size_t queued_bytes() const override { return handle_ ? handle_->queued_bytes() : 0; }
  int shutdown() override;

  int failure() const override { return failure_; }
  int look_for_failure() override;
  bool is_open() const override { return handle_ != nullptr; }
  void close() override;
  void reset() override;

  SocketAddress local_address() const override { return handle_ ? handle_->local_address() : SocketAddress(); }
  SocketAddress peer_address() const override { return handle_ ? handle_->peer_address() : SocketAddress(); }
  int set_no_delay(bool enable) override { return handle_ ? handle_->set_no_delay(enable) : UV_EBADF; }
  int set_keep_alive(bool enable, unsigned delay_s) override {
    return handle_ ? handle_->set_keep_alive(enable, delay_s) : UV_EBADF;
  }
  StreamHandle* handle() { return handle_.get(); }

 private:
  void on_connected(int status) override;
  void on_bytes(std::string_view bytes) override;
  void on_end(int status) override;
  void on_drained(int status) override;
  void stop_when_full();
  int fail(int status);

  StreamHandlePtr handle_;  // nullptr: closed
  ConnectListener* connecting_ = nullptr;
  ByteQueue buffered_;
  std::string_view direct_;  // inside on_readable: what has just arrived, and buffered_ is empty
  bool* is_gone_ = nullptr;  // inside on_readable: set by the destructor and close()
  int failure_ = 0;
  bool wants_to_read_ = false;
  bool is_reading_ = false;
  bool has_ended_ = false;
  bool is_shut_down_ = false;
};

}  // namespace norn
