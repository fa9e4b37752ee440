// What many TLS sessions share: certificates, whom to trust, protocols.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

struct ssl_ctx_st;
struct ssl_session_st;
struct ssl_st;

namespace norn {

enum class TlsRole : unsigned char { client, server };
// Whether the peer must prove who it is. Servers see certificates of clients only if they ask.
enum class TlsVerify : unsigned char { none, optional, required };

// A certificate, followed by those between it and the CA, and its key.
struct TlsIdentity {
  std::string certificate_pem;
  std::string key_pem;
  std::string key_password;  // empty: the key has none
};

struct TlsOptions {
  TlsRole role = TlsRole::client;
  TlsVerify verify = TlsVerify::required;
  bool trust_system = true;            // the CA certificates of the system
  std::string trusted_pem;             // further ones
  TlsIdentity identity;                // our own
  std::vector<TlsIdentity> others;     // of a server, for clients that ask for one of their names (SNI)
  std::vector<std::string> protocols;  // ALPN, the preferred first; each of 1 to 255 bytes
  bool allows_tls_1_2 = true;          // else 1.3 alone
  bool resumes = true;                 // sessions: servers give tickets, clients keep and use them
};

class TlsContext {
 public:
  static constexpr size_t kKeptSessions = 128;  // that a client may resume

  // Fails with a sentence and a code such as "tls/bad-key". Reads no files.
  static Result<TlsContext> make(const TlsOptions& options);

  TlsContext(TlsContext&& other) noexcept;
  TlsContext& operator=(TlsContext&& other) noexcept;
  ~TlsContext();

  TlsRole role() const { return role_; }
  // A new session, which keeps what it needs of the context alive. nullptr: out of memory. A client that has been at
  // `peer` before resumes where it was; empty: it does not.
  ssl_st* new_session(const std::string& peer) const;

 private:
  TlsContext() = default;
  Result<void> configure(const TlsOptions& options);
  Result<void> use_identity(const TlsOptions& options);
  Result<void> use_others(const TlsOptions& options);
  void use_resumption(const TlsOptions& options);
  Result<void> use_trust(const TlsOptions& options);
  Result<void> use_protocols(const TlsOptions& options);

  ssl_ctx_st* context_ = nullptr;
  TlsRole role_ = TlsRole::client;
};

}  // namespace norn
