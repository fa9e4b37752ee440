// The compression of WebSocket messages: permessage-deflate (RFC 7692).
//
// Always without context takeover, both ways: each message stands alone, so one
// pair of these serves any number of connections (an inflater is 40 KB, a
// deflater 260 KB) and nothing is kept between messages.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace norn {

class WsInflater {
 public:
  enum class Outcome : unsigned char { done, too_long, broken };

  WsInflater();
  ~WsInflater();
  WsInflater(const WsInflater&) = delete;
  WsInflater& operator=(const WsInflater&) = delete;

  // Appends the message to `out`, at most `limit` bytes.
  Outcome inflate(std::string_view compressed, size_t limit, std::string& out);

 private:
  std::unique_ptr<z_stream_s> stream_;
};

class WsDeflater {
 public:
  static constexpr size_t kWorthwhileBytes = 64;  // shorter messages are sent as they are

  WsDeflater();
  ~WsDeflater();
  WsDeflater(const WsDeflater&) = delete;
  WsDeflater& operator=(const WsDeflater&) = delete;

  void deflate(std::string_view message, std::string& out);

 private:
  std::unique_ptr<z_stream_s> stream_;
};

}  // namespace norn
