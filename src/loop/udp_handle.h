// A UDP socket, by libuv. Only moves datagrams; io/udp_socket.h keeps them.
#pragma once

#include <uv.h>

#include <expected>
#include <memory>
#include <string_view>

#include "loop/handle_loop.h"
#include "loop/socket_address.h"

namespace norn {

// Called from inside the loop's poll; the owner may close the handle there.
class UdpEvents {
 public:
  virtual void on_datagram(std::string_view bytes, const SocketAddress& from) = 0;  // bytes: valid during the call
  virtual void on_receive_error(int status) = 0;
  virtual void on_sent(int status) = 0;  // a datagram that was queued

 protected:
  ~UdpEvents() = default;
};

struct UdpOptions {
  bool reuse_address = false;  // several sockets at one port get every broadcast
  bool broadcast = false;      // may send to broadcast addresses
};

class UdpHandle;
struct CloseUdpHandle {
  void operator()(UdpHandle* handle) const;
};
using UdpHandlePtr = std::unique_ptr<UdpHandle, CloseUdpHandle>;

class UdpHandle {
 public:
  static std::expected<UdpHandlePtr, int> bind(HandleLoop& loop, const SocketAddress& address,
                                               const UdpOptions& options, UdpEvents& owner);

  int start_receiving();
  void stop_receiving();
  // 1: it is with the kernel; 0: it is queued, on_sent will tell; or the status of the failure.
  int send(std::string_view bytes, const SocketAddress& to);
  SocketAddress local_address() const;

 private:
  friend struct CloseUdpHandle;
  struct Send;
  explicit UdpHandle(HandleLoop& loop) : loop_(loop) {}
  void close();

  HandleLoop& loop_;
  UdpEvents* owner_ = nullptr;
  uv_udp_t udp_;
};

}  // namespace norn
