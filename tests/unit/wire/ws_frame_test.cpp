#include "wire/ws_frame.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "wire/ws_deflate.h"
#include "wire/ws_handshake.h"

using namespace norn;

namespace {

using Event = WsReader::Event;
constexpr WsMask kMask = {0x37, 0xfa, 0x21, 0x3d};

// What a reader makes of the bytes, given in pieces.
std::string read_all(std::string_view bytes, const WsReaderOptions& options, size_t piece) {
  WsReader reader(options);
  std::string seen;
  while (!bytes.empty()) {
    std::string_view now = bytes.substr(0, piece);
    bytes.remove_prefix(now.size());
    for (;;) {
      const Event event = reader.next(now);
      if (event == Event::need_more) break;
      switch (event) {
        case Event::text: seen += "text:" + reader.payload(); break;
        case Event::binary: seen += "binary:" + reader.payload(); break;
        case Event::ping: seen += "ping:" + reader.payload(); break;
        case Event::pong: seen += "pong:" + reader.payload(); break;
        case Event::close: return seen + "close:" + std::to_string(reader.status()) + std::string(reader.reason());
        default: return seen + "refused:" + std::to_string(reader.status());
      }
      seen += ';';
    }
  }
  return seen;
}

std::string read_any_way(std::string_view bytes, const WsReaderOptions& options = {.is_server = false}) {
  const std::string whole = read_all(bytes, options, bytes.size() + 1);
  for (size_t piece = 1; piece < std::min<size_t>(bytes.size(), 20); ++piece)
    CHECK(read_all(bytes, options, piece) == whole);
  return whole;
}

std::string frame(WsOpcode opcode, std::string_view payload, const WsFrameOptions& options = {}) {
  std::string out;
  append_ws_frame(out, opcode, payload, options);
  return out;
}

}  // namespace

TEST_CASE("the examples of RFC 6455, 5.7") {
  CHECK(frame(WsOpcode::text, "Hello") == "\x81\x05Hello");
  CHECK(frame(WsOpcode::text, "Hello", {.mask = &kMask}) == "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
  CHECK(read_any_way("\x81\x05Hello") == "text:Hello;");
  CHECK(read_any_way("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", {.is_server = true}) == "text:Hello;");
  CHECK(read_any_way(std::string_view("\x01\x03Hel\x80\x02lo", 9)) == "text:Hello;");
  CHECK(read_any_way("\x89\x05Hello\x8a\x05Hello") == "ping:Hello;pong:Hello;");
}

TEST_CASE("every length of the length") {
  for (size_t size : {0, 1, 125, 126, 127, 65535, 65536, 100000}) {
    const std::string payload(size, 'x');
    CHECK(read_all(frame(WsOpcode::binary, payload), {.is_server = false}, 1 << 20) == "binary:" + payload + ";");
    CHECK(read_all(frame(WsOpcode::binary, payload, {.mask = &kMask}), {}, 4099) == "binary:" + payload + ";");
  }
}

TEST_CASE("control frames between fragments") {
  CHECK(read_any_way(frame(WsOpcode::text, "a", {.final = false}) + frame(WsOpcode::ping, "p") +
                     frame(WsOpcode::continuation, "b", {.final = false}) + frame(WsOpcode::continuation, "c")) ==
        "ping:p;text:abc;");
}

TEST_CASE("closing") {
  std::string out;
  append_ws_close(out, 1000, "bye");
  CHECK(read_any_way(out) == "close:1000bye");
  CHECK(read_any_way(frame(WsOpcode::close, "")) == "close:1005");
  CHECK(read_any_way(frame(WsOpcode::close, "\x03")) == "refused:1002");
  CHECK(read_any_way(frame(WsOpcode::close, "\x03\xed")) == "refused:1002");  // 1005 is never sent
  CHECK(read_any_way(frame(WsOpcode::close, "\x03\xe8\xff")) == "refused:1007");
  std::string reason;
  for (int i = 0; i < 100; ++i) reason += "\xC3\xA4";
  out.clear();
  append_ws_close(out, 1000, reason);
  CHECK(read_any_way(out) == "close:1000" + reason.substr(0, 122));  // whole characters only
}

TEST_CASE("what breaks the protocol is refused") {
  CHECK(read_any_way(frame(WsOpcode::text, "a", {.mask = &kMask})) == "refused:1002");
  CHECK(read_any_way(frame(WsOpcode::text, "a"), {.is_server = true}) == "refused:1002");
  CHECK(read_any_way("\x83\x01x") == "refused:1002");
  CHECK(read_any_way("\xc1\x01x") == "refused:1002");
  CHECK(read_any_way("\xa1\x01x") == "refused:1002");
  CHECK(read_any_way(frame(WsOpcode::continuation, "a")) == "refused:1002");
  CHECK(read_any_way(frame(WsOpcode::text, "a", {.final = false}) + frame(WsOpcode::text, "b")) == "refused:1002");
  CHECK(read_any_way(frame(WsOpcode::ping, "a", {.final = false})) == "refused:1002");
  CHECK(read_any_way(frame(WsOpcode::ping, std::string(126, 'x'))) == "refused:1002");
  CHECK(read_any_way(frame(WsOpcode::text, "\xff")) == "refused:1007");
  CHECK(read_any_way("\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff") == "refused:1002");
}

TEST_CASE("the limit of a message, in one frame and in many") {
  const WsReaderOptions options{.is_server = false, .message_bytes = 10};
  CHECK(read_any_way(frame(WsOpcode::text, "0123456789"), options) == "text:0123456789;");
  CHECK(read_any_way(frame(WsOpcode::text, "0123456789a"), options) == "refused:1009");
  CHECK(read_any_way(frame(WsOpcode::text, "01234", {.final = false}) + frame(WsOpcode::continuation, "567890"),
                     options) == "refused:1009");
}

TEST_CASE("compressed messages") {
  WsInflater inflater;
  WsDeflater deflater;
  const WsReaderOptions options{.is_server = false, .message_bytes = 200000, .inflater = &inflater};
  for (size_t size : {0, 1, 100, 16384, 100000}) {
    std::string message;
    for (size_t i = 0; i < size; ++i) message += static_cast<char>('a' + i * i % 23);
    std::string compressed;
    deflater.deflate(message, compressed);
    CHECK(read_all(frame(WsOpcode::text, compressed, {.compressed = true}), options, 1000) == "text:" + message + ";");
  }
  // RFC 7692, 7.2.3.1
  CHECK(read_any_way(std::string_view("\xc1\x07\xf2\x48\xcd\xc9\xc9\x07\x00", 9), options) == "text:Hello;");
  CHECK(read_any_way("\xc1\x03xyz", options) == "refused:1007");
  std::string bomb;
  deflater.deflate(std::string(300000, 'x'), bomb);
  CHECK(read_any_way(frame(WsOpcode::text, bomb, {.compressed = true}), options) == "refused:1009");
}

TEST_CASE("handshakes") {
  CHECK(ws_accept_key("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  CHECK(ws_random_key().size() == 24);
  CHECK(ws_accepts_deflate("permessage-deflate; client_max_window_bits"));
  CHECK(ws_accepts_deflate("x-webkit, permessage-deflate;server_max_window_bits=15"));
  CHECK(!ws_accepts_deflate("permessage-deflate; server_max_window_bits=10"));
  CHECK(ws_accepts_deflate("permessage-deflate; server_max_window_bits=10, permessage-deflate"));
  CHECK(!ws_accepts_deflate(""));
  CHECK(ws_deflate_agreed(kWsDeflateOffer));
  CHECK(!ws_deflate_agreed("permessage-deflate"));
}
