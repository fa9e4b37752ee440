// TLS as host functions (namespace norn.prim); what programs see is
// clj/norn/tls.clj. Certificates and keys come as PEM text: reading files is
// the library's.

#include "data/map.h"
#include "data/string.h"
#include "data/vector.h"
#include "io/tls_stream.h"
#include "lib/args.h"
#include "lib/net_stream.h"
#include "lib/tls_context_resource.h"
#include "lib/wait.h"
#include "vm/cancellation.h"

namespace norn {
namespace {

Value keyword(World& world, std::string_view name) { return to_value(world.intern_keyword(name)); }

Raised raise_tls_options(HostCall& call, const Error& error) {
  World& world = world_of(call);
  const Returned data =
      make_map(call.heap, {keyword(world, "type"), keyword(world, "norn/io-error"), keyword(world, "code"),
                           keyword(world, error.code), keyword(world, "operation"), keyword(world, "configure")});
  return raise(call.heap, world.types.ssl_exception.get(), error.text, data.value_or(Value::nil()));
}

// nil or a string.
OrRaised<std::string> text_option(HostCall& call, Value value) {
  if (value.is_nil()) return std::string();
  if (const String* text = try_as<String>(value)) return std::string(text->view());
  NORN_RAISE(raise_expected(call.heap, "PEM text, a string", value));
}

// The options of norn.prim/tls-context, in order of its arguments.
OrRaised<TlsOptions> options_arg(HostCall& call) {
  TlsOptions options;
  options.role = call[0].truthy() ? TlsRole::server : TlsRole::client;
  const int64_t verify = NORN_TRY(integer_arg(call, 1));
  options.verify = verify == 0 ? TlsVerify::none : (verify == 1 ? TlsVerify::optional : TlsVerify::required);
  options.trust_system = call[2].truthy();
  options.trusted_pem = NORN_TRY(text_option(call, call[3]));
  options.identity = {NORN_TRY(text_option(call, call[4])), NORN_TRY(text_option(call, call[5])),
                      NORN_TRY(text_option(call, call[8]))};
  options.allows_tls_1_2 = !call[7].truthy();
  options.resumes = call[10].truthy();
  const Vector* others = NORN_TRY(object_arg<Vector>(call, 9, "a vector"));
  for (uint64_t i = 0; i + 2 < others->count; i += 3)
    options.others.push_back({NORN_TRY(text_option(call, vector_nth(others, i))),
                              NORN_TRY(text_option(call, vector_nth(others, i + 1))),
                              NORN_TRY(text_option(call, vector_nth(others, i + 2)))});
  if (call[6].is_nil()) return options;
  const Vector* protocols = NORN_TRY(object_arg<Vector>(call, 6, "a vector of strings"));
  for (uint64_t i = 0; i < protocols->count; ++i) {
    const String* name = try_as<String>(vector_nth(protocols, i));
    if (!name) NORN_RAISE(wrong_argument(call, 6, "a vector of strings"));
    options.protocols.emplace_back(name->view());
  }
  return options;
}

Returned finish_handshake(Vm& vm, const ListWait& wait, int) {
  StreamResource& resource = *try_native<StreamResource>(wait.subject);
  TlsStream& tls = *resource.tls();
  if (!tls.is_open()) NORN_RAISE(raise_net_error(vm, NetOperation::kHandshake, resource.peer(), UV_EBADF));
  if (tls.is_ready()) return Value::nil();
  if (tls.failure() < 0) NORN_RAISE(raise_net_error(vm, NetOperation::kHandshake, resource.peer(), tls.failure()));
  return std::unexpected(Raised::park());
}

Value certificate_value(HostCall& call, const TlsSession::Certificate& certificate) {
  World& world = world_of(call);
  return *make_map(call.heap, {keyword(world, "subject"), string_value(call, certificate.subject),
                               keyword(world, "issuer"), string_value(call, certificate.issuer),
                               keyword(world, "expires-ms"), make_integer(call.heap, certificate.expires_ms),
                               keyword(world, "sha256"), string_value(call, certificate.sha256)});
}

}  // namespace

NORN_HOST(
    tls_context, "norn.prim/tls-context",
    "([server? verify trust-system? trusted-pem certificate-pem key-pem protocols only-1.3? key-password others "
    "resumes?])",
    "What TLS sessions share. verify: 0 nothing, 1 a certificate that is shown, 2 that one is shown too; protocols: "
    "of ALPN, a vector of strings or nil; others: a vector of certificate, key, password, certificate …; texts may be "
    "nil.") {
  const TlsOptions options = NORN_TRY(options_arg(call));
  Result<TlsContext> made = TlsContext::make(options);
  if (!made) NORN_RAISE(raise_tls_options(call, made.error()));
  return to_value(make_host_resource(call.heap, std::make_unique<TlsContextResource>(*std::move(made))));
}

NORN_HOST(tls_replace_context, "norn.prim/tls-replace-context", "([context other])",
          "New sessions of the first context use what the second one has. The second one is then as the first was. "
          "Returns nil.") {
  TlsContextResource* context = NORN_TRY(native_arg<TlsContextResource>(call, 0));
  TlsContextResource* other = NORN_TRY(native_arg<TlsContextResource>(call, 1));
  std::swap(context->context(), other->context());
  return Value::nil();
}

NORN_HOST(tls_start, "norn.prim/tls-start", "([stream context server-name])",
          "Puts TLS over a connected stream and shakes hands. Suspends; returns nil. If it is cancelled or fails, the "
          "stream is to be closed.") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  TlsContextResource* context = NORN_TRY(native_arg<TlsContextResource>(call, 1));
  const std::string server_name = NORN_TRY(text_option(call, call[2]));
  if (Raised signal{}; take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  if (!resource->stream().is_open())
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kHandshake, resource->peer(), UV_EBADF));
  if (resource->is_reading()) NORN_RAISE(raise_state(call.heap, "another task is reading from this connection"));
  if (!resource->gathered().empty())
    NORN_RAISE(raise_state(call.heap, "this connection holds bytes of a read that was given up: TLS can't begin"));
  resource->start_tls(context->context(), server_name);
  return await_in(call, {resource->connecting(), call[0], finish_handshake});
}

NORN_HOST(
    tls_info, "norn.prim/tls-info", "([stream])",
    "nil unless the stream speaks TLS; else a map of :version :cipher :resumed :alpn :server-name (nil: none) and "
    ":peer-certificate (nil, or a map of :subject :issuer :expires-ms :sha256).") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  const TlsStream* tls = resource->tls();
  if (!tls) return Value::nil();
  const TlsSession& session = tls->session();
  World& world = world_of(call);
  const auto text_or_nil = [&](const std::string& text) {
    return text.empty() ? Value::nil() : string_value(call, text);
  };
  TlsSession::Certificate shown;
  const Value certificate = session.peer_certificate(shown) ? certificate_value(call, shown) : Value::nil();
  return make_map(
      call.heap, {keyword(world, "version"), string_value(call, session.version()), keyword(world, "cipher"),
                  string_value(call, session.cipher()), keyword(world, "resumed"), Value::boolean(session.is_resumed()),
                  keyword(world, "alpn"), text_or_nil(session.protocol()), keyword(world, "server-name"),
                  text_or_nil(session.server_name()), keyword(world, "peer-certificate"), certificate});
}

NORN_MODULE(kTlsModule, tls_context, tls_replace_context, tls_start, tls_info);

}  // namespace norn
