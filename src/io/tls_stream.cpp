#include "io/tls_stream.h"

#include <uv.h>

#include <algorithm>

namespace norn {

namespace {

constexpr size_t kRecordBytes = size_t{16} << 10;       // plain bytes of one TLS record at most
constexpr size_t kEncryptedAtOnce = size_t{256} << 10;  // between two looks at what the socket takes

}  // namespace

TlsStream::TlsStream(HandleLoop& loop, std::unique_ptr<Stream> inner, const TlsContext& context,
                     const std::string& server_name)
    : loop_(loop), inner_(std::move(inner)), session_(context, server_name, inner_->peer_address().text()) {
  inner_->set_listener(this);
  if (const int status = inner_->start_reading(); status < 0) fail(status);
  loop_.defer(*this);  // begins the handshake, and takes what the inner stream has already
}

// --- in -------------------------------------------------------------------------------------

int TlsStream::start_reading() { return inner_->is_open() ? failure_ : UV_EBADF; }

void TlsStream::consume(size_t count) {
  plain_.consume(count);
  if (plain_.size() <= kReadAheadBytes / 2 && inner_->is_open()) loop_.defer(*this);
}

void TlsStream::on_readable(Stream&) {
  pump();
  tell();
}

void TlsStream::run_deferred() {
  const size_t before = plain_.size();
  pump();
  if (plain_.size() != before || is_over() != was_over_ || is_ready() != was_ready_) tell();
}

// Tells the listener. It may destroy the stream: nothing comes after.
void TlsStream::tell() {
  if (!listener_) return;
  const bool has_become_ready = is_ready() && !was_ready_;
  was_ready_ = is_ready();
  was_over_ = is_over();
  if (has_become_ready && plain_.empty() && !was_over_)
    listener_->on_writable(*this);
  else if (is_ready() || failure_ < 0)
    listener_->on_readable(*this);
}

// Moves as much as may be moved from below to plain_.
void TlsStream::pump() {
  while (inner_->is_open() && failure_ == 0) {
    if (!session_.is_ready()) shake_hands();
    if (session_.is_ready() && !decrypt()) return;
    const std::string_view encrypted = inner_->readable();
    if (encrypted.empty()) break;
    session_.receive(encrypted);
    inner_->consume(encrypted.size());
  }
  if (failure_ < 0 || session_.has_ended()) return;
  const bool has_failed_below = inner_->failure() < 0 && inner_->readable().empty();
  if (!has_failed_below && !inner_->is_at_end()) return;
  // The transport is over: what was received is decrypted; now it counts whether the peer had said goodbye.
  session_.receive_end();
  if (session_.is_ready())
    decrypt();
  else
    session_.advance();
  if (session_.has_ended()) return;
  fail(has_failed_below ? inner_->failure() : (session_.status() < 0 ? session_.status() : kTls_truncated));
}

// False if plain_ is full (or everything is over): what is left stays where it is.
bool TlsStream::decrypt() {
  char record[kRecordBytes];
  while (plain_.size() < kReadAheadBytes) {
    const size_t count = session_.read(record);
    if (count == 0) {
      flush();  // reading may have to answer: an alert, a new key
      if (session_.status() < 0) fail(session_.status());
      return session_.status() == 0 && !session_.has_ended();
    }
    plain_.append({record, count});
  }
  return false;
}

void TlsStream::shake_hands() {
  const int status = session_.advance();
  flush();  // also the alert that tells the peer why not
  if (status < 0) {
    fail(status);
    return;
  }
  if (!session_.is_ready()) return;
  if (!early_.empty()) {
    const std::string early = std::move(early_);
    early_.clear();
    write(std::string_view(early));
  }
  if (says_goodbye_when_ready_) shutdown();
}

// --- out --------------------------------------------------------------------------------------

int TlsStream::flush() {
  const std::string_view encrypted = session_.outgoing();
  if (encrypted.empty()) return 0;
  const int status = inner_->write(encrypted);
  session_.sent();
  return status;
}

int TlsStream::write(std::span<const std::string_view> pieces) {
  if (!inner_->is_open()) return UV_EBADF;
  if (failure_ < 0) return failure_;
  if (has_said_goodbye_ || says_goodbye_when_ready_) return UV_EPIPE;
  if (!session_.is_ready()) {
    for (std::string_view piece : pieces) early_.append(piece);
    return 0;
  }
  // Small pieces share a record.
  std::string small;
  int status = 0;
  for (std::string_view piece : pieces) {
    if (status < 0) break;
    const bool fits = small.size() + piece.size() <= kRecordBytes;
    if (!fits) {
      status = encrypt(small);
      small.clear();
    }
    if (pieces.size() == 1 || piece.size() > kRecordBytes)
      status = status < 0 ? status : encrypt(piece);
    else
      small.append(piece);
  }
  if (status == 0) status = encrypt(small);
  if (status == 0) status = flush();
  if (status < 0) fail(status);
  return status;
}

int TlsStream::encrypt(std::string_view plain) {
  while (!plain.empty()) {
    const std::string_view part = plain.substr(0, kEncryptedAtOnce);
    int status = session_.write(part);
    if (status == 0 && session_.outgoing().size() >= kEncryptedAtOnce) status = flush();
    if (status < 0) return status;
    plain.remove_prefix(part.size());
  }
  return 0;
}

void TlsStream::on_writable(Stream&) {
  if (inner_->failure() < 0) fail(inner_->failure());
  if (listener_ && (is_ready() || failure_ < 0)) listener_->on_writable(*this);
}

int TlsStream::look_for_failure() {
  if (const int status = inner_->look_for_failure(); status < 0) fail(status);
  return failure_;
}

int TlsStream::shutdown() {
  if (!inner_->is_open()) return UV_EBADF;
  if (failure_ < 0) return failure_;
  if (!session_.is_ready()) {
    says_goodbye_when_ready_ = true;
    return 0;
  }
  if (has_said_goodbye_) return 0;
  has_said_goodbye_ = true;
  session_.say_goodbye();
  flush();
  return inner_->shutdown();
}

void TlsStream::close() {
  forget();
  if (!inner_->is_open()) return;
  // A goodbye costs nothing if the socket takes it at once; nobody waits for it.
  if (!has_said_goodbye_ && failure_ == 0 && session_.is_ready()) {
    has_said_goodbye_ = true;
    session_.say_goodbye();
    flush();
  }
  inner_->close();
}

void TlsStream::fail(int status) {
  if (failure_ == 0) failure_ = status;
}

}  // namespace norn
