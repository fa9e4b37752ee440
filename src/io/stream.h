// The contract of every byte stream between here and somebody else: TCP, Unix
// sockets, pipes, TLS. Knows no language; the language's side is
// lib/net_stream.h, the HTTP server sits on a Stream directly.
//
// Reading is pulled. From start_reading() on the stream reads ahead, up to
// kReadAheadBytes; then it stops asking the kernel, whose window closes, which
// holds up the peer: back-pressure. readable() shows what is there, consume()
// takes it, and reading goes on once at most half of the limit is left. What
// is not taken is kept, so giving up a read loses nothing.
//
// Writing gives the bytes to the kernel at once as far as it takes them, and
// queues a copy of the rest. A writer that cares for memory stops while
// queued_bytes() is above its limit and goes on in on_writable().
//
// A stream fails once and for good: failure() is then a negative status
// (loop/uv_error.h; TLS adds its own codes). What had been read stays readable.
//
// The listener is called from inside the loop's poll only, never from a method
// of the stream, except that consume() and write() of a TLS stream may call the
// methods of the stream below. It may close or destroy the stream. It must not
// touch language values.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "loop/socket_address.h"

namespace norn {

class Stream;

class StreamListener {
 public:
  // More bytes, the end, or the failure of reading.
  virtual void on_readable(Stream& stream) = 0;
  // Everything written is with the kernel, or writing has failed.
  virtual void on_writable(Stream& stream) = 0;

 protected:
  ~StreamListener() = default;
};

class Stream {
 public:
  static constexpr size_t kReadAheadBytes = size_t{64} << 10;

  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;  // closes

  void set_listener(StreamListener* listener) { listener_ = listener; }

  // --- reading ---
  virtual int start_reading() = 0;  // harmless when reading already
  // What has arrived. Inside on_readable it may lie in a shared buffer: valid until the callback returns, or until the
  // next consume().
  virtual std::string_view readable() const = 0;
  virtual void consume(size_t count) = 0;  // Requires: count <= readable().size().
  // The peer sends no more, and everything it sent has been taken.
  virtual bool is_at_end() const = 0;

  // --- writing ---
  // All pieces, in order. 0 (sent or queued), or the status of the failure.
  virtual int write(std::span<const std::string_view> pieces) = 0;
  int write(std::string_view bytes) { return write({&bytes, 1}); }
  virtual size_t queued_bytes() const = 0;
  // Says to the peer, after what is queued, that no more will come. Reading goes on.
  virtual int shutdown() = 0;

  // --- the end ---
  virtual int failure() const = 0;
  // The same, after asking the system: a reset behind the end of what the peer sent is told to nobody who only waits.
  virtual int look_for_failure() = 0;
  virtual bool is_open() const = 0;
  // At once: queued bytes are dropped, the listener hears nothing more. Harmless when closed already.
  virtual void close() = 0;
  // The same, and the peer gets to know that it was no orderly end (TCP: RST).
  virtual void reset() = 0;

  // --- about it ---
  virtual SocketAddress local_address() const = 0;  // AF_UNSPEC if there is none
  virtual SocketAddress peer_address() const = 0;
  virtual int set_no_delay(bool enable) = 0;
  virtual int set_keep_alive(bool enable, unsigned delay_s) = 0;
  // The stream that this one is a layer on, or nullptr.
  virtual Stream* below() { return nullptr; }

 protected:
  StreamListener* listener_ = nullptr;
};

}  // namespace norn
