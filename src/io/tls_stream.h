// TLS over another Stream: the same contract, encrypted below.
//
// The handshake begins at once. What is written before it is over is kept and
// sent then; on_writable tells when it is over. Its failure is that of the
// stream.
//
// Back-pressure: encrypted bytes are decrypted only while less than
// kReadAheadBytes of plain ones wait to be taken; then they stay below, where
// the same rule holds.
#pragma once

#include <memory>
#include <string>

#include "io/byte_queue.h"
#include "io/stream.h"
#include "loop/handle_loop.h"
#include "wire/tls_session.h"

namespace norn {

class TlsStream final : public Stream, private StreamListener, private Deferred {
 public:
  // `server_name`: see TlsSession. `inner` is connected; what it has read ahead belongs to TLS.
  TlsStream(HandleLoop& loop, std::unique_ptr<Stream> inner, const TlsContext& context, const std::string& server_name);
  ~TlsStream() override { close(); }

  bool is_ready() const { return session_.is_ready(); }  // the handshake is over
  const TlsSession& session() const { return session_; }

  int start_reading() override;
  std::string_view readable() const override { return plain_.view(); }
  void consume(size_t count) override;
  bool is_at_end() const override { return session_.has_ended() && plain_.empty(); }

  using Stream::write;
  int write(std::span<const std::string_view> pieces) override;
  size_t queued_bytes() const override { return early_.size() + inner_->queued_bytes(); }
  int shutdown() override;  // says goodbye (close_notify)

  int failure() const override { return failure_; }
  int look_for_failure() override;
  bool is_open() const override { return inner_->is_open(); }
  void close() override;
  void reset() override { inner_->reset(); }

  SocketAddress local_address() const override { return inner_->local_address(); }
  SocketAddress peer_address() const override { return inner_->peer_address(); }
  int set_no_delay(bool enable) override { return inner_->set_no_delay(enable); }
  int set_keep_alive(bool enable, unsigned delay_s) override { return inner_->set_keep_alive(enable, delay_s); }
  Stream* below() override { return inner_.get(); }

 private:
  void on_readable(Stream& inner) override;
  void on_writable(Stream& inner) override;
  void run_deferred() override;
  void pump();
  bool decrypt();
  void shake_hands();
  int encrypt(std::string_view plain);
  int flush();
  void tell();
  bool is_over() const { return session_.has_ended() || failure_ < 0; }  // of reading
  void fail(int status);

  HandleLoop& loop_;
  std::unique_ptr<Stream> inner_;
  TlsSession session_;
  ByteQueue plain_;
  std::string early_;  // written before the handshake was over
  int failure_ = 0;
  bool has_said_goodbye_ = false;
  bool was_ready_ = false, was_over_ = false;  // what the listener has been told
  bool says_goodbye_when_ready_ = false;
};

}  // namespace norn
