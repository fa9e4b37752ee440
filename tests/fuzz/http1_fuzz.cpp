// Fuzzes the HTTP/1 parser: any bytes, as requests and as responses, in one piece and in small ones. Both ways it must
// see the same messages, take only what it is given, and end.
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "wire/http1_parser.h"

using namespace norn;

namespace {

constexpr size_t kLongestText = 1 << 14;
const Http1Limits kLimits{.start_line_bytes = 200, .head_bytes = 1000, .header_count = 10, .body_bytes = 5000};

std::string read_all(std::string_view bytes, MessageKind kind, size_t piece) {
  Http1Parser parser(kind, kLimits);
  std::string seen;
  while (!bytes.empty()) {
    std::string_view now = bytes.substr(0, piece);
    bytes.remove_prefix(now.size());
    for (;;) {
      const size_t before = now.size();
      const Http1Parser::Event event = parser.next(now);
      NORN_ASSERT(now.size() <= before, "a parser takes bytes, it gives none");
      if (event == Http1Parser::Event::need_more) {
        NORN_ASSERT(now.empty(), "who needs more has taken everything");
        break;
      }
      if (event == Http1Parser::Event::refused) {
        NORN_ASSERT(parser.problem() && parser.problem().reason, "a refusal has a reason");
        return seen + "!";
      }
      if (event == Http1Parser::Event::head) {
        const Http1Head& head = parser.head();
        NORN_ASSERT(head.fields.size() <= kLimits.header_count, "the limit holds");
        NORN_ASSERT(!(head.has_field("content-length") && head.has_field("transfer-encoding")), "one framing");
        seen += "<" + std::string(head.method) + std::string(head.target) + std::to_string(head.status) + ">";
        for (const HeaderField& field : head.fields) {
          NORN_ASSERT(!field.name.empty(), "fields have names");
          NORN_ASSERT(field.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos,
                      "values are one line");
          seen += std::string(field.name) + "=" + std::string(field.value) + ";";
        }
      }
      if (event == Http1Parser::Event::body) seen += parser.body();
      if (event == Http1Parser::Event::end) seen += "/";
    }
  }
  return seen + (parser.finish() == Http1Parser::Event::refused ? "!" : ".");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1 || size > kLongestText) return 0;
  const size_t piece = 1 + data[0] % 50;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (MessageKind kind : {MessageKind::request, MessageKind::response}) {
    const std::string whole = read_all(bytes, kind, bytes.size() + 1), pieces = read_all(bytes, kind, piece);
    // A body that becomes too long is refused sooner or later, depending on the pieces.
    NORN_ASSERT(whole == pieces || (whole.ends_with('!') && pieces.ends_with('!')), "pieces make no difference");
  }
  return 0;
}
