#include "wire/ws_handshake.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

namespace norn {
namespace {

constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";  // RFC 6455, 1.3
constexpr size_t kKeyCharacters = 24;                                       // 16 bytes in base64

std::string base64(const unsigned char* bytes, size_t count) {
  std::string text(4 * ((count + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes, static_cast<int>(count));
  text.resize(static_cast<size_t>(length));
  return text;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes the part before the separator off the front.
std::string_view take_part(std::string_view& text, char separator) {
  const size_t at = text.find(separator);
  const std::string_view part = trim(text.substr(0, at));
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return part;
}

// One offer: whether it is permessage-deflate with parameters we can live with, and which of them it has.
struct Offer {
  bool acceptable = false;
  bool server_no_takeover = false, client_no_takeover = false;
};

Offer read_offer(std::string_view text) {
  Offer offer;
  offer.acceptable = equals_ignoring_case(take_part(text, ';'), "permessage-deflate");
  while (!text.empty()) {
    std::string_view value = take_part(text, ';');
    const std::string_view name = take_part(value, '=');
    if (equals_ignoring_case(name, "server_no_context_takeover"))
      offer.server_no_takeover = true;
    else if (equals_ignoring_case(name, "client_no_context_takeover"))
      offer.client_no_takeover = true;
    else if (equals_ignoring_case(name, "server_max_window_bits"))
      offer.acceptable &= value == "15" || value == "\"15\"";
    else if (!equals_ignoring_case(name, "client_max_window_bits"))
      offer.acceptable = false;
  }
  return offer;
}

}  // namespace

std::string_view ws_request_problem(const Http1Head& head) {
  if (head.method != "GET") return "a WebSocket handshake is a GET request";
  if (head.minor_version < 1) return "a WebSocket handshake needs HTTP/1.1";
  if (!head.upgrade || !list_has_token(head.field("upgrade"), "websocket"))
    return "the request does not ask for an upgrade to WebSocket (Connection: upgrade, Upgrade: websocket)";
  if (head.field("sec-websocket-version") != "13") return "Sec-WebSocket-Version is not 13";
  if (head.field("sec-websocket-key").size() != kKeyCharacters) return "Sec-WebSocket-Key is missing or no key";
  return {};
}

std::string ws_accept_key(std::string_view key) {
  std::string text(key);
  text += kGuid;
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  if (EVP_Digest(text.data(), text.size(), digest, &length, EVP_sha1(), nullptr) != 1) return {};
  return base64(digest, length);
}

std::string ws_random_key() {
  unsigned char bytes[16];
  if (RAND_bytes(bytes, sizeof bytes) != 1) return {};
  return base64(bytes, sizeof bytes);
}

bool ws_accepts_deflate(std::string_view extensions) {
  while (!extensions.empty())
    if (read_offer(take_part(extensions, ',')).acceptable) return true;
  return false;
}

bool ws_deflate_agreed(std::string_view extensions) {
  const Offer answer = read_offer(extensions);
  return answer.acceptable && answer.server_no_takeover;
}

}  // namespace norn
