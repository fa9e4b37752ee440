// Values to JSON text (RFC 8259).
//
// Like the printer (data/print.h) it knows data only, and bails on what needs
// the language: an unrealized lazy seq, a deftype, what has an encoder of the
// program, keys that a function is to name, data nested deeper than
// kJsonDepthLimit, more text than one call should make (base/long_work.h). What is written so far is then to be
// dropped.
#pragma once

#include <cstdint>
#include <string>

#include "data/raised.h"

namespace norn {

struct JsonWriteOptions {
  bool pretty = false;          // a line for each element and member, two blanks a level
  bool plain_names = false;     // keywords and symbols without their namespace
  bool escape_unicode = false;  // everything beyond ASCII as \uXXXX
  bool escape_slash = false;    // "<\/script>"
  bool bail_on_maps = false;    // the program names the keys
  int64_t level = 0;            // of the value, for the indentation of its parts
  bool parts_are_entries = false;
  Value custom = Value::nil();  // nil, or an ObjectArray of the Types that have an encoder: bail on those
};

inline constexpr int kJsonDepthLimit = 200;

// Appends, or bails, or raises for what JSON has no text for: NaN, infinite numbers, nil as a key.
OrRaised<bool> write_json(Heap& heap, std::string& out, Value value, const JsonWriteOptions& options);

// Appends the first parts of an array or, with parts_are_entries, object, each on its line and after a comma but for
// the very first; `level` is theirs. Returns the seq of those left: the first is for the caller, nil if there is none.
Value write_json_parts(Heap& heap, std::string& out, Value parts, bool is_first, const JsonWriteOptions& options);

void write_json_string(std::string& out, std::string_view text, const JsonWriteOptions& options);
// Ends the line and indents the next one, if the text is to be pretty.
void write_json_newline(std::string& out, int64_t level, const JsonWriteOptions& options);

}  // namespace norn
