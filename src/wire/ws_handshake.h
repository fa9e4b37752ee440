// The opening handshake of WebSocket (RFC 6455, 4) and the negotiation of
// permessage-deflate (RFC 7692, 5.1).
#pragma once

#include <string>
#include <string_view>

#include "wire/http1_head.h"

namespace norn {

// Why a request is no WebSocket handshake; empty if it is one.
std::string_view ws_request_problem(const Http1Head& head);

// Sec-WebSocket-Accept for a Sec-WebSocket-Key.
std::string ws_accept_key(std::string_view key);
// A Sec-WebSocket-Key of 16 random bytes.
std::string ws_random_key();

// What a client offers, and what a server answers to an offer it accepts.
inline constexpr std::string_view kWsDeflateOffer =
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

// Whether one of the offers in Sec-WebSocket-Extensions can be answered by kWsDeflateOffer.
bool ws_accepts_deflate(std::string_view extensions);
// Whether a server's answer is that we may use what kWsDeflateOffer says.
bool ws_deflate_agreed(std::string_view extensions);

}  // namespace norn
