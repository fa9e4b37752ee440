#include "io/ws_connection.h"

#include "base/random.h"

namespace norn {

WsConnection::WsConnection(ReadyQueue& ready, std::unique_ptr<Stream> stream, const WsConnectionOptions& options)
    : stream_(std::move(stream)),
      options_(options),
      reader_({.is_server = options.is_server, .message_bytes = options.message_bytes, .inflater = options.inflater}),
      receivers_(ready),
      writers_(ready) {
  stream_->set_listener(this);
  if (stream_->start_reading() < 0)
    end(kWsAbnormal, "the connection has failed");
  else
    pump();
}

// --- reading -------------------------------------------------------------------------------

void WsConnection::on_readable(Stream&) { pump(); }

void WsConnection::on_writable(Stream&) {
  note_failed_write();
  writers_.wake_all();
}

void WsConnection::pump() {
  if (is_pumping_) return;
  is_pumping_ = true;
  while (stream_ && !has_ended_ && inbox_.size() < kInboxMessages) {
    const std::string_view readable = stream_->readable();
    std::string_view left = readable;
    const WsReader::Event event = reader_.next(left);
    if (const size_t used = readable.size() - left.size()) stream_->consume(used);
    if (!take_event(event)) break;
  }
  is_pumping_ = false;
  if (!stream_) return;
  if (has_ended_) {
    stream_->consume(stream_->readable().size());
    if (stream_->is_at_end() || stream_->failure() < 0) drop();
  } else if (stream_->failure() < 0 || stream_->is_at_end()) {
    end(kWsAbnormal, "the connection ended without a closing handshake");
    drop();
  }
}

bool WsConnection::take_event(WsReader::Event event) {
  using Event = WsReader::Event;
  switch (event) {
    case Event::need_more: return false;
    case Event::text:
    case Event::binary:
      inbox_.push_back({event == Event::text, std::move(reader_.payload())});
      receivers_.wake_first();
      return true;
    case Event::ping:
      if (!sent_close_) write_frame(WsOpcode::pong, reader_.payload(), false);
      return true;
    case Event::pong: return true;
    case Event::close:
      send_close(reader_.status() == kWsNoStatus ? kWsNormal : reader_.status(), "");
      end(reader_.status(), reader_.reason());
      return false;
    case Event::refused:
      send_close(reader_.status(), reader_.reason());
      end(reader_.status(), reader_.reason());
      return false;
  }
  return false;
}

WsConnection::Message WsConnection::take_message() {
  Message taken = std::move(inbox_.front());
  inbox_.pop_front();
  if (!has_ended_) pump();
  return taken;
}

// --- writing ---------------------------------------------------------------------------------

// The mask keeps intermediaries from taking a frame for something of theirs (RFC 6455, 10.3): it must be unpredictable.
void WsConnection::write_frame(WsOpcode opcode, std::string_view payload, bool compressed) {
  std::string frame;
  WsMask mask;
  WsFrameOptions options{.compressed = compressed};
  if (!options_.is_server) {
    const uint64_t random = entropy_seed();
    for (size_t i = 0; i < mask.size(); ++i) mask[i] = static_cast<uint8_t>(random >> 8 * i);
    options.mask = &mask;
  }
  append_ws_frame(frame, opcode, payload, options);
  stream_->write(frame);
  note_failed_write();
}

// Nobody hears us any more: there is nothing to wait for.
void WsConnection::note_failed_write() {
  if (stream_ && stream_->failure() < 0) end(kWsAbnormal, "the connection has failed");
}

bool WsConnection::send(WsOpcode opcode, std::string_view payload) {
  if (!stream_ || sent_close_ || has_ended_ || stream_->failure() < 0) return false;
  const bool is_data = opcode == WsOpcode::text || opcode == WsOpcode::binary;
  if (options_.deflater && is_data && payload.size() >= WsDeflater::kWorthwhileBytes) {
    std::string compressed;
    options_.deflater->deflate(payload, compressed);
    write_frame(opcode, compressed, true);
  } else {
    write_frame(opcode, payload, false);
  }
  return stream_->failure() == 0;
}

// --- the end ----------------------------------------------------------------------------------

void WsConnection::send_close(uint16_t status, std::string_view reason) {
  if (sent_close_ || !stream_) return;
  sent_close_ = true;
  std::string payload;
  if (is_ws_close_status(status)) {
    std::string frame;
    append_ws_close(frame, status, reason);
    payload = frame.substr(2);  // what it carries is short: two bytes of header
  }
  write_frame(WsOpcode::close, payload, false);
  // The server ends the connection (RFC 6455, 7.1.1).
  if (options_.is_server) stream_->shutdown();
}

void WsConnection::end(uint16_t status, std::string_view reason) {
  if (has_ended_) return;
  has_ended_ = true;
  status_ = status;
  reason_ = reason;
  receivers_.wake_all();
  writers_.wake_all();
}

void WsConnection::close(uint16_t status, std::string_view reason) {
  if (stream_ && !has_ended_) send_close(status, reason);
}

void WsConnection::drop() {
  end(kWsAbnormal, "the connection was closed");
  if (stream_) stream_->close();
  stream_.reset();
}

}  // namespace norn
