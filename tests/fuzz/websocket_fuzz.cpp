// Fuzzes the WebSocket reader: any bytes, both sides, with and without compression, in one piece and in small ones.
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "base/utf8.h"
#include "wire/ws_deflate.h"
#include "wire/ws_frame.h"

using namespace norn;

namespace {

constexpr size_t kLongestText = 1 << 14, kMessageBytes = 5000;

std::string read_all(std::string_view bytes, const WsReaderOptions& options, size_t piece) {
  WsReader reader(options);
  std::string seen;
  while (!bytes.empty()) {
    std::string_view now = bytes.substr(0, piece);
    bytes.remove_prefix(now.size());
    for (;;) {
      const WsReader::Event event = reader.next(now);
      if (event == WsReader::Event::need_more) break;
      if (event == WsReader::Event::refused || event == WsReader::Event::close) {
        NORN_ASSERT(event == WsReader::Event::close || is_ws_close_status(reader.status()), "a refusal can be said");
        return seen + "!" + std::to_string(reader.status()) + std::string(reader.reason());
      }
      if (event == WsReader::Event::text) NORN_ASSERT(utf8_is_valid(reader.payload()), "texts are UTF-8");
      NORN_ASSERT(reader.payload().size() <= kMessageBytes, "the limit holds");
      seen += std::to_string(static_cast<int>(event)) + reader.payload() + ";";
    }
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static WsInflater inflater;
  if (size < 2 || size > kLongestText) return 0;
  const WsReaderOptions options{
      .is_server = (data[1] & 1) != 0, .message_bytes = kMessageBytes, .inflater = data[1] & 2 ? &inflater : nullptr};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  NORN_ASSERT(read_all(bytes, options, bytes.size() + 1) == read_all(bytes, options, 1 + data[0] % 50),
              "pieces make no difference");
  return 0;
}
