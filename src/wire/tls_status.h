// What can go wrong with TLS, as status codes beside those of the system.
#pragma once

#include <string_view>

namespace norn {

// NORN_TLS_STATUS(id, "name", "sentence")
#define NORN_TLS_STATUSES(NORN_TLS_STATUS)                                                                            \
  NORN_TLS_STATUS(certificate_expired, "tls/certificate-expired", "the certificate has expired")                      \
  NORN_TLS_STATUS(certificate_not_yet_valid, "tls/certificate-not-yet-valid", "the certificate is not valid yet")     \
  NORN_TLS_STATUS(certificate_revoked, "tls/certificate-revoked", "the certificate was revoked")                      \
  NORN_TLS_STATUS(self_signed_certificate, "tls/self-signed-certificate",                                             \
                  "the certificate is self-signed and not among those trusted")                                       \
  NORN_TLS_STATUS(unknown_issuer, "tls/unknown-issuer", "the certificate's issuer is not trusted")                    \
  NORN_TLS_STATUS(wrong_host, "tls/wrong-host", "the certificate is for another host")                                \
  NORN_TLS_STATUS(bad_certificate, "tls/bad-certificate", "the certificate is not acceptable")                        \
  NORN_TLS_STATUS(certificate_required, "tls/certificate-required", "the peer wants a certificate and got none")      \
  NORN_TLS_STATUS(certificate_rejected, "tls/certificate-rejected", "the peer does not accept the certificate")       \
  NORN_TLS_STATUS(protocol_version, "tls/protocol-version", "no TLS version that both sides speak")                   \
  NORN_TLS_STATUS(no_application_protocol, "tls/no-application-protocol", "no application protocol (ALPN) in common") \
  NORN_TLS_STATUS(unknown_name, "tls/unknown-name", "the peer does not serve this name")                              \
  NORN_TLS_STATUS(handshake_failure, "tls/handshake-failure", "the two sides could not agree")                        \
  NORN_TLS_STATUS(not_tls, "tls/not-tls", "the peer does not speak TLS here")                                         \
  NORN_TLS_STATUS(corrupted, "tls/corrupted", "what arrived was damaged on its way")                                  \
  NORN_TLS_STATUS(truncated, "tls/truncated", "the connection ended without a goodbye (close_notify)")                \
  NORN_TLS_STATUS(protocol_error, "tls/protocol-error", "the peer broke the TLS protocol")

enum TlsStatus : int {
  kTlsStatusesStart = -20000,
#define NORN_TLS_STATUS(id, name, sentence) kTls_##id,
  NORN_TLS_STATUSES(NORN_TLS_STATUS)
#undef NORN_TLS_STATUS
      kTlsStatusesEnd,
};

inline bool is_tls_status(int status) { return status > kTlsStatusesStart && status < kTlsStatusesEnd; }
// "tls/certificate-expired". Requires: is_tls_status(status).
std::string_view tls_status_name(int status);
std::string_view tls_status_sentence(int status);

}  // namespace norn
