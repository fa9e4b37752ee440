#include "io/http1_server.h"

namespace norn {

Http1Server::Http1Server(LoopApi& loop, const Http1ServerOptions& options, std::unique_ptr<StreamWrapper> wrapper)
    : loop_(loop),
      options_(options),
      wrapper_(std::move(wrapper)),
      listener_(loop.handles()),
      ticker_(loop.handles(), *this),
      event_waiters_(loop.ready()),
      stop_waiters_(loop.ready()) {}

Http1Server::~Http1Server() { stop(); }

int Http1Server::listen(const SocketAddress& address, const ListenOptions& options) {
  return listener_.listen(address, options, *this);
}

// --- connections ------------------------------------------------------------------------

void Http1Server::on_acceptable(Listener& listener) {
  bury();
  for (;;) {
    auto accepted = listener.accept();
    if (!accepted) {
      if (accepted.error() == UV_EAGAIN || accepted.error() == UV_EBADF) return;
      continue;  // a client was lost (too many descriptors); the listener goes on
    }
    add(*std::move(accepted));
  }
}

void Http1Server::add(std::unique_ptr<Stream> stream) {
  if (open_ >= kSurplusFactor * options_.max_connections) return;  // closes it
  if (wrapper_) stream = wrapper_->wrap(std::move(stream));
  if (!stream) return;
  if (free_slots_.empty()) {
    slots_.emplace_back(loop_.ready());
    free_slots_.push_back(static_cast<uint32_t>(slots_.size() - 1));
  }
  const uint32_t index = free_slots_.back();
  free_slots_.pop_back();
  Slot& slot = slots_[index];
  slot.connection =
      std::make_unique<Http1ServerConnection>(*this, std::move(stream), slot.waiters, index, slot.generation);
  if (open_ >= options_.max_connections) slot.connection->refuse_requests();
  ++open_;
  ticker_.start(kTickMs);
  slot.connection->begin();
}

Http1ServerConnection* Http1Server::find(uint64_t id) {
  const uint32_t index = static_cast<uint32_t>(id);
  if (index >= slots_.size() || slots_[index].generation != id >> 32) return nullptr;
  return slots_[index].connection.get();
}

void Http1Server::closed(Http1ServerConnection& connection) {
  Slot& slot = slots_[connection.index()];
  next_generation(slot);
  dead_.push_back(std::move(slot.connection));
  free_slots_.push_back(connection.index());
  if (--open_ > 0) return;
  ticker_.stop();
  if (is_stopping_) stop_waiters_.wake_all();
}

void Http1Server::on_tick() {
  bury();
  const int64_t now = now_ns();
  for (size_t i = 0; i < slots_.size() && open_ > 0; ++i)
    if (slots_[i].connection) slots_[i].connection->check_deadline(now);
}

// --- events -------------------------------------------------------------------------------

bool Http1Server::begin_request(Http1ServerConnection& connection) {
  if (requests_ >= options_.max_requests) return false;
  ++requests_;
  ++requests_total_;
  connection.set_generation(next_generation(slots_[connection.index()]));
  push(Http1ServerEvent::Kind::request, connection);
  return true;
}

void Http1Server::push(Http1ServerEvent::Kind kind, const Http1ServerConnection& connection) {
  queue_.push_back({kind, connection.id()});
  event_waiters_.wake_first();
}

bool Http1Server::take_event(Http1ServerEvent& event) {
  bury();
  if (queue_.empty()) return false;
  event = queue_.front();
  queue_.pop_front();
  return true;
}

// --- the end --------------------------------------------------------------------------------

void Http1Server::begin_stop() {
  if (is_stopping_) return;
  is_stopping_ = true;
  listener_.close();
  for (size_t i = 0; i < slots_.size(); ++i)
    if (slots_[i].connection) slots_[i].connection->drain();
  if (open_ == 0) stop_waiters_.wake_all();
}

void Http1Server::stop() {
  begin_stop();
  is_stopped_ = true;
  for (size_t i = 0; i < slots_.size(); ++i)
    if (slots_[i].connection) slots_[i].connection->close();
  event_waiters_.wake_all();
}

}  // namespace norn
