// A listening TCP or Unix socket, by libuv.
//
// Back-pressure: a client that the owner does not accept stays with libuv,
// which then looks for no others; they wait in the kernel's backlog.
#pragma once

#include <uv.h>

#include <expected>
#include <memory>

#include "loop/handle_loop.h"
#include "loop/socket_address.h"
#include "loop/stream_handle.h"

namespace norn {

class ListenEvents {
 public:
  // 0: accept() has a connection. Negative: a client was lost (EMFILE …); the listener goes on.
  virtual void on_connection(int status) = 0;

 protected:
  ~ListenEvents() = default;
};

struct ListenOptions {
  int backlog = 511;
  bool reuse_port = false;  // several processes listen at one port, the kernel spreads clients
  bool ipv6_only = false;
  bool no_delay = true;  // of the accepted connections, which inherit it
};

class ListenHandle;
struct CloseListenHandle {
  void operator()(ListenHandle* handle) const;
};
using ListenHandlePtr = std::unique_ptr<ListenHandle, CloseListenHandle>;

class ListenHandle {
 public:
  static std::expected<ListenHandlePtr, int> listen(HandleLoop& loop, const SocketAddress& address,
                                                    const ListenOptions& options, ListenEvents& owner);

  // The connection that on_connection announced; UV_EAGAIN if there is none (left).
  OpenedStream accept();
  SocketAddress local_address() const;

 private:
  friend struct CloseListenHandle;
  explicit ListenHandle(HandleLoop& loop) : loop_(loop) {}
  int initialise(const SocketAddress& address, const ListenOptions& options);
  int set_options(const ListenOptions& options);
  void close();
  bool is_tcp() const { return any_.handle.type == UV_TCP; }

  HandleLoop& loop_;
  ListenEvents* owner_ = nullptr;
  bool has_waiting_ = false;  // a connection that accept() has not taken
  union {
    uv_handle_t handle;
    uv_stream_t stream;
    uv_tcp_t tcp;
    uv_pipe_t pipe;
  } any_;
};

}  // namespace norn
