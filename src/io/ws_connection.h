// One WebSocket (RFC 6455), either side, over any stream: messages in and out.
//
// Messages that have come wait in an inbox of bounded size; beyond it nothing
// is taken from the stream, which holds the peer up. Pings are answered and the
// closing handshake is done here.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "io/stream.h"
#include "loop/wait_list.h"
#include "wire/ws_deflate.h"
#include "wire/ws_frame.h"

namespace norn {

struct WsConnectionOptions {
  bool is_server = true;
  size_t message_bytes = kDefaultWsMessageBytes;
  WsInflater* inflater = nullptr;  // both or none: permessage-deflate was agreed on
  WsDeflater* deflater = nullptr;
};

class WsConnection final : private StreamListener {
 public:
  static constexpr size_t kInboxMessages = 64;

  struct Message {
    bool is_text;
    std::string bytes;
  };

  WsConnection(ReadyQueue& ready, std::unique_ptr<Stream> stream, const WsConnectionOptions& options);
  WsConnection(const WsConnection&) = delete;
  WsConnection& operator=(const WsConnection&) = delete;

  bool has_message() const { return !inbox_.empty(); }
  Message take_message();
  // No more messages will come. status() and reason() then say why.
  bool has_ended() const { return has_ended_; }
  uint16_t status() const { return status_; }
  const std::string& reason() const { return reason_; }
  WaitList& receivers() { return receivers_; }

  // False when it is closed (or closing).
  bool send(WsOpcode opcode, std::string_view payload);
  size_t queued_bytes() const { return stream_ ? stream_->queued_bytes() : 0; }
  WaitList& writers() { return writers_; }

  // Begins the closing handshake; what was sent before still arrives.
  void close(uint16_t status, std::string_view reason);
  // At once.
  void drop();

 private:
  void on_readable(Stream& stream) override;
  void on_writable(Stream& stream) override;
  void pump();
  bool take_event(WsReader::Event event);
  void write_frame(WsOpcode opcode, std::string_view payload, bool compressed);
  void note_failed_write();
  void send_close(uint16_t status, std::string_view reason);
  void end(uint16_t status, std::string_view reason);

  std::unique_ptr<Stream> stream_;
  const WsConnectionOptions options_;
  WsReader reader_;
  std::deque<Message> inbox_;
  bool is_pumping_ = false;
  bool sent_close_ = false;
  bool has_ended_ = false;
  uint16_t status_ = 0;
  std::string reason_;
  WaitList receivers_, writers_;
};

}  // namespace norn
