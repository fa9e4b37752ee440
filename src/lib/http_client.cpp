// The client's side of an HTTP/1.1 connection as host functions (namespace
// norn.prim): clj/norn/http/connection.clj puts pools, redirects and the rest on
// top.
//
// Failures are IOExceptions with :code: what the network says (:ECONNRESET …),
// :http/closed (the server closed before it answered: a kept connection may
// just have been too old), :http/truncated, :http/too-large, :http/bad-response.

#include <string>
#include <string_view>
#include <type_traits>

#include "data/array.h"
#include "data/map.h"
#include "data/vector.h"
#include "io/http1_client_connection.h"
#include "lib/args.h"
#include "lib/bytes_arg.h"
#include "lib/http_names.h"
#include "lib/net_stream.h"
#include "lib/wait.h"
#include "loop/uv_error.h"
#include "wire/http1_writer.h"

namespace norn {
namespace {

constexpr size_t kQueuedBytes = size_t{256} << 10;  // a sender waits while more than this is unsent

class HttpClient final : public NativeResource {
 public:
  static constexpr ResourceKind kKind{"an HTTP client connection"};
  HttpClient(HandleLoop& loop, std::unique_ptr<Stream> stream, std::string peer)
      : NativeResource(kKind), loop(loop), peer(std::move(peer)), connection(loop.ready(), std::move(stream)) {}

  HandleLoop& loop;
  const std::string peer;
  Http1ClientConnection connection;
  bool opens_tunnel = false;  // the request is a CONNECT
};

Raised raise_failure(Vm& vm, HttpClient& client) {
  const Http1ClientConnection& connection = client.connection;
  if (connection.failure() < 0) return raise_net_error(vm, NetOperation::kRead, client.peer, connection.failure());
  const Http1Problem& problem = connection.problem();
  std::string_view code = "http/bad-response";
  std::string text;
  if (!problem) {
    code = "http/closed";
    text = client.peer + " closed the connection without an answer";
  } else {
    const std::string_view kind = problem.code;
    if (kind == "truncated") code = "http/truncated";
    if (problem.status == 413 || problem.status == 414 || problem.status == 431) code = "http/too-large";
    text = "the response of " + client.peer + " can't be read: " + problem.reason;
  }
  const auto keyword = [&](std::string_view name) { return to_value(vm.world.intern_keyword(name)); };
  const Returned data = make_map(vm.heap, {keyword("type"), keyword("norn/io-error"), keyword("code"), keyword(code),
                                           keyword("reason"), problem ? keyword(problem.code) : Value::nil(),
                                           keyword("address"), to_value(make_string(vm.heap, client.peer))});
  return raise(vm.heap, vm.world.types.io_exception.get(), text, data.value_or(Value::nil()));
}

// [status reason headers body complete? keep-alive? minor-version]; body: a byte array, what is there so far.
Value response_value(Vm& vm, HttpClient& client) {
  Http1ClientConnection& connection = client.connection;
  const Http1Head& head = connection.head();
  const bool complete = connection.body_is_complete();
  const Value response = to_value(make_vector(
      vm.heap, {Value::fixnum(head.status), to_value(make_string(vm.heap, head.reason)),
                header_map(vm.heap, nullptr, head.fields),
                complete ? to_value(make_byte_array(vm.heap, connection.collected_body())) : Value::nil(),
                Value::boolean(complete), Value::boolean(head.keep_alive), Value::fixnum(head.minor_version)}));
  if (complete && head.status != 101 && !client.opens_tunnel) connection.finish();
  return response;
}

Returned finish_response(Vm& vm, const ListWait& wait, int) {
  HttpClient& client = *try_native<HttpClient>(wait.subject);
  if (!client.connection.is_ready()) return std::unexpected(Raised::park());
  if (client.connection.state() == Http1ClientConnection::State::failed)
    return std::unexpected(raise_failure(vm, client));
  return response_value(vm, client);
}

Returned finish_continue(Vm&, const ListWait& wait, int) {
  HttpClient& client = *try_native<HttpClient>(wait.subject);
  if (!client.connection.may_continue()) return std::unexpected(Raised::park());
  return Value::boolean(client.connection.state() == Http1ClientConnection::State::awaiting);
}

Returned finish_answer(Vm&, const ListWait& wait, int) {
  HttpClient& client = *try_native<HttpClient>(wait.subject);
  if (!client.connection.is_ready()) return std::unexpected(Raised::park());
  return Value::nil();
}

Returned finish_write(Vm&, const ListWait& wait, int) {
  HttpClient& client = *try_native<HttpClient>(wait.subject);
  if (!client.connection.wants_request_body()) return Value::boolean(false);
  if (client.connection.queued_bytes() > kQueuedBytes) return std::unexpected(Raised::park());
  return Value::boolean(true);
}

Returned finish_body(Vm& vm, const ListWait& wait, int) {
  HttpClient& client = *try_native<HttpClient>(wait.subject);
  std::string bytes;
  switch (client.connection.read_body(bytes)) {
    case Http1ClientConnection::BodyRead::bytes: return to_value(make_byte_array(vm.heap, bytes));
    case Http1ClientConnection::BodyRead::end: client.connection.finish(); return Value::nil();
    case Http1ClientConnection::BodyRead::wait: return std::unexpected(Raised::park());
    case Http1ClientConnection::BodyRead::failed: break;
  }
  return std::unexpected(raise_failure(vm, client));
}

// Tries, and waits when it was too early.
Returned try_or_wait(HostCall& call, const ListWait& wait) {
  Returned got = wait.finish(call.vm, wait, 0);
  if (got || got.error().is_exception()) return got;
  return await_in(call, wait);
}

}  // namespace

NORN_HOST(http_client_open, "norn.prim/http-client-open", "([connection])",
          "An HTTP client over a connection, which it takes away.") {
  StreamResource* stream = NORN_TRY(native_arg<StreamResource>(call, 0));
  if (!stream->stream().is_open()) NORN_RAISE(raise_net_error(call.vm, NetOperation::kRead, stream->peer(), UV_EBADF));
  return to_value(
      make_host_resource(call.heap, std::make_unique<HttpClient>(stream->loop(), stream->release(), stream->peer())));
}

NORN_HOST(
    http_request_head, "norn.prim/http-request-head", "([method target headers])",
    "The head of a request as a byte array. headers: a vector of name, value, name, value … A string: what is wrong "
    "with it.") {
  const String* method = NORN_TRY(string_arg(call, 0));
  const String* target = NORN_TRY(string_arg(call, 1));
  Vector* headers = NORN_TRY(object_arg<Vector>(call, 2, "a vector"));
  if (!is_token(method->view())) return string_value(call, "the method is \"" + std::string(method->view()) + "\"");
  if (!is_target(target->view()))
    return string_value(call, "the URL has a character that must be percent-encoded: " + std::string(target->view()));
  std::string out;
  append_request_line(out, method->view(), target->view());
  for (uint64_t i = 0; i + 1 < headers->count; i += 2) {
    const String* name = try_as<String>(vector_nth(headers, i));
    const String* value = try_as<String>(vector_nth(headers, i + 1));
    if (!name || !is_token(name->view())) return string_value(call, "a header has a name that can't be one");
    if (!value || !is_field_value(value->view()))
      return string_value(
          call, "the value of header \"" + std::string(name->view()) + "\" is no string, or contains a line break");
    append_field(out, name->view(), value->view());
  }
  end_head(out);
  return to_value(make_byte_array(call.heap, out));
}

NORN_HOST(utf8_length, "norn.prim/utf8-length", "([s])", "The number of bytes of string s in UTF-8.") {
  return Value::fixnum(static_cast<int64_t>(NORN_TRY(string_arg(call, 0))->tail_count));
}

NORN_HOST(
    http_client_begin, "norn.prim/http-client-begin", "([client head body bodiless collect? limits])",
    "Sends a request: its head, and its body (bytes, a string or nil) or the beginning of that. bodiless: :head or "
    ":connect for these methods, whose responses have no body. collect?: the response is ready when a small body is "
    "there, too. limits: those of the response, [head-bytes header-count body-bytes], "
    "each or all nil for the default. Returns nil.") {
  HttpClient* client = NORN_TRY(native_arg<HttpClient>(call, 0));
  const std::string_view head = NORN_TRY(bytes_arg(call, 1));
  const std::string_view body = NORN_TRY(optional_bytes_arg(call, 2));
  Http1ClientConnection::Exchange exchange;
  exchange.answers_head = call[3].truthy();
  const Keyword* method = try_as<Keyword>(call[3]);
  client->opens_tunnel = method && method->symbol->name->view() == "connect";
  exchange.collects_body = call[4].truthy();
  if (Vector* given = NORN_TRY(optional_arg<Vector>(call, 5, "a vector or nil"))) {
    const auto limit = [&](uint64_t i, auto& number) {
      const Value value = i < given->count ? vector_nth(given, i) : Value::nil();
      if (value.is_fixnum() && value.as_fixnum() >= 0)
        number = static_cast<std::remove_reference_t<decltype(number)>>(value.as_fixnum());
    };
    limit(0, exchange.limits.head_bytes);
    limit(1, exchange.limits.header_count);
    limit(2, exchange.limits.body_bytes);
  }
  if (client->connection.state() == Http1ClientConnection::State::failed) NORN_RAISE(raise_failure(call.vm, *client));
  if (client->connection.state() != Http1ClientConnection::State::idle)
    NORN_RAISE(raise_state(call.heap, "the connection is busy with a request"));
  if (const int status = client->connection.begin(head, body, exchange); status < 0)
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kWrite, client->peer, status));
  return Value::nil();
}

NORN_HOST(
    http_client_send, "norn.prim/http-client-send", "([client piece chunked?])",
    "Sends a piece of the body; nil with chunked? true ends it. Suspends while much is unsent. false: the response "
    "has come, the rest of the body is not wanted.") {
  HttpClient* client = NORN_TRY(native_arg<HttpClient>(call, 0));
  const std::string_view piece = NORN_TRY(optional_bytes_arg(call, 1));
  const bool chunked = call[2].truthy();
  int status = 0;
  if (chunked && call[1].is_nil()) {
    status = client->connection.send({&kLastChunk, 1});
  } else if (chunked && !piece.empty()) {
    std::string size;
    append_chunk_size(size, piece.size());
    const std::string_view pieces[] = {size, piece, "\r\n"};
    status = client->connection.send(pieces);
  } else if (!piece.empty()) {
    status = client->connection.send({&piece, 1});
  }
  if (status < 0) {
    // A server that answers early and closes: the answer counts, not that it took no more.
    if (!client->connection.wants_request_body()) return Value::boolean(false);
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kWrite, client->peer, status));
  }
  return try_or_wait(call, {client->connection.write_waiters(), call[0], finish_write});
}

NORN_HOST(http_client_await_continue, "norn.prim/http-client-await-continue", "([client])",
          "Suspends until the server says 100 Continue (true) or has answered (false).") {
  HttpClient* client = NORN_TRY(native_arg<HttpClient>(call, 0));
  return try_or_wait(call, {client->connection.response_waiters(), call[0], finish_continue});
}

NORN_HOST(http_client_await_answer, "norn.prim/http-client-await-answer", "([client])",
          "Suspends until the response is there, or has failed. Returns nil.") {
  HttpClient* client = NORN_TRY(native_arg<HttpClient>(call, 0));
  return try_or_wait(call, {client->connection.response_waiters(), call[0], finish_answer});
}

NORN_HOST(
    http_client_response, "norn.prim/http-client-response", "([client])",
    "Suspends until the response is there: [status reason headers body complete? keep-alive? minor-version]. Unless "
    "it is complete, the body is nil and to be read.") {
  HttpClient* client = NORN_TRY(native_arg<HttpClient>(call, 0));
  return try_or_wait(call, {client->connection.response_waiters(), call[0], finish_response});
}

NORN_HOST(http_client_read, "norn.prim/http-client-read", "([client])",
          "The next bytes of the body, nil at its end. Suspends until there are some.") {
  HttpClient* client = NORN_TRY(native_arg<HttpClient>(call, 0));
  return try_or_wait(call, {client->connection.body_waiters(), call[0], finish_body});
}

NORN_HOST(http_client_reusable, "norn.prim/http-client-reusable?", "([client])",
          "Whether another request can be sent: nothing is under way and neither side has closed.") {
  HttpClient* client = NORN_TRY(native_arg<HttpClient>(call, 0));
  return Value::boolean(client->connection.is_reusable());
}

NORN_HOST(http_client_close, "norn.prim/http-client-close", "([client])", "Closes the connection. Returns nil.") {
  HttpClient* client = NORN_TRY(native_arg<HttpClient>(call, 0));
  client->connection.close();
  return Value::nil();
}

NORN_HOST(http_client_release, "norn.prim/http-client-release", "([client])",
          "Gives the connection back for another protocol, after a 101 or a successful CONNECT.") {
  HttpClient* client = NORN_TRY(native_arg<HttpClient>(call, 0));
  std::unique_ptr<Stream> stream = client->connection.upgrade();
  if (!stream) NORN_RAISE(raise_net_error(call.vm, NetOperation::kRead, client->peer, UV_EBADF));
  return to_value(
      make_host_resource(call.heap, std::make_unique<StreamResource>(client->loop, std::move(stream), client->peer)));
}

NORN_MODULE(kHttpClientModule, http_client_open, http_request_head, utf8_length, http_client_begin, http_client_send,
            http_client_await_continue, http_client_await_answer, http_client_response, http_client_read,
            http_client_reusable, http_client_close, http_client_release);

}  // namespace norn
