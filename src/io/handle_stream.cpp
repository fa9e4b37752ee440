#include "io/handle_stream.h"

#include "base/assert.h"

namespace norn {

int HandleStream::connect(HandleLoop& loop, const SocketAddress& peer, const SocketAddress* local,
                          ConnectListener& listener) {
  OpenedStream opened = StreamHandle::connect(loop, peer, local, *this);
  if (!opened) return opened.error();
  handle_ = *std::move(opened);
  connecting_ = &listener;
  return 0;
}

void HandleStream::on_connected(int status) { connecting_->on_connected(*this, status); }

// --- reading ----------------------------------------------------------------------------

int HandleStream::start_reading() {
  if (!handle_) return UV_EBADF;
  wants_to_read_ = true;
  if (is_reading_ || has_ended_ || failure_ < 0 || readable().size() >= kReadAheadBytes) return failure_;
  const int status = handle_->start_reading();
  if (status < 0) return fail(status);
  is_reading_ = true;
  return 0;
}

void HandleStream::consume(size_t count) {
  NORN_ASSERT(count <= readable().size(), "nobody takes what has not arrived");
  if (!direct_.empty()) {
    direct_.remove_prefix(count);
    return;
  }
  buffered_.consume(count);
  if (handle_ && wants_to_read_ && !is_reading_ && buffered_.size() <= kReadAheadBytes / 2) start_reading();
}

// A listener that takes everything at once costs no copy; what it leaves is kept.
void HandleStream::on_bytes(std::string_view bytes) {
  if (!buffered_.empty() || !listener_) {
    buffered_.append(bytes);
    stop_when_full();
    if (listener_) listener_->on_readable(*this);
    return;
  }
  bool is_gone = false;
  is_gone_ = &is_gone;
  direct_ = bytes;
  listener_->on_readable(*this);
  if (is_gone) return;
  is_gone_ = nullptr;
  const std::string_view left = std::exchange(direct_, {});
  buffered_.append(left);
  stop_when_full();
}

void HandleStream::stop_when_full() {
  if (!is_reading_ || buffered_.size() < kReadAheadBytes) return;
  handle_->stop_reading();
  is_reading_ = false;
}

void HandleStream::on_end(int status) {
  is_reading_ = false;
  has_ended_ = true;
  if (status < 0) fail(status);
  if (listener_) listener_->on_readable(*this);
}

// --- writing ----------------------------------------------------------------------------

int HandleStream::write(std::span<const std::string_view> pieces) {
  if (!handle_) return UV_EBADF;
  if (failure_ < 0) return failure_;
  if (is_shut_down_) return UV_EPIPE;
  const int status = handle_->write(pieces);
  return status < 0 ? fail(status) : 0;
}

void HandleStream::on_drained(int status) {
  if (status < 0) fail(status);
  if (listener_) listener_->on_writable(*this);
}

int HandleStream::shutdown() {
  if (!handle_) return UV_EBADF;
  if (is_shut_down_) return 0;
  if (failure_ < 0) return failure_;
  const int status = handle_->shutdown();
  // The peer is gone already: it will miss nothing.
  if (status < 0 && status != UV_ENOTCONN) return status;
  is_shut_down_ = true;
  return 0;
}

// --- the end ------------------------------------------------------------------------------

int HandleStream::fail(int status) {
  if (failure_ == 0) failure_ = status;
  return status;
}

int HandleStream::look_for_failure() {
  if (handle_ && failure_ == 0) failure_ = handle_->pending_failure();
  return failure_;
}

void HandleStream::close() {
  if (is_gone_) *std::exchange(is_gone_, nullptr) = true;
  direct_ = {};
  handle_.reset();
  is_reading_ = false;
}

void HandleStream::reset() {
  if (handle_) handle_->reset_on_close();
  close();
}

}  // namespace norn
