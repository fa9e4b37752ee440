// JSON text to values (RFC 8259): null, booleans, strings, vectors, maps.
// Integers of any size are exact; other numbers are the nearest double or, on
// request, a Decimal with every digit. Parsing does not recurse.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "data/raised.h"

namespace norn {

struct JsonReadOptions {
  bool keywords = false;   // the keys of objects become keywords, by the rules of (keyword s)
  bool decimals = false;   // numbers with a point or exponent become Decimals
  bool one_value = false;  // stop behind the first value; anything may follow it
  size_t max_depth = 10'000;
  int64_t max_tokens = INT64_MAX;  // reading gives up on a value of more
  size_t depth = 0;                // of the arrays and objects that the text stands in
};

struct JsonText {
  Value value;
  size_t end = 0;  // the byte offset behind the value
};

struct JsonError {
  std::string problem;      // "expected ',' or ']' after an element, found 'x'"
  size_t offset = 0;        // in bytes
  bool unfinished = false;  // nothing is wrong with the text but that it ends
  bool too_long = false;    // nothing is wrong at all, but for max_tokens
};

struct TextPosition {
  size_t line = 1, column = 1;  // column in code points
};

// Of duplicate keys the last one counts. Requires: valid UTF-8.
std::expected<JsonText, JsonError> read_json(Heap& heap, std::string_view text, const JsonReadOptions& options);

// Reads one value after the other. Its `read` must not be called again after a collection.
class JsonReader {
 public:
  JsonReader(Heap& heap, const JsonReadOptions& options);
  ~JsonReader();
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;
  std::expected<JsonText, JsonError> read(std::string_view text, size_t depth);

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

// The problem with what stands at an offset: "expected ',', found 'x'".
JsonError json_error(std::string_view expected, std::string_view text, size_t offset);

TextPosition position_of(std::string_view text, size_t offset);

}  // namespace norn
