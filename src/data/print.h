// Printing of every built-in value, exactly as Clojure 1.12 prints it.
//
// The host printer knows data only. It bails, having written nothing that
// matters (the caller drops `out`), when it meets what needs the language: an
// unrealized lazy seq, a deftype, a type or `:type` metadata with a
// print-method of its own, data nested deeper than kPrintDepthLimit, or more
// items than it may print at once.
#pragma once

#include <cstdint>
#include <string>

#include "data/raised.h"

namespace norn {

// More would keep other tasks waiting (SEMANTICS 34): bytecode prints large collections piece by piece.
inline constexpr int64_t kPrintItemsAtOnce = 8192;

struct PrintOptions {
  bool readably = true;               // *print-readably*: pr, not print
  int64_t length = -1;                // *print-length*; negative: no limit
  int64_t level = -1;                 // *print-level*; negative: no limit
  bool namespace_maps = false;        // *print-namespace-maps*
  bool meta = false;                  // *print-meta*
  int64_t items = kPrintItemsAtOnce;  // items of collections printed before it bails; negative: no limit
  // nil, or an ObjectArray of the dispatch values (Types, keywords) users gave a print-method to: bail on those.
  Value custom = Value::nil();
};

inline constexpr int kPrintDepthLimit = 200;

// yes: appended; bail: see above. Never `no`.
Answer print_to(Heap& heap, std::string& out, Value value, const PrintOptions& options);
// Prints the first items of a seq, separated, as many as it can. Returns the seq of the others: nil if there are none,
// `items` itself if it could print none.
Value print_some(Heap& heap, std::string& out, Value items, std::string_view separator, const PrintOptions& options);
// What `(str x)` gives for one value ("" for nil).
Answer str_to(Heap& heap, std::string& out, Value value);

void print_string_readably(std::string& out, std::string_view text);  // "a\nb"
void print_character_readably(std::string& out, char32_t character);  // \newline
std::string hexadecimal(uint32_t n);
// The namespace all keys of a map share; empty if they don't, or the map is.
std::string common_namespace(Heap& heap, Value map);
// Object.toString: "java.lang.Object@1f", "user$f@2a".
std::string opaque_text(Heap& heap, Value value);
// For error messages: readable, at most `limit` bytes, "..." beyond; the type's name where the language would be
// needed.
std::string print_brief(Heap& heap, Value value, size_t limit = 60);

}  // namespace norn
