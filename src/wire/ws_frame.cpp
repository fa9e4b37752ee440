#include "wire/ws_frame.h"

#include <algorithm>
#include <cstring>

#include "base/utf8.h"
#include "wire/ws_deflate.h"

namespace norn {
namespace {

constexpr uint8_t kFinal = 0x80, kCompressed = 0x40, kReserved = 0x30, kMasked = 0x80;
constexpr size_t kStepBytes = size_t{64} << 10;

bool is_known(uint8_t opcode) { return opcode <= 2 || (opcode >= 8 && opcode <= 10); }

}  // namespace

void ws_apply_mask(char* bytes, size_t count, const WsMask& mask, size_t offset) {
  size_t i = 0;
  for (; i < count && (offset + i) % 4 != 0; ++i) bytes[i] ^= static_cast<char>(mask[(offset + i) % 4]);
  uint32_t word;
  std::memcpy(&word, mask.data(), 4);
  const uint64_t wide = uint64_t{word} << 32 | word;
  for (; i + 8 <= count; i += 8) {
    uint64_t eight;
    std::memcpy(&eight, bytes + i, 8);
    eight ^= wide;
    std::memcpy(bytes + i, &eight, 8);
  }
  for (; i < count; ++i) bytes[i] ^= static_cast<char>(mask[(offset + i) % 4]);
}

void append_ws_frame(std::string& out, WsOpcode opcode, std::string_view payload, const WsFrameOptions& options) {
  out += static_cast<char>((options.final ? kFinal : 0) | (options.compressed ? kCompressed : 0) |
                           static_cast<uint8_t>(opcode));
  const uint8_t mask_bit = options.mask ? kMasked : 0;
  const uint64_t size = payload.size();
  if (size < 126) {
    out += static_cast<char>(mask_bit | size);
  } else {
    const int bytes = size <= 0xFFFF ? 2 : 8;
    out += static_cast<char>(mask_bit | (bytes == 2 ? 126 : 127));
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>(size >> shift);
  }
  if (options.mask) out.append(reinterpret_cast<const char*>(options.mask->data()), 4);
  const size_t start = out.size();
  out += payload;
  if (options.mask) ws_apply_mask(out.data() + start, payload.size(), *options.mask);
}

void append_ws_close(std::string& out, uint16_t status, std::string_view reason, const WsMask* mask) {
  std::string payload;
  if (status != kWsNoStatus) {
    payload += static_cast<char>(status >> 8);
    payload += static_cast<char>(status);
    size_t fitting = std::min(reason.size(), kMaxWsControlBytes - 2);
    while (fitting < reason.size() && fitting > 0 && (reason[fitting] & 0xC0) == 0x80) --fitting;  // whole characters
    payload += reason.substr(0, fitting);
  }
  append_ws_frame(out, WsOpcode::close, payload, {.mask = mask});
}

bool is_ws_close_status(uint16_t status) {
  return (status >= 1000 && status <= 1014 && status != 1004 && status != 1005 && status != 1006) ||
         (status >= 3000 && status <= 4999);
}

WsReader::Event WsReader::refuse(uint16_t status, const char* reason) {
  state_ = State::closed;
  status_ = status;
  reason_ = reason;
  return Event::refused;
}

size_t WsReader::header_bytes() const {
  if (have_ < 2) return 2;
  const uint8_t length = header_[1] & 0x7F;
  return 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + (header_[1] & kMasked ? 4 : 0);
}

// The header is whole: judges it. need_more: go on with the payload.
WsReader::Event WsReader::begin_frame() {
  const uint8_t opcode = header_[0] & 0x0F;
  if (!is_known(opcode)) return refuse(kWsProtocolError, "a frame of an unknown kind");
  opcode_ = static_cast<WsOpcode>(opcode);
  is_control_ = opcode >= 8;
  final_ = header_[0] & kFinal;
  masked_ = header_[1] & kMasked;
  const bool compressed = header_[0] & kCompressed;
  if (header_[0] & kReserved) return refuse(kWsProtocolError, "reserved bits are set");
  if (compressed && (!options_.inflater || is_control_ || opcode_ == WsOpcode::continuation))
    return refuse(kWsProtocolError, "a frame is marked as compressed where that was not agreed on");
  if (masked_ != options_.is_server)
    return refuse(kWsProtocolError,
                  options_.is_server ? "a frame of the client is not masked" : "a frame of the server is masked");

  const uint8_t short_length = header_[1] & 0x7F;
  const int length_bytes = short_length == 126 ? 2 : short_length == 127 ? 8 : 0;
  frame_bytes_ = length_bytes ? 0 : short_length;
  for (int i = 0; i < length_bytes; ++i) frame_bytes_ = frame_bytes_ << 8 | header_[2 + i];
  if (frame_bytes_ >> 63) return refuse(kWsProtocolError, "a frame is longer than possible");
  if (masked_) std::memcpy(mask_.data(), header_ + 2 + length_bytes, 4);
  frame_taken_ = 0;

  if (is_control_) {
    if (!final_) return refuse(kWsProtocolError, "a control frame in pieces");
    if (frame_bytes_ > kMaxWsControlBytes) return refuse(kWsProtocolError, "a control frame of more than 125 bytes");
    control_.clear();
  } else {
    if ((opcode_ == WsOpcode::continuation) != in_message_)
      return refuse(kWsProtocolError, in_message_ ? "a new message inside a message" : "a continuation of nothing");
    if (!in_message_) {
      in_message_ = true;
      message_is_text_ = opcode_ == WsOpcode::text;
      message_is_compressed_ = compressed;
      message_.clear();
    }
    if (frame_bytes_ > options_.message_bytes - message_.size())
      return refuse(kWsTooBig, "the message is longer than the limit");
  }
  state_ = State::payload;
  return Event::need_more;
}

WsReader::Event WsReader::next(std::string_view& bytes) {
  for (;;) {
    switch (state_) {
      case State::closed: return Event::need_more;  // what follows a closing frame is nothing
      case State::header:
        while (have_ < header_bytes()) {
          if (bytes.empty()) return Event::need_more;
          header_[have_++] = static_cast<uint8_t>(bytes.front());
          bytes.remove_prefix(1);
        }
        have_ = 0;
        if (begin_frame() == Event::refused) return Event::refused;
        break;
      case State::payload: {
        std::string& target = is_control_ ? control_ : message_;
        const size_t taken = std::min<uint64_t>(bytes.size(), frame_bytes_ - frame_taken_);
        const size_t start = target.size();
        target.append(bytes.substr(0, taken));
        if (masked_) ws_apply_mask(target.data() + start, taken, mask_, frame_taken_);
        bytes.remove_prefix(taken);
        frame_taken_ += taken;
        if (frame_taken_ < frame_bytes_) return Event::need_more;
        state_ = State::header;
        const Event event = end_frame();
        if (event != Event::need_more) return event;
        break;
      }
    }
  }
}

WsReader::Event WsReader::end_frame() {
  switch (opcode_) {
    case WsOpcode::ping: return Event::ping;
    case WsOpcode::pong: return Event::pong;
    case WsOpcode::close: return end_close();
    default: return final_ ? end_message() : Event::need_more;
  }
}

WsReader::Event WsReader::end_message() {
  in_message_ = false;
  if (message_is_compressed_) {
    delivered_.clear();
    switch (options_.inflater->inflate(message_, options_.message_bytes, delivered_)) {
      case WsInflater::Outcome::done: break;
      case WsInflater::Outcome::too_long: return refuse(kWsTooBig, "the message is longer than the limit");
      case WsInflater::Outcome::broken: return refuse(kWsBadData, "the compressed message is broken");
    }
  } else {
    delivered_.swap(message_);
  }
  message_.clear();
  if (message_.capacity() > kStepBytes) message_.shrink_to_fit();
  if (!message_is_text_) return Event::binary;
  if (!utf8_is_valid(delivered_)) return refuse(kWsBadData, "a text message is no UTF-8");
  return Event::text;
}

WsReader::Event WsReader::end_close() {
  if (control_.size() == 1) return refuse(kWsProtocolError, "a closing frame with half a status");
  status_ = kWsNoStatus;
  reason_.clear();
  if (!control_.empty()) {
    status_ = static_cast<uint16_t>(static_cast<uint8_t>(control_[0]) << 8 | static_cast<uint8_t>(control_[1]));
    reason_ = control_.substr(2);
    if (!is_ws_close_status(status_))
      return refuse(kWsProtocolError, "a closing frame with a status that does not exist");
    if (!utf8_is_valid(reason_)) return refuse(kWsBadData, "a closing frame whose reason is no UTF-8");
  }
  state_ = State::closed;
  return Event::close;
}

}  // namespace norn
