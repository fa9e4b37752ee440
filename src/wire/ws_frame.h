// WebSocket frames (RFC 6455, 5) and the messages they carry, without I/O.
//
// WsReader takes bytes and gives messages and control frames; fragments and
// compression (RFC 7692) are its business. What breaks the protocol is refused
// with the status code that the closing frame then carries.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace norn {

class WsInflater;

enum class WsOpcode : uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

inline constexpr uint16_t kWsNormal = 1000, kWsGoingAway = 1001, kWsProtocolError = 1002, kWsNoStatus = 1005,
                          kWsAbnormal = 1006, kWsBadData = 1007, kWsTooBig = 1009, kWsInternalError = 1011;
inline constexpr size_t kDefaultWsMessageBytes = size_t{16} << 20;
inline constexpr size_t kMaxWsControlBytes = 125;

using WsMask = std::array<uint8_t, 4>;

struct WsFrameOptions {
  bool final = true;
  bool compressed = false;       // RSV1
  const WsMask* mask = nullptr;  // what a client sends must be masked
};

void append_ws_frame(std::string& out, WsOpcode opcode, std::string_view payload, const WsFrameOptions& options = {});
// A closing frame; no status is sent for kWsNoStatus. The reason is cut to what fits.
void append_ws_close(std::string& out, uint16_t status, std::string_view reason, const WsMask* mask = nullptr);
void ws_apply_mask(char* bytes, size_t count, const WsMask& mask, size_t offset = 0);
bool is_ws_close_status(uint16_t status);  // one that may be sent: RFC 6455, 7.4

struct WsReaderOptions {
  bool is_server = true;  // frames must be masked; otherwise they must not
  size_t message_bytes = kDefaultWsMessageBytes;
  WsInflater* inflater = nullptr;  // permessage-deflate was agreed on
};

class WsReader {
 public:
  enum class Event : uint8_t { need_more, text, binary, ping, pong, close, refused };

  explicit WsReader(const WsReaderOptions& options) : options_(options) {}

  // Takes what it uses off the front of `bytes`, and stops after each event.
  Event next(std::string_view& bytes);

  // After text, binary, ping, pong: the payload. May be moved from.
  std::string& payload() { return is_control_ ? control_ : delivered_; }
  // After close: kWsNoStatus if there was none. After refused: what to close with.
  uint16_t status() const { return status_; }
  // After close: what the peer says. After refused: why.
  std::string_view reason() const { return reason_; }
  bool in_message() const { return in_message_; }

 private:
  enum class State : uint8_t { header, payload, closed };

  size_t header_bytes() const;  // that are known to be needed
  Event begin_frame();
  Event end_frame();
  Event end_message();
  Event end_close();
  Event refuse(uint16_t status, const char* reason);

  const WsReaderOptions options_;
  State state_ = State::header;
  uint8_t header_[14];
  size_t have_ = 0;  // bytes of the header
  WsOpcode opcode_ = WsOpcode::text;
  bool final_ = false;
  bool masked_ = false;
  bool is_control_ = false;
  bool in_message_ = false;
  bool message_is_text_ = false;
  bool message_is_compressed_ = false;
  WsMask mask_{};
  uint64_t frame_bytes_ = 0, frame_taken_ = 0;
  std::string message_;    // being collected
  std::string delivered_;  // the last one that was given out
  std::string control_;
  uint16_t status_ = 0;
  std::string reason_;
};

}  // namespace norn
