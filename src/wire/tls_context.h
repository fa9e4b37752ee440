// What many TLS sessions share: certificates, whom to trust, protocols.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

struct ssl_ctx_st;
struct ssl_st;

namespace norn {

enum class TlsRole : unsigned char { client, server };
// Whether the peer must prove who it is. Servers see certificates of clients only if they ask.
enum class TlsVerify : unsigned char { none, optional, required };

struct TlsOptions {
  TlsRole role = TlsRole::client;
  TlsVerify verify = TlsVerify::required;
  bool trust_system = true;            // the CA certificates of the system
  std::string trusted_pem;             // further ones
  std::string certificate_pem;         // our own, followed by those between it and the CA
  std::string key_pem;                 // of our own
  std::vector<std::string> protocols;  // ALPN, the preferred first; each of 1 to 255 bytes
  bool allows_tls_1_2 = true;          // else 1.3 alone
};

class TlsContext {
 public:
  // Fails with a sentence and a code such as "tls/bad-key". Reads no files.
  static Result<TlsContext> make(const TlsOptions& options);

  TlsContext(TlsContext&& other) noexcept;
  TlsContext& operator=(TlsContext&& other) noexcept;
  ~TlsContext();

  TlsRole role() const { return role_; }
  // A new session, which keeps what it needs of the context alive. nullptr: out of memory.
  ssl_st* new_session() const;

 private:
  TlsContext() = default;
  Result<void> configure(const TlsOptions& options);
  Result<void> use_identity(const TlsOptions& options);
  Result<void> use_trust(const TlsOptions& options);
  Result<void> use_protocols(const TlsOptions& options);

  ssl_ctx_st* context_ = nullptr;
  TlsRole role_ = TlsRole::client;
};

}  // namespace norn
