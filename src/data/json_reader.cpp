// The handler of RapidJSON's parser (docs/decisions/json-parser.md). Values that are
// complete lie on a stack; the end of an array or object takes its parts off it.
#include "data/json_reader.h"

// The parser's own checks are for its callers' mistakes, which are ours.
#include "base/assert.h"
#define RAPIDJSON_ASSERT(x) NORN_ASSERT(x, "RapidJSON is used as it wants to be")
// Its stack adds to a null pointer before its first allocation, which sanitizers object to.
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("pointer-overflow"))), apply_to = function)
#endif
#include <rapidjson/reader.h>
#ifdef __clang__
#pragma clang attribute pop
#endif

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/hash.h"
#include "base/utf8.h"
#include "data/decimal.h"
#include "data/map.h"
#include "data/number.h"
#include "data/string.h"
#include "data/symbol.h"
#include "data/vector.h"
#include "data/world.h"

namespace norn {

namespace {

constexpr size_t kKeyCacheSize = 256;     // a power of two
constexpr size_t kLongestCachedKey = 64;  // bytes
constexpr char kEndOfText = '\0';         // what RapidJSON takes for the end; a NUL inside JSON is wrong anywhere

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_number_character(char c) {
  return is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

// RapidJSON's idea of an input, over a text that is not NUL-terminated.
//
// RapidJSON gives up on numbers beyond a double's range, also where it hands numbers out as text. So it never gets to
// see one: whatever looks like a number is shown to it as a plain 0, and `number` holds what stands there.
class TextStream {
 public:
  using Ch = char;
  explicit TextStream(std::string_view text) : begin_(text.data()), at_(text.data()), end_(at_ + text.size()) {}

  std::string_view number;

  Ch Peek() {
    if (at_ == end_) return kEndOfText;
    if (in_string_ || !(is_digit(*at_) || *at_ == '-')) return *at_;
    if (number.data() != at_)
      number = {at_, static_cast<size_t>(std::find_if_not(at_, end_, is_number_character) - at_)};
    return '0';
  }
  Ch Take() {
    const Ch c = Peek();
    if (at_ == end_) return c;
    if (number.data() == at_) {
      at_ += number.size();
      return c;
    }
    ++at_;
    if (is_escaped_) {
      is_escaped_ = false;
    } else if (c == '"') {
      in_string_ = !in_string_;
    } else if (c == '\\') {
      is_escaped_ = in_string_;
    }
    return c;
  }
  size_t Tell() const { return static_cast<size_t>(at_ - begin_); }
  // For parsing in situ, which is not done.
  Ch* PutBegin() { return nullptr; }
  void Put(Ch) {}
  size_t PutEnd(Ch*) { return 0; }

 private:
  const char* begin_;
  const char* at_;
  const char* end_;
  bool in_string_ = false, is_escaped_ = false;
};

// RFC 8259, section 6.
struct NumberShape {
  bool is_valid = false;
  bool is_integer = false;
};

NumberShape number_shape(std::string_view text) {
  size_t i = text.starts_with('-') ? 1 : 0;
  auto digits = [&] {
    const size_t from = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i - from;
  };
  const size_t whole_from = i;
  const size_t whole = digits();
  if (whole == 0 || (whole > 1 && text[whole_from] == '0')) return {};
  const bool is_integer = i == text.size();
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (digits() == 0) return {};
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return {};
  }
  return {.is_valid = i == text.size(), .is_integer = is_integer};
}

class JsonBuilder {
 public:
  JsonBuilder(Heap& heap, const TextStream& stream, const JsonReadOptions& options)
      : heap_(heap), stream_(stream), options_(options), keys_(kKeyCacheSize) {}

  Value result() const { return values_.back(); }
  bool has_result() const { return values_.size() == 1 && depth_ == options_.depth; }
  bool too_deep() const { return depth_ > options_.max_depth; }
  bool too_long() const { return tokens_left_ < 0; }
  void begin() {
    values_.clear();
    depth_ = options_.depth;
    met_bad_number_ = false;
    tokens_left_ = options_.max_tokens;
  }
  bool met_bad_number() const { return met_bad_number_; }

  // --- events: false stops the parser ---
  bool Null() { return add(Value::nil()); }
  bool Bool(bool b) { return add(Value::boolean(b)); }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return add(to_value(make_string(heap_, {text, size})));
  }
  bool Uint(unsigned) { return add_number(stream_.number); }
  bool StartObject() { return open(); }
  bool Key(const char* text, rapidjson::SizeType size, bool) { return add(key({text, size})); }
  bool EndObject(rapidjson::SizeType members) {
    const std::span<const Value> parts = last(2 * size_t{members});
    return close(parts.size(), *make_map(heap_, parts));  // strings and keywords never bail as keys
  }
  bool StartArray() { return open(); }
  bool EndArray(rapidjson::SizeType elements) { return close(elements, to_value(make_vector(heap_, last(elements)))); }
  // Never: see TextStream.
  bool Int(int) { return false; }
  bool Int64(int64_t) { return false; }
  bool Uint64(uint64_t) { return false; }
  bool Double(double) { return false; }
  bool RawNumber(const char*, rapidjson::SizeType, bool) { return false; }

 private:
  struct CachedKey {
    std::string text;
    Value value;
  };

  bool add(Value value) {
    values_.push_back(value);
    return --tokens_left_ >= 0;
  }

  bool open() { return ++depth_ <= options_.max_depth; }

  std::span<const Value> last(size_t count) const { return std::span(values_).last(count); }

  bool close(size_t parts, Value whole) {
    --depth_;
    values_.resize(values_.size() - parts);
    values_.push_back(whole);
    return true;
  }

  // Records have the same keys again and again: each is made once.
  Value key(std::string_view text) {
    if (text.size() > kLongestCachedKey) return make_key(text);
    CachedKey& cached = keys_[hash_bytes(text) & (kKeyCacheSize - 1)];
    if (cached.value.is_nil() || cached.text != text) cached = {std::string(text), make_key(text)};
    return cached.value;
  }

  Value make_key(std::string_view text) {
    // An escaped lone surrogate is no text; strings repair it, names must be made from what is repaired.
    String_* string = make_string(heap_, text);
    return options_.keywords ? to_value(World::of(heap_).intern_keyword(string->view())) : to_value(string);
  }

  bool add_number(std::string_view text) {
    const NumberShape shape = number_shape(text);
    met_bad_number_ = !shape.is_valid;
    if (met_bad_number_) return false;
    return add(shape.is_integer ? integer(text) : fraction(text));
  }

  Value integer(std::string_view text) {
    int64_t n = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), n);
    return parsed.ec == std::errc() ? make_integer(heap_, n) : make_bigint(heap_, integer_from_string(text));
  }

  Value fraction(std::string_view text) {
    if (options_.decimals) {
      if (auto decimal = decimal_from_string(text)) return make_decimal(heap_, *decimal);
    }
    double d = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), d);
    if (parsed.ec == std::errc::result_out_of_range) d = parse_double(text).value_or(HUGE_VAL);  // infinite or zero
    return make_double(heap_, d);
  }

  using String_ = norn::String;  // `String` is an event here

  Heap& heap_;
  const TextStream& stream_;
  const JsonReadOptions& options_;
  std::vector<Value> values_;
  std::vector<CachedKey> keys_;
  size_t depth_ = 0;
  int64_t tokens_left_ = 0;
  bool met_bad_number_ = false;
};

std::string found_at(std::string_view text, size_t offset) {
  if (offset >= text.size()) return "found the end of the text";
  const char* at = text.data() + offset;
  if (static_cast<unsigned char>(*at) < 0x20 || *at == 0x7F)
    return "found the control character " + std::to_string(*at);
  const size_t length = std::min(utf8_sequence_length(*at), text.size() - offset);
  return "found '" + std::string(at, length) + "'";
}

JsonError describe(std::string_view text, const TextStream& stream, const rapidjson::ParseResult& result,
                   const JsonBuilder& builder, const JsonReadOptions& options) {
  using namespace rapidjson;
  const size_t offset = std::min(result.Offset(), text.size());
  const std::string found = ", " + found_at(text, offset);
  auto error = [&](std::string problem, bool unfinished) { return JsonError{std::move(problem), offset, unfinished}; };
  // In a string the offset is where an escape begins, and what is missing may be its rest.
  const bool ends_in_string = text.find('"', offset) == std::string_view::npos;
  const bool at_end = offset == text.size();
  switch (result.Code()) {
    case kParseErrorDocumentEmpty:
    case kParseErrorValueInvalid: return error("expected a value" + found, at_end);
    case kParseErrorDocumentRootNotSingular: return error("expected nothing behind the value" + found, false);
    case kParseErrorObjectMissName: return error("expected a string as key of the object" + found, at_end);
    case kParseErrorObjectMissColon: return error("expected ':' behind the key" + found, at_end);
    case kParseErrorObjectMissCommaOrCurlyBracket:
      return error("expected ',' or '}' behind a member of the object" + found, at_end);
    case kParseErrorArrayMissCommaOrSquareBracket:
      return error("expected ',' or ']' behind an element of the array" + found, at_end);
    case kParseErrorStringUnicodeEscapeInvalidHex:
      return error("expected four hexadecimal digits behind \\u", ends_in_string);
    case kParseErrorStringUnicodeSurrogateInvalid:
      return error("expected the other half of a surrogate pair, as in \\ud83d\\ude00", ends_in_string);
    case kParseErrorStringMissQuotationMark: return error("a string without its closing quote", true);
    case kParseErrorStringEscapeInvalid:
      if (offset < text.size() && static_cast<unsigned char>(text[offset]) < 0x20)
        return error("a control character in a string must be escaped" + found, false);
      return error("an escape that JSON does not have; it has \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX",
                   ends_in_string);
    default:
      if (builder.too_long()) return {.problem = {}, .offset = 0, .unfinished = false, .too_long = true};
      if (builder.too_deep())
        return error("nested deeper than " + std::to_string(options.max_depth) + " levels", false);
      if (builder.met_bad_number())
        return error("expected a number like -12, 0.5 or 6.02e23, found " + std::string(stream.number.substr(0, 40)),
                     offset + stream.number.size() == text.size() && !is_digit(text.back()));
      return error("malformed JSON" + found, at_end);
  }
}

}  // namespace

struct JsonReader::Machine {
  Machine(Heap& heap, const JsonReadOptions& options_given)
      : options(options_given), stream({}), builder(heap, stream, options) {}

  std::expected<JsonText, JsonError> read(std::string_view text) {
    stream = TextStream(text);
    builder.begin();
    constexpr unsigned kFlags = rapidjson::kParseIterativeFlag;
    const rapidjson::ParseResult result =
        options.one_value ? reader.Parse < kFlags | rapidjson::kParseStopWhenDoneFlag > (stream, builder)
                          : reader.Parse<kFlags>(stream, builder);
    if (result.IsError()) return std::unexpected(describe(text, stream, result, builder, options));
    const size_t end = stream.Tell();
    if (!options.one_value && end < text.size())
      return std::unexpected(json_error("expected nothing behind the value", text, end));
    NORN_ASSERT(builder.has_result(), "a text without error has one value");
    return JsonText{builder.result(), end};
  }

  JsonReadOptions options;
  TextStream stream;
  JsonBuilder builder;
  rapidjson::Reader reader;
};

JsonReader::JsonReader(Heap& heap, const JsonReadOptions& options)
    : machine_(std::make_unique<Machine>(heap, options)) {}
JsonReader::~JsonReader() = default;

std::expected<JsonText, JsonError> JsonReader::read(std::string_view text, size_t depth) {
  machine_->options.depth = depth;
  return machine_->read(text);
}

std::expected<JsonText, JsonError> read_json(Heap& heap, std::string_view text, const JsonReadOptions& options) {
  return JsonReader(heap, options).read(text, options.depth);
}

JsonError json_error(std::string_view expected, std::string_view text, size_t offset) {
  return {.problem = std::string(expected) + ", " + found_at(text, offset),
          .offset = offset,
          .unfinished = offset == text.size()};
}

TextPosition position_of(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const size_t newline = before.rfind('\n');
  TextPosition position;
  for (const char c : before) position.line += c == '\n';
  position.column = 1 + utf8_count(newline == std::string_view::npos ? before : before.substr(newline + 1));
  return position;
}

}  // namespace norn
