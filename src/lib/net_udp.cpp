// UDP as host functions (namespace norn.prim); what programs see is
// clj/norn/net.clj.

#include "data/array.h"
#include "data/vector.h"
#include "io/udp_socket.h"
#include "lib/args.h"
#include "lib/bytes_arg.h"
#include "lib/net_stream.h"
#include "lib/wait.h"
#include "vm/cancellation.h"

namespace norn {
namespace {

class UdpResource final : public NativeResource, private UdpListener {
 public:
  static constexpr ResourceKind kKind{"a UDP socket"};

  explicit UdpResource(HandleLoop& loop)
      : NativeResource(kKind), receivers_(loop.ready()), senders_(loop.ready()), socket_(*this) {}

  UdpSocket& socket() { return socket_; }
  WaitList& receivers() { return receivers_; }
  WaitList& senders() { return senders_; }
  std::string name() const { return socket_.local_address().text(); }
  void close() {
    socket_.close();
    receivers_.wake_all();
    senders_.wake_all();
  }

 private:
  void on_receivable() override { receivers_.wake_first(); }
  void on_sendable() override { senders_.wake_all(); }

  WaitList receivers_, senders_;
  UdpSocket socket_;
};

OrRaised<SocketAddress> ip_arg(HostCall& call, uint32_t first) {
  String* host = NORN_TRY(string_arg(call, first));
  const int64_t port = NORN_TRY(integer_arg(call, first + 1));
  if (port < 0 || port > 65535)
    NORN_RAISE(raise_illegal_argument(call.heap, "a port is a number from 0 to 65535, not " + std::to_string(port)));
  if (auto address = SocketAddress::parse(host->view(), static_cast<unsigned>(port))) return *address;
  NORN_RAISE(raise_illegal_argument(call.heap, "not an IP address: " + std::string(host->view())));
}

Returned take_datagram(Vm& vm, const ListWait& wait, int) {
  UdpResource& resource = *try_native<UdpResource>(wait.subject);
  UdpSocket& socket = resource.socket();
  if (!socket.is_open()) NORN_RAISE(raise_net_error(vm, NetOperation::kReceive, "", UV_EBADF));
  if (socket.has_received()) {
    const UdpSocket::Datagram datagram = socket.take();
    return to_value(make_vector(
        vm.heap, {to_value(make_byte_array(vm.heap, datagram.bytes)),
                  to_value(make_string(vm.heap, datagram.from.host())), Value::fixnum(datagram.from.port())}));
  }
  if (const int status = socket.take_failure(); status < 0)
    NORN_RAISE(raise_net_error(vm, NetOperation::kReceive, resource.name(), status));
  return std::unexpected(Raised::park());
}

Returned finish_send(Vm& vm, const ListWait& wait, int) {
  UdpResource& resource = *try_native<UdpResource>(wait.subject);
  if (!resource.socket().is_open()) NORN_RAISE(raise_net_error(vm, NetOperation::kSend, "", UV_EBADF));
  if (const int status = resource.socket().take_failure(); status < 0)
    NORN_RAISE(raise_net_error(vm, NetOperation::kSend, resource.name(), status));
  if (resource.socket().queued() > 0) return std::unexpected(Raised::park());
  return Value::nil();
}

}  // namespace

NORN_HOST(udp_open, "norn.prim/udp-open", "([host port reuse-address? broadcast?])",
          "A UDP socket at an IP address and port (0: a free one).") {
  const SocketAddress address = NORN_TRY(ip_arg(call, 0));
  HandleLoop& loop = Scheduler::of(call.vm).loop().handles();
  auto resource = std::make_unique<UdpResource>(loop);
  const UdpOptions options = {.reuse_address = call[2].truthy(), .broadcast = call[3].truthy()};
  if (const int status = resource->socket().bind(loop, address, options); status < 0)
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kListen, address.text(), status));
  return to_value(make_host_resource(call.heap, std::move(resource)));
}

NORN_HOST(udp_send, "norn.prim/udp-send", "([socket data host port])",
          "Sends a string (as UTF-8) or byte array as one datagram. Suspends until the kernel has it; returns nil.") {
  UdpResource* resource = NORN_TRY(native_arg<UdpResource>(call, 0));
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 1));
  const SocketAddress to = NORN_TRY(ip_arg(call, 2));
  if (Raised signal{}; take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  if (const int status = resource->socket().send(bytes, to); status < 0)
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kSend, to.text(), status));
  if (resource->socket().queued() == 0) return Value::nil();
  return await_in(call, {resource->senders(), call[0], finish_send});
}

NORN_HOST(udp_receive, "norn.prim/udp-receive", "([socket])", "The next datagram: [bytes host port]. Suspends.") {
  UdpResource* resource = NORN_TRY(native_arg<UdpResource>(call, 0));
  if (Raised signal{}; take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  if (const int status = resource->socket().start_receiving(); status < 0)
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kReceive, resource->name(), status));
  const ListWait wait = {resource->receivers(), call[0], take_datagram};
  if (resource->receivers().empty()) {  // else it is their turn
    Returned taken = take_datagram(call.vm, wait, 0);
    if (taken || taken.error().is_exception()) return taken;
  }
  return await_in(call, wait);
}

NORN_HOST(udp_close, "norn.prim/udp-close", "([socket])",
          "Closes the socket; whoever waits gets an error. Returns nil.") {
  UdpResource* resource = NORN_TRY(native_arg<UdpResource>(call, 0));
  resource->close();
  return Value::nil();
}

NORN_HOST(udp_local_address, "norn.prim/udp-local-address", "([socket])", "[host port], or nil if it is closed.") {
  UdpResource* resource = NORN_TRY(native_arg<UdpResource>(call, 0));
  const SocketAddress address = resource->socket().local_address();
  if (!address.is_ip()) return Value::nil();
  return to_value(make_vector(call.heap, {string_value(call, address.host()), Value::fixnum(address.port())}));
}

NORN_MODULE(kUdpModule, udp_open, udp_send, udp_receive, udp_close, udp_local_address);

}  // namespace norn
