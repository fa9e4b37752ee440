// Digests as host functions (namespace norn.prim), by OpenSSL's libcrypto.

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <optional>
#include <string>
#include <string_view>

#include "lib/bytes_arg.h"
#include "lib/wait.h"

namespace norn {
namespace {

// Larger inputs go to the worker pool (SEMANTICS 34): hashing this much takes about as long as going there and back.
constexpr size_t kInlineBytes = size_t{32} << 10;

struct Algorithm {
  const char* name;
  const EVP_MD* (*method)();
};

constexpr Algorithm kAlgorithms[] = {
    {"md5", EVP_md5},           {"sha1", EVP_sha1},         {"sha224", EVP_sha224},
    {"sha256", EVP_sha256},     {"sha384", EVP_sha384},     {"sha512", EVP_sha512},
    {"sha3-256", EVP_sha3_256}, {"sha3-512", EVP_sha3_512}, {"blake2b", EVP_blake2b512},
};

OrRaised<const Algorithm*> algorithm_arg(HostCall& call, uint32_t i) {
  const Keyword* name = NORN_TRY(keyword_arg(call, i));
  std::string known;
  for (const Algorithm& algorithm : kAlgorithms) {
    if (!name->symbol->ns && name->symbol->name->view() == algorithm.name) return &algorithm;
    known += std::string(known.empty() ? ":" : ", :") + algorithm.name;
  }
  NORN_RAISE(raise_illegal_argument(
      call.heap, "no digest is called :" + symbol_text(name->symbol.get()) + "; there are " + known));
}

// Nothing if OpenSSL refuses: MD5 under a FIPS policy, say.
using Digest = std::optional<std::string>;

Digest digest_of(const Algorithm& algorithm, std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest, &length, algorithm.method(), nullptr) != 1) return {};
  return std::string(reinterpret_cast<char*>(digest), length);
}

Digest hmac_of(const Algorithm& algorithm, std::string_view key, std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  if (!HMAC(algorithm.method(), key.data(), static_cast<int>(key.size()),
            reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest, &length))
    return {};
  return std::string(reinterpret_cast<char*>(digest), length);
}

Returned digest_value(Heap& heap, const Algorithm& algorithm, const Digest& digest) {
  if (digest) return bytes_value(heap, *digest);
  NORN_RAISE(raise_state(
      heap, std::string("OpenSSL refuses the digest ") + algorithm.name + " (is it disabled by a policy?)"));
}

class DigestRequest final : public WorkRequest {
 public:
  DigestRequest(const Algorithm& algorithm, std::string_view bytes, std::optional<std::string> hmac_key)
      : algorithm(algorithm), bytes_(bytes), hmac_key_(std::move(hmac_key)) {}
  int work() override {
    digest = hmac_key_ ? hmac_of(algorithm, *hmac_key_, bytes_) : digest_of(algorithm, bytes_);
    return 0;
  }
  const Algorithm& algorithm;
  Digest digest;

 private:
  const std::string bytes_;
  const std::optional<std::string> hmac_key_;
};

Returned finish_digest(Vm& vm, LoopRequest& request, int) {
  auto& done = static_cast<DigestRequest&>(request);
  return digest_value(vm.heap, done.algorithm, done.digest);
}

}  // namespace

NORN_HOST(digest, "norn.prim/digest", "([algorithm bytes-or-string])",
          "The digest of a byte array, or of a string's UTF-8, as a byte array. algorithm: :md5 :sha1 :sha224 :sha256 "
          ":sha384 "
          ":sha512 :sha3-256 :sha3-512 :blake2b. Suspends for large inputs.") {
  const Algorithm& algorithm = *NORN_TRY(algorithm_arg(call, 0));
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 1));
  if (bytes.size() <= kInlineBytes) return digest_value(call.heap, algorithm, digest_of(algorithm, bytes));
  return await_request(call, std::make_unique<DigestRequest>(algorithm, bytes, std::nullopt), finish_digest,
                       "a digest");
}

NORN_HOST(hmac, "norn.prim/hmac", "([algorithm key bytes-or-string])",
          "The keyed hash (HMAC, RFC 2104) as a byte array; arguments as for digest. Suspends for large inputs.") {
  const Algorithm& algorithm = *NORN_TRY(algorithm_arg(call, 0));
  const std::string_view key = NORN_TRY(bytes_arg(call, 1));
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 2));
  if (key.size() > kInlineBytes) NORN_RAISE(raise_illegal_argument(call.heap, "an HMAC key has at most 32768 bytes"));
  if (bytes.size() <= kInlineBytes) return digest_value(call.heap, algorithm, hmac_of(algorithm, key, bytes));
  return await_request(call, std::make_unique<DigestRequest>(algorithm, bytes, std::string(key)), finish_digest,
                       "a digest");
}

NORN_MODULE(kDigestModule, digest, hmac);

}  // namespace norn
