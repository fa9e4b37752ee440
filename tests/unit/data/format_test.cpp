#include "data/format.h"

#include <cmath>

#include "data_fixture.h"

namespace norn {

namespace {

struct FormatFixture : DataFixture {
  std::string fmt(std::string_view format, std::initializer_list<Value> args) {
    auto text = format_text(heap, format, std::span<const Value>(args.begin(), args.size()));
    return text ? *text : error(text);
  }
  Value d(double value) { return make_double(heap, value); }
};

}  // namespace

TEST_CASE_FIXTURE(FormatFixture, "integers") {
  CHECK(fmt("%5d|%-5d|%05d|%+d", {num(42), num(42), num(42), num(42)}) == "   42|42   |00042|+42");
  CHECK(fmt("%,d|%(d|% d|%,d", {num(1234567), num(-5), num(5), num(-1234)}) == "1,234,567|(5)| 5|-1,234");
  CHECK(fmt("%x %X %o %08x", {num(255), num(255), num(8), num(255)}) == "ff FF 10 000000ff");
  CHECK(fmt("%x", {num(-1)}) == "ffffffffffffffff");
  CHECK(fmt("%#x %#o", {num(255), num(8)}) == "0xff 010");
  CHECK(fmt("%d", {Value::nil()}) == "null");
  CHECK(fmt("%d", {d(1.5)}) == "d != java.lang.Double");
}

TEST_CASE_FIXTURE(FormatFixture, "doubles round half up from their shortest text") {
  CHECK(fmt("%.2f %10.3f %-10.1f|", {d(3.14159), d(2.71828), d(1.5)}) == "3.14      2.718 1.5       |");
  CHECK(fmt("%e %.3e %E", {d(12345.678), d(0.00012), d(1e10)}) == "1.234568e+04 1.200e-04 1.000000E+10");
  CHECK(fmt("%g %g %g %g", {d(0.0001234), d(123456.789), d(1e-5), d(0)}) == "0.000123400 123457 1.00000e-05 0.00000");
  CHECK(fmt("%.0f %.0f %.1f", {d(0.5), d(1.5), d(0.25)}) == "1 2 0.3");
  CHECK(fmt("%.20f", {d(0.1)}) == "0.10000000000000000000");
  CHECK(fmt("%010.2f|%+.1e|%,.2f|%(,.2f", {d(-3.14159), d(12345.0), d(1234567.891), d(-1234.5)}) ==
        "-000003.14|+1.2e+04|1,234,567.89|(1,234.50)");
  CHECK(fmt("%f|%5.1f", {d(INFINITY), d(NAN)}) == "Infinity|  NaN");
  CHECK(fmt("%.3f", {*parse_number(heap, "1.5M")}) == "1.500");
  CHECK(fmt("%f", {num(1)}) == "f != java.lang.Long");
  CHECK(fmt("%.1e", {d(9.99)}) == "1.0e+01");
}

TEST_CASE_FIXTURE(FormatFixture, "text, characters, truth and positions") {
  CHECK(fmt("%s %10s|%-10s|%.2s %S", {kw("a"), str("b"), str("c"), str("defg"), str("abc")}) ==
        ":a          b|c         |de ABC");
  CHECK(fmt("%c %C", {Value::character('a'), Value::character('b')}) == "a B");
  CHECK(fmt("%b %b %b", {Value::nil(), Value::boolean(true), num(1)}) == "false true true");
  CHECK(fmt("%n%%|%5%|", {}) == "\n%|    %|");
  CHECK(fmt("%2$s %1$s %s", {num(1), num(2)}) == "2 1 1");
  CHECK(fmt("%s %<s", {num(1)}) == "1 1");
  CHECK(fmt("%s", {vec({num(1), str("a")})}) == "[1 \"a\"]");
}

TEST_CASE_FIXTURE(FormatFixture, "mistakes") {
  CHECK(fmt("%s", {}) == "Format specifier '%s'");
  CHECK(fmt("%q", {num(1)}) == "Conversion = 'q'");
  CHECK(fmt("%-d", {num(5)}) == "%-d");
  CHECK(fmt("%", {}) == "Conversion = '%'");
  CHECK(fmt("%.2d", {num(5)}) == "2");
  LazySeq* lazy = heap.make<LazySeq>();
  lazy->thunk = kw("thunk");
  CHECK(fmt("%s", {vec({to_value(lazy)})}) == "bail");
}

}  // namespace norn
