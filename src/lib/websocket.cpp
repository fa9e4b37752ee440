// WebSockets as host functions (namespace norn.prim); what users see is
// clj/norn/websocket.clj. A server's socket comes from http-upgrade
// (http_server.cpp), a client's from a connection whose handshake is done.

#include "lib/websocket.h"

#include <string>

#include "data/array.h"
#include "data/map.h"
#include "data/vector.h"
#include "lib/args.h"
#include "lib/bytes_arg.h"
#include "lib/net_stream.h"
#include "lib/wait.h"
#include "wire/ws_handshake.h"

namespace norn {
namespace {

constexpr size_t kQueuedBytes = size_t{256} << 10;  // a sender waits while more than this is unsent

class WebSocket final : public NativeResource {
 public:
  static constexpr ResourceKind kKind{"a WebSocket"};
  WebSocket(ReadyQueue& ready, std::unique_ptr<Stream> stream, const WsConnectionOptions& options)
      : NativeResource(kKind), connection(ready, std::move(stream), options) {}
  WsConnection connection;
};

// One pair for all sockets of this thread: no message needs what came before it.
WsInflater* inflater() {
  static thread_local WsInflater shared;
  return &shared;
}
WsDeflater* deflater() {
  static thread_local WsDeflater shared;
  return &shared;
}

Raised raise_closed(Vm& vm, const WsConnection& connection) {
  const auto keyword = [&](std::string_view name) { return to_value(vm.world.intern_keyword(name)); };
  const Returned data =
      make_map(vm.heap, {keyword("type"), keyword("norn/io-error"), keyword("code"), keyword("websocket/closed"),
                         keyword("status"), connection.has_ended() ? Value::fixnum(connection.status()) : Value::nil(),
                         keyword("reason"), to_value(make_string(vm.heap, connection.reason()))});
  return raise(vm.heap, vm.world.types.io_exception.get(), "The WebSocket is closed", data.value_or(Value::nil()));
}

Returned finish_receive(Vm& vm, const ListWait& wait, int) {
  WsConnection& connection = try_native<WebSocket>(wait.subject)->connection;
  if (connection.has_message()) {
    const WsConnection::Message message = connection.take_message();
    if (message.is_text) return to_value(make_string(vm.heap, message.bytes));
    return to_value(make_byte_array(vm.heap, message.bytes));
  }
  if (connection.has_ended()) return Value::nil();
  return std::unexpected(Raised::park());
}

Returned finish_send(Vm& vm, const ListWait& wait, int) {
  WsConnection& connection = try_native<WebSocket>(wait.subject)->connection;
  if (connection.has_ended()) return std::unexpected(raise_closed(vm, connection));
  if (connection.queued_bytes() > kQueuedBytes) return std::unexpected(Raised::park());
  return Value::nil();
}

}  // namespace

Value make_websocket(Vm& vm, HandleLoop& loop, std::unique_ptr<Stream> stream, bool is_server, bool compresses,
                     size_t message_bytes) {
  WsConnectionOptions options{.is_server = is_server, .message_bytes = message_bytes};
  if (compresses) {
    options.inflater = inflater();
    options.deflater = deflater();
  }
  return to_value(make_host_resource(vm.heap, std::make_unique<WebSocket>(loop.ready(), std::move(stream), options)));
}

NORN_HOST(ws_open, "norn.prim/ws-open", "([connection deflate? message-bytes])",
          "The client's WebSocket over a connection whose handshake is done; it takes the connection away.") {
  StreamResource* stream = NORN_TRY(native_arg<StreamResource>(call, 0));
  const int64_t limit = NORN_TRY(integer_arg(call, 2));
  return make_websocket(call.vm, stream->loop(), stream->release(), false, call[1].truthy(),
                        static_cast<size_t>(limit));
}

NORN_HOST(ws_receive, "norn.prim/ws-receive", "([socket])",
          "The next message, a string or byte array; nil once the socket is closed. Suspends until there is one.") {
  WebSocket* socket = NORN_TRY(native_arg<WebSocket>(call, 0));
  const ListWait wait = {socket->connection.receivers(), call[0], finish_receive};
  Returned got = finish_receive(call.vm, wait, 0);
  if (got || got.error().is_exception()) return got;
  return await_in(call, wait);
}

NORN_HOST(ws_send, "norn.prim/ws-send", "([socket message])",
          "Sends a text (string) or binary (byte array) message; suspends while much is unsent. Returns nil.") {
  WebSocket* socket = NORN_TRY(native_arg<WebSocket>(call, 0));
  const std::string_view message = NORN_TRY(bytes_arg(call, 1));
  const WsOpcode opcode = is<String>(call[1]) ? WsOpcode::text : WsOpcode::binary;
  if (!socket->connection.send(opcode, message)) NORN_RAISE(raise_closed(call.vm, socket->connection));
  if (socket->connection.queued_bytes() <= kQueuedBytes) return Value::nil();
  return await_in(call, {socket->connection.writers(), call[0], finish_send});
}

NORN_HOST(ws_ping, "norn.prim/ws-ping", "([socket])", "Sends a ping. False if the socket is closed.") {
  WebSocket* socket = NORN_TRY(native_arg<WebSocket>(call, 0));
  return Value::boolean(socket->connection.send(WsOpcode::ping, ""));
}

NORN_HOST(ws_close, "norn.prim/ws-close", "([socket status reason])",
          "Begins the closing handshake; false if it is over. Messages may come until receive gives nil.") {
  WebSocket* socket = NORN_TRY(native_arg<WebSocket>(call, 0));
  const int64_t status = NORN_TRY(integer_arg(call, 1));
  const String* reason = NORN_TRY(string_arg(call, 2));
  if (status < 0 || status > 0xFFFF || !is_ws_close_status(static_cast<uint16_t>(status)))
    NORN_RAISE(raise_illegal_argument(call.heap, "a closing status is from 1000 to 1014 or from 3000 to 4999"));
  const bool was_open = !socket->connection.has_ended();
  socket->connection.close(static_cast<uint16_t>(status), reason->view());
  return Value::boolean(was_open);
}

NORN_HOST(ws_drop, "norn.prim/ws-drop", "([socket])", "Closes the connection at once. Returns nil.") {
  NORN_TRY(native_arg<WebSocket>(call, 0))->connection.drop();
  return Value::nil();
}

NORN_HOST(ws_status, "norn.prim/ws-status", "([socket])", "[status reason] once the socket is closed; nil before.") {
  const WsConnection& connection = NORN_TRY(native_arg<WebSocket>(call, 0))->connection;
  if (!connection.has_ended()) return Value::nil();
  return to_value(
      make_vector(call.heap, {Value::fixnum(connection.status()), string_value(call, connection.reason())}));
}

NORN_HOST(ws_random_key_, "norn.prim/ws-random-key", "([])", "A Sec-WebSocket-Key.") {
  return string_value(call, ws_random_key());
}

NORN_HOST(ws_accept_key_, "norn.prim/ws-accept-key", "([key])", "The Sec-WebSocket-Accept for a Sec-WebSocket-Key.") {
  return string_value(call, ws_accept_key(NORN_TRY(string_arg(call, 0))->view()));
}

NORN_HOST(ws_deflate_agreed_, "norn.prim/ws-deflate-agreed?", "([extensions])",
          "Whether a server's Sec-WebSocket-Extensions agrees to permessage-deflate as ws-deflate-offer asks.") {
  return Value::boolean(ws_deflate_agreed(NORN_TRY(string_arg(call, 0))->view()));
}

NORN_HOST(ws_deflate_offer, "norn.prim/ws-deflate-offer", "([])", "The Sec-WebSocket-Extensions of a client.") {
  return string_value(call, kWsDeflateOffer);
}

NORN_MODULE(kWebSocketModule, ws_open, ws_receive, ws_send, ws_ping, ws_close, ws_drop, ws_status, ws_random_key_,
            ws_accept_key_, ws_deflate_agreed_, ws_deflate_offer);

}  // namespace norn
