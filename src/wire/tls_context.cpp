#include "wire/tls_context.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <utility>

namespace norn {

namespace {

template <auto kFree>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

std::unexpected<Error> failure(std::string code, std::string text) {
  if (const unsigned long error = ERR_peek_last_error()) {
    if (const char* reason = ERR_reason_error_string(error)) text.append(": ").append(reason);
  }
  ERR_clear_error();
  return std::unexpected(Error{.kind = ErrorKind::io, .text = std::move(text), .code = std::move(code)});
}

BioPtr bio_of(const std::string& pem) { return BioPtr(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))); }

CertificatePtr next_certificate(BIO* pem) { return CertificatePtr(PEM_read_bio_X509(pem, nullptr, nullptr, nullptr)); }

// Keys with a password are refused instead of asking at the terminal.
int no_password(char*, int, int, void*) { return 0; }

// ALPN lists are strings with a length byte in front of each.
std::string protocol_list(const std::vector<std::string>& protocols) {
  std::string list;
  for (const std::string& protocol : protocols) list.append(1, static_cast<char>(protocol.size())).append(protocol);
  return list;
}

void free_protocols(void*, void* protocols, CRYPTO_EX_DATA*, int, long, void*) {
  delete static_cast<std::string*>(protocols);
}

// Where a server's context keeps its protocol list.
int protocols_index() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, free_protocols);
  return index;
}

// RFC 7301, 3.2: the server chooses, by its own order; without a common protocol the handshake fails.
int choose_protocol(SSL* session, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned offered_length, void*) {
  const auto* ours = static_cast<const std::string*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(session), protocols_index()));
  unsigned char* found = nullptr;
  const int outcome = SSL_select_next_proto(&found, length, reinterpret_cast<const unsigned char*>(ours->data()),
                                            static_cast<unsigned>(ours->size()), offered, offered_length);
  *chosen = found;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

TlsContext::TlsContext(TlsContext&& other) noexcept
    : context_(std::exchange(other.context_, nullptr)), role_(other.role_) {}

TlsContext& TlsContext::operator=(TlsContext&& other) noexcept {
  std::swap(context_, other.context_);
  std::swap(role_, other.role_);
  return *this;
}

TlsContext::~TlsContext() { SSL_CTX_free(context_); }

Result<TlsContext> TlsContext::make(const TlsOptions& options) {
  ERR_clear_error();
  TlsContext made;
  made.role_ = options.role;
  made.context_ = SSL_CTX_new(options.role == TlsRole::client ? TLS_client_method() : TLS_server_method());
  if (!made.context_) return failure("tls/unavailable", "OpenSSL can't start");
  NORN_TRY_VOID(made.configure(options));
  return made;
}

Result<void> TlsContext::configure(const TlsOptions& options) {
  SSL_CTX_set_min_proto_version(context_, options.allows_tls_1_2 ? TLS1_2_VERSION : TLS1_3_VERSION);
  // Renegotiation is gone from TLS 1.3 and was never needed before. An end without close_notify is told by us.
  SSL_CTX_set_options(context_, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  // Idle connections hold no 2 x 16 KiB buffers.
  SSL_CTX_set_mode(context_,
                   SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  static constexpr unsigned char kSessionGroup[] = "norn";  // servers that verify clients need one to resume
  SSL_CTX_set_session_id_context(context_, kSessionGroup, sizeof kSessionGroup - 1);
  SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_OFF);  // resumption goes by tickets

  int mode = SSL_VERIFY_NONE;
  if (options.verify != TlsVerify::none) mode = SSL_VERIFY_PEER;
  if (options.verify == TlsVerify::required) mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  SSL_CTX_set_verify(context_, mode, nullptr);

  NORN_TRY_VOID(use_identity(options));
  NORN_TRY_VOID(use_trust(options));
  return use_protocols(options);
}

Result<void> TlsContext::use_identity(const TlsOptions& options) {
  if (options.certificate_pem.empty()) {
    if (options.role == TlsRole::server) return failure("tls/no-certificate", "a TLS server needs a certificate");
    return {};
  }
  const BioPtr pem = bio_of(options.certificate_pem);
  const CertificatePtr own = next_certificate(pem.get());
  if (!own || SSL_CTX_use_certificate(context_, own.get()) != 1)
    return failure("tls/bad-certificate-file", "can't use the certificate (PEM is expected)");
  while (CertificatePtr between = next_certificate(pem.get()))
    if (SSL_CTX_add1_chain_cert(context_, between.get()) != 1)
      return failure("tls/bad-certificate-file", "can't use a certificate of the chain");
  ERR_clear_error();  // the end of the text

  const BioPtr key_text = bio_of(options.key_pem);
  const KeyPtr key(PEM_read_bio_PrivateKey(key_text.get(), nullptr, no_password, nullptr));
  if (!key) return failure("tls/bad-key", "can't read the private key (PEM without a password is expected)");
  if (SSL_CTX_use_PrivateKey(context_, key.get()) != 1 || SSL_CTX_check_private_key(context_) != 1)
    return failure("tls/wrong-key", "the private key is not that of the certificate");
  return {};
}

Result<void> TlsContext::use_trust(const TlsOptions& options) {
  if (options.verify == TlsVerify::none) return {};
  // A directory of the system's, looked into by name of the issuer: nothing is read now.
  if (options.trust_system && SSL_CTX_set_default_verify_paths(context_) != 1)
    return failure("tls/no-system-certificates", "can't use the system's CA certificates");
  if (options.trusted_pem.empty()) return {};
  const BioPtr pem = bio_of(options.trusted_pem);
  X509_STORE* store = SSL_CTX_get_cert_store(context_);
  int count = 0;
  while (CertificatePtr trusted = next_certificate(pem.get())) {
    if (X509_STORE_add_cert(store, trusted.get()) != 1) return failure("tls/bad-ca-file", "can't use a CA certificate");
    // Clients are told whose certificates a server accepts.
    if (options.role == TlsRole::server) SSL_CTX_add_client_CA(context_, trusted.get());
    ++count;
  }
  if (count == 0) return failure("tls/bad-ca-file", "no CA certificate found (PEM is expected)");
  ERR_clear_error();
  return {};
}

Result<void> TlsContext::use_protocols(const TlsOptions& options) {
  if (options.protocols.empty()) return {};
  for (const std::string& protocol : options.protocols)
    if (protocol.empty() || protocol.size() > 255)
      return failure("tls/bad-protocol-name", "an ALPN protocol name has 1 to 255 bytes");
  const std::string list = protocol_list(options.protocols);
  if (options.role == TlsRole::client) {
    SSL_CTX_set_alpn_protos(context_, reinterpret_cast<const unsigned char*>(list.data()),
                            static_cast<unsigned>(list.size()));
  } else {
    SSL_CTX_set_ex_data(context_, protocols_index(), new std::string(list));
    SSL_CTX_set_alpn_select_cb(context_, choose_protocol, nullptr);
  }
  return {};
}

ssl_st* TlsContext::new_session() const { return SSL_new(context_); }

}  // namespace norn
