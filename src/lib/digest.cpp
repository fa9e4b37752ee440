// Digests as host functions (namespace norn.prim), by OpenSSL.

#include <openssl/evp.h>

#include <string>
#include <string_view>

#include "data/array.h"
#include "lib/args.h"
#include "lib/wait.h"

namespace norn {
namespace {

// Larger inputs go to the worker pool (SEMANTICS 34): hashing this much takes about as long as going there and back.
constexpr size_t kInlineBytes = size_t{32} << 10;

// Lower-case hexadecimal; empty if OpenSSL refuses.
std::string sha256(std::string_view bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest, &length, EVP_sha256(), nullptr) != 1) return "";
  std::string hex;
  hex.reserve(2 * length);
  for (unsigned i = 0; i < length; ++i) {
    hex += "0123456789abcdef"[digest[i] >> 4];
    hex += "0123456789abcdef"[digest[i] & 15];
  }
  return hex;
}

Returned hex_value(Heap& heap, std::string_view hex) {
  if (hex.empty()) NORN_RAISE(raise_state(heap, "OpenSSL refuses SHA-256 (is it disabled by a policy?)"));
  return to_value(make_string(heap, hex));
}

class Sha256Request final : public WorkRequest {
 public:
  explicit Sha256Request(std::string_view bytes) : bytes_(bytes) {}
  int work() override {
    hex = sha256(bytes_);
    return 0;
  }
  std::string hex;

 private:
  const std::string bytes_;
};

Returned finish_sha256(Vm& vm, LoopRequest& request, int) {
  return hex_value(vm.heap, static_cast<Sha256Request&>(request).hex);
}

OrRaised<std::string_view> bytes_arg(HostCall& call, uint32_t i) {
  if (const String* text = try_as<String>(call[i])) return text->view();
  if (const auto* array = try_as<PrimitiveArray>(call[i]); array && array->type() == ElementType::byte_)
    return std::string_view(reinterpret_cast<const char*>(array->bytes()), array->tail_count);
  NORN_RAISE(wrong_argument(call, i, "a string or byte array"));
}

}  // namespace

NORN_HOST(sha256_hex, "norn.prim/sha256-hex", "([bytes-or-string])",
          "The SHA-256 digest (FIPS 180-4) of a byte array, or of a string's UTF-8, in hexadecimal. Suspends for large "
          "inputs.") {
  const std::string_view bytes = NORN_TRY(bytes_arg(call, 0));
  if (bytes.size() <= kInlineBytes) return hex_value(call.heap, sha256(bytes));
  return await_request(call, std::make_unique<Sha256Request>(bytes), finish_sha256, "a digest");
}

NORN_MODULE(kDigestModule, sha256_hex);

}  // namespace norn
