// A UDP socket that keeps what has arrived until somebody takes it.
//
// From the first receive on it reads ahead, up to kReadAheadBytes; then it
// leaves datagrams to the kernel, which drops what it has no room for, as UDP
// does.
#pragma once

#include <deque>
#include <string>

#include "loop/udp_handle.h"

namespace norn {

class UdpListener {
 public:
  virtual void on_receivable() = 0;  // a datagram, or a failure
  virtual void on_sendable() = 0;    // nothing is queued any more

 protected:
  ~UdpListener() = default;
};

class UdpSocket final : private UdpEvents {
 public:
  static constexpr size_t kReadAheadBytes = size_t{256} << 10;

  struct Datagram {
    std::string bytes;
    SocketAddress from;
  };

  explicit UdpSocket(UdpListener& listener) : listener_(listener) {}
  UdpSocket(const UdpSocket&) = delete;
  UdpSocket& operator=(const UdpSocket&) = delete;

  int bind(HandleLoop& loop, const SocketAddress& address, const UdpOptions& options);

  int start_receiving();
  bool has_received() const { return !received_.empty(); }
  Datagram take();                                           // Requires: has_received().
  int take_failure() { return std::exchange(failure_, 0); }  // of receiving or of a queued send; 0: none

  // 0 (sent or queued), or the status of the failure.
  int send(std::string_view bytes, const SocketAddress& to);
  size_t queued() const { return queued_; }

  bool is_open() const { return handle_ != nullptr; }
  void close() { handle_.reset(); }
  SocketAddress local_address() const { return handle_ ? handle_->local_address() : SocketAddress(); }

 private:
  void on_datagram(std::string_view bytes, const SocketAddress& from) override;
  void on_receive_error(int status) override;
  void on_sent(int status) override;

  UdpListener& listener_;
  UdpHandlePtr handle_;
  std::deque<Datagram> received_;
  size_t received_bytes_ = 0;
  size_t queued_ = 0;
  int failure_ = 0;
  bool is_receiving_ = false;
};

}  // namespace norn
