#include "io/udp_socket.h"

namespace norn {

int UdpSocket::bind(HandleLoop& loop, const SocketAddress& address, const UdpOptions& options) {
  auto bound = UdpHandle::bind(loop, address, options, *this);
  if (!bound) return bound.error();
  handle_ = *std::move(bound);
  return 0;
}

int UdpSocket::start_receiving() {
  if (!handle_) return UV_EBADF;
  if (is_receiving_ || received_bytes_ >= kReadAheadBytes) return 0;
  const int status = handle_->start_receiving();
  is_receiving_ = status == 0;
  return status;
}

// An empty datagram counts for its place in the queue, too.
static size_t cost_of(const UdpSocket::Datagram& datagram) { return datagram.bytes.size() + sizeof datagram; }

UdpSocket::Datagram UdpSocket::take() {
  Datagram first = std::move(received_.front());
  received_.pop_front();
  received_bytes_ -= cost_of(first);
  if (received_bytes_ <= kReadAheadBytes / 2) start_receiving();
  return first;
}

void UdpSocket::on_datagram(std::string_view bytes, const SocketAddress& from) {
  received_bytes_ += cost_of(received_.emplace_back(std::string(bytes), from));
  if (received_bytes_ >= kReadAheadBytes) {
    handle_->stop_receiving();
    is_receiving_ = false;
  }
  listener_.on_receivable();
}

void UdpSocket::on_receive_error(int status) {
  failure_ = status;
  listener_.on_receivable();
}

int UdpSocket::send(std::string_view bytes, const SocketAddress& to) {
  if (!handle_) return UV_EBADF;
  const int sent = handle_->send(bytes, to);
  if (sent < 0) return sent;
  if (sent == 0) ++queued_;
  return 0;
}

void UdpSocket::on_sent(int status) {
  --queued_;
  if (status < 0) failure_ = status;
  if (queued_ == 0 || status < 0) listener_.on_sendable();
}

}  // namespace norn
