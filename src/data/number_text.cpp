// Numbers from and to text.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "data/decimal.h"
#include "data/number.h"
#include "data/ratio.h"

namespace norn {

namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

bool all_digits(std::string_view text, int radix) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) { return digit_value(c) < radix; });
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return text;
}

// Clojure's integer syntax: 0, 12, 0x1F, 017, 36rZZ; `digits` and `radix` on success.
bool split_integer(std::string_view body, std::string_view& digits, int& radix) {
  radix = 10;
  digits = body;
  if (body == "0") return true;
  if (body.size() > 2 && body[0] == '0' && (body[1] == 'x' || body[1] == 'X')) {
    radix = 16;
    digits = body.substr(2);
  } else if (body.size() > 1 && body[0] == '0') {
    radix = 8;
    digits = body.substr(1);
  } else if (size_t r = body.find_first_of("rR"); r != std::string_view::npos && r >= 1 && r <= 2) {
    auto stated = parse_int64(body.substr(0, r));
    if (!stated || *stated < 2 || *stated > 36) return false;
    radix = static_cast<int>(*stated);
    digits = body.substr(r + 1);
  }
  return all_digits(digits, radix);
}

std::unexpected<std::string> invalid(std::string_view token) {
  return std::unexpected("Invalid number: " + std::string(token));
}

std::expected<Value, std::string> parse_ratio(Heap& heap, std::string_view token, size_t slash) {
  std::string_view numerator = token.substr(0, slash), denominator = token.substr(slash + 1);
  if (!all_digits(without_sign(numerator), 10) || !all_digits(denominator, 10)) return invalid(token);
  Integer n = integer_from_string(numerator), d = integer_from_string(denominator);
  if (d.sign() == 0) return std::unexpected("Divide by zero");
  auto small_n = integer_to_int64(n), small_d = integer_to_int64(d);
  if (small_n && small_d) return make_ratio_of_longs(heap, *small_n, *small_d);
  return make_ratio(heap, n, d);
}

// digits[.digits][e[sign]digits], which strtod and decimal_from_string understand without further checks.
bool is_float_syntax(std::string_view body) {
  size_t i = 0;
  auto digits = [&] {
    size_t start = i;
    while (i < body.size() && body[i] >= '0' && body[i] <= '9') ++i;
    return i > start;
  };
  if (!digits()) return false;
  if (i < body.size() && body[i] == '.') {
    ++i;
    digits();
  }
  if (i < body.size() && (body[i] == 'e' || body[i] == 'E')) {
    ++i;
    if (i < body.size() && (body[i] == '-' || body[i] == '+')) ++i;
    if (!digits()) return false;
  }
  return i == body.size();
}

}  // namespace

std::optional<int64_t> parse_int64(std::string_view text, int radix) {
  if (!all_digits(without_sign(text), radix)) return std::nullopt;
  if (text[0] == '+') text.remove_prefix(1);
  int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, radix);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Integer> parse_integer(std::string_view text, int radix) {
  if (!all_digits(without_sign(text), radix)) return std::nullopt;
  return integer_from_string(text, radix);
}

std::optional<double> parse_double(std::string_view text) {
  auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  std::string_view body = without_sign(text);
  bool negative = !text.empty() && text[0] == '-';
  if (body == "NaN") return std::nan("");
  if (body == "Infinity") return negative ? -HUGE_VAL : HUGE_VAL;
  std::string number(body);
  // Java allows a type suffix and numbers that start with the point.
  if (!number.empty() && std::string_view("dDfF").find(number.back()) != std::string_view::npos) number.pop_back();
  if (number.starts_with("0x") || number.starts_with("0X")) {
    // A hexadecimal significand needs its binary exponent.
    char* end = nullptr;
    double d = std::strtod(number.c_str(), &end);
    if (number.find_first_of("pP") == std::string::npos || end != number.c_str() + number.size()) return std::nullopt;
    return negative ? -d : d;
  }
  if (number.size() > 1 && number[0] == '.' && number[1] >= '0' && number[1] <= '9') number.insert(0, 1, '0');
  if (!is_float_syntax(number)) return std::nullopt;
  double d = std::strtod(number.c_str(), nullptr);
  return negative ? -d : d;
}

std::expected<Value, std::string> parse_number(Heap& heap, std::string_view token) {
  std::string_view body = without_sign(token);
  if (body.empty() || body[0] < '0' || body[0] > '9') return invalid(token);
  if (size_t slash = token.find('/'); slash != std::string_view::npos) return parse_ratio(heap, token, slash);
  bool negative = token[0] == '-';

  std::string_view digits, integer_body = body;
  int radix = 10;
  bool parsed = split_integer(integer_body, digits, radix);
  // N is a digit of radix 24 and up, so the suffix comes second.
  bool big = !parsed && body.back() == 'N';
  if (big) {
    integer_body.remove_suffix(1);
    parsed = split_integer(integer_body, digits, radix);
  }
  if (parsed) {
    Integer n = integer_from_string(digits, radix);
    if (negative) n = -n;
    return big ? make_bigint(heap, n) : make_shortest_integer(heap, n);
  }

  if (body.back() == 'M' && is_float_syntax(body.substr(0, body.size() - 1))) {
    auto decimal = decimal_from_string(token.substr(0, token.size() - 1));
    return decimal ? std::expected<Value, std::string>(make_decimal(heap, *decimal)) : invalid(token);
  }
  // 08 is neither octal nor a float.
  if (!is_float_syntax(body) || body.find_first_of(".eE") == std::string_view::npos) return invalid(token);
  double d = std::strtod(std::string(body).c_str(), nullptr);
  return make_double(heap, negative ? -d : d);
}

// Double.toString: decimal notation from 10^-3 to 10^7, else d.dddE±n; always with a fraction; shortest digits that
// read back as the same double.
std::string double_to_string(double d) {
  if (std::isnan(d)) return "NaN";
  if (std::isinf(d)) return d < 0 ? "-Infinity" : "Infinity";
  if (d == 0) return std::signbit(d) ? "-0.0" : "0.0";
  char buffer[40];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(d), std::chars_format::scientific).ptr;
  // Where one digit is enough Java prints the nearest text of two: 4.9E-324.
  if (buffer[1] == 'e')
    end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(d), std::chars_format::scientific, 1).ptr;
  std::string_view text(buffer, static_cast<size_t>(end - buffer));
  size_t e = text.find('e');
  int exponent = static_cast<int>(*parse_int64(text.substr(e + 1)));
  std::string digits;
  for (char c : text.substr(0, e))
    if (c != '.') digits += c;
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();

  std::string out = d < 0 ? "-" : "";
  int count = static_cast<int>(digits.size());
  if (exponent < -3 || exponent >= 7) {
    out += digits[0];
    out += '.';
    out += count > 1 ? digits.substr(1) : "0";
    out += 'E';
    out += std::to_string(exponent);
  } else if (exponent < 0) {
    out += "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
  } else {
    if (count <= exponent + 1) digits.append(static_cast<size_t>(exponent + 2 - count), '0');
    digits.insert(static_cast<size_t>(exponent) + 1, 1, '.');
    out += digits;
  }
  return out;
}

std::string number_to_string(Value v) {
  if (v.is_fixnum()) return std::to_string(v.as_fixnum());
  switch (v.as_object()->kind) {
    case Kind::boxed_long: return std::to_string(as<BoxedLong>(v)->value);
    case Kind::boxed_double: return double_to_string(as<BoxedDouble>(v)->value);
    case Kind::bigint: return integer_to_string(Integer(v));
    case Kind::ratio: {
      Ratio* ratio = as<Ratio>(v);
      return number_to_string(ratio->numerator) + "/" + number_to_string(ratio->denominator);
    }
    default: return decimal_to_string(decimal_of(v));
  }
}

std::string number_to_readable(Value v) {
  if (is<BigInt>(v)) return number_to_string(v) + "N";
  if (is<Decimal>(v)) return number_to_string(v) + "M";
  if (is_double(v) && !std::isfinite(to_double(v))) {
    double d = to_double(v);
    return std::isnan(d) ? "##NaN" : d < 0 ? "##-Inf" : "##Inf";
  }
  return number_to_string(v);
}

}  // namespace norn
