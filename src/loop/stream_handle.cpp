#include "loop/stream_handle.h"

#include <sys/socket.h>

#include <algorithm>

#include "loop/uv_calls.h"

namespace norn {

namespace {

StreamHandle* handle_of(void* data) { return static_cast<StreamHandle*>(data); }

template <typename GetName, typename Handle>
SocketAddress address_of(GetName get_name, const Handle* handle) {
  sockaddr_storage storage = {};
  int length = sizeof storage;
  if (get_name(handle, reinterpret_cast<sockaddr*>(&storage), &length) < 0) return SocketAddress();
  return SocketAddress::from(reinterpret_cast<sockaddr*>(&storage), static_cast<size_t>(length));
}

// libuv gives a Unix socket's path alone, and no bytes for an unnamed one.
template <typename GetName, typename Handle>
SocketAddress path_of(GetName get_name, const Handle* handle) {
  char path[sizeof(sockaddr_storage)];
  size_t length = sizeof path;
  if (get_name(handle, path, &length) < 0) return SocketAddress();
  const std::string_view text(path, length);
  return SocketAddress::is_usable_path(text) ? SocketAddress::unix_path(text) : SocketAddress();
}

}  // namespace

// --- opening and closing ------------------------------------------------------------

int StreamHandle::initialise(int family) {
  const int made = family == AF_UNIX ? uv::pipe_init(loop_.uv(), &any_.pipe)
                                     : uv::tcp_init(loop_.uv(), &any_.tcp, static_cast<unsigned>(family));
  if (made < 0) return made;
  any_.handle.data = this;
  loop_.opened();
  return 0;
}

OpenedStream StreamHandle::unopened(HandleLoop& loop, int family) {
  auto* handle = new StreamHandle(loop);
  if (const int status = handle->initialise(family); status < 0) {
    delete handle;  // libuv knows nothing of it
    return std::unexpected(status);
  }
  return StreamHandlePtr(handle);
}

OpenedStream StreamHandle::connect(HandleLoop& loop, const SocketAddress& peer, const SocketAddress* local,
                                   StreamEvents& owner) {
  OpenedStream opened = unopened(loop, peer.family());
  if (!opened) return opened;
  StreamHandle& handle = **opened;
  handle.connect_.data = &handle;
  const uv_connect_cb connected = [](uv_connect_t* request, int status) {
    if (StreamEvents* waiting = handle_of(request->data)->owner_) waiting->on_connected(status);
  };
  int status = 0;
  if (peer.family() == AF_UNIX) {
    status = uv::pipe_connect(&handle.connect_, &handle.any_.pipe, peer.host().c_str(), connected);
  } else {
    if (local) status = uv::tcp_bind(&handle.any_.tcp, local->get(), 0);
    if (status == 0) status = uv::tcp_connect(&handle.connect_, &handle.any_.tcp, peer.get(), connected);
  }
  if (status < 0) return std::unexpected(status);
  handle.owner_ = &owner;
  return opened;
}

OpenedStream StreamHandle::open(HandleLoop& loop, int descriptor) {
  const bool is_tcp = uv_guess_handle(descriptor) == UV_TCP;
  OpenedStream opened = unopened(loop, is_tcp ? AF_UNSPEC : AF_UNIX);
  if (!opened) return opened;
  StreamHandle& handle = **opened;
  const int status = is_tcp ? uv::tcp_open(&handle.any_.tcp, descriptor) : uv::pipe_open(&handle.any_.pipe, descriptor);
  if (status < 0) return std::unexpected(status);
  return opened;
}

void CloseStreamHandle::operator()(StreamHandle* handle) const { handle->close(); }

void StreamHandle::close() {
  owner_ = nullptr;
  const uv_close_cb closed = [](uv_handle_t* handle) {
    StreamHandle* over = handle_of(handle->data);
    over->loop_.closed();
    delete over;
  };
  if (resets_ && is_tcp() && uv_tcp_close_reset(&any_.tcp, closed) == 0) return;
  uv_close(&any_.handle, closed);
}

// --- reading --------------------------------------------------------------------------

int StreamHandle::start_reading() { return uv::read_start(&any_.stream, allocate, read); }

void StreamHandle::stop_reading() { uv_read_stop(&any_.stream); }

void StreamHandle::allocate(uv_handle_t* handle, size_t, uv_buf_t* buffer) {
  buffer->base = handle_of(handle->data)->loop_.read_buffer();
  buffer->len = HandleLoop::kReadBytes;
}

void StreamHandle::read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  StreamHandle* handle = handle_of(stream->data);
  if (count == 0 || !handle->owner_) return;  // 0: nothing there after all
  if (count > 0) {
    handle->owner_->on_bytes({buffer->base, static_cast<size_t>(count)});
    return;
  }
  handle->stop_reading();
  handle->owner_->on_end(count == UV_EOF ? 0 : static_cast<int>(count));
}

// --- writing --------------------------------------------------------------------------

int StreamHandle::write(std::span<const std::string_view> pieces) {
  constexpr size_t kMaxPieces = 16;  // of one system call
  size_t skip = 0;                   // what the kernel has taken
  if (!is_writing_ && pending_.empty()) {
    uv_buf_t buffers[kMaxPieces];
    size_t count = 0, total = 0;
    for (std::string_view piece : pieces.first(std::min(pieces.size(), kMaxPieces))) {
      if (piece.empty()) continue;
      buffers[count++] = {const_cast<char*>(piece.data()), piece.size()};
      total += piece.size();
    }
    if (total == 0 && pieces.size() <= kMaxPieces) return 0;
    const int taken = total == 0 ? 0 : uv::try_write(&any_.stream, {buffers, count});
    if (taken < 0 && taken != UV_EAGAIN) return taken;
    if (taken > 0) skip = static_cast<size_t>(taken);
    if (skip == total && pieces.size() <= kMaxPieces) return 0;
  }
  for (std::string_view piece : pieces) {
    const size_t done = std::min(skip, piece.size());
    skip -= done;
    pending_.append(piece.substr(done));
  }
  return is_writing_ ? 0 : send_pending();
}

// Requires: nothing is in flight.
int StreamHandle::send_pending() {
  in_flight_.swap(pending_);
  const uv_buf_t buffer = {in_flight_.data(), in_flight_.size()};
  write_.data = this;
  const int status = uv::write(&write_, &any_.stream, {&buffer, 1},
                               [](uv_write_t* request, int done) { handle_of(request->data)->sent(done); });
  if (status < 0)
    in_flight_.clear();
  else
    is_writing_ = true;
  return status;
}

void StreamHandle::sent(int status) {
  constexpr size_t kKeptBytes = size_t{16} << 10;  // a larger buffer goes back at once
  is_writing_ = false;
  in_flight_.clear();
  if (in_flight_.capacity() > kKeptBytes) std::string().swap(in_flight_);
  if (!owner_) return;  // closed
  if (status == 0 && !pending_.empty()) {
    status = send_pending();
    if (status == 0 && shuts_down_) status = shutdown();
    if (status == 0) return;
  }
  if (status < 0) pending_.clear();
  owner_->on_drained(status);
}

int StreamHandle::shutdown() {
  shuts_down_ = !pending_.empty();
  if (shuts_down_) return 0;  // libuv takes no bytes behind it
  shutdown_.data = this;
  return uv::shutdown(&shutdown_, &any_.stream, [](uv_shutdown_t*, int) {});
}

// --- options and addresses --------------------------------------------------------------

int StreamHandle::set_no_delay(bool enable) { return is_tcp() ? uv::tcp_nodelay(&any_.tcp, enable) : 0; }

int StreamHandle::set_keep_alive(bool enable, unsigned delay_s) {
  return is_tcp() ? uv::tcp_keepalive(&any_.tcp, enable, delay_s) : 0;
}

SocketAddress StreamHandle::local_address() const {
  return is_tcp() ? address_of(uv_tcp_getsockname, &any_.tcp) : path_of(uv_pipe_getsockname, &any_.pipe);
}

SocketAddress StreamHandle::peer_address() const {
  return is_tcp() ? address_of(uv_tcp_getpeername, &any_.tcp) : path_of(uv_pipe_getpeername, &any_.pipe);
}

int StreamHandle::descriptor() const {
  uv_os_fd_t number = -1;
  return uv_fileno(&any_.handle, &number) == 0 ? number : -1;
}

int StreamHandle::pending_failure() const {
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(descriptor(), SOL_SOCKET, SO_ERROR, &error, &size) < 0) return 0;  // no socket
  return -error;
}

}  // namespace norn
