#include "wire/tls_session.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <climits>
#include <ctime>

#include "base/assert.h"

namespace norn {

namespace {

int status_of_verification(long result) {
  switch (result) {
    case X509_V_ERR_CERT_HAS_EXPIRED: return kTls_certificate_expired;
    case X509_V_ERR_CERT_NOT_YET_VALID: return kTls_certificate_not_yet_valid;
    case X509_V_ERR_CERT_REVOKED: return kTls_certificate_revoked;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: return kTls_self_signed_certificate;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE: return kTls_unknown_issuer;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return kTls_wrong_host;
    default: return kTls_bad_certificate;
  }
}

int status_of_reason(int reason) {
  switch (reason) {
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED: return kTls_certificate_rejected;
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE: return kTls_certificate_required;
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
    case SSL_R_VERSION_TOO_LOW: return kTls_protocol_version;
    case SSL_R_NO_APPLICATION_PROTOCOL:
    case SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: return kTls_no_application_protocol;
    case SSL_R_TLSV1_UNRECOGNIZED_NAME: return kTls_unknown_name;
    case SSL_R_NO_SHARED_CIPHER:
    case SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM:
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
    case SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY: return kTls_handshake_failure;
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_HTTPS_PROXY_REQUEST:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_RECORD_LENGTH_MISMATCH: return kTls_not_tls;
    case SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC:
    case SSL_R_SSLV3_ALERT_BAD_RECORD_MAC: return kTls_corrupted;
    default: return kTls_protocol_error;
  }
}

bool is_ip_address(const std::string& name) {
  ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str());
  ASN1_OCTET_STRING_free(address);
  return address != nullptr;
}

std::string name_text(const X509_NAME* name) {
  BIO* text = BIO_new(BIO_s_mem());
  X509_NAME_print_ex(text, name, 0, XN_FLAG_RFC2253);
  char* data = nullptr;
  const long length = BIO_get_mem_data(text, &data);
  std::string copy(data, static_cast<size_t>(length));
  BIO_free(text);
  return copy;
}

}  // namespace

TlsSession::TlsSession(const TlsContext& context, const std::string& server_name, const std::string& address) {
  session_ = context.new_session(address.empty() ? address : server_name + '|' + address);
  in_ = BIO_new(BIO_s_mem());
  out_ = BIO_new(BIO_s_mem());
  NORN_ASSERT(session_ && in_ && out_, "OpenSSL is out of memory");
  BIO_set_mem_eof_return(in_, -1);  // empty means "not yet", not "the end"
  SSL_set_bio(session_, in_, out_);
  if (context.role() == TlsRole::server) {
    SSL_set_accept_state(session_);
    return;
  }
  SSL_set_connect_state(session_);
  if (server_name.empty()) return;
  if (is_ip_address(server_name)) {  // RFC 6066, 3: addresses are no server names
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session_), server_name.c_str());
  } else {
    SSL_set_tlsext_host_name(session_, server_name.c_str());
    SSL_set_hostflags(session_, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);  // RFC 6125, 6.4.3
    SSL_set1_host(session_, server_name.c_str());
  }
}

TlsSession::~TlsSession() { SSL_free(session_); }

void TlsSession::receive(std::string_view encrypted) {
  while (!encrypted.empty()) {
    const size_t most = std::min<size_t>(encrypted.size(), INT_MAX);
    const int taken = BIO_write(in_, encrypted.data(), static_cast<int>(most));
    NORN_ASSERT(taken > 0, "a memory buffer takes everything");
    encrypted.remove_prefix(static_cast<size_t>(taken));
  }
}

void TlsSession::receive_end() { transport_ended_ = true; }

std::string_view TlsSession::outgoing() const {
  char* data = nullptr;
  const long length = BIO_get_mem_data(out_, &data);
  return {data, static_cast<size_t>(length)};
}

void TlsSession::sent() { (void)BIO_reset(out_); }

void TlsSession::fail(int status) {
  if (status_ == 0) status_ = status;
}

bool TlsSession::may_retry(int result) {
  switch (SSL_get_error(session_, result)) {
    case SSL_ERROR_WANT_READ:
      if (transport_ended_) fail(kTls_truncated);
      return !transport_ended_;
    case SSL_ERROR_WANT_WRITE: return true;
    case SSL_ERROR_ZERO_RETURN: has_ended_ = true; return false;
    case SSL_ERROR_SYSCALL: fail(kTls_truncated); return false;
    default: break;
  }
  const int reason = ERR_GET_REASON(ERR_peek_last_error());
  ERR_clear_error();
  fail(reason == SSL_R_CERTIFICATE_VERIFY_FAILED ? status_of_verification(SSL_get_verify_result(session_))
                                                 : status_of_reason(reason));
  return false;
}

int TlsSession::advance() {
  if (is_ready_ || status_ < 0) return status_;
  ERR_clear_error();
  const int result = SSL_do_handshake(session_);
  if (result == 1)
    is_ready_ = true;
  else
    may_retry(result);
  return status_;
}

size_t TlsSession::read(std::span<char> room) {
  if (status_ < 0 || has_ended_) return 0;
  ERR_clear_error();
  size_t count = 0;
  const int result = SSL_read_ex(session_, room.data(), room.size(), &count);
  if (result == 1) return count;
  may_retry(result);
  return 0;
}

int TlsSession::write(std::string_view plain) {
  while (!plain.empty() && status_ == 0) {
    ERR_clear_error();
    size_t taken = 0;
    const int result = SSL_write_ex(session_, plain.data(), plain.size(), &taken);
    if (result != 1) {
      const bool retry = may_retry(result);
      NORN_ASSERT(!retry, "a ready session never waits to write");
      if (status_ == 0) fail(kTls_protocol_error);
      break;
    }
    plain.remove_prefix(taken);
  }
  return status_;
}

void TlsSession::say_goodbye() {
  if (!is_ready_ || status_ < 0) return;
  ERR_clear_error();
  SSL_shutdown(session_);
  ERR_clear_error();
}

bool TlsSession::is_resumed() const { return SSL_session_reused(session_) == 1; }
std::string TlsSession::version() const { return SSL_get_version(session_); }
std::string TlsSession::cipher() const { return SSL_get_cipher_name(session_); }

std::string TlsSession::protocol() const {
  const unsigned char* name = nullptr;
  unsigned length = 0;
  SSL_get0_alpn_selected(session_, &name, &length);
  return std::string(reinterpret_cast<const char*>(name), length);
}

std::string TlsSession::server_name() const {
  const char* name = SSL_get_servername(session_, TLSEXT_NAMETYPE_host_name);
  return name ? name : "";
}

bool TlsSession::peer_certificate(Certificate& certificate) const {
  const X509* shown = SSL_get0_peer_certificate(session_);
  if (!shown) return false;
  certificate.subject = name_text(X509_get_subject_name(shown));
  certificate.issuer = name_text(X509_get_issuer_name(shown));
  tm expires = {};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(shown), &expires) == 1)
    certificate.expires_ms = static_cast<int64_t>(timegm(&expires)) * 1000;
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  if (X509_digest(shown, EVP_sha256(), digest, &length) == 1)
    for (unsigned i = 0; i < length; ++i) {
      certificate.sha256 += "0123456789abcdef"[digest[i] >> 4];
      certificate.sha256 += "0123456789abcdef"[digest[i] & 15];
    }
  return true;
}

}  // namespace norn
