#include "wire/http1_head.h"

#include <llhttp.h>

#include <cstring>

namespace norn {
namespace {

constexpr Http1Problem kBareLineFeed = {400, "bare-lf", "a line of the head ends with LF without CR"};
constexpr Http1Problem kFolded = {400, "obs-fold", "a header field is continued on the next line (obs-fold)"};
constexpr Http1Problem kStartLineTooLong = {414, "start-line-too-long", "the start line is longer than the limit"};
constexpr Http1Problem kHeadTooLong = {431, "head-too-long", "the header fields are longer than the limit"};
constexpr Http1Problem kTooManyFields = {431, "too-many-headers", "there are more header fields than the limit"};
constexpr Http1Problem kBodyTooLong = {413, "body-too-long", "the body is longer than the limit"};
constexpr Http1Problem kTwoLengths = {400, "duplicate-content-length", "there is more than one Content-Length"};
constexpr Http1Problem kBadLength = {400, "bad-content-length", "Content-Length is no plain decimal number"};
constexpr Http1Problem kTwoEncodings = {400, "duplicate-transfer-encoding", "there is more than one Transfer-Encoding"};
constexpr Http1Problem kTwoFramings = {400, "length-and-chunked",
                                       "there are both Content-Length and Transfer-Encoding"};
constexpr Http1Problem kUnknownEncoding = {501, "unknown-transfer-encoding", "Transfer-Encoding is not `chunked`"};
constexpr Http1Problem kOldChunked = {400, "chunked-in-http-1.0", "Transfer-Encoding does not exist in HTTP/1.0"};
constexpr Http1Problem kNoHost = {400, "no-host", "an HTTP/1.1 request must have a Host field"};
constexpr Http1Problem kTwoHosts = {400, "duplicate-host", "there is more than one Host field"};
constexpr Http1Problem kWrongVersion = {505, "bad-version", "the protocol version is not HTTP/1.0 or HTTP/1.1"};
constexpr Http1Problem kBadStatus = {400, "bad-status", "the status code is not between 100 and 999"};
constexpr Http1Problem kBadStartLine = {400, "bad-start-line", "this is no HTTP: the start line makes no sense"};
constexpr Http1Problem kBadField = {400, "bad-header", "a header field has a character that is not allowed there"};
constexpr Http1Problem kUnfinished = {400, "bad-head", "the head does not end where its empty line is"};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// --- grammar: llhttp ---------------------------------------------------------------

// What the callbacks of one parse write to. llhttp sees the head in one piece, so each span comes once.
struct Collector {
  Http1Head* head;
  size_t header_count_limit;
  bool too_many = false;
  bool complete = false;
};

Collector& collector_of(llhttp_t* parser) { return *static_cast<Collector*>(parser->data); }

int on_method(llhttp_t* parser, const char* at, size_t length) {
  collector_of(parser).head->method = {at, length};
  return 0;
}

int on_url(llhttp_t* parser, const char* at, size_t length) {
  collector_of(parser).head->target = {at, length};
  return 0;
}

int on_status(llhttp_t* parser, const char* at, size_t length) {
  collector_of(parser).head->reason = {at, length};
  return 0;
}

int on_field(llhttp_t* parser, const char* at, size_t length) {
  Collector& collector = collector_of(parser);
  if (collector.head->fields.size() == collector.header_count_limit) {
    collector.too_many = true;
    return -1;
  }
  collector.head->fields.push_back({{at, length}, {}});
  return 0;
}

int on_value(llhttp_t* parser, const char* at, size_t length) {
  collector_of(parser).head->fields.back().value = trim({at, length});
  return 0;
}

int on_complete(llhttp_t* parser) {
  collector_of(parser).complete = true;
  return HPE_PAUSED;  // the body is not llhttp's business
}

const llhttp_settings_t& collecting() {
  static const llhttp_settings_t settings = [] {
    llhttp_settings_t made;
    llhttp_settings_init(&made);
    made.on_method = on_method;
    made.on_url = on_url;
    made.on_status = on_status;
    made.on_header_field = on_field;
    made.on_header_value = on_value;
    made.on_headers_complete = on_complete;
    return made;
  }();
  return settings;
}

Http1Problem grammar_problem(llhttp_errno_t error, const Http1Head& head) {
  switch (error) {
    case HPE_INVALID_METHOD: return {400, "bad-method", "the method is unknown"};
    case HPE_INVALID_URL: return {400, "bad-target", "the request target has a character that is not allowed there"};
    case HPE_INVALID_VERSION: return kWrongVersion;
    case HPE_INVALID_CONSTANT: return kBadStartLine;
    case HPE_INVALID_HEADER_TOKEN: return kBadField;
    case HPE_UNEXPECTED_SPACE: return {400, "bad-header", "there is white space where a header field begins"};
    case HPE_UNEXPECTED_CONTENT_LENGTH: return head.has_field("transfer-encoding") ? kTwoFramings : kTwoLengths;
    case HPE_INVALID_CONTENT_LENGTH: return kBadLength;
    case HPE_INVALID_TRANSFER_ENCODING: return kTwoFramings;
    case HPE_INVALID_STATUS: return kBadStatus;
    case HPE_CR_EXPECTED:
    case HPE_LF_EXPECTED:
    case HPE_STRICT: return {400, "bad-line-end", "a line does not end with CR LF"};
    default: return {400, "bad-head", "the head is no HTTP/1"};
  }
}

// --- framing: RFC 9112, 6 ----------------------------------------------------------

bool parse_length(std::string_view digits, uint64_t& length) {
  if (digits.empty() || digits.size() > 19) return false;
  length = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return false;
    length = length * 10 + static_cast<uint64_t>(c - '0');
  }
  return true;
}

// What the fields say that matters for where the message ends and what happens then.
struct FramingFields {
  std::string_view length, encoding;
  int lengths = 0, encodings = 0, hosts = 0;
  bool close = false, keep_alive = false, connection_upgrade = false, upgrade = false, expects_continue = false;
};

FramingFields framing_fields(const Http1Head& head) {
  FramingFields found;
  for (const HeaderField& field : head.fields) {
    switch (field.name.size()) {
      case 4:
        if (equals_ignoring_case(field.name, "host")) ++found.hosts;
        break;
      case 6:
        if (equals_ignoring_case(field.name, "expect"))
          found.expects_continue = equals_ignoring_case(field.value, "100-continue");
        break;
      case 7:
        if (equals_ignoring_case(field.name, "upgrade")) found.upgrade = true;
        break;
      case 10:
        if (equals_ignoring_case(field.name, "connection")) {
          found.close |= list_has_token(field.value, "close");
          found.keep_alive |= list_has_token(field.value, "keep-alive");
          found.connection_upgrade |= list_has_token(field.value, "upgrade");
        }
        break;
      case 14:
        if (equals_ignoring_case(field.name, "content-length")) {
          found.length = field.value;
          ++found.lengths;
        }
        break;
      case 17:
        if (equals_ignoring_case(field.name, "transfer-encoding")) {
          found.encoding = field.value;
          ++found.encodings;
        }
        break;
      default: break;
    }
  }
  return found;
}

bool has_no_body(const Http1Head& head, const HeadContext& context) {
  return context.kind == MessageKind::response &&
         (context.answers_head || head.status < 200 || head.status == 204 || head.status == 304);
}

Http1Problem decide_framing(const HeadContext& context, const Http1Limits& limits, Http1Head& head) {
  const FramingFields found = framing_fields(head);
  head.keep_alive = !found.close && (head.minor_version >= 1 || found.keep_alive);
  head.upgrade = found.upgrade && found.connection_upgrade;
  head.expects_continue = found.expects_continue && head.minor_version >= 1;
  head.framing = BodyFraming::none;
  head.body_bytes = 0;
  if (context.kind == MessageKind::request) {
    if (found.hosts > 1) return kTwoHosts;
    if (found.hosts == 0 && head.minor_version >= 1) return kNoHost;
  }
  if (found.lengths > 1) return kTwoLengths;
  if (found.encodings > 1) return kTwoEncodings;
  if (found.lengths && found.encodings) return kTwoFramings;
  if (found.encodings) {
    if (!equals_ignoring_case(found.encoding, "chunked")) return kUnknownEncoding;
    if (head.minor_version == 0) return kOldChunked;
    if (!has_no_body(head, context)) head.framing = BodyFraming::chunked;
  } else if (found.lengths) {
    if (!parse_length(found.length, head.body_bytes)) return kBadLength;
    if (has_no_body(head, context)) return {};
    if (head.body_bytes > limits.body_bytes) return kBodyTooLong;
    head.framing = BodyFraming::length;
  } else if (context.kind == MessageKind::response && !has_no_body(head, context)) {
    head.framing = BodyFraming::until_close;
    head.keep_alive = false;
  }
  return {};
}

}  // namespace

bool equals_ignoring_case(std::string_view text, std::string_view lower_case) {
  if (text.size() != lower_case.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != lower_case[i]) return false;
  }
  return true;
}

bool list_has_token(std::string_view list, std::string_view token) {
  for (;;) {
    const size_t comma = list.find(',');
    if (equals_ignoring_case(trim(list.substr(0, comma)), token)) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
}

std::string_view Http1Head::field(std::string_view name) const {
  for (const HeaderField& field : fields)
    if (equals_ignoring_case(field.name, name)) return field.value;
  return {};
}

bool Http1Head::has_field(std::string_view name) const {
  for (const HeaderField& field : fields)
    if (equals_ignoring_case(field.name, name)) return true;
  return false;
}

size_t find_head_end(std::string_view bytes, size_t& scanned, const Http1Limits& limits, Http1Problem& problem) {
  // `scanned` stands at the beginning of a line that has no end yet.
  for (;;) {
    const bool first_line = scanned == 0;
    const void* feed = std::memchr(bytes.data() + scanned, '\n', bytes.size() - scanned);
    const size_t line_end = feed ? static_cast<size_t>(static_cast<const char*>(feed) - bytes.data()) : bytes.size();
    if (first_line && line_end > limits.start_line_bytes) {
      problem = kStartLineTooLong;
      return 0;
    }
    if (line_end > limits.head_bytes) {
      problem = kHeadTooLong;
      return 0;
    }
    if (!first_line && scanned < bytes.size() && is_blank(bytes[scanned])) {
      problem = kFolded;
      return 0;
    }
    if (!first_line && scanned < bytes.size() && bytes[scanned] == ':') {
      problem = kBadField;  // no name; llhttp takes this for the end
      return 0;
    }
    if (!feed) return 0;
    if (line_end == scanned || bytes[line_end - 1] != '\r') {
      problem = kBareLineFeed;
      return 0;
    }
    const bool empty = line_end == scanned + 1;
    scanned = line_end + 1;
    if (empty) return scanned;
  }
}

Http1Problem parse_head(std::string_view bytes, const HeadContext& context, const Http1Limits& limits,
                        Http1Head& head) {
  head.fields.clear();
  head.method = head.target = head.reason = {};
  Collector collector{&head, limits.header_count};
  llhttp_t parser;
  llhttp_init(&parser, context.kind == MessageKind::request ? HTTP_REQUEST : HTTP_RESPONSE, &collecting());
  parser.data = &collector;
  const llhttp_errno_t outcome = llhttp_execute(&parser, bytes.data(), bytes.size());
  if (collector.too_many) return kTooManyFields;
  if (!collector.complete) return outcome == HPE_OK ? kUnfinished : grammar_problem(outcome, head);
  if (llhttp_get_error_pos(&parser) + 1 < bytes.data() + bytes.size()) return kUnfinished;
  if (parser.http_major != 1) return kWrongVersion;
  // llhttp lets several spaces pass here.
  if (context.kind == MessageKind::request && head.target.data() != head.method.data() + head.method.size() + 1)
    return kBadStartLine;
  head.minor_version = parser.http_minor;
  head.status = parser.status_code;
  if (context.kind == MessageKind::response && head.status < 100) return kBadStatus;
  return decide_framing(context, limits, head);
}

}  // namespace norn
