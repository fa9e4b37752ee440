#include "wire/http1_parser.h"

#include <doctest/doctest.h>

#include <string>

using namespace norn;

namespace {

using Event = Http1Parser::Event;

// What a message looks like after parsing: everything a caller can see of it, in one line.
struct Seen {
  std::string text;
  std::string problem;
};

Seen parse(std::string_view bytes, size_t piece, MessageKind kind = MessageKind::request, Http1Limits limits = {}) {
  Http1Parser parser(kind, limits);
  Seen seen;
  while (true) {
    std::string_view now = bytes.substr(0, piece);
    const size_t given = now.size();
    for (;;) {
      const Event event = parser.next(now);
      if (event == Event::need_more) break;
      if (event == Event::refused) {
        seen.problem = parser.problem().code;
        CHECK(parser.problem().reason != nullptr);
        return seen;
      }
      if (event == Event::head) {
        const Http1Head& head = parser.head();
        seen.text += kind == MessageKind::request ? std::string(head.method) + " " + std::string(head.target)
                                                  : std::to_string(head.status) + " " + std::string(head.reason);
        for (const HeaderField& field : head.fields)
          seen.text += "|" + std::string(field.name) + "=" + std::string(field.value);
        seen.text += head.keep_alive ? "|keep" : "|close";
        seen.text += ">";
      }
      if (event == Event::body) seen.text += parser.body();
      if (event == Event::end) seen.text += "<";
    }
    bytes.remove_prefix(given - now.size());
    CHECK(now.empty());
    if (bytes.empty()) break;
  }
  switch (parser.finish()) {
    case Event::end: seen.text += "<"; break;
    case Event::refused: seen.problem = parser.problem().code; break;
    default: break;
  }
  return seen;
}

// The same whatever pieces it arrives in.
Seen parse_all_ways(std::string_view bytes, MessageKind kind = MessageKind::request, Http1Limits limits = {}) {
  const Seen whole = parse(bytes, bytes.size() + 1, kind, limits);
  for (size_t piece = 1; piece < std::min<size_t>(bytes.size(), 40); ++piece) {
    const Seen again = parse(bytes, piece, kind, limits);
    if (whole.problem.empty()) CHECK(again.text == whole.text);
    CHECK(again.problem == whole.problem);
  }
  return whole;
}

std::string refusal(std::string_view bytes, MessageKind kind = MessageKind::request, Http1Limits limits = {}) {
  return parse_all_ways(bytes, kind, limits).problem;
}

}  // namespace

TEST_CASE("a request without a body") {
  CHECK(parse_all_ways("GET /a?b=c HTTP/1.1\r\nHost: x\r\nAccept:  text/html \r\n\r\n").text ==
        "GET /a?b=c|Host=x|Accept=text/html|keep><");
}

TEST_CASE("pipelined requests") {
  CHECK(parse_all_ways("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
                       "GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            .text ==
        "GET /1|Host=x|keep><POST /2|Host=x|Content-Length=3|keep>abc<GET /3|Host=x|Connection=close|close><");
}

TEST_CASE("a chunked body, with extensions and trailers") {
  CHECK(parse_all_ways("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "5;a=b\r\nhello\r\nA\r\n, world!!!\r\n0\r\nTrailer: t\r\n\r\nGET / HTTP/1.1\r\nHost: y\r\n\r\n")
            .text == "POST /|Host=x|Transfer-Encoding=chunked|keep>hello, world!!!<GET /|Host=y|keep><");
}

TEST_CASE("trailers are fields, and nothing else") {
  const std::string start = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
  CHECK(parse_all_ways(start + "Host: z\r\nContent-Length: 7\r\n\r\nGET / HTTP/1.1\r\nHost: y\r\n\r\n").text ==
        "POST /|Host=x|Transfer-Encoding=chunked|keep><GET /|Host=y|keep><");
  CHECK(refusal(start + "GET / HTTP/1.1\r\nHost: y\r\n\r\n") == "bad-trailer");
  CHECK(refusal(start + "A\r\n\r\n") == "bad-trailer");
  CHECK(refusal(start + ": b\r\n\r\n") == "bad-trailer");
  CHECK(refusal(start + "A : b\r\n\r\n") == "bad-trailer");
  CHECK(refusal(start + "A: b\r\n c\r\n\r\n") == "obs-fold");
  CHECK(refusal(start + "A: b\n\r\n") == "bare-lf");
  CHECK(refusal(start + "A: b\rC: d\r\n\r\n") == "bad-line-end");
  CHECK(refusal(start + std::string("A: \0\r\n\r\n", 8)) == "bad-trailer");
}

TEST_CASE("HTTP/1.0 keeps the connection only on request") {
  CHECK(parse_all_ways("GET / HTTP/1.0\r\n\r\n").text == "GET /|close><");
  CHECK(parse_all_ways("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").text ==
        "GET /|Connection=keep-alive|keep><");
}

TEST_CASE("empty lines in front of a request are skipped, a few") {
  CHECK(parse_all_ways("\r\n\r\nGET / HTTP/1.0\r\n\r\n").text == "GET /|close><");
}

TEST_CASE("responses") {
  const MessageKind response = MessageKind::response;
  CHECK(parse_all_ways("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", response).text ==
        "200 OK|Content-Length=2|keep>hi<");
  CHECK(parse_all_ways("HTTP/1.1 200 OK\r\n\r\nuntil the end", response).text == "200 OK|close>until the end<");
  CHECK(parse_all_ways("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 \r\nContent-Length: 9\r\n\r\n", response).text ==
        "204 No Content|keep><304 |Content-Length=9|keep><");
  CHECK(parse_all_ways("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", response).text ==
        "100 Continue|keep><200 OK|Content-Length=0|keep><");
  CHECK(refusal("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi", response) == "truncated");
  CHECK(refusal("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", response) == "truncated");
  CHECK(refusal("HTTP/1.1 200 OK\r\nContent-Le", response) == "truncated");
  CHECK(refusal("SSH-2.0-OpenSSH_9.2\r\n\r\n", response) == "bad-start-line");
}

TEST_CASE("the response to HEAD has no body, the next one has") {
  Http1Parser parser(MessageKind::response, {});
  parser.expect_no_body();
  std::string_view bytes = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx";
  CHECK(parser.next(bytes) == Event::head);
  CHECK(parser.next(bytes) == Event::end);
  CHECK(parser.next(bytes) == Event::head);
  CHECK(parser.next(bytes) == Event::body);
  CHECK(parser.next(bytes) == Event::end);
}

TEST_CASE("what could be read in two ways is refused") {
  const std::string post = "POST / HTTP/1.1\r\nHost: x\r\n";
  CHECK(refusal(post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc") == "duplicate-content-length");
  CHECK(refusal(post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc") == "duplicate-content-length");
  CHECK(refusal(post + "Content-Length: 3, 3\r\n\r\nabc") == "bad-content-length");
  CHECK(refusal(post + "Content-Length: +3\r\n\r\nabc") == "bad-content-length");
  CHECK(refusal(post + "Content-Length: 0x3\r\n\r\nabc") == "bad-content-length");
  CHECK(refusal(post + "Content-Length: 99999999999999999999\r\n\r\nabc") == "bad-content-length");
  CHECK(refusal(post + "Content-Length: -1\r\n\r\n") == "bad-content-length");
  CHECK(refusal(post + "Content-Length:\r\n\r\n") == "bad-content-length");
  CHECK(refusal(post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == "length-and-chunked");
  CHECK(refusal(post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n") == "length-and-chunked");
  CHECK(refusal(post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") != "");
  CHECK(refusal(post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n") == "unknown-transfer-encoding");
  CHECK(refusal(post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n") != "");
  CHECK(refusal(post + "Transfer-Encoding: \x0b"
                       "chunked\r\n\r\n0\r\n\r\n") != "");
  CHECK(refusal("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == "chunked-in-http-1.0");
  CHECK(refusal(post + "Content-Length : 3\r\n\r\nabc") == "bad-header");
  CHECK(refusal(post + " Content-Length: 3\r\n\r\nabc") == "obs-fold");
  CHECK(refusal(post + "A: b\r\n c\r\n\r\n") == "obs-fold");
  CHECK(refusal(post + "A: b\r\n\tc\r\n\r\n") == "obs-fold");
  CHECK(refusal(post + "A: b\n\r\n") == "bare-lf");
  CHECK(refusal(post + "A: b\r\n\n") == "bare-lf");
  CHECK(refusal("GET / HTTP/1.1\nHost: x\n\n") == "bare-lf");
  CHECK(refusal(post + "A: b\rc\r\n\r\n") != "");
  CHECK(refusal(post + std::string("A: b\0c\r\n\r\n", 10)) == "bad-header");
  CHECK(refusal("GET / HTTP/1.1\r\n\r\n") == "no-host");
  CHECK(refusal("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") == "duplicate-host");
  CHECK(refusal("GET  / HTTP/1.1\r\nHost: a\r\n\r\n") != "");
  CHECK(refusal("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n") != "");
  CHECK(refusal("GET / HTTP/2.0\r\nHost: a\r\n\r\n") == "bad-version");
  CHECK(refusal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") != "");
  CHECK(refusal("HELLO / HTTP/1.1\r\nHost: a\r\n\r\n") == "bad-method");
  CHECK(refusal("\x16\x03\x01\x02\r\n\r\n") != "");
  CHECK(refusal(std::string_view("GET / HTTP/1.1\r\n: a\r\n\r\n")) == "bad-header");
}

TEST_CASE("chunks that could be read in two ways are refused") {
  const std::string post = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(refusal(post + "5\nhello\r\n0\r\n\r\n") == "bad-chunk-size");
  CHECK(refusal(post + "5;x\nhello\r\n0\r\n\r\n") == "bare-lf");
  CHECK(refusal(post + "0x5\r\nhello\r\n0\r\n\r\n") == "bad-chunk-size");
  CHECK(refusal(post + "5 \r\nhello\r\n0\r\n\r\n") == "bad-chunk-size");
  CHECK(refusal(post + "-5\r\nhello\r\n0\r\n\r\n") == "bad-chunk-size");
  CHECK(refusal(post + "\r\nhello\r\n0\r\n\r\n") == "bad-chunk-size");
  CHECK(refusal(post + "FFFFFFFFFFFFFFFFF\r\nhello") == "bad-chunk-size");
  CHECK(refusal(post + "0000000000000005\r\nhello\r\n0\r\n\r\n").empty());
  CHECK(refusal(post + "00000000000000005\r\nhello\r\n0\r\n\r\n") == "bad-chunk-size");
  CHECK(refusal(post + "4\r\nhello\r\n0\r\n\r\n") == "bad-chunk");
  CHECK(refusal(post + "5\r\nhello\n0\r\n\r\n") == "bad-chunk");
  CHECK(refusal(post + "0\r\nA: b\r\n c\r\n\r\n") == "obs-fold");
  CHECK(refusal(post + "0\r\nA: b\n\r\n") == "bare-lf");
  CHECK(refusal(post + "1;" + std::string(2000, 'x') + "\r\n") == "chunk-extension-too-long");
}

TEST_CASE("limits, and what is just within them") {
  Http1Limits limits{.start_line_bytes = 40, .head_bytes = 100, .header_count = 3, .body_bytes = 5};
  const auto request = [](size_t target, size_t value) {
    return "GET /" + std::string(target, 'a') + " HTTP/1.1\r\nHost: " + std::string(value, 'b') + "\r\n\r\n";
  };
  CHECK(refusal(request(25, 1), MessageKind::request, limits) == "");
  CHECK(refusal(request(26, 1), MessageKind::request, limits) == "start-line-too-long");
  CHECK(refusal(std::string(41, 'a'), MessageKind::request, limits) == "start-line-too-long");
  CHECK(refusal(request(1, 70), MessageKind::request, limits) == "");
  CHECK(refusal(request(1, 90), MessageKind::request, limits) == "head-too-long");
  CHECK(refusal("GET / HTTP/1.0\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n", MessageKind::request, limits) == "");
  CHECK(refusal("GET / HTTP/1.0\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n", MessageKind::request, limits) ==
        "too-many-headers");
  CHECK(refusal("POST / HTTP/1.0\r\nContent-Length: 5\r\n\r\nabcde", MessageKind::request, limits) == "");
  CHECK(refusal("POST / HTTP/1.0\r\nContent-Length: 6\r\n\r\nabcdef", MessageKind::request, limits) == "body-too-long");
  const std::string post = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(refusal(post + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", MessageKind::request, limits) == "");
  CHECK(refusal(post + "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n", MessageKind::request, limits) == "body-too-long");
  CHECK(refusal(post + "0\r\n" + std::string(101, 'T') + "\r\n\r\n", MessageKind::request, limits) == "head-too-long");
  CHECK(refusal("HTTP/1.1 200 OK\r\n\r\nabcdef", MessageKind::response, limits) == "body-too-long");
}

TEST_CASE("what the head asks for") {
  Http1Parser parser(MessageKind::request, {});
  std::string_view bytes =
      "GET /chat HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nExpect: "
      "100-Continue\r\n\r\n";
  REQUIRE(parser.next(bytes) == Event::head);
  CHECK(parser.head().upgrade);
  CHECK(parser.head().expects_continue);
  CHECK(parser.head().field("upgrade") == "websocket");
  CHECK(!parser.head().has_field("accept"));
}
