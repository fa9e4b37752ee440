#include "loop/listen_handle.h"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>

#include "loop/uv_calls.h"

namespace norn {

std::expected<ListenHandlePtr, int> ListenHandle::listen(HandleLoop& loop, const SocketAddress& address,
                                                         const ListenOptions& options, ListenEvents& owner) {
  auto* handle = new ListenHandle(loop);
  int status = address.family() == AF_UNIX
                   ? uv::pipe_init(loop.uv(), &handle->any_.pipe)
                   : uv::tcp_init(loop.uv(), &handle->any_.tcp, static_cast<unsigned>(address.family()));
  if (status < 0) {
    delete handle;
    return std::unexpected(status);
  }
  handle->any_.handle.data = handle;
  loop.opened();
  ListenHandlePtr listening(handle);
  status = handle->initialise(address, options);
  if (status < 0) return std::unexpected(status);
  handle->owner_ = &owner;
  return listening;
}

int ListenHandle::initialise(const SocketAddress& address, const ListenOptions& options) {
  int status = 0;
  if (is_tcp()) {
    status = set_options(options);
    if (status == 0) status = uv::tcp_bind(&any_.tcp, address.get(), options.ipv6_only ? UV_TCP_IPV6ONLY : 0);
  } else {
    status = uv::pipe_bind(&any_.pipe, address.host().c_str());
  }
  if (status < 0) return status;
  return uv::listen(&any_.stream, options.backlog, [](uv_stream_t* stream, int incoming) {
    auto* handle = static_cast<ListenHandle*>(stream->data);
    handle->has_waiting_ |= incoming == 0;
    if (handle->owner_) handle->owner_->on_connection(incoming);
  });
}

int ListenHandle::set_options(const ListenOptions& options) {
  uv_os_fd_t descriptor = -1;
  const int found = uv_fileno(&any_.handle, &descriptor);
  if (found < 0) return found;
  const int on = 1;
  if (options.no_delay && setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0) return -errno;
  if (options.reuse_port && setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) < 0) return -errno;
  return 0;
}

OpenedStream ListenHandle::accept() {
  if (!has_waiting_) return std::unexpected(UV_EAGAIN);
  OpenedStream opened = StreamHandle::unopened(loop_, is_tcp() ? AF_UNSPEC : AF_UNIX);
  if (!opened) return opened;
  const int status = uv::accept(&any_.stream, (*opened)->uv());
  if (status == 0 || status == UV_EAGAIN) has_waiting_ = false;  // else libuv may have it still: ask again
  if (status < 0) return std::unexpected(status);
  return opened;
}

SocketAddress ListenHandle::local_address() const {
  sockaddr_storage storage = {};
  if (is_tcp()) {
    int length = sizeof storage;
    if (uv_tcp_getsockname(&any_.tcp, reinterpret_cast<sockaddr*>(&storage), &length) < 0) return SocketAddress();
    return SocketAddress::from(reinterpret_cast<sockaddr*>(&storage), static_cast<size_t>(length));
  }
  char path[sizeof storage];
  size_t length = sizeof path;
  if (uv_pipe_getsockname(&any_.pipe, path, &length) < 0) return SocketAddress();
  const std::string_view text(path, length);
  return SocketAddress::is_usable_path(text) ? SocketAddress::unix_path(text) : SocketAddress();
}

void CloseListenHandle::operator()(ListenHandle* handle) const { handle->close(); }

void ListenHandle::close() {
  owner_ = nullptr;
  uv_close(&any_.handle, [](uv_handle_t* handle) {
    auto* over = static_cast<ListenHandle*>(handle->data);
    over->loop_.closed();
    delete over;
  });
}

}  // namespace norn
