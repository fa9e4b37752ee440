#include "loop/udp_handle.h"

#include <string>

#include "loop/uv_calls.h"

namespace norn {

namespace {

UdpHandle* handle_of(void* data) { return static_cast<UdpHandle*>(data); }

}  // namespace

// A queued datagram. libuv returns it also when the handle is closed.
struct UdpHandle::Send {
  uv_udp_send_t request;
  std::string bytes;
};

std::expected<UdpHandlePtr, int> UdpHandle::bind(HandleLoop& loop, const SocketAddress& address,
                                                 const UdpOptions& options, UdpEvents& owner) {
  auto* made = new UdpHandle(loop);
  int status = uv::udp_init(loop.uv(), &made->udp_, static_cast<unsigned>(address.family()));
  if (status < 0) {
    delete made;
    return std::unexpected(status);
  }
  made->udp_.data = made;
  loop.opened();
  UdpHandlePtr handle(made);
  status = uv::udp_bind(&made->udp_, address.get(), options.reuse_address ? UV_UDP_REUSEADDR : 0);
  if (status == 0 && options.broadcast) status = uv::udp_set_broadcast(&made->udp_, true);
  if (status < 0) return std::unexpected(status);
  made->owner_ = &owner;
  return handle;
}

int UdpHandle::start_receiving() {
  const uv_alloc_cb allocate = [](uv_handle_t* handle, size_t, uv_buf_t* buffer) {
    buffer->base = handle_of(handle->data)->loop_.read_buffer();
    buffer->len = HandleLoop::kReadBytes;  // no datagram is larger
  };
  return uv::udp_recv_start(
      &udp_, allocate, [](uv_udp_t* udp, ssize_t count, const uv_buf_t* buffer, const sockaddr* from, unsigned) {
        UdpEvents* owner = handle_of(udp->data)->owner_;
        if (!owner) return;
        if (count < 0) {
          owner->on_receive_error(static_cast<int>(count));
        } else if (from) {  // without: nothing there after all
          const size_t length = from->sa_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
          owner->on_datagram({buffer->base, static_cast<size_t>(count)}, SocketAddress::from(from, length));
        }
      });
}

void UdpHandle::stop_receiving() { uv_udp_recv_stop(&udp_); }

int UdpHandle::send(std::string_view bytes, const SocketAddress& to) {
  const int sent = uv::udp_try_send(&udp_, {const_cast<char*>(bytes.data()), bytes.size()}, to.get());
  if (sent >= 0) return 1;
  if (sent != UV_EAGAIN) return sent;
  auto* queued = new Send{{}, std::string(bytes)};
  queued->request.data = queued;
  const uv_buf_t buffer = {queued->bytes.data(), queued->bytes.size()};
  const int status = uv::udp_send(&queued->request, &udp_, buffer, to.get(), [](uv_udp_send_t* request, int done) {
    UdpEvents* owner = handle_of(request->handle->data)->owner_;
    delete static_cast<Send*>(request->data);
    if (owner) owner->on_sent(done);
  });
  if (status < 0) delete queued;
  return status;
}

SocketAddress UdpHandle::local_address() const {
  sockaddr_storage storage = {};
  int length = sizeof storage;
  if (uv_udp_getsockname(&udp_, reinterpret_cast<sockaddr*>(&storage), &length) < 0) return SocketAddress();
  return SocketAddress::from(reinterpret_cast<sockaddr*>(&storage), static_cast<size_t>(length));
}

void CloseUdpHandle::operator()(UdpHandle* handle) const { handle->close(); }

void UdpHandle::close() {
  owner_ = nullptr;
  uv_close(reinterpret_cast<uv_handle_t*>(&udp_), [](uv_handle_t* handle) {
    UdpHandle* over = handle_of(handle->data);
    over->loop_.closed();
    delete over;
  });
}

}  // namespace norn
