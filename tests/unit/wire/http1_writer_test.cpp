#include "wire/http1_writer.h"

#include <doctest/doctest.h>

using namespace norn;

TEST_CASE("a response head") {
  std::string out;
  append_status_line(out, 404);
  append_field(out, "Content-Type", "text/plain");
  append_field(out, "Content-Length", 12);
  end_head(out);
  CHECK(out == "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\n");
}

TEST_CASE("chunks; an empty one would end the body") {
  std::string out;
  append_chunk(out, "hello");
  append_chunk(out, "");
  append_chunk(out, std::string(26, 'x'));
  CHECK(out == "5\r\nhello\r\n1a\r\n" + std::string(26, 'x') + "\r\n");
}

TEST_CASE("what may stand in a head") {
  CHECK(is_token("X-Request-Id"));
  CHECK(!is_token(""));
  CHECK(!is_token("a b"));
  CHECK(!is_token("a:"));
  CHECK(!is_token("a\r\n"));
  CHECK(is_target("/a?b=%20"));
  CHECK(!is_target("/a b"));
  CHECK(!is_target("/\r\nX: y"));
  CHECK(!is_target("/\xC3\xA4"));
  CHECK(is_field_value("a b\tc"));
  CHECK(!is_field_value("a\nb"));
  CHECK(!is_field_value(std::string_view("a\0b", 3)));
}

TEST_CASE("dates") {
  CHECK(http_date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
  DateField date;
  CHECK(date.at(784111777999) == "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
  CHECK(date.at(784111778000) == "Date: Sun, 06 Nov 1994 08:49:38 GMT\r\n");
}
