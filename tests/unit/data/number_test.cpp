// Arithmetic, comparison and text of numbers against what the JVM's Clojure says.
#include "data/number.h"

#include <cmath>

#include "data/type.h"
#include "data_fixture.h"

namespace norn {

namespace {

struct NumberFixture : DataFixture {
  Value n(std::string_view token) {
    auto value = parse_number(heap, token);
    REQUIRE_MESSAGE(value.has_value(), token);
    return *value;
  }
  std::string text(std::string_view token) {
    auto value = parse_number(heap, token);
    return value ? pr(*value) : value.error();
  }
  using Binary = Returned (*)(Heap&, Value, Value);
  // The result printed, or the message of the exception.
  std::string calc(Binary f, std::string_view a, std::string_view b) {
    Returned result = f(heap, n(a), n(b));
    return result ? pr(*result) : error(result);
  }
};

struct Row {
  const char *a, *b, *expected;
};

}  // namespace

TEST_CASE_FIXTURE(NumberFixture, "number tokens") {
  struct Token {
    const char *token, *expected;
  };
  constexpr Token kTokens[] = {
      {"0", "0"},
      {"-0", "0"},
      {"+5", "5"},
      {"017", "15"},
      {"0x1F", "31"},
      {"-0x1F", "-31"},
      {"36rZZ", "1295"},
      {"2r101", "5"},
      {"0N", "0N"},
      {"0x1FN", "31N"},
      {"00", "0"},
      {"9223372036854775807", "9223372036854775807"},
      {"9223372036854775808", "9223372036854775808N"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"4/2", "2"},
      {"-1/2", "-1/2"},
      {"2/4", "1/2"},
      {"0/5", "0"},
      {"1/0", "Divide by zero"},
      {"1.", "1.0"},
      {"1.5e3", "1500.0"},
      {"1e400", "##Inf"},
      {"-0.0", "-0.0"},
      {"1e3M", "1E+3M"},
      {"1.50M", "1.50M"},
      {"5M", "5M"},
      {"08", "Invalid number: 08"},
      {"1.5N", "Invalid number: 1.5N"},
      {"37r1", "Invalid number: 37r1"},
      {"2r102", "Invalid number: 2r102"},
      {"1/2/3", "Invalid number: 1/2/3"},
      {"1x", "Invalid number: 1x"},
      {"1/-2", "Invalid number: 1/-2"},
      {"0x", "Invalid number: 0x"},
      {"-", "Invalid number: -"},
      {"1e", "Invalid number: 1e"},
  };
  for (const Token& row : kTokens) CHECK_MESSAGE(text(row.token) == row.expected, row.token);
}

TEST_CASE("doubles print as in Java") {
  struct Double {
    double value;
    const char* expected;
  };
  constexpr Double kDoubles[] = {
      {1.0, "1.0"},
      {100.0, "100.0"},
      {0.1, "0.1"},
      {1e7, "1.0E7"},
      {9999999.0, "9999999.0"},
      {123456.789, "123456.789"},
      {0.001, "0.001"},
      {1e-4, "1.0E-4"},
      {1.0e21, "1.0E21"},
      {12345678.9, "1.23456789E7"},
      {4.9e-324, "4.9E-324"},
      {1.7976931348623157e308, "1.7976931348623157E308"},
      {-2.5, "-2.5"},
      {0.0, "0.0"},
      {-0.0, "-0.0"},
      {1.0 / 3, "0.3333333333333333"},
      {2e-3, "0.002"},
      {1e23, "1.0E23"},
  };
  for (const Double& row : kDoubles) CHECK(double_to_string(row.value) == row.expected);
  CHECK(double_to_string(NAN) == "NaN");
  CHECK(double_to_string(-INFINITY) == "-Infinity");
}

TEST_CASE_FIXTURE(NumberFixture, "sums, differences and products") {
  constexpr Row kSums[] = {
      {"1", "2", "3"},
      {"1", "1.5", "2.5"},
      {"1/2", "1/2", "1N"},
      {"1/3", "1/6", "1/2"},
      {"1N", "1", "2N"},
      {"1.0M", "2", "3.0M"},
      {"1M", "1/4", "1.25M"},
      {"9223372036854775807", "1", "integer overflow"},
      {"4611686018427387903", "1", "4611686018427387904"},
      {"1M", "1/3", "Non-terminating decimal expansion; no exact representable decimal result."},
  };
  for (const Row& row : kSums) CHECK_MESSAGE(calc(number_add, row.a, row.b) == row.expected, row.a << " + " << row.b);
  CHECK(calc(number_add_promoting, "9223372036854775807", "1") == "9223372036854775808N");
  CHECK(calc(number_add_unchecked, "9223372036854775807", "1") == "-9223372036854775808");
  CHECK(calc(number_subtract, "1M", "1/2") == "0.5M");
  CHECK(calc(number_subtract, "-9223372036854775808", "1") == "integer overflow");
  CHECK(calc(number_multiply, "2/3", "3") == "2N");
  CHECK(calc(number_multiply, "1.50M", "2.0M") == "3.000M");
  CHECK(calc(number_multiply, "99999999999", "99999999999") == "integer overflow");
  CHECK(calc(number_multiply_promoting, "99999999999", "99999999999") == "9999999999800000000001N");
  CHECK(calc(number_multiply_unchecked, "9223372036854775807", "2") == "-2");
}

TEST_CASE_FIXTURE(NumberFixture, "division") {
  constexpr Row kQuotients[] = {
      {"4", "2", "2"},
      {"2", "4", "1/2"},
      {"4N", "2", "2N"},
      {"1", "-3", "-1/3"},
      {"2.0", "3", "0.6666666666666666"},
      {"1.0", "0", "##Inf"},
      {"1", "0", "Divide by zero"},
      {"1M", "4M", "0.25M"},
      {"10M", "2.00M", "5M"},
      {"-9223372036854775808", "-1", "-9223372036854775808"},
      {"1M", "0M", "Divide by zero"},
  };
  for (const Row& row : kQuotients)
    CHECK_MESSAGE(calc(number_divide, row.a, row.b) == row.expected, row.a << " / " << row.b);
  CHECK(calc(number_quotient, "-7", "2") == "-3");
  CHECK(calc(number_quotient, "-7N", "2") == "-3N");
  CHECK(calc(number_quotient, "7.5", "2") == "3.0");
  CHECK(calc(number_quotient, "-0.5", "1") == "0.0");
  CHECK(calc(number_quotient, "7.5M", "2") == "3.0M");
  CHECK(calc(number_quotient, "100M", "0.3M") == "333M");
  CHECK(calc(number_quotient, "1.0", "0") == "Divide by zero");
  CHECK(calc(number_quotient, "7/2", "1/2") == "7N");
  CHECK(calc(number_remainder, "-7", "2") == "-1");
  CHECK(calc(number_remainder, "-7.5", "2") == "-1.5");
  CHECK(calc(number_remainder, "7.5M", "2") == "1.5M");
  CHECK(calc(number_modulo, "-7", "2") == "1");
  CHECK(calc(number_modulo, "-5", "3N") == "1N");
  CHECK(calc(number_modulo, "5.5", "-2") == "-0.5");
}

TEST_CASE_FIXTURE(NumberFixture, "equality, order and hashes across the tower") {
  CHECK(number_equiv(n("1"), n("1N")));
  CHECK(!number_equiv(n("1"), n("1.0")));
  CHECK(!number_equiv(n("1"), n("1M")));
  CHECK(number_equiv(n("1.0M"), n("1.00M")));
  CHECK(number_equiv(n("0.0"), n("-0.0")));
  CHECK(*number_equals(heap, n("1"), n("1.0")));
  CHECK(*number_equals(heap, n("1N"), n("1M")));
  CHECK(number_hash(n("1")) == number_hash(n("1N")));
  CHECK(number_hash(n("1.0M")) == number_hash(n("1.00M")));
  CHECK(number_hash(n("0.0")) == number_hash(n("-0.0")));
  CHECK(number_hash(n("4611686018427387904")) == number_hash(n("4611686018427387904N")));
  CHECK(number_compare(n("1"), n("1.5")) == -1);
  CHECK(number_compare(n("1/2"), n("0.3M")) == 1);
  CHECK(number_compare(n("1M"), n("1/3")) == 1);
  CHECK(number_compare(n("1"), make_double(heap, NAN)) == 0);
  CHECK(!*number_less(heap, n("1"), make_double(heap, NAN)));
  CHECK(!*number_less_equal(heap, n("1"), make_double(heap, NAN)));
}

TEST_CASE_FIXTURE(NumberFixture, "what is no number is a type error") {
  Returned wrong = number_add(heap, num(1), str("a"));
  CHECK(error(wrong) == "expected a number, found \"a\" (java.lang.String)");
  CHECK(exception_is(as<Exception>(wrong.error().value), world.types.class_cast_exception.get()));
  Returned nil = number_add(heap, num(1), Value::nil());
  CHECK(exception_is(as<Exception>(nil.error().value), world.types.null_pointer_exception.get()));
  CHECK(error(number_less(heap, num(1), kw("a"))) == "expected a number, found :a (clojure.lang.Keyword)");
  CHECK(error(bits_and(heap, num(1), n("1.0"))) == "bit operation not supported for: class java.lang.Double");
}

TEST_CASE_FIXTURE(NumberFixture, "conversion") {
  CHECK(*number_to_long(heap, n("2.7")) == 2);
  CHECK(*number_to_long(heap, n("-7/2")) == -3);
  CHECK(error(number_to_long(heap, n("1e30"))) == "Value out of range for long: 1.0E30");
  CHECK(pr(number_rationalize(heap, n("1.5"))) == "3/2");
  CHECK(pr(number_rationalize(heap, n("1.0"))) == "1N");
  CHECK(pr(number_rationalize(heap, n("1e20"))) == "100000000000000000000N");
  CHECK(pr(number_to_decimal(heap, n("1/4"))) == "0.25M");
  CHECK(pr(number_to_decimal(heap, n("1.5"))) == "1.5M");
  CHECK(pr(number_to_bigint(heap, str("12"))) == "12N");
  CHECK(error(number_to_bigint(heap, str("a"))) == "For input string: \"a\"");
  CHECK(to_double(n("2/3")) == 0.6666666666666667);
  CHECK(to_double(n("12345678901234567890")) == 12345678901234567890.0);
  CHECK(to_double(n("9007199254740993N")) == 9007199254740992.0);
  CHECK(to_double(n("9007199254740995N")) == 9007199254740996.0);
}

TEST_CASE_FIXTURE(NumberFixture, "fixnums end where 63 bits do") {
  CHECK(make_integer(heap, Value::kFixnumMax).is_fixnum());
  CHECK(is<BoxedLong>(make_integer(heap, Value::kFixnumMax + 1)));
  CHECK(pr(make_integer(heap, INT64_MIN)) == "-9223372036854775808");
  CHECK(as_int64(n("-9223372036854775808N")) == INT64_MIN);
  CHECK(!as_int64(n("9223372036854775808N")));
  CHECK(!as_int64(n("1.0")));
}

TEST_CASE_FIXTURE(NumberFixture, "results that no memory could hold are refused") {
  Value huge = n("1e600000000M");
  CHECK(error(number_add(heap, huge, n("1M"))) == "The result of a decimal operation is out of range");
  CHECK(*number_less(heap, n("1M"), huge));
  CHECK(error(number_to_bigint(heap, huge)) == "the result is too large for an integer (over 2^31 bits)");
}

TEST_CASE("parsing of doubles and integers as strings") {
  CHECK(parse_int64("+5") == 5);
  CHECK(!parse_int64("5.0"));
  CHECK(!parse_int64(""));
  CHECK(!parse_int64("9223372036854775808"));
  CHECK(parse_int64("-ff", 16) == -255);
  CHECK(parse_double(" 1 ") == 1.0);
  CHECK(parse_double("1e3") == 1000.0);
  CHECK(parse_double("-Infinity") == -INFINITY);
  CHECK(parse_double("1f") == 1.0);
  CHECK(!parse_double("abc"));
  CHECK(!parse_double("0x"));
}

}  // namespace norn
