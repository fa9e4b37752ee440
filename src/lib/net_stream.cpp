// Reading and writing of streams as host functions (namespace norn.prim); what
// programs see is clj/norn/net.clj.
//
// Each operation first tries without parking. A read takes bytes at the moment
// its task gets them, never before, so one that is cancelled has taken nothing.

#include "lib/net_stream.h"

#include "data/array.h"
#include "data/map.h"
#include "data/vector.h"
#include "lib/args.h"
#include "lib/bytes_arg.h"
#include "lib/wait.h"
#include "loop/uv_error.h"
#include "vm/cancellation.h"

namespace norn {

StreamResource::StreamResource(HandleLoop& loop, std::unique_ptr<Stream> stream, std::string peer)
    : NativeResource(kKind),
      loop_(loop),
      stream_(std::move(stream)),
      peer_(std::move(peer)),
      connecting_(loop.ready()),
      readers_(loop.ready()),
      writers_(loop.ready()) {
  stream_->set_listener(this);
}

StreamResource::StreamResource(HandleLoop& loop) : StreamResource(loop, std::make_unique<HandleStream>(), "") {}

int StreamResource::connect(const SocketAddress& peer, const SocketAddress* local) {
  peer_ = peer.text();
  return static_cast<HandleStream&>(*stream_).connect(loop_, peer, local, *this);
}

std::unique_ptr<Stream> StreamResource::release() {
  stream_->set_listener(nullptr);
  tls_ = nullptr;
  return std::exchange(stream_, std::make_unique<HandleStream>());
}

void StreamResource::start_tls(const TlsContext& context, const std::string& server_name) {
  auto layer = std::make_unique<TlsStream>(loop_, release(), context, server_name);
  tls_ = layer.get();
  stream_ = std::move(layer);
  stream_->set_listener(this);
}

void StreamResource::close() {
  stream_->close();
  wake_everybody();
}

void StreamResource::reset() {
  stream_->reset();
  wake_everybody();
}

void StreamResource::wake_everybody() {
  connecting_.wake_all(UV_EBADF);
  readers_.wake_all();
  writers_.wake_all();
}

void StreamResource::on_connected(HandleStream&, int status) {
  if (status < 0) stream_->close();
  connecting_.wake_all(status);
}

// Both may be the end of a handshake.
void StreamResource::on_readable(Stream&) {
  connecting_.wake_all();
  readers_.wake_first();
}

void StreamResource::on_writable(Stream&) {
  connecting_.wake_all();
  writers_.wake_all();
}

// --- errors --------------------------------------------------------------------------------

namespace {

Type* exception_type(Types& types, int status) {
  if (is_tls_status(status)) return types.ssl_exception.get();
  switch (status) {
    case UV_ECONNREFUSED:
    case UV_EHOSTUNREACH:
    case UV_ENETUNREACH:
    case UV_ETIMEDOUT:
    case UV_ENOENT: return types.connect_exception.get();
    case UV_EADDRINUSE:
    case UV_EADDRNOTAVAIL:
    case UV_EACCES: return types.bind_exception.get();
    case UV_EAI_NONAME:
    case UV_EAI_NODATA:
    case UV_EAI_AGAIN:
    case UV_EAI_FAIL: return types.unknown_host_exception.get();
    case UV_ECONNRESET:
    case UV_EPIPE:
    case UV_EBADF: return types.socket_exception.get();
    default: return types.io_exception.get();
  }
}

}  // namespace

const NetOperation NetOperation::kConnect = {"connect", "connect to"}, NetOperation::kAccept = {"accept", "accept at"},
                   NetOperation::kListen = {"listen", "listen at"}, NetOperation::kLookUp = {"lookup", "look up"},
                   NetOperation::kRead = {"read", "read from"}, NetOperation::kWrite = {"write", "write to"},
                   NetOperation::kShutDown = {"shutdown", "shut down"},
                   NetOperation::kConfigure = {"configure", "set an option of"},
                   NetOperation::kHandshake = {"handshake", "shake hands (TLS) with"},
                   NetOperation::kSend = {"send", "send to"}, NetOperation::kReceive = {"receive", "receive at"};

Raised raise_net_error(Vm& vm, const NetOperation& operation, std::string_view address, int status) {
  World& world = vm.world;
  const auto keyword = [&](std::string_view name) { return to_value(world.intern_keyword(name)); };
  const bool is_closed = status == UV_EBADF;  // by this program: the descriptor is gone
  const bool is_tls = is_tls_status(status);
  const std::string sentence = is_closed ? "it was closed here"
                               : is_tls  ? std::string(tls_status_sentence(status))
                                         : status_sentence(status);
  const std::string code = is_closed ? "closed" : is_tls ? std::string(tls_status_name(status)) : status_name(status);
  std::string text = std::string("cannot ") + operation.phrase;
  if (!address.empty()) text.append(" ").append(address);
  text.append(": ").append(sentence);
  const Returned data = make_map(vm.heap, {keyword("type"), keyword("norn/io-error"), keyword("code"), keyword(code),
                                           keyword("operation"), keyword(operation.name), keyword("address"),
                                           address.empty() ? Value::nil() : to_value(make_string(vm.heap, address))});
  return raise(vm.heap, exception_type(world.types, status), text, data.value_or(Value::nil()));
}

namespace {

// --- reading ---------------------------------------------------------------------------------

Value byte_array(Vm& vm, std::string_view bytes) { return to_value(make_byte_array(vm.heap, bytes)); }

StreamResource& resource_of(Value subject) { return *try_native<StreamResource>(subject); }

// What a read gets when the bytes it needs have not come: the failure, the end, or that it has to wait (on).
// Requires: whatever arrived is not enough.
Returned missing_bytes(Vm& vm, StreamResource& resource) {
  Stream& stream = resource.stream();
  if (!stream.is_open()) NORN_RAISE(raise_net_error(vm, NetOperation::kRead, resource.peer(), UV_EBADF));
  if (stream.failure() < 0 && stream.readable().empty())
    NORN_RAISE(raise_net_error(vm, NetOperation::kRead, resource.peer(), stream.failure()));
  if (stream.is_at_end()) return Value::nil();
  return std::unexpected(Raised::park());
}

// At most wait.argument bytes of what is there.
Returned take_some(Vm& vm, const ListWait& wait, int) {
  StreamResource& resource = resource_of(wait.subject);
  const auto most = static_cast<size_t>(wait.argument);
  ByteQueue& gathered = resource.gathered();
  if (!gathered.empty()) {
    const std::string_view bytes = gathered.view().substr(0, most);
    const Value chunk = byte_array(vm, bytes);
    gathered.consume(bytes.size());
    return chunk;
  }
  Stream& stream = resource.stream();
  const std::string_view bytes = stream.readable().substr(0, most);
  if (bytes.empty()) return missing_bytes(vm, resource);
  const Value chunk = byte_array(vm, bytes);
  stream.consume(bytes.size());
  return chunk;
}

// Moves what the stream has behind what was gathered: it reads ahead only so far.
void gather(StreamResource& resource, size_t most) {
  Stream& stream = resource.stream();
  while (most > 0) {
    const std::string_view bytes = stream.readable().substr(0, most);
    if (bytes.empty()) return;
    resource.gathered().append(bytes);
    most -= bytes.size();
    stream.consume(bytes.size());
  }
}

Value take_gathered(Vm& vm, StreamResource& resource, size_t count) {
  const Value chunk = byte_array(vm, resource.gathered().view().substr(0, count));
  resource.gathered().consume(count);
  return chunk;
}

// Exactly wait.argument bytes; fewer only at the end; nil if there is none.
Returned take_exactly(Vm& vm, const ListWait& wait, int) {
  StreamResource& resource = resource_of(wait.subject);
  ByteQueue& gathered = resource.gathered();
  const auto wanted = static_cast<size_t>(wait.argument);
  if (gathered.empty() && resource.stream().readable().size() >= wanted) return take_some(vm, wait, 0);
  if (gathered.size() < wanted) gather(resource, wanted - gathered.size());
  if (gathered.size() >= wanted) return take_gathered(vm, resource, wanted);
  const Returned missing = missing_bytes(vm, resource);
  if (missing && !gathered.empty()) return take_gathered(vm, resource, gathered.size());
  return missing;
}

// wait.argument: the delimiter in the low byte, above it how many bytes to take at most. Up to and with the delimiter;
// without it at the end or when there are so many bytes without one.
Returned take_until(Vm& vm, const ListWait& wait, int) {
  StreamResource& resource = resource_of(wait.subject);
  ByteQueue& gathered = resource.gathered();
  const char delimiter = static_cast<char>(wait.argument & 0xFF);
  const size_t most = static_cast<size_t>(wait.argument >> 8);
  size_t found = gathered.view().find(delimiter);
  if (found == std::string_view::npos && gathered.size() < most) {
    const size_t before = gathered.size();
    const size_t position = resource.stream().readable().find(delimiter);
    const size_t wanted = position == std::string_view::npos ? most : position + 1;
    gather(resource, std::min(wanted, most - before));
    found = gathered.view().substr(before).find(delimiter);
    if (found != std::string_view::npos) found += before;
  }
  if (found < most) return take_gathered(vm, resource, found + 1);
  if (gathered.size() >= most) return take_gathered(vm, resource, most);
  const Returned missing = missing_bytes(vm, resource);
  if (missing && !gathered.empty()) return take_gathered(vm, resource, gathered.size());
  return missing;
}

using Finish = decltype(ListWait::finish);

Returned read_with(HostCall& call, Finish finish, int64_t argument) {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  if (Raised signal{}; take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  if (resource->is_reading()) NORN_RAISE(raise_state(call.heap, "another task is reading from this connection"));
  if (const int status = resource->stream().start_reading(); status < 0 && !resource->stream().is_open())
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kRead, resource->peer(), status));
  const ListWait wait = {resource->readers(), call[0], finish, argument};
  Returned taken = finish(call.vm, wait, 0);
  if (taken || taken.error().is_exception()) return taken;
  return await_in(call, wait);
}

OrRaised<int64_t> size_arg(HostCall& call, uint32_t i, int64_t lowest) {
  constexpr int64_t kMost = int64_t{1} << 40;
  const int64_t size = NORN_TRY(integer_arg(call, i));
  if (size < lowest || size > kMost)
    NORN_RAISE(raise_illegal_argument(call.heap, "a number of bytes can't be " + std::to_string(size)));
  return size;
}

// --- writing ---------------------------------------------------------------------------------

Returned finish_write(Vm& vm, const ListWait& wait, int) {
  StreamResource& resource = resource_of(wait.subject);
  Stream& stream = resource.stream();
  if (!stream.is_open()) NORN_RAISE(raise_net_error(vm, NetOperation::kWrite, resource.peer(), UV_EBADF));
  if (stream.failure() < 0) NORN_RAISE(raise_net_error(vm, NetOperation::kWrite, resource.peer(), stream.failure()));
  if (stream.queued_bytes() > 0) return std::unexpected(Raised::park());
  return Value::nil();
}

Value address_value(Heap& heap, const SocketAddress& address) {
  if (address.family() == AF_UNSPEC) return Value::nil();
  const Value host = to_value(make_string(heap, address.host()));
  if (!address.is_ip()) return host;
  return to_value(make_vector(heap, {host, Value::fixnum(address.port())}));
}

}  // namespace

NORN_HOST(stream_read, "norn.prim/stream-read", "([stream most])",
          "What has arrived, at least one byte and at most `most`, as a byte array; nil at the end. Suspends.") {
  const int64_t most = NORN_TRY(size_arg(call, 1, 1));
  return read_with(call, take_some, most);
}

NORN_HOST(stream_read_exactly, "norn.prim/stream-read-exactly", "([stream n])",
          "A byte array of n bytes; of fewer if the stream ends before; nil if it has ended. Suspends.") {
  const int64_t wanted = NORN_TRY(size_arg(call, 1, 1));
  return read_with(call, take_exactly, wanted);
}

NORN_HOST(stream_read_until, "norn.prim/stream-read-until", "([stream delimiter most])",
          "The bytes up to and with the delimiter (a number), as a byte array; without it at the end, or when `most` "
          "bytes have come; nil if the stream has ended. Suspends.") {
  const int64_t delimiter = NORN_TRY(integer_arg(call, 1));
  const int64_t most = NORN_TRY(size_arg(call, 2, 1));
  return read_with(call, take_until, most << 8 | (delimiter & 0xFF));
}

NORN_HOST(stream_write, "norn.prim/stream-write", "([stream & pieces])",
          "Writes strings (as UTF-8) and byte arrays, in one go; suspends until the kernel has all of them. Returns "
          "nil.") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  if (Raised signal{}; take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  int status = 0;
  if (call.count == 2) {
    const std::string_view piece = NORN_TRY(bytes_arg(call, 1));
    status = resource->stream().write(piece);
  } else {
    std::vector<std::string_view> pieces;
    for (uint32_t i = 1; i < call.count; ++i) pieces.push_back(NORN_TRY(bytes_arg(call, i)));
    status = resource->stream().write(pieces);
  }
  if (status < 0) NORN_RAISE(raise_net_error(call.vm, NetOperation::kWrite, resource->peer(), status));
  if (resource->stream().queued_bytes() == 0) return Value::nil();
  return await_in(call, {resource->writers(), call[0], finish_write});
}

NORN_HOST(stream_shutdown, "norn.prim/stream-shutdown", "([stream])",
          "Says to the peer that no more will come; reading goes on. Returns nil.") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  if (const int status = resource->stream().shutdown(); status < 0)
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kShutDown, resource->peer(), status));
  return Value::nil();
}

NORN_HOST(stream_close, "norn.prim/stream-close", "([stream])",
          "Closes the stream; whoever reads or writes gets an error. Returns nil.") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  resource->close();
  return Value::nil();
}

NORN_HOST(stream_reset, "norn.prim/stream-reset", "([stream])",
          "Closes the stream so that the peer sees an error instead of the end. Returns nil.") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  resource->reset();
  return Value::nil();
}

NORN_HOST(stream_is_open, "norn.prim/stream-open?", "([stream])", "False once the stream was closed here.") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  return Value::boolean(resource->stream().is_open());
}

NORN_HOST(stream_local_address, "norn.prim/stream-local-address", "([stream])",
          "[host port], the path of a Unix socket, or nil.") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  return address_value(call.heap, resource->stream().local_address());
}

NORN_HOST(stream_peer_address, "norn.prim/stream-peer-address", "([stream])",
          "[host port], the path of a Unix socket, or nil.") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  return address_value(call.heap, resource->stream().peer_address());
}

NORN_HOST(stream_set_no_delay, "norn.prim/stream-set-no-delay", "([stream on?])",
          "Whether TCP sends small pieces at once. Returns nil.") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  if (const int status = resource->stream().set_no_delay(call[1].truthy()); status < 0)
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kConfigure, resource->peer(), status));
  return Value::nil();
}

NORN_HOST(stream_set_keep_alive, "norn.prim/stream-set-keep-alive", "([stream seconds])",
          "After so many idle seconds TCP asks whether the peer is still there; nil: never. Returns nil.") {
  StreamResource* resource = NORN_TRY(native_arg<StreamResource>(call, 0));
  const bool is_on = !call[1].is_nil();
  const int64_t seconds = is_on ? NORN_TRY(integer_arg(call, 1)) : 0;
  if (is_on && (seconds < 1 || seconds > 32767))
    NORN_RAISE(raise_illegal_argument(call.heap, "keep-alive takes 1 to 32767 seconds"));
  if (const int status = resource->stream().set_keep_alive(is_on, static_cast<unsigned>(seconds)); status < 0)
    NORN_RAISE(raise_net_error(call.vm, NetOperation::kConfigure, resource->peer(), status));
  return Value::nil();
}

NORN_MODULE(kStreamModule, stream_read, stream_read_exactly, stream_read_until, stream_write, stream_shutdown,
            stream_close, stream_reset, stream_is_open, stream_local_address, stream_peer_address, stream_set_no_delay,
            stream_set_keep_alive);

}  // namespace norn
