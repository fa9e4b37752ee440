// Connections and listeners as host functions (namespace norn.prim); what
// programs see is clj/norn/net.clj.

#include <algorithm>

#include "data/vector.h"
#include "io/listener.h"
#include "io/lookup.h"
#include "lib/args.h"
#include "lib/net_stream.h"
#include "lib/wait.h"
#include "vm/cancellation.h"

namespace norn {
namespace {

class ListenerResource final : public NativeResource, private Listener::Accepter {
 public:
  static constexpr ResourceKind kKind{"a listener"};

  explicit ListenerResource(HandleLoop& loop)
      : NativeResource(kKind), loop_(loop), listener_(loop), waiting_(loop.ready()) {}

  int listen(const SocketAddress& address, const ListenOptions& options) {
    name_ = address.text();
    const int status = listener_.listen(address, options, *this);
    if (status == 0) name_ = listener_.local_address().text();
    return status;
  }
  HandleLoop& loop() { return loop_; }
  Listener& listener() { return listener_; }
  WaitList& waiting() { return waiting_; }
  const std::string& name() const { return name_; }
  void close() {
    listener_.close();
    waiting_.wake_all();
  }

 private:
  void on_acceptable(Listener&) override { waiting_.wake_first(); }

  HandleLoop& loop_;
  Listener listener_;
  WaitList waiting_;
  std::string name_;
};

HandleLoop& handles_of(HostCall& call) { return Scheduler::of(call.vm).loop().handles(); }

OrRaised<unsigned> port_arg(HostCall& call, uint32_t i) {
  const int64_t port = NORN_TRY(integer_arg(call, i));
  if (port < 0 || port > 65535)
    NORN_RAISE(raise_illegal_argument(call.heap, "a port is a number from 0 to 65535, not " + std::to_string(port)));
  return static_cast<unsigned>(port);
}

// [ip port], or a Unix socket's path.
OrRaised<SocketAddress> address_arg(HostCall& call, uint32_t first) {
  String* host = NORN_TRY(string_arg(call, first));
  if (call[first + 1].is_nil()) {
    if (!SocketAddress::is_usable_path(host->view()))
      NORN_RAISE(raise_illegal_argument(
          call.heap, "a Unix socket's path has 1 to 107 bytes and no NUL: " + std::string(host->view())));
    return SocketAddress::unix_path(host->view());
  }
  const unsigned port = NORN_TRY(port_arg(call, first + 1));
  if (auto address = SocketAddress::parse(host->view(), port)) return *address;
  NORN_RAISE(raise_illegal_argument(call.heap, "not an IP address: " + std::string(host->view())));
}

Returned finish_connect(Vm& vm, const ListWait& wait, int status) {
  StreamResource& resource = *try_native<StreamResource>(wait.subject);
  if (status < 0) NORN_RAISE(raise_net_error(vm, NetOperation::kConnect, resource.peer(), status));
  return Value::nil();
}

Returned finish_accept(Vm& vm, const ListWait& wait, int) {
  ListenerResource& resource = *try_native<ListenerResource>(wait.subject);
  auto accepted = resource.listener().accept();
  if (!accepted) {
    if (accepted.error() == UV_EAGAIN) return std::unexpected(Raised::park());
    NORN_RAISE(raise_net_error(vm, NetOperation::kAccept, resource.name(), accepted.error()));
  }
  std::string peer = "the client of " + resource.name();
  return to_value(make_host_resource(
      vm.heap, std::make_unique<StreamResource>(resource.loop(), *std::move(accepted), std::move(peer))));
}

Returned finish_lookup(Vm& vm, LoopRequest& request, int status) {
  auto& lookup = static_cast<LookupHost&>(request);
  if (status < 0) NORN_RAISE(raise_net_error(vm, NetOperation::kLookUp, lookup.host(), status));
  std::vector<Value> found;
  for (const SocketAddress& address : lookup.addresses) found.push_back(to_value(make_string(vm.heap, address.host())));
  return to_value(make_vector(vm.heap, found));
}

}  // namespace

NORN_HOST(net_lookup, "norn.prim/net-lookup", "([host family])",
          "The IP addresses of a host, a vector of strings in the system's order. family: 4, 6 or nil for both. "
          "Suspends.") {
  String* host = NORN_TRY(string_arg(call, 0));
  const int64_t family = call[1].is_nil() ? 0 : NORN_TRY(integer_arg(call, 1));
  auto request = std::make_unique<LookupHost>(std::string(host->view()),
                                              family == 4 ? AF_INET : (family == 6 ? AF_INET6 : AF_UNSPEC));
  return await_request(call, std::move(request), finish_lookup, "the addresses of " + std::string(host->view()));
}

NORN_HOST(net_is_ip_address, "norn.prim/ip-address?", "([s])", "True if s is an IPv4 or IPv6 address.") {
  const String* text = try_as<String>(call[0]);
  return Value::boolean(text && SocketAddress::parse(text->view(), 0).has_value());
}

NORN_HOST(net_socket, "norn.prim/net-socket", "([])", "A stream that net-connect will connect.") {
  return to_value(make_host_resource(call.heap, std::make_unique<StreamResource>(handles_of(call))));
}

NORN_HOST(net_connect, "norn.prim/net-connect", "([socket host port] [socket host port local-host local-port])",
          "Connects to an IP address and port, or to a Unix socket's path (port nil). Suspends; returns nil. If it is "
          "cancelled or fails, the socket is to be closed.") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  const SocketAddress peer = NORN_TRY(address_arg(call, 1));
  SocketAddress local;
  if (call.count > 3) local = NORN_TRY(address_arg(call, 3));
  if (resource->stream().is_open()) NORN_RAISE(raise_state(call.heap, "this socket is connected already"));
  if (Raised signal{}; take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  if (const int status = resource->connect(peer, call.count > 3 ? &local : nullptr); status < 0)
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kConnect, peer.text(), status));
  return await_in(call, {resource->connecting(), call[0], finish_connect});
}

NORN_HOST(net_listen, "norn.prim/net-listen", "([host port backlog reuse-port? ipv6-only?])",
          "A listener at an IP address and port (0: a free one), or a Unix socket's path (port nil).") {
  const SocketAddress address = NORN_TRY(address_arg(call, 0));
  const int64_t backlog = NORN_TRY(integer_arg(call, 2));
  const ListenOptions options = {.backlog = static_cast<int>(std::clamp<int64_t>(backlog, 1, 65535)),
                                 .reuse_port = call[3].truthy(),
                                 .ipv6_only = call[4].truthy()};
  auto resource = std::make_unique<ListenerResource>(handles_of(call));
  if (const int status = resource->listen(address, options); status < 0)
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kListen, address.text(), status));
  return to_value(make_host_resource(call.heap, std::move(resource)));
}

NORN_HOST(net_accept, "norn.prim/net-accept", "([listener])", "The next client's stream. Suspends.") {
  ListenerResource* resource = NORN_TRY(native_arg<ListenerResource>(call, 0));
  if (Raised signal{}; take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  const ListWait wait = {resource->waiting(), call[0], finish_accept};
  if (resource->waiting().empty()) {  // else it is their turn
    Returned accepted = finish_accept(call.vm, wait, 0);
    if (accepted || accepted.error().is_exception()) return accepted;
  }
  return await_in(call, wait);
}

NORN_HOST(net_close_listener, "norn.prim/net-close-listener", "([listener])",
          "Stops listening; whoever accepts gets an error. Returns nil.") {
  ListenerResource* resource = NORN_TRY(native_arg<ListenerResource>(call, 0));
  resource->close();
  return Value::nil();
}

NORN_HOST(net_listener_address, "norn.prim/net-listener-address", "([listener])",
          "[host port], a path, or nil if it is closed.") {
  ListenerResource* resource = NORN_TRY(native_arg<ListenerResource>(call, 0));
  const SocketAddress address = resource->listener().local_address();
  if (address.family() == AF_UNSPEC) return Value::nil();
  const Value host = string_value(call, address.host());
  return address.is_ip() ? to_value(make_vector(call.heap, {host, Value::fixnum(address.port())})) : host;
}

NORN_HOST(net_set_referenced, "norn.prim/net-set-referenced", "([listener on?])",
          "Whether the listener, and accepting there, keeps the program running. Returns nil.") {
  ListenerResource* resource = NORN_TRY(native_arg<ListenerResource>(call, 0));
  resource->listener().set_referenced(call[1].truthy());
  resource->waiting().set_referenced(call[1].truthy());
  return Value::nil();
}

NORN_MODULE(kNetModule, net_lookup, net_is_ip_address, net_socket, net_connect, net_listen, net_accept,
            net_close_listener, net_listener_address, net_set_referenced);

}  // namespace norn
