#include "data/format.h"

#include <cmath>

#include "base/result.h"
#include "base/utf8.h"
#include "data/decimal.h"
#include "data/hashing.h"
#include "data/print.h"
#include "data/text_case.h"
#include "data/type.h"
#include "data/world.h"

namespace norn {

namespace {

struct Specifier {
  std::string text;   // as written, for messages
  int64_t index = 0;  // 1, 2, ...; 0: the next argument
  bool previous = false;
  bool left = false, plus = false, space = false, zero = false, comma = false, parentheses = false, alternate = false;
  int64_t width = -1, precision = -1;
  char conversion = 0;
};

constexpr int64_t kMaxWidth = 1 << 24;

class Formatter {
 public:
  Formatter(Heap& heap, std::string_view format, std::span<const Value> args) : heap_(heap), in_(format), args_(args) {}

  OrRaised<std::string> run() {
    while (at_ < in_.size()) {
      size_t percent = in_.find('%', at_);
      if (percent == std::string_view::npos) percent = in_.size();
      out_ += in_.substr(at_, percent - at_);
      at_ = percent;
      if (at_ == in_.size()) break;
      Specifier spec = NORN_TRY(parse());
      NORN_TRY(convert(spec));
    }
    return out_;
  }

 private:
  using Done = OrRaised<bool>;

  Raised fail(Ref<Type> Types::* type, std::string_view message) {
    return raise(heap_, (World::of(heap_).types.*type).get(), message);
  }

  // Digits at the cursor; -1 if there are none.
  int64_t number() {
    size_t start = at_;
    int64_t n = 0;
    while (at_ < in_.size() && in_[at_] >= '0' && in_[at_] <= '9')
      n = std::min<int64_t>(n * 10 + (in_[at_++] - '0'), kMaxWidth);
    return at_ == start ? -1 : n;
  }

  bool flag(Specifier& spec, char c) {
    switch (c) {
      case '-': return spec.left = true;
      case '+': return spec.plus = true;
      case ' ': return spec.space = true;
      case '0': return spec.zero = true;
      case ',': return spec.comma = true;
      case '(': return spec.parentheses = true;
      case '#': return spec.alternate = true;
      case '<': return spec.previous = true;
      default: return false;
    }
  }

  OrRaised<Specifier> parse() {
    Specifier spec;
    size_t start = at_++;
    // A number that ends in $ is an index; else it was flags and width.
    size_t before = at_;
    int64_t index = number();
    if (index > 0 && at_ < in_.size() && in_[at_] == '$') {
      spec.index = index;
      ++at_;
    } else {
      at_ = before;
    }
    while (at_ < in_.size() && flag(spec, in_[at_])) ++at_;
    spec.width = number();
    if (at_ < in_.size() && in_[at_] == '.') {
      ++at_;
      spec.precision = number();
    }
    if (at_ >= in_.size()) NORN_RAISE(fail(&Types::unknown_format_conversion_exception, "Conversion = '%'"));
    spec.conversion = in_[at_++];
    spec.text = in_.substr(start, at_ - start);
    if ((spec.left || spec.zero) && spec.width < 0) NORN_RAISE(fail(&Types::missing_format_width_exception, spec.text));
    if (spec.left && spec.zero) NORN_RAISE(fail(&Types::illegal_format_flags_exception, "Flags = '-0'"));
    return spec;
  }

  OrRaised<Value> argument(const Specifier& spec) {
    size_t i = spec.previous ? last_ : spec.index > 0 ? static_cast<size_t>(spec.index - 1) : next_++;
    if (i >= args_.size())
      NORN_RAISE(fail(&Types::missing_format_argument_exception, "Format specifier '" + spec.text + "'"));
    last_ = i;
    return args_[i];
  }

  Raised mismatch(const Specifier& spec, Value v) {
    Type* type = type_of(heap_, v);
    return fail(&Types::illegal_format_conversion_exception,
                std::string(1, spec.conversion) + " != " + (type ? symbol_text(type->name.get()) : "nil"));
  }

  Done convert(const Specifier& spec) {
    switch (spec.conversion) {
      case 'n': out_ += '\n'; return true;
      case '%': return pad(spec, "%");
      case 's':
      case 'S': return text(spec);
      case 'b':
      case 'B': {
        Value v = NORN_TRY(argument(spec));
        return limited(spec, v.truthy() ? "true" : "false");
      }
      case 'h':
      case 'H': return hash_text(spec);
      case 'c':
      case 'C': return character(spec);
      case 'd':
      case 'x':
      case 'X':
      case 'o': return integer(spec);
      case 'e':
      case 'E':
      case 'f':
      case 'g':
      case 'G': return floating(spec);
      default:
        NORN_RAISE(fail(&Types::unknown_format_conversion_exception,
                        "Conversion = '" + std::string(1, spec.conversion) + "'"));
    }
  }

  Done pad(const Specifier& spec, std::string_view text) {
    size_t count = utf8_count(text);
    size_t fill = spec.width > static_cast<int64_t>(count) ? static_cast<size_t>(spec.width) - count : 0;
    if (!spec.left) out_.append(fill, ' ');
    if (spec.conversion >= 'A' && spec.conversion <= 'Z')
      out_ += upper_case(text);
    else
      out_ += text;
    if (spec.left) out_.append(fill, ' ');
    return true;
  }

  // For the general conversions the precision is the greatest number of characters.
  Done limited(const Specifier& spec, std::string_view text) {
    if (spec.precision >= 0 && utf8_count(text) > static_cast<size_t>(spec.precision))
      text = text.substr(0, utf8_advance(text, 0, static_cast<size_t>(spec.precision)));
    return pad(spec, text);
  }

  Done text(const Specifier& spec) {
    Value v = NORN_TRY(argument(spec));
    if (v.is_nil()) return limited(spec, "null");
    std::string text;
    if (str_to(heap_, text, v) == Answer::bail) NORN_RAISE(Raised::bail());
    return limited(spec, text);
  }

  Done hash_text(const Specifier& spec) {
    Value v = NORN_TRY(argument(spec));
    if (v.is_nil()) return limited(spec, "null");
    auto hash = hash_of(heap_, v);
    if (!hash) NORN_RAISE(Raised::bail());
    return limited(spec, integer_to_string(Integer(static_cast<int64_t>(*hash)), 16));
  }

  Done character(const Specifier& spec) {
    Value v = NORN_TRY(argument(spec));
    if (v.is_nil()) return pad(spec, "null");
    if (!v.is_character()) NORN_RAISE(mismatch(spec, v));
    std::string text;
    utf8_append(text, v.as_character());
    return pad(spec, text);
  }

  // Sign, grouping and zero fill around the digits of a magnitude (which may have a fraction or an exponent).
  Done signed_number(const Specifier& spec, bool negative, std::string digits, bool may_fill = true) {
    if (spec.comma) {
      size_t whole = digits.find_first_of(".eE");
      if (whole == std::string::npos) whole = digits.size();
      for (size_t i = whole; i > 3; i -= 3) digits.insert(i - 3, 1, ',');
    }
    std::string before = negative ? (spec.parentheses ? "(" : "-") : spec.plus ? "+" : spec.space ? " " : "";
    std::string after = negative && spec.parentheses ? ")" : "";
    int64_t length = static_cast<int64_t>(before.size() + digits.size() + after.size());
    if (spec.zero && may_fill && length < spec.width) digits.insert(0, static_cast<size_t>(spec.width - length), '0');
    return pad(spec, before + digits + after);
  }

  Done integer(const Specifier& spec) {
    Value v = NORN_TRY(argument(spec));
    if (spec.precision >= 0)
      NORN_RAISE(fail(&Types::illegal_format_precision_exception, std::to_string(spec.precision)));
    if (v.is_nil()) return pad(spec, "null");
    if (!is_integer(v)) NORN_RAISE(mismatch(spec, v));
    Integer n(v);
    bool negative = n.sign() < 0;
    if (spec.conversion != 'd' && negative && is_long(v)) {
      // Hexadecimal and octal show a long's two's complement bits.
      mpz_set_ui(n.get(), static_cast<uint64_t>(long_value(v)));
      negative = false;
    }
    if (negative) n = -n;
    if (spec.conversion == 'd') return signed_number(spec, negative, integer_to_string(n));
    bool octal = spec.conversion == 'o';
    std::string digits = integer_to_string(n, octal ? 8 : 16);
    if (spec.alternate) digits.insert(0, octal ? "0" : "0x");
    return signed_number(spec, negative, digits);
  }

  // d.ddd of a magnitude, rounded half up.
  static std::string fixed(const DecimalNumber& magnitude, int64_t precision) {
    return decimal_to_plain_string(decimal_round_half_up(magnitude, precision));
  }

  static std::string scientific(const DecimalNumber& magnitude, int64_t precision) {
    DecimalNumber rounded = magnitude;
    int64_t exponent = 0;
    if (magnitude.unscaled.sign() != 0) {
      exponent = decimal_exponent(magnitude);
      rounded = decimal_round_half_up(magnitude, precision - exponent);
      if (decimal_exponent(rounded) > exponent) rounded = decimal_round_half_up(magnitude, precision - ++exponent);
    }
    std::string digits = integer_to_string(rounded.unscaled);
    digits.resize(static_cast<size_t>(precision) + 1, '0');
    if (precision > 0) digits.insert(1, 1, '.');
    std::string size = std::to_string(exponent < 0 ? -exponent : exponent);
    if (size.size() < 2) size.insert(0, 1, '0');
    return digits + (exponent < 0 ? "e-" : "e+") + size;
  }

  // %g: scientific unless 10^-4 <= rounded value < 10^precision.
  static std::string general(const DecimalNumber& magnitude, int64_t precision) {
    if (precision == 0) precision = 1;
    if (magnitude.unscaled.sign() == 0) return fixed(magnitude, precision - 1);
    int64_t exponent = decimal_exponent(magnitude);
    DecimalNumber rounded = decimal_round_half_up(magnitude, precision - 1 - exponent);
    exponent = decimal_exponent(rounded);
    if (exponent < -4 || exponent >= precision) return scientific(magnitude, precision - 1);
    return fixed(magnitude, precision - 1 - exponent);
  }

  Done floating(const Specifier& spec) {
    Value v = NORN_TRY(argument(spec));
    if (v.is_nil()) return pad(spec, "null");
    if (!is_double(v) && !is<Decimal>(v)) NORN_RAISE(mismatch(spec, v));
    bool negative;
    DecimalNumber magnitude;
    if (is_double(v)) {
      double d = to_double(v);
      if (std::isnan(d)) return pad(spec, "NaN");
      negative = std::signbit(d);
      if (std::isinf(d)) return signed_number(spec, negative, "Infinity", false);
      magnitude = decimal_from_double(std::fabs(d));
    } else {
      magnitude = decimal_of(v);
      negative = magnitude.unscaled.sign() < 0;
      if (negative) magnitude.unscaled = -magnitude.unscaled;
    }
    int64_t precision = spec.precision < 0 ? 6 : spec.precision;
    switch (spec.conversion) {
      case 'f': return signed_number(spec, negative, fixed(magnitude, precision));
      case 'e':
      case 'E': return signed_number(spec, negative, scientific(magnitude, precision));
      default: return signed_number(spec, negative, general(magnitude, precision));
    }
  }

  Heap& heap_;
  std::string_view in_;
  std::span<const Value> args_;
  size_t at_ = 0, next_ = 0, last_ = SIZE_MAX;
  std::string out_;
};

}  // namespace

OrRaised<std::string> format_text(Heap& heap, std::string_view format, std::span<const Value> args) {
  return Formatter(heap, format, args).run();
}

}  // namespace norn
