// Digests as host functions (namespace norn.prim), by OpenSSL's libcrypto.

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "data/host_resource.h"
#include "lib/bytes_arg.h"
#include "lib/wait.h"

namespace norn {
namespace {

// Larger inputs go to the worker pool (SEMANTICS 34): hashing this much takes about as long as going there and back.
constexpr size_t kInlineBytes = size_t{32} << 10;
constexpr size_t kStepBytes = size_t{256} << 10;  // that a digest under way takes before others may run

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
      : algorithm(algorithm), bytes_(bytes), hmac_key_(std::move(hmac_key)) {
    // Here: a worker thread in which OpenSSL begins would keep what belongs to the thread beyond its end.
    OPENSSL_init_crypto(0, nullptr);
  }
  int work() override {
    digest = hmac_key_ ? hmac_of(algorithm, *hmac_key_, bytes_) : digest_of(algorithm, bytes_);
    OPENSSL_thread_stop();  // what OpenSSL keeps for each thread: at exit it forgets it before the workers end
    return 0;
  }
  const Algorithm& algorithm;
  Digest digest;

 private:
  const std::string bytes_;
  const std::optional<std::string> hmac_key_;
};

Returned finish_digest(Vm& vm, LoopRequest& request, int status) {
  if (status < 0) NORN_RAISE(raise_no_worker(vm, "a digest", status));
  auto& done = static_cast<DigestRequest&>(request);
  return digest_value(vm.heap, done.algorithm, done.digest);
}

// A digest, or keyed hash, of what comes piece by piece.
class DigestResource final : public NativeResource {
 public:
  static constexpr ResourceKind kKind{"a digest under way"};
  DigestResource(const Algorithm& algorithm, const std::optional<std::string_view>& key)
      : NativeResource(kKind), algorithm(algorithm) {
    if (key) {
      const Owned<EVP_MAC, EVP_MAC_free> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
      keyed_.reset(mac ? EVP_MAC_CTX_new(mac.get()) : nullptr);
      const OSSL_PARAM settings[] = {
          OSSL_PARAM_construct_utf8_string("digest", const_cast<char*>(EVP_MD_get0_name(algorithm.method())), 0),
          OSSL_PARAM_construct_end()};
      // OpenSSL takes no key at nullptr, not even an empty one.
      const char* bytes = key->empty() ? "" : key->data();
      ready = keyed_ &&
              EVP_MAC_init(keyed_.get(), reinterpret_cast<const unsigned char*>(bytes), key->size(), settings) == 1;
    } else {
      plain_.reset(EVP_MD_CTX_new());
      ready = plain_ && EVP_DigestInit_ex(plain_.get(), algorithm.method(), nullptr) == 1;
    }
  }

  bool update(std::string_view bytes) {
    if (keyed_)
      return EVP_MAC_update(keyed_.get(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1;
    return EVP_DigestUpdate(plain_.get(), bytes.data(), bytes.size()) == 1;
  }

  // Of what has come so far; more may come.
  Digest result() const {
    unsigned char digest[EVP_MAX_MD_SIZE];
    if (keyed_) {
      const Owned<EVP_MAC_CTX, EVP_MAC_CTX_free> copy(EVP_MAC_CTX_dup(keyed_.get()));
      size_t length = 0;
      if (!copy || EVP_MAC_final(copy.get(), digest, &length, sizeof digest) != 1) return {};
      return std::string(reinterpret_cast<char*>(digest), length);
    }
    const Owned<EVP_MD_CTX, EVP_MD_CTX_free> copy(EVP_MD_CTX_new());
    unsigned length = 0;
    if (!copy || EVP_MD_CTX_copy_ex(copy.get(), plain_.get()) != 1 ||
        EVP_DigestFinal_ex(copy.get(), digest, &length) != 1)
      return {};
    return std::string(reinterpret_cast<char*>(digest), length);
  }

  const Algorithm& algorithm;
  bool ready = false;  // false: OpenSSL refuses

 private:
  template <typename T, void (*kFree)(T*)>
  using Owned = std::unique_ptr<T, decltype([](T* it) { kFree(it); })>;
  Owned<EVP_MD_CTX, EVP_MD_CTX_free> plain_;
  Owned<EVP_MAC_CTX, EVP_MAC_CTX_free> keyed_;
};

OrRaised<DigestResource*> digest_under_way(HostCall& call) {
  if (auto* resource = try_native<DigestResource>(call[0])) return resource;
  NORN_RAISE(wrong_argument(call, 0, DigestResource::kKind.name));
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

NORN_HOST(digest_begin, "norn.prim/digest-begin", "([algorithm key])",
          "A digest of what digest-add gives it; with a key (bytes or a string, not nil) the keyed hash.") {
  const Algorithm& algorithm = *NORN_TRY(algorithm_arg(call, 0));
  std::optional<std::string_view> key;
  if (!call[1].is_nil()) key = NORN_TRY(bytes_arg(call, 1));
  auto made = std::make_unique<DigestResource>(algorithm, key);
  if (!made->ready) return digest_value(call.heap, algorithm, {});
  return to_value(make_host_resource(call.heap, std::move(made)));
}

NORN_HOST(digest_add, "norn.prim/digest-add", "([digest bytes-or-string from])",
          "Adds bytes from an index on, 256 KiB of them at most. Returns the index to go on at, nil when all are in.") {
  DigestResource* digest = NORN_TRY(digest_under_way(call));
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 1));
  const auto from = static_cast<size_t>(std::max<int64_t>(NORN_TRY(integer_arg(call, 2)), 0));
  if (from >= bytes.size()) return Value::nil();
  const std::string_view piece = bytes.substr(from, kStepBytes);
  if (!digest->update(piece)) return digest_value(call.heap, digest->algorithm, {});
  return from + piece.size() < bytes.size() ? Value::fixnum(static_cast<int64_t>(from + piece.size())) : Value::nil();
}

NORN_HOST(digest_result, "norn.prim/digest-result", "([digest])", "The digest of what has come so far, a byte array.") {
  DigestResource* digest = NORN_TRY(digest_under_way(call));
  return digest_value(call.heap, digest->algorithm, digest->result());
}

NORN_MODULE(kDigestModule, digest, hmac, digest_begin, digest_add, digest_result);

}  // namespace norn
