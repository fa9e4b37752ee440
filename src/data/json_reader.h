// JSON text to values (RFC 8259): null, booleans, strings, vectors, maps.
// Integers of any size are exact; other numbers are the nearest double or, on
// request, a Decimal with every digit. Parsing does not recurse.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "data/raised.h"

namespace norn {

struct JsonReadOptions {
  bool keywords = false;   // the keys of objects become keywords, by the rules of (keyword s)
  bool decimals = false;   // numbers with a point or exponent become Decimals
  bool one_value = false;  // stop behind the first value; anything may follow it
  size_t max_depth = 10'000;
};

struct JsonText {
  Value value;
  size_t end = 0;  // the byte offset behind the value
};

struct JsonError {
  std::string problem;      // "expected ',' or ']' after an element, found 'x'"
  size_t offset = 0;        // in bytes
  bool unfinished = false;  // nothing is wrong with the text but that it ends
};

struct TextPosition {
  size_t line = 1, column = 1;  // column in code points
};

// Of duplicate keys the last one counts. Requires: valid UTF-8.
std::expected<JsonText, JsonError> read_json(Heap& heap, std::string_view text, const JsonReadOptions& options);

TextPosition position_of(std::string_view text, size_t offset);

}  // namespace norn
