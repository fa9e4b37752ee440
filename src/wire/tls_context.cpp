#include "wire/tls_context.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <deque>
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

struct Password {
  const std::string& text;
  bool was_asked_for = false;
};

// Nobody is asked at the terminal.
int give_password(char* room, int size, int, void* data) {
  auto* password = static_cast<Password*>(data);
  password->was_asked_for = true;
  if (password->text.size() > static_cast<size_t>(size)) return 0;
  password->text.copy(room, password->text.size());
  return static_cast<int>(password->text.size());
}

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

// --- several certificates -------------------------------------------------------------

// The contexts of a server's other certificates.
struct OtherContexts {
  ~OtherContexts() {
    for (SSL_CTX* context : contexts) SSL_CTX_free(context);
  }
  std::vector<SSL_CTX*> contexts;
};

void free_others(void*, void* others, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<OtherContexts*>(others); }

int others_index() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, free_others);
  return index;
}

bool is_for(SSL_CTX* context, const char* name) {
  return X509_check_host(SSL_CTX_get0_certificate(context), name, 0, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr) ==
         1;
}

// RFC 6066, 3. A name that no certificate is for gets the first one: the client judges.
int choose_identity(SSL* session, int*, void*) {
  SSL_CTX* const own = SSL_get_SSL_CTX(session);
  const char* name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name);
  const auto* others = static_cast<const OtherContexts*>(SSL_CTX_get_ex_data(own, others_index()));
  if (!name || !others || is_for(own, name)) return SSL_TLSEXT_ERR_OK;
  for (SSL_CTX* context : others->contexts)
    if (is_for(context, name)) {
      SSL_set_SSL_CTX(session, context);
      break;
    }
  return SSL_TLSEXT_ERR_OK;
}

// --- resumption -------------------------------------------------------------------------

// The sessions that a client may resume, by peer, the newest last.
struct KeptSessions {
  struct Kept {
    std::string peer;
    SSL_SESSION* session;
  };
  ~KeptSessions() {
    for (const Kept& one : kept) SSL_SESSION_free(one.session);
  }
  void add(const std::string& peer, SSL_SESSION* session) {
    if (kept.size() >= TlsContext::kKeptSessions) {
      SSL_SESSION_free(kept.front().session);
      kept.pop_front();
    }
    kept.push_back({peer, session});
  }
  // RFC 8446, C.4: a ticket of TLS 1.3 is used once. The caller frees it.
  SSL_SESSION* take(const std::string& peer) {
    const auto found = std::find_if(kept.rbegin(), kept.rend(), [&](const Kept& one) { return one.peer == peer; });
    if (found == kept.rend()) return nullptr;
    SSL_SESSION* session = found->session;
    if (SSL_SESSION_get_protocol_version(session) < TLS1_3_VERSION && SSL_SESSION_is_resumable(session))
      SSL_SESSION_up_ref(session);
    else
      kept.erase(std::next(found).base());
    return session;
  }
  std::deque<Kept> kept;
};

void free_sessions(void*, void* sessions, CRYPTO_EX_DATA*, int, long, void*) {
  delete static_cast<KeptSessions*>(sessions);
}

int sessions_index() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, free_sessions);
  return index;
}

void free_peer(void*, void* peer, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<std::string*>(peer); }

int peer_index() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, free_peer);
  return index;
}

// 1: we own it now.
int keep_session(SSL* connection, SSL_SESSION* session) {
  auto* sessions = static_cast<KeptSessions*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), sessions_index()));
  const auto* peer = static_cast<const std::string*>(SSL_get_ex_data(connection, peer_index()));
  if (!sessions || !peer) return 0;
  sessions->add(*peer, session);
  return 1;
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
  use_resumption(options);

  int mode = SSL_VERIFY_NONE;
  if (options.verify != TlsVerify::none) mode = SSL_VERIFY_PEER;
  if (options.verify == TlsVerify::required) mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  SSL_CTX_set_verify(context_, mode, nullptr);

  NORN_TRY_VOID(use_identity(options));
  NORN_TRY_VOID(use_trust(options));
  NORN_TRY_VOID(use_protocols(options));
  return use_others(options);
}

// Resumption goes by tickets: servers keep nothing.
void TlsContext::use_resumption(const TlsOptions& options) {
  SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_OFF);
  if (!options.resumes) {
    SSL_CTX_set_options(context_, SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(context_, 0);
  } else if (options.role == TlsRole::client) {
    SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_set_ex_data(context_, sessions_index(), new KeptSessions);
    SSL_CTX_sess_set_new_cb(context_, keep_session);
  }
}

Result<void> TlsContext::use_others(const TlsOptions& options) {
  if (options.others.empty()) return {};
  auto* others = new OtherContexts;
  SSL_CTX_set_ex_data(context_, others_index(), others);
  SSL_CTX_set_tlsext_servername_callback(context_, choose_identity);
  for (const TlsIdentity& identity : options.others) {
    TlsOptions its = options;
    its.identity = identity;
    its.others.clear();
    TlsContext made = NORN_TRY(make(its));
    others->contexts.push_back(std::exchange(made.context_, nullptr));
  }
  return {};
}

Result<void> TlsContext::use_identity(const TlsOptions& options) {
  const TlsIdentity& identity = options.identity;
  if (identity.certificate_pem.empty()) {
    if (options.role == TlsRole::server) return failure("tls/no-certificate", "a TLS server needs a certificate");
    return {};
  }
  const BioPtr pem = bio_of(identity.certificate_pem);
  const CertificatePtr own = next_certificate(pem.get());
  if (!own || SSL_CTX_use_certificate(context_, own.get()) != 1)
    return failure("tls/bad-certificate-file", "can't use the certificate (PEM is expected)");
  while (CertificatePtr between = next_certificate(pem.get()))
    if (SSL_CTX_add1_chain_cert(context_, between.get()) != 1)
      return failure("tls/bad-certificate-file", "can't use a certificate of the chain");
  ERR_clear_error();  // the end of the text

  const BioPtr key_text = bio_of(identity.key_pem);
  Password password{identity.key_password};
  const KeyPtr key(PEM_read_bio_PrivateKey(key_text.get(), nullptr, give_password, &password));
  if (!key && password.was_asked_for) {
    ERR_clear_error();  // it speaks of ciphers
    return failure("tls/bad-password", identity.key_password.empty() ? "the private key needs a password"
                                                                     : "the password does not open the private key");
  }
  if (!key) return failure("tls/bad-key", "can't read the private key (PEM is expected)");
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

ssl_st* TlsContext::new_session(const std::string& peer) const {
  SSL* session = SSL_new(context_);
  auto* sessions = static_cast<KeptSessions*>(SSL_CTX_get_ex_data(context_, sessions_index()));
  if (!session || !sessions || peer.empty()) return session;
  SSL_set_ex_data(session, peer_index(), new std::string(peer));
  if (SSL_SESSION* last = sessions->take(peer)) {
    SSL_set_session(session, last);
    SSL_SESSION_free(last);
  }
  return session;
}

}  // namespace norn
