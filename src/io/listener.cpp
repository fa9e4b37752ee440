#include "io/listener.h"

namespace norn {

int Listener::listen(const SocketAddress& address, const ListenOptions& options, Accepter& accepter) {
  auto listening = ListenHandle::listen(loop_, address, options, *this);
  if (!listening) return listening.error();
  handle_ = *std::move(listening);
  accepter_ = &accepter;
  hold_.set(true);
  return 0;
}

void Listener::on_connection(int status) {
  if (status == UV_EMFILE || status == UV_ENFILE || status == UV_ECONNABORTED) return;  // that client is gone
  if (status < 0) failure_ = status;
  if (status == 0 && accepted_.size() < kAcceptAhead) {
    OpenedStream opened = handle_->accept();
    if (opened)
      accepted_.push_back(*std::move(opened));
    else
      failure_ = opened.error();
  }
  accepter_->on_acceptable(*this);
}

std::expected<std::unique_ptr<HandleStream>, int> Listener::accept() {
  if (!handle_) return std::unexpected(UV_EBADF);
  if (!accepted_.empty()) {
    StreamHandlePtr handle = std::move(accepted_.front());
    accepted_.pop_front();
    return std::make_unique<HandleStream>(std::move(handle));
  }
  if (failure_ < 0) return std::unexpected(std::exchange(failure_, 0));
  OpenedStream opened = handle_->accept();
  if (!opened) return std::unexpected(opened.error());
  return std::make_unique<HandleStream>(*std::move(opened));
}

void Listener::close() {
  accepted_.clear();
  handle_.reset();
  hold_.set(false);
}

}  // namespace norn
