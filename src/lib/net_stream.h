// A byte stream (io/stream.h) as the language has it: whoever reads, writes or
// connects parks in one of its wait lists, and the stream's events wake them.
#pragma once

#include <memory>
#include <string>

#include "data/host_resource.h"
#include "io/byte_queue.h"
#include "io/handle_stream.h"
#include "io/stream.h"
#include "io/tls_stream.h"
#include "vm/host_function.h"

namespace norn {

class StreamResource final : public NativeResource, private StreamListener, private HandleStream::ConnectListener {
 public:
  static constexpr ResourceKind kKind{"a connection"};

  // `peer` names the other side in error messages: "127.0.0.1:80".
  StreamResource(HandleLoop& loop, std::unique_ptr<Stream> stream, std::string peer);
  // Not connected yet.
  explicit StreamResource(HandleLoop& loop);

  int connect(const SocketAddress& peer, const SocketAddress* local);

  Stream& stream() { return *stream_; }
  HandleLoop& loop() { return loop_; }
  const std::string& peer() const { return peer_; }
  bool is_reading() const { return !readers_.empty(); }

  WaitList& connecting() { return connecting_; }
  WaitList& readers() { return readers_; }
  WaitList& writers() { return writers_; }

  // What was taken from the stream for a read that needs more (read-exactly, read-until) and was not finished yet. It
  // comes before what the stream has.
  ByteQueue& gathered() { return gathered_; }

  // Takes the stream away: this one is then closed. Requires: nobody waits.
  std::unique_ptr<Stream> release();
  // Puts TLS over the stream; whoever waits in connecting() hears of the handshake. Requires: nobody waits.
  void start_tls(const TlsContext& context, const std::string& server_name);
  TlsStream* tls() { return tls_; }  // nullptr: plain

  // Whoever waits gets an error.
  void close();
  void reset();

 private:
  void on_connected(HandleStream& stream, int status) override;
  void on_readable(Stream& stream) override;
  void on_writable(Stream& stream) override;
  void wake_everybody();

  HandleLoop& loop_;
  std::unique_ptr<Stream> stream_;
  TlsStream* tls_ = nullptr;  // stream_, if it is one
  std::string peer_;
  WaitList connecting_, readers_, writers_;
  ByteQueue gathered_;
};

// What failed: as :operation, and as "cannot <phrase> <address>".
struct NetOperation {
  const char* name;
  const char* phrase;
  static const NetOperation kConnect, kAccept, kListen, kLookUp, kRead, kWrite, kShutDown, kConfigure, kHandshake,
      kSend, kReceive;
};

// IOException, or what fits better, with :type :norn/io-error, :code, :operation and :address. Requires: status < 0.
Raised raise_net_error(Vm& vm, const NetOperation& operation, std::string_view address, int status);

// The resource of class T as an argument: an open connection, a listener …
template <typename T>
OrRaised<T*> native_arg(HostCall& call, uint32_t i) {
  if (T* native = try_native<T>(call[i])) return native;
  NORN_RAISE(raise_expected(call.heap, std::string(T::kKind.name) + " as argument " + std::to_string(i + 1), call[i]));
}

}  // namespace norn
