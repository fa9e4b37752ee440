// The libuv calls that can fail, with the same names and a seam for fault
// injection (base/fault.h). Part of the loop layer; nobody else includes it.
//
// Calls that only undo something (close, stop) can't fail and are not here.
#pragma once

#include <uv.h>

#include <span>

#include "base/fault.h"

namespace norn::uv {

// Makes the call unless a fault is due.
#define NORN_UV_CALL(call)                            \
  ({                                                  \
    const int norn_fault = injected_fault();          \
    norn_fault ? norn_fault : static_cast<int>(call); \
  })

inline int tcp_init(uv_loop_t* loop, uv_tcp_t* tcp, unsigned family) {
  return NORN_UV_CALL(uv_tcp_init_ex(loop, tcp, family));
}
inline int pipe_init(uv_loop_t* loop, uv_pipe_t* pipe) { return NORN_UV_CALL(uv_pipe_init(loop, pipe, 0)); }
inline int tcp_connect(uv_connect_t* request, uv_tcp_t* tcp, const sockaddr* peer, uv_connect_cb done) {
  return NORN_UV_CALL(uv_tcp_connect(request, tcp, peer, done));
}
// uv_pipe_connect reports its failures through `done`.
inline int pipe_connect(uv_connect_t* request, uv_pipe_t* pipe, const char* path, uv_connect_cb done) {
  return NORN_UV_CALL((uv_pipe_connect(request, pipe, path, done), 0));
}
inline int tcp_open(uv_tcp_t* tcp, int descriptor) { return NORN_UV_CALL(uv_tcp_open(tcp, descriptor)); }
inline int pipe_open(uv_pipe_t* pipe, int descriptor) { return NORN_UV_CALL(uv_pipe_open(pipe, descriptor)); }
inline int tcp_bind(uv_tcp_t* tcp, const sockaddr* address, unsigned flags) {
  return NORN_UV_CALL(uv_tcp_bind(tcp, address, flags));
}
inline int pipe_bind(uv_pipe_t* pipe, const char* path) { return NORN_UV_CALL(uv_pipe_bind(pipe, path)); }
inline int listen(uv_stream_t* stream, int backlog, uv_connection_cb incoming) {
  return NORN_UV_CALL(uv_listen(stream, backlog, incoming));
}
inline int accept(uv_stream_t* listener, uv_stream_t* stream) { return NORN_UV_CALL(uv_accept(listener, stream)); }
inline int read_start(uv_stream_t* stream, uv_alloc_cb allocate, uv_read_cb read) {
  return NORN_UV_CALL(uv_read_start(stream, allocate, read));
}
inline int try_write(uv_stream_t* stream, std::span<const uv_buf_t> buffers) {
  return NORN_UV_CALL(uv_try_write(stream, buffers.data(), static_cast<unsigned>(buffers.size())));
}
inline int write(uv_write_t* request, uv_stream_t* stream, std::span<const uv_buf_t> buffers, uv_write_cb written) {
  return NORN_UV_CALL(uv_write(request, stream, buffers.data(), static_cast<unsigned>(buffers.size()), written));
}
inline int shutdown(uv_shutdown_t* request, uv_stream_t* stream, uv_shutdown_cb done) {
  return NORN_UV_CALL(uv_shutdown(request, stream, done));
}
inline int tcp_nodelay(uv_tcp_t* tcp, bool enable) { return NORN_UV_CALL(uv_tcp_nodelay(tcp, enable)); }
inline int tcp_keepalive(uv_tcp_t* tcp, bool enable, unsigned delay_s) {
  return NORN_UV_CALL(uv_tcp_keepalive(tcp, enable, delay_s));
}
inline int poll_init(uv_loop_t* loop, uv_poll_t* poll, int descriptor) {
  return NORN_UV_CALL(uv_poll_init(loop, poll, descriptor));
}
inline int signal_init(uv_loop_t* loop, uv_signal_t* signal) { return NORN_UV_CALL(uv_signal_init(loop, signal)); }
inline int signal_start(uv_signal_t* signal, uv_signal_cb arrived, int number) {
  return NORN_UV_CALL(uv_signal_start(signal, arrived, number));
}
inline int udp_init(uv_loop_t* loop, uv_udp_t* udp, unsigned family) {
  return NORN_UV_CALL(uv_udp_init_ex(loop, udp, family));
}
inline int udp_bind(uv_udp_t* udp, const sockaddr* address, unsigned flags) {
  return NORN_UV_CALL(uv_udp_bind(udp, address, flags));
}
inline int udp_set_broadcast(uv_udp_t* udp, bool enable) { return NORN_UV_CALL(uv_udp_set_broadcast(udp, enable)); }
inline int udp_recv_start(uv_udp_t* udp, uv_alloc_cb allocate, uv_udp_recv_cb received) {
  return NORN_UV_CALL(uv_udp_recv_start(udp, allocate, received));
}
inline int udp_try_send(uv_udp_t* udp, const uv_buf_t& buffer, const sockaddr* to) {
  return NORN_UV_CALL(uv_udp_try_send(udp, &buffer, 1, to));
}
inline int udp_send(uv_udp_send_t* request, uv_udp_t* udp, const uv_buf_t& buffer, const sockaddr* to,
                    uv_udp_send_cb sent) {
  return NORN_UV_CALL(uv_udp_send(request, udp, &buffer, 1, to, sent));
}
// A failed spawn leaves a handle to close, also when no call was made.
inline int spawn(uv_loop_t* loop, uv_process_t* process, const uv_process_options_t* options) {
  if (const int fault = injected_fault()) {
    uv_process_options_t none = *options;
    none.file = "";
    uv_spawn(loop, process, &none);
    return fault;
  }
  return uv_spawn(loop, process, options);
}

#undef NORN_UV_CALL

}  // namespace norn::uv
