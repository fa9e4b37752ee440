#include "wire/tls_session.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

using namespace norn;

namespace {

std::string file(const std::string& name) {
  std::string text;
  std::FILE* in = std::fopen(("tests/net/support/certs/" + name).c_str(), "rb");
  if (!in) in = std::fopen(("../tests/net/support/certs/" + name).c_str(), "rb");
  REQUIRE(in);
  for (int c; (c = std::fgetc(in)) != EOF;) text += static_cast<char>(c);
  std::fclose(in);
  return text;
}

TlsContext client_context() {
  TlsOptions options;
  options.trust_system = false;
  options.trusted_pem = file("ca.pem");
  Result<TlsContext> made = TlsContext::make(options);
  REQUIRE(made.has_value());
  return *std::move(made);
}

TlsContext server_context() {
  TlsOptions options;
  options.role = TlsRole::server;
  options.verify = TlsVerify::none;
  options.identity.certificate_pem = file("server.pem");
  options.identity.key_pem = file("server.key");
  Result<TlsContext> made = TlsContext::make(options);
  REQUIRE(made.has_value());
  return *std::move(made);
}

// Gives what one side has to say to the other, `step` bytes at a time.
bool carry(TlsSession& from, TlsSession& to, size_t step) {
  const std::string bytes(from.outgoing());
  from.sent();
  for (size_t at = 0; at < bytes.size(); at += step) {
    to.receive(std::string_view(bytes).substr(at, step));
    if (!to.is_ready()) to.advance();
  }
  return !bytes.empty();
}

std::string read_all(TlsSession& session) {
  std::string text;
  char room[5000];  // divides no record evenly
  while (size_t count = session.read(room)) text.append(room, count);
  return text;
}

struct Pair {
  TlsContext client_side = client_context(), server_side = server_context();
  TlsSession client{client_side, "localhost"}, server{server_side, ""};
  explicit Pair(size_t step) {
    client.advance();
    for (bool moves = true; moves;) {
      moves = carry(client, server, step);
      moves |= carry(server, client, step);
    }
    REQUIRE(client.is_ready());
    REQUIRE(server.is_ready());
  }
};

}  // namespace

TEST_CASE("tls: every body arrives as it was, and nothing is held back, also byte by byte") {
  for (size_t step : {size_t{1}, size_t{7}, size_t{1} << 20}) {
    Pair pair(step);
    for (size_t size : {0, 1, 16383, 16384, 16385, 32767, 32768, 32769, 200000}) {
      std::string body(size, 'x');
      for (size_t i = 0; i < size; ++i) body[i] = static_cast<char>(i * 31 + i / 251);
      REQUIRE(pair.client.write(body) == 0);
      carry(pair.client, pair.server, step);
      CHECK((read_all(pair.server) == body));
      REQUIRE(pair.server.write(body) == 0);
      carry(pair.server, pair.client, step);
      CHECK((read_all(pair.client) == body));
    }
    CHECK(pair.client.version() == "TLSv1.3");
    CHECK(pair.server.server_name() == "localhost");
  }
}

TEST_CASE("tls: a goodbye is the end; without one the end is a truncation") {
  Pair polite(1000);
  polite.client.write("last");
  polite.client.say_goodbye();
  carry(polite.client, polite.server, 1000);
  CHECK(read_all(polite.server) == "last");
  CHECK(polite.server.has_ended());
  CHECK(polite.server.status() == 0);
  // The other direction goes on.
  CHECK(polite.server.write("still here") == 0);
  carry(polite.server, polite.client, 1000);
  CHECK(read_all(polite.client) == "still here");

  Pair rude(1000);
  rude.client.write("last");
  carry(rude.client, rude.server, 1000);
  rude.server.receive_end();
  CHECK(read_all(rude.server) == "last");
  CHECK_FALSE(rude.server.has_ended());
  CHECK(rude.server.status() == kTls_truncated);
}

TEST_CASE("tls: one damaged byte anywhere fails, and never crashes") {
  for (size_t damaged = 0; damaged < 60; ++damaged) {
    Pair pair(1000);
    pair.client.write("attack at dawn");
    std::string bytes(pair.client.outgoing());
    if (damaged >= bytes.size()) break;
    bytes[damaged] = static_cast<char>(bytes[damaged] ^ 1);
    pair.server.receive(bytes);
    pair.server.receive_end();
    CHECK(read_all(pair.server) == "");
    CHECK(pair.server.status() < 0);
  }
}

TEST_CASE("tls: every status has a name and a sentence") {
  for (int status = kTlsStatusesStart + 1; status < kTlsStatusesEnd; ++status) {
    CHECK(tls_status_name(status).starts_with("tls/"));
    CHECK(tls_status_sentence(status).size() > 10);
  }
  CHECK_FALSE(is_tls_status(0));
  CHECK_FALSE(is_tls_status(-2));
}
