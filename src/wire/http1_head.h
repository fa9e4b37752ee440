// The head of an HTTP/1 message (RFC 9112): start line, header fields, and what
// they say about the body.
//
// llhttp judges the grammar. What decides where a message ends is decided here,
// in one place and without mercy: two parties that read the same bytes
// differently are how requests are smuggled. So a line ends with CR LF and
// nothing else, no field is folded, and a length is said once and in one way.
//
// A head is parsed when all of it is there, from contiguous bytes; the fields
// are views into them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace norn {

inline constexpr size_t kDefaultStartLineBytes = size_t{8} << 10;
inline constexpr size_t kDefaultHeadBytes = size_t{32} << 10;
inline constexpr size_t kDefaultHeaderCount = 100;

struct Http1Limits {
  size_t start_line_bytes = kDefaultStartLineBytes;  // beyond: 414
  size_t head_bytes = kDefaultHeadBytes;             // start line included, and also of trailers; beyond: 431
  size_t header_count = kDefaultHeaderCount;         // beyond: 431
  uint64_t body_bytes = UINT64_MAX;                  // beyond: 413
};

// Why a message is refused. `status` is what a server answers; `code` names the problem for programs. Static texts.
struct Http1Problem {
  uint16_t status = 0;
  const char* code = nullptr;
  const char* reason = nullptr;
  explicit operator bool() const { return status != 0; }
};

struct HeaderField {
  std::string_view name, value;  // as sent; no white space around them
};

enum class BodyFraming : uint8_t { none, length, chunked, until_close };
enum class MessageKind : uint8_t { request, response };

struct Http1Head {
  std::string_view method, target;  // of a request
  std::string_view reason;          // of a response
  uint16_t status = 0;
  uint8_t minor_version = 1;
  bool keep_alive = true;
  bool upgrade = false;           // Connection: upgrade, with an Upgrade field
  bool expects_continue = false;  // Expect: 100-continue
  BodyFraming framing = BodyFraming::none;
  uint64_t body_bytes = 0;  // of BodyFraming::length
  std::vector<HeaderField> fields;

  // The value of the first such field; empty if there is none. `name` in lower case.
  std::string_view field(std::string_view name) const;
  bool has_field(std::string_view name) const;
};

// Where the head that `bytes` begin with ends, behind its empty line; 0 while that is not there. `scanned` is 0 for a
// new head and remembers how far the search has come. Judges line ends, folding and size.
size_t find_head_end(std::string_view bytes, size_t& scanned, const Http1Limits& limits, Http1Problem& problem);

struct HeadContext {
  MessageKind kind = MessageKind::request;
  bool answers_head = false;  // the response to a HEAD request: no body, whatever it says
};

// Parses a whole head, up to the end that find_head_end gave.
Http1Problem parse_head(std::string_view bytes, const HeadContext& context, const Http1Limits& limits, Http1Head& head);

// Whether the comma-separated list has the token. `token` in lower case.
bool list_has_token(std::string_view list, std::string_view token);
bool equals_ignoring_case(std::string_view text, std::string_view lower_case);

}  // namespace norn
