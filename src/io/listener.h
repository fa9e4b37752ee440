// A listening socket that hands out connected streams.
#pragma once

#include <deque>
#include <expected>
#include <memory>

#include "io/handle_stream.h"
#include "loop/listen_handle.h"

namespace norn {

class Listener final : private ListenEvents {
 public:
  // Hears that accept() has something, also a failure. Called from inside the loop's poll.
  class Accepter {
   public:
    virtual void on_acceptable(Listener& listener) = 0;

   protected:
    ~Accepter() = default;
  };

  explicit Listener(HandleLoop& loop) : loop_(loop), hold_(loop) {}
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // From now on the program keeps running. 0, or the status of the failure.
  int listen(const SocketAddress& address, const ListenOptions& options, Accepter& accepter);
  // A connection; UV_EAGAIN if there is none; UV_EBADF if closed; otherwise what went wrong.
  std::expected<std::unique_ptr<HandleStream>, int> accept();

  bool is_open() const { return handle_ != nullptr; }
  void close();  // connections that were not accepted are dropped
  // Whether listening keeps the program running.
  void set_referenced(bool referenced) { hold_.set(referenced && is_open()); }
  SocketAddress local_address() const { return handle_ ? handle_->local_address() : SocketAddress(); }

 private:
  // So many connections are taken from the kernel before somebody asks: accepting then costs no trip to the loop.
  static constexpr size_t kAcceptAhead = 16;

  void on_connection(int status) override;

  HandleLoop& loop_;
  Hold hold_;
  ListenHandlePtr handle_;
  Accepter* accepter_ = nullptr;
  std::deque<StreamHandlePtr> accepted_;
  int failure_ = 0;  // to be reported by the next accept
};

}  // namespace norn
