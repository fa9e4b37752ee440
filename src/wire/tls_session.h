// One TLS connection without I/O: encrypted bytes in and out, plain bytes in
// and out. By OpenSSL, on memory buffers.
//
//   TlsSession session(context, "example.com");
//   loop: session.advance();            // makes what progress it can
//         send(session.outgoing()); session.sent();
//         session.receive(bytes from the peer);
//         while (size_t n = session.read(room)) use(room, n);
//
// Nothing is held back: after each call all that can be said is in outgoing(),
// and read() gives plain bytes until none is left of what was received.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "wire/tls_context.h"
#include "wire/tls_status.h"

struct bio_st;

namespace norn {

class TlsSession {
 public:
  // Clients: `server_name` (a host name or IP address) is whom the certificate must be for, and goes to the server if
  // it is a name. Empty: neither. `address`: where that is; its session is resumed if there was one before. Empty: not.
  TlsSession(const TlsContext& context, const std::string& server_name, const std::string& address = {});
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  // --- from and to the peer ---
  void receive(std::string_view encrypted);
  void receive_end();  // the peer's transport has ended
  std::string_view outgoing() const;
  void sent();  // all of outgoing()

  // --- progress ---
  // Goes on with the handshake. 0 or a TlsStatus.
  int advance();
  bool is_ready() const { return is_ready_; }  // the handshake is over

  // --- plain bytes; Requires: is_ready() ---
  // How many were put into `room`; 0: none now. Then see status() and has_ended().
  size_t read(std::span<char> room);
  bool has_ended() const { return has_ended_; }  // the peer has said goodbye: no more will come
  // All of them. 0 or a TlsStatus.
  int write(std::string_view plain);
  void say_goodbye();  // no more will be written

  int status() const { return status_; }

  // --- about it ---
  bool is_resumed() const;          // no certificates were exchanged
  std::string version() const;      // "TLSv1.3"
  std::string cipher() const;       // "TLS_AES_256_GCM_SHA384"
  std::string protocol() const;     // by ALPN; empty: none
  std::string server_name() const;  // that the client asked for; empty: none
  struct Certificate {
    std::string subject, issuer;  // RFC 2253
    int64_t expires_ms = 0;       // since 1970-01-01 UTC
    std::string sha256;           // fingerprint in lower-case hexadecimal
  };
  bool peer_certificate(Certificate& certificate) const;  // false: it has shown none

 private:
  // Looks why a call gave `result`; true if it can be repeated when more has arrived.
  bool may_retry(int result);
  void fail(int status);

  ssl_st* session_ = nullptr;
  bio_st* in_ = nullptr;   // owned by the session
  bio_st* out_ = nullptr;  // owned by the session
  bool is_ready_ = false;
  bool has_ended_ = false;
  bool transport_ended_ = false;
  int status_ = 0;
};

}  // namespace norn
