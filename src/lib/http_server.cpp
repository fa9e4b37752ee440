// The HTTP/1.1 server as host functions (namespace norn.prim). What users see
// is clj/norn/http.clj.
//
// A server is a resource; its data holds what requests need: the function that
// runs one, and the names that every request map is made of. One call waits for
// events for as long as the server lives (http-serve!): each wake-up makes a
// task of every request that has come and cancels those whose client has gone,
// without running any bytecode itself.
//
// A request map carries the number of its exchange; all functions about it take
// the server and that number. When the client is gone the number finds nothing.

#include "io/http1_server.h"

#include <string>
#include <string_view>

#include "data/array.h"
#include "data/host_resource.h"
#include "data/list.h"
#include "data/map.h"
#include "data/vector.h"
#include "io/tls_stream.h"
#include "lib/args.h"
#include "lib/bytes_arg.h"
#include "lib/http_names.h"
#include "lib/tls_context_resource.h"
#include "lib/websocket.h"
#include "loop/uv_error.h"
#include "sched/scheduler.h"
#include "vm/twins.h"
#include "wire/http1_writer.h"
#include "wire/ws_handshake.h"

namespace norn {
namespace {

constexpr size_t kQueuedBytes = size_t{256} << 10;  // a streaming handler waits while more than this is unsent

class HttpServer final : public NativeResource {
 public:
  static constexpr ResourceKind kKind{"an HTTP server"};
  HttpServer(LoopApi& loop, const Http1ServerOptions& options, std::unique_ptr<StreamWrapper> wrapper)
      : NativeResource(kKind), server(loop, options, std::move(wrapper)) {}

  Http1Server server;
  std::vector<uint64_t> exchanges;  // by connection: whose task stands in Field::tasks
};

// Speaks TLS with every client. The server's data keeps the context alive, which may be reloaded.
class TlsWrapper final : public StreamWrapper {
 public:
  TlsWrapper(HandleLoop& loop, TlsContextResource& context) : loop_(loop), context_(context) {}
  std::unique_ptr<Stream> wrap(std::unique_ptr<Stream> accepted) override {
    return std::make_unique<TlsStream>(loop_, std::move(accepted), context_.context(), "");
  }

 private:
  HandleLoop& loop_;
  TlsContextResource& context_;
};

// --- what a server keeps alive: an ObjectArray -------------------------------------------

enum Field : uint32_t {
  kRun,       // (f request)
  kBindings,  // of the task that serves
  kSpawn,
  kTasks,     // ObjectArray by connection
  kExchange,  // from here on the keys of a request map, in order
  kServerPort,
  kServerName,
  kRemoteAddr,
  kUri,
  kQueryString,
  kScheme,
  kRequestMethod,
  kProtocol,
  kHeaders,
  kBody,
  kSchemeName,  // its values
  kHttp10,
  kHttp11,
  kMethods,      // ObjectArray: kMethodNames as keywords
  kHeaderNames,  // ObjectArray: kCommonHeaders as strings
  kStatus,
  kTls,  // the context's resource, or nil
  kFieldCount,
};
constexpr uint32_t kRequestKeys = kSchemeName - kExchange;

constexpr std::string_view kMethodNames[] = {"GET",     "POST",  "HEAD",    "PUT",  "DELETE",
                                             "OPTIONS", "PATCH", "CONNECT", "TRACE"};
constexpr std::string_view kMethodKeywords[] = {"get",     "post",  "head",    "put",  "delete",
                                                "options", "patch", "connect", "trace"};

ObjectArray* fields_of(HostResource* resource) { return as<ObjectArray>(resource->data); }

void put(Heap& heap, ObjectArray* array, uint32_t i, Value value) { object_array_set(heap, array, i, value); }

ObjectArray* make_fields(Vm& vm, bool secure) {
  Heap& heap = vm.heap;
  ObjectArray* fields = make_object_array(heap, kFieldCount);
  const auto keyword = [&](std::string_view name) { return to_value(vm.world.intern_keyword(name)); };
  const auto text = [&](std::string_view value) { return to_value(make_string(heap, value)); };
  static constexpr std::string_view kKeys[kRequestKeys] = {
      "norn.http/exchange", "server-port", "server-name", "remote-addr", "uri", "query-string", "scheme",
      "request-method",     "protocol",    "headers",     "body",
  };
  for (uint32_t i = 0; i < kRequestKeys; ++i) put(heap, fields, kExchange + i, keyword(kKeys[i]));
  put(heap, fields, kSchemeName, keyword(secure ? "https" : "http"));
  put(heap, fields, kHttp10, text("HTTP/1.0"));
  put(heap, fields, kHttp11, text("HTTP/1.1"));
  put(heap, fields, kStatus, keyword("status"));
  ObjectArray* methods = make_object_array(heap, std::size(kMethodNames));
  for (uint32_t i = 0; i < std::size(kMethodNames); ++i) put(heap, methods, i, keyword(kMethodKeywords[i]));
  put(heap, fields, kMethods, to_value(methods));
  put(heap, fields, kHeaderNames, to_value(make_header_names(heap)));
  put(heap, fields, kTasks, to_value(make_object_array(heap, 64)));
  return fields;
}

// --- request maps ----------------------------------------------------------------------

Value method_value(Vm& vm, ObjectArray* fields, std::string_view method) {
  for (uint32_t i = 0; i < std::size(kMethodNames); ++i)
    if (method == kMethodNames[i]) return as<ObjectArray>(fields->data()[kMethods])->data()[i];
  std::string lower(method);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  return to_value(vm.world.intern_keyword(lower));
}

struct Target {
  std::string_view path, query;
  bool has_query = false;
};

// Path and query of a request target in any of its forms: RFC 9112, 3.2.
Target read_target(std::string_view target) {
  if (const size_t scheme = target.find("://"); !target.starts_with('/') && scheme != std::string_view::npos) {
    const size_t path = target.find_first_of("/?", scheme + 3);
    target = path == std::string_view::npos ? std::string_view("/") : target.substr(path);
  }
  if (const size_t fragment = target.find('#'); fragment != std::string_view::npos) target = target.substr(0, fragment);
  const size_t mark = target.find('?');
  if (mark == std::string_view::npos) return {target, {}, false};
  return {target.substr(0, mark), target.substr(mark + 1), true};
}

std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

Value body_value(Vm& vm, Http1ServerConnection& connection) {
  if (connection.head().framing == BodyFraming::none) return Value::nil();
  if (!connection.body_is_complete()) return Value::boolean(true);  // it is to be read
  if (connection.collected_body().empty()) return Value::nil();
  return to_value(make_byte_array(vm.heap, connection.collected_body()));
}

Value request_map(Vm& vm, ObjectArray* fields, Http1Server& server, Http1ServerConnection& connection) {
  Heap& heap = vm.heap;
  const Http1Head& head = connection.head();
  const Target target = read_target(head.target);
  const auto text = [&](std::string_view value) { return to_value(make_string(heap, value)); };
  const Value values[kRequestKeys] = {
      Value::fixnum(static_cast<int64_t>(connection.id())),
      Value::fixnum(server.local_address().port()),
      text(host_name(head.field("host"))),
      text(connection.peer_host()),
      text(target.path),
      target.has_query ? text(target.query) : Value::nil(),
      fields->data()[kSchemeName],
      method_value(vm, fields, head.method),
      fields->data()[head.minor_version == 0 ? kHttp10 : kHttp11],
      header_map(heap, as<ObjectArray>(fields->data()[kHeaderNames]), head.fields),
      body_value(vm, connection),
  };
  ArrayMap* map = heap.make_tail_unfilled<ArrayMap>(2 * kRequestKeys);
  for (uint32_t i = 0; i < kRequestKeys; ++i) {
    map->data()[2 * i] = fields->data()[kExchange + i];
    map->data()[2 * i + 1] = values[i];
  }
  return to_value(map);
}

// --- events ------------------------------------------------------------------------------

void start_task(Vm& vm, HostResource* resource, HttpServer& native, Http1ServerConnection& connection) {
  ObjectArray* fields = fields_of(resource);
  Task* task = vm.make_task(fields->data()[kRun], Inherit::nothing);
  task->bindings = fields->data()[kBindings];
  task->spawn = fields->data()[kSpawn];
  task->aux |= kTaskStartWithValue;
  task->resume_value = request_map(vm, fields, native.server, connection);
  vm.make_runnable(task);

  const uint32_t index = connection.index();
  ObjectArray* tasks = as<ObjectArray>(fields->data()[kTasks]);
  if (index >= tasks->tail_count) {
    ObjectArray* larger = make_object_array(vm.heap, 2 * uint64_t{index});
    for (uint64_t i = 0; i < tasks->tail_count; ++i) larger->data()[i] = tasks->data()[i];
    put(vm.heap, fields, kTasks, to_value(larger));
    tasks = larger;
  }
  put(vm.heap, tasks, index, to_value(task));
  if (index >= native.exchanges.size()) native.exchanges.resize(index + 1);
  native.exchanges[index] = connection.id();
}

void cancel_task(Vm& vm, HostResource* resource, HttpServer& native, uint64_t exchange, std::string_view reason) {
  const uint32_t index = static_cast<uint32_t>(exchange);
  if (index >= native.exchanges.size() || native.exchanges[index] != exchange) return;
  ObjectArray* tasks = as<ObjectArray>(fields_of(resource)->data()[kTasks]);
  Task* task = try_as<Task>(tasks->data()[index]);
  if (!task || task->done()) return;
  const bool has_started = task->has_started();
  Scheduler::of(vm).cancel(task, Value::nil(), to_value(vm.world.intern_keyword(reason)), false);
  if (has_started) return;
  // It never runs, so nothing of its own ends the exchange.
  if (Http1ServerConnection* connection = native.server.find(exchange)) connection->abort();
}

void handle_events(Vm& vm, HostResource* resource) {
  HttpServer& native = *try_native<HttpServer>(to_value(resource));
  for (Http1ServerEvent event; native.server.take_event(event);) {
    switch (event.kind) {
      case Http1ServerEvent::Kind::request:
        if (Http1ServerConnection* connection = native.server.find(event.id); connection && connection->has_request())
          start_task(vm, resource, native, *connection);
        break;
      case Http1ServerEvent::Kind::gone: cancel_task(vm, resource, native, event.id, "http/client-gone"); break;
      case Http1ServerEvent::Kind::timed_out:
        cancel_task(vm, resource, native, event.id, "http/handler-timeout");
        break;
    }
  }
}

Returned finish_events(Vm& vm, const ListWait& wait, int) {
  HostResource* resource = as<HostResource>(wait.subject);
  handle_events(vm, resource);
  if (try_native<HttpServer>(wait.subject)->server.is_stopped()) return Value::nil();
  return std::unexpected(Raised::park());
}

// --- arguments -----------------------------------------------------------------------------

OrRaised<HttpServer*> server_arg(HostCall& call, uint32_t i) {
  if (HttpServer* native = try_native<HttpServer>(call[i])) return native;
  NORN_RAISE(wrong_argument(call, i, "an HTTP server"));
}

// The connection of an exchange, or nullptr when its client is gone.
OrRaised<Http1ServerConnection*> exchange_arg(HostCall& call) {
  HttpServer* native = NORN_TRY(server_arg(call, 0));
  const int64_t id = NORN_TRY(integer_arg(call, 1));
  Http1ServerConnection* connection = native->server.find(static_cast<uint64_t>(id));
  return connection && connection->has_request() ? connection : nullptr;
}

Raised client_gone(Vm& vm) {
  const Returned data = make_map(
      vm.heap, {to_value(vm.world.intern_keyword("type")), to_value(vm.world.intern_keyword("norn/io-error")),
                to_value(vm.world.intern_keyword("code")), to_value(vm.world.intern_keyword("http/client-gone"))});
  return raise(vm.heap, vm.world.types.io_exception.get(), "The client has closed the connection",
               data.value_or(Value::nil()));
}

// --- responses -------------------------------------------------------------------------------

// The head of a response. Everything is judged before the connection is told anything.
struct ResponseHead {
  int status = 0;
  bool has_date = false;
  bool closes = false;
  bool has_length = false;
  uint64_t length = 0;
  std::string problem;
};

std::string name_text(Value name) {
  if (const String* text = try_as<String>(name)) return std::string(text->view());
  if (Keyword* keyword = try_as<Keyword>(name)) return std::string(keyword->symbol->name->view());
  return {};
}

void append_header(Heap& heap, std::string& out, ResponseHead& head, std::string_view name, Value value) {
  std::string printed;
  std::string_view text;
  if (const String* string = try_as<String>(value)) {
    text = string->view();
  } else if (auto number = as_int64(value)) {
    printed = std::to_string(*number);
    text = printed;
  } else if (is<Vector>(value)) {
    Vector* values = as<Vector>(value);
    for (uint64_t i = 0; i < values->count; ++i) append_header(heap, out, head, name, vector_nth(values, i));
    return;
  } else {
    head.problem = "the value of header \"" + std::string(name) + "\" is " + describe(heap, value) +
                   ", expected a string, a number or a vector of those";
    return;
  }
  if (!is_field_value(text)) {
    head.problem = "the value of header \"" + std::string(name) + "\" contains a line break or NUL";
    return;
  }
  switch (name.size()) {
    case 4: head.has_date |= equals_ignoring_case(name, "date"); break;
    case 10:
      if (equals_ignoring_case(name, "connection")) {
        head.closes |= list_has_token(text, "close");
        return;
      }
      break;
    case 14:
      if (equals_ignoring_case(name, "content-length")) {
        head.has_length = true;
        head.length = 0;
        for (char c : text) {
          if (c < '0' || c > '9') {
            head.problem = "header Content-Length is \"" + std::string(text) + "\", expected a number";
            return;
          }
          head.length = head.length * 10 + static_cast<uint64_t>(c - '0');
        }
        return;  // written from what is sent
      }
      break;
    case 17:
      if (equals_ignoring_case(name, "transfer-encoding")) return;
      break;
    default: break;
  }
  append_field(out, name, text);
}

// Status line and the fields of the response map. A problem is left in `head`.
void append_response_head(HostCall& call, std::string& out, ObjectArray* fields, Value response, ResponseHead& head) {
  Heap& heap = call.heap;
  if (!is_map(response)) {
    head.problem = "the handler returned " + describe(heap, response) + ", expected a response map";
    return;
  }
  const Value status = map_get_keyword(heap, response, as<Keyword>(fields->data()[kStatus]));
  if (!status.is_fixnum() || status.as_fixnum() < 100 || status.as_fixnum() > 999) {
    head.problem = ":status is " + describe(heap, status) + ", expected an integer from 100 to 999";
    return;
  }
  head.status = static_cast<int>(status.as_fixnum());
  append_status_line(out, head.status);
  const Value headers = map_get_keyword(heap, response, as<Keyword>(fields->data()[kHeaders]));
  if (!headers.is_nil() && !is_map(headers)) {
    head.problem = ":headers is " + describe(heap, headers) + ", expected a map of names to values";
    return;
  }
  MapIterator entries(heap, headers);
  while (head.problem.empty() && entries.next()) {
    if (const String* name = try_as<String>(entries.key()); name && is_token(name->view())) {
      append_header(heap, out, head, name->view(), entries.value());
      continue;
    }
    const std::string name = name_text(entries.key());
    if (is_token(name))
      append_header(heap, out, head, name, entries.value());
    else
      head.problem =
          "a header is named " + describe(heap, entries.key()) + ", expected a string without blanks or colons";
  }
}

bool status_has_body(int status) { return status >= 200 && status != 204 && status != 304; }

// --- answering ---------------------------------------------------------------------------------------

// A response that is about to be sent: its head is in `out`, but for the fields of the connection and of the body.
struct Reply {
  Http1ServerConnection* connection = nullptr;
  Http1Server* server = nullptr;
  ObjectArray* fields = nullptr;
  std::string* out = nullptr;
  ResponseHead head;
};

// Begins the reply to (server exchange response …). A value: what the host function returns instead of answering,
// because the client is gone (false) or the response is wrong (a string that says why).
OrRaised<std::optional<Value>> begin_reply(HostCall& call, Reply& reply) {
  reply.connection = NORN_TRY(exchange_arg(call));
  if (!reply.connection) return Value::boolean(false);
  reply.fields = fields_of(as<HostResource>(call[0]));
  reply.server = &try_native<HttpServer>(call[0])->server;
  reply.out = &reply.server->scratch();
  reply.out->clear();
  append_response_head(call, *reply.out, reply.fields, call[2], reply.head);
  if (!reply.head.problem.empty()) return string_value(call, reply.head.problem);
  if (reply.connection->state() != Http1ServerConnection::State::handling)
    NORN_RAISE(raise_state(call.heap, "the response has begun already"));
  return std::nullopt;
}

}  // namespace

// --- serving -------------------------------------------------------------------------------------

NORN_HOST(http_listen, "norn.prim/http-listen", "([options])",
          "Opens a server socket and returns the server. options: a vector of host (an IP address), port, unix path or "
          "nil, backlog, reuse-port?, the limits in the order of Http1ServerOptions, and a TLS context or nil.") {
  Vector* given = NORN_TRY(object_arg<Vector>(call, 0, "a vector"));
  const auto at = [&](uint64_t i) { return i < given->count ? vector_nth(given, i) : Value::nil(); };
  const auto number = [&](uint64_t i, int64_t otherwise) { return at(i).is_fixnum() ? at(i).as_fixnum() : otherwise; };
  Http1ServerOptions options;
  options.limits.start_line_bytes =
      static_cast<size_t>(number(5, static_cast<int64_t>(options.limits.start_line_bytes)));
  options.limits.head_bytes = static_cast<size_t>(number(6, static_cast<int64_t>(options.limits.head_bytes)));
  options.limits.header_count = static_cast<size_t>(number(7, static_cast<int64_t>(options.limits.header_count)));
  options.limits.body_bytes = static_cast<uint64_t>(number(8, static_cast<int64_t>(options.limits.body_bytes)));
  options.max_connections = static_cast<size_t>(number(9, static_cast<int64_t>(options.max_connections)));
  options.max_requests = static_cast<size_t>(number(10, static_cast<int64_t>(options.max_requests)));
  options.header_timeout_ms = number(11, options.header_timeout_ms);
  options.idle_timeout_ms = number(12, options.idle_timeout_ms);
  options.body_timeout_ms = number(13, options.body_timeout_ms);
  options.handler_timeout_ms = number(14, options.handler_timeout_ms);
  options.write_timeout_ms = number(15, options.write_timeout_ms);
  options.pipelining = static_cast<size_t>(number(17, static_cast<int64_t>(options.pipelining)));

  SocketAddress address;
  if (const String* path = try_as<String>(at(2))) {
    if (!SocketAddress::is_usable_path(path->view()))
      NORN_RAISE(raise_illegal_argument(call.heap, "the path of a Unix socket is at most 107 bytes long"));
    address = SocketAddress::unix_path(path->view());
  } else {
    const String* host = try_as<String>(at(0));
    const int64_t port = number(1, -1);
    const std::optional<SocketAddress> parsed = host && port >= 0 && port <= 65535
                                                    ? SocketAddress::parse(host->view(), static_cast<unsigned>(port))
                                                    : std::nullopt;
    if (!parsed)
      NORN_RAISE(raise_illegal_argument(call.heap, "expected an IP address and a port from 0 to 65535, found " +
                                                       describe(call.heap, at(0)) + " and " +
                                                       describe(call.heap, at(1))));
    address = *parsed;
  }
  ListenOptions listening;
  listening.backlog = static_cast<int>(number(3, listening.backlog));
  listening.reuse_port = at(4).truthy();

  LoopApi& loop = Scheduler::of(call.vm).loop();
  TlsContextResource* tls = try_native<TlsContextResource>(at(16));
  auto native =
      std::make_unique<HttpServer>(loop, options, tls ? std::make_unique<TlsWrapper>(loop.handles(), *tls) : nullptr);
  if (const int status = native->server.listen(address, listening); status < 0) {
    const std::string where = address.text();
    const Returned data = make_map(
        call.heap, {keyword_value(call, "type"), keyword_value(call, "norn/io-error"), keyword_value(call, "code"),
                    keyword_value(call, status_name(status)), keyword_value(call, "operation"),
                    keyword_value(call, "listen"), keyword_value(call, "address"), string_value(call, where)});
    NORN_RAISE(raise(call.heap, world_of(call).types.bind_exception.get(),
                     "cannot listen at " + where + ": " + status_sentence(status), data.value_or(Value::nil())));
  }
  HostResource* resource = make_host_resource(call.heap, std::move(native));
  ObjectArray* fields = make_fields(call.vm, tls != nullptr);
  put(call.heap, fields, kTls, at(16));
  resource->data = to_value(fields);
  return to_value(resource);
}

NORN_HOST(http_serve, "norn.prim/http-serve!", "([server run])",
          "Runs (run request) as a task for every request, until the server is stopped.") {
  HttpServer* native = NORN_TRY(server_arg(call, 0));
  HostResource* resource = as<HostResource>(call[0]);
  ObjectArray* fields = fields_of(resource);
  put(call.heap, fields, kRun, call[1]);
  put(call.heap, fields, kBindings, call.vm.current_bindings());
  put(call.heap, fields, kSpawn, call.vm.spawn_site(Value::nil()));
  handle_events(call.vm, resource);
  if (native->server.is_stopped()) return Value::nil();
  return std::unexpected(Scheduler::of(call.vm).wait_in({native->server.events(), call[0], finish_events}));
}

NORN_HOST(http_port, "norn.prim/http-port", "([server])",
          "The port a server listens at; 0 of a Unix socket or once stopped.") {
  HttpServer* native = NORN_TRY(server_arg(call, 0));
  return Value::fixnum(native->server.local_address().port());
}

NORN_HOST(http_counts, "norn.prim/http-counts", "([server])",
          "[open connections, requests under way, requests so far].") {
  Http1Server& server = NORN_TRY(server_arg(call, 0))->server;
  return to_value(make_vector(call.heap, {Value::fixnum(static_cast<int64_t>(server.connection_count())),
                                          Value::fixnum(static_cast<int64_t>(server.request_count())),
                                          Value::fixnum(static_cast<int64_t>(server.requests_total()))}));
}

NORN_HOST(http_begin_stop, "norn.prim/http-begin-stop", "([server])",
          "Accepts nothing more; suspends until the requests under way are answered.") {
  HttpServer* native = NORN_TRY(server_arg(call, 0));
  native->server.begin_stop();
  if (native->server.connection_count() == 0) return Value::nil();
  const auto finish = [](Vm&, const ListWait& wait, int) -> Returned {
    if (try_native<HttpServer>(wait.subject)->server.connection_count() == 0) return Value::nil();
    return std::unexpected(Raised::park());
  };
  return std::unexpected(Scheduler::of(call.vm).wait_in({native->server.stop_waiters(), call[0], finish}));
}

NORN_HOST(http_stop, "norn.prim/http-stop", "([server])",
          "Closes everything; tasks of requests under way are cancelled.") {
  HttpServer* native = NORN_TRY(server_arg(call, 0));
  native->server.stop();
  handle_events(call.vm, as<HostResource>(call[0]));
  return Value::nil();
}

// --- one exchange ------------------------------------------------------------------------------------

NORN_HOST(
    http_respond, "norn.prim/http-respond", "([server exchange response])",
    "Sends a response whose body is nil, a string or a byte array: true. false: the client is gone. nil: the body is "
    "something else. A string: what is wrong with the response.") {
  Reply reply;
  if (std::optional<Value> instead = NORN_TRY(begin_reply(call, reply))) return *instead;
  auto& [connection, server, fields, reply_out, head] = reply;
  std::string& out = *reply_out;
  const Value content = map_get_keyword(call.heap, call[2], as<Keyword>(fields->data()[kBody]));
  std::optional<std::string_view> bytes = content.is_nil() ? std::string_view() : bytes_of(content);
  if (!bytes) return Value::nil();
  std::string_view body = *bytes;
  if (head.closes) connection->close_after_response();
  if (!head.has_date) out += server->date_field();
  connection->append_connection_fields(out);
  if (!status_has_body(head.status))
    body = {};
  else if (connection->is_head_request() && head.has_length && body.empty())
    append_field(out, "Content-Length", head.length);
  else
    append_field(out, "Content-Length", body.size());
  end_head(out);
  connection->respond(out, body);
  return Value::boolean(true);
}

NORN_HOST(http_begin_response, "norn.prim/http-begin-response", "([server exchange response length])",
          "Sends the head of a response whose body follows, of so many bytes, or nil: as its Content-Length says, or "
          "unknown. "
          "Returns as http-respond.") {
  Reply reply;
  if (std::optional<Value> instead = NORN_TRY(begin_reply(call, reply))) return *instead;
  auto& [connection, server, fields, reply_out, head] = reply;
  std::string& out = *reply_out;
  connection->ask_for_body();
  const bool has_length = call[3].is_fixnum() || head.has_length;
  const uint64_t length = call[3].is_fixnum() ? static_cast<uint64_t>(call[3].as_fixnum()) : head.length;
  const bool chunked = !has_length && status_has_body(head.status) && connection->can_chunk();
  if (head.closes || (!has_length && !chunked && status_has_body(head.status))) connection->close_after_response();
  if (!head.has_date) out += server->date_field();
  connection->append_connection_fields(out);
  if (chunked) out += "Transfer-Encoding: chunked\r\n";
  if (has_length && status_has_body(head.status)) append_field(out, "Content-Length", length);
  end_head(out);
  connection->begin_response(
      out, chunked, has_length && status_has_body(head.status) ? length : Http1ServerConnection::kUnknownLength);
  return Value::boolean(true);
}

NORN_HOST(http_write, "norn.prim/http-write", "([server exchange bytes-or-string])",
          "Sends a piece of the body; suspends while much of it is unsent. Returns nil.") {
  Http1ServerConnection* connection = NORN_TRY(exchange_arg(call));
  const std::string_view bytes = NORN_TRY(optional_bytes_arg(call, 2));
  if (!connection || connection->state() != Http1ServerConnection::State::responding) NORN_RAISE(client_gone(call.vm));
  if (bytes.size() > connection->unsent_length())
    NORN_RAISE(raise_state(call.heap, "the body is longer than :content-length says"));
  if (connection->send_piece(bytes) < 0) NORN_RAISE(client_gone(call.vm));
  if (connection->queued_bytes() <= kQueuedBytes) return Value::nil();
  const auto finish = [](Vm& vm, const ListWait& wait, int) -> Returned {
    Http1ServerConnection* still =
        try_native<HttpServer>(wait.subject)->server.find(static_cast<uint64_t>(wait.argument));
    if (!still || still->has_failed()) return std::unexpected(client_gone(vm));
    if (still->queued_bytes() > kQueuedBytes) return std::unexpected(Raised::park());
    return Value::nil();
  };
  return std::unexpected(Scheduler::of(call.vm).wait_in(
      {connection->write_waiters(), call[0], finish, static_cast<int64_t>(connection->id())}));
}

NORN_HOST(http_end_response, "norn.prim/http-end-response", "([server exchange])", "The body is complete.") {
  Http1ServerConnection* connection = NORN_TRY(exchange_arg(call));
  if (!connection) return Value::boolean(false);
  if (const uint64_t unsent = connection->unsent_length();
      connection->state() == Http1ServerConnection::State::responding && unsent > 0 &&
      unsent != Http1ServerConnection::kUnknownLength)
    NORN_RAISE(
        raise_state(call.heap, "the body is " + std::to_string(unsent) + " bytes shorter than :content-length says"));
  connection->end_response();
  return Value::boolean(true);
}

NORN_HOST(http_abort, "norn.prim/http-abort", "([server exchange])",
          "Ends an exchange that has not been answered completely by closing its connection. True if there was one.") {
  Http1ServerConnection* connection = NORN_TRY(exchange_arg(call));
  if (!connection) return Value::boolean(false);
  connection->abort();
  return Value::boolean(true);
}

NORN_HOST(http_exchange_state, "norn.prim/http-exchange-state", "([server exchange])",
          ":handling, :responding, :upgraded, or nil once it is over.") {
  Http1ServerConnection* connection = NORN_TRY(exchange_arg(call));
  if (!connection) return Value::nil();
  switch (connection->state()) {
    case Http1ServerConnection::State::handling: return keyword_value(call, "handling");
    case Http1ServerConnection::State::responding: return keyword_value(call, "responding");
    default: return keyword_value(call, "upgraded");
  }
}

namespace {

Raised body_failed(Vm& vm, Http1ServerConnection* connection) {
  if (!connection) return client_gone(vm);
  const char* why = connection->body_failure();
  const Returned data = make_map(
      vm.heap, {to_value(vm.world.intern_keyword("type")), to_value(vm.world.intern_keyword("norn/io-error")),
                to_value(vm.world.intern_keyword("code")), to_value(vm.world.intern_keyword("http/bad-body")),
                to_value(vm.world.intern_keyword("status")), Value::fixnum(connection->body_failure_status())});
  return raise(vm.heap, vm.world.types.io_exception.get(),
               std::string("The body of the request can't be read: ") + (why ? why : "the client has gone"),
               data.value_or(Value::nil()));
}

Returned read_some(Vm& vm, Http1ServerConnection* connection, bool* wait) {
  *wait = false;
  std::string bytes;
  switch (connection ? connection->read_body(bytes) : Http1ServerConnection::BodyRead::failed) {
    case Http1ServerConnection::BodyRead::bytes: return to_value(make_byte_array(vm.heap, bytes));
    case Http1ServerConnection::BodyRead::end: return Value::nil();
    case Http1ServerConnection::BodyRead::wait: *wait = true; return Value::nil();
    case Http1ServerConnection::BodyRead::failed: break;
  }
  return std::unexpected(body_failed(vm, connection));
}

Returned finish_read(Vm& vm, const ListWait& wait, int) {
  bool waits = false;
  const Returned got =
      read_some(vm, try_native<HttpServer>(wait.subject)->server.find(static_cast<uint64_t>(wait.argument)), &waits);
  if (waits) return std::unexpected(Raised::park());
  return got;
}

}  // namespace

NORN_HOST(http_read_body, "norn.prim/http-read-body", "([server exchange])",
          "The next bytes of the request's body as a byte array, nil at its end. Suspends until there are some.") {
  Http1ServerConnection* connection = NORN_TRY(exchange_arg(call));
  bool waits = false;
  const Returned got = read_some(call.vm, connection, &waits);
  if (!waits) return got;
  return std::unexpected(Scheduler::of(call.vm).wait_in(
      {connection->body_waiters(), call[0], finish_read, static_cast<int64_t>(connection->id())}));
}

NORN_HOST(
    http_upgrade, "norn.prim/http-upgrade", "([server exchange protocol deflate? message-bytes])",
    "Accepts a WebSocket handshake and returns the socket. A string: why the request is none. false: the client is "
    "gone.") {
  Http1ServerConnection* connection = NORN_TRY(exchange_arg(call));
  if (!connection || connection->state() != Http1ServerConnection::State::handling) return Value::boolean(false);
  const int64_t limit = NORN_TRY(integer_arg(call, 4));
  const Http1Head& head = connection->head();
  if (const std::string_view problem = ws_request_problem(head); !problem.empty()) return string_value(call, problem);
  const bool compresses = call[3].truthy() && ws_accepts_deflate(head.field("sec-websocket-extensions"));
  std::string out;
  append_status_line(out, 101);
  out += "Upgrade: websocket\r\nConnection: Upgrade\r\n";
  append_field(out, "Sec-WebSocket-Accept", ws_accept_key(head.field("sec-websocket-key")));
  if (compresses) append_field(out, "Sec-WebSocket-Extensions", kWsDeflateOffer);
  if (const String* protocol = try_as<String>(call[2]); protocol && is_token(protocol->view()))
    append_field(out, "Sec-WebSocket-Protocol", protocol->view());
  end_head(out);
  std::unique_ptr<Stream> stream = connection->upgrade(out);
  if (!stream) return Value::boolean(false);
  return make_websocket(call.vm, Scheduler::of(call.vm).loop().handles(), std::move(stream), true, compresses,
                        static_cast<size_t>(limit));
}

NORN_HOST(http_date_, "norn.prim/http-date", "([seconds])",
          "A time since 1970 as HTTP writes it: \"Sun, 06 Nov 1994 08:49:37 GMT\".") {
  return string_value(call, http_date(NORN_TRY(integer_arg(call, 0))));
}

NORN_HOST(hex_number, "norn.prim/hex-number", "([n])", "A number that is not negative, in hexadecimal.") {
  const int64_t number = NORN_TRY(integer_arg(call, 0));
  std::string text;
  for (uint64_t left = static_cast<uint64_t>(number); left || text.empty(); left >>= 4)
    text.insert(text.begin(), "0123456789abcdef"[left & 15]);
  return string_value(call, text);
}

NORN_MODULE(kHttpServerModule, http_upgrade, http_date_, hex_number, http_listen, http_serve, http_port, http_counts,
            http_begin_stop, http_stop, http_respond, http_begin_response, http_write, http_end_response, http_abort,
            http_exchange_state, http_read_body);

}  // namespace norn
