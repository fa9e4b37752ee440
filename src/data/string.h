// Strings: immutable UTF-8, indexed by code point (SEMANTICS 28). ASCII strings
// index in O(1); others build a sparse index at first use.
#pragma once

#include <string_view>

#include "data/raised.h"

namespace norn {

struct PrimitiveArray;

struct String : TailObject {
  static constexpr Kind kKind = Kind::string;
  Ref<PrimitiveArray> index;  // byte offset of every 64th code point; nil until needed, and for ASCII
  uint32_t code_points;
  uint32_t is_ascii;
  const char* data() const { return reinterpret_cast<const char*>(this + 1); }
  char* data() { return reinterpret_cast<char*>(this + 1); }
  std::string_view view() const { return {data(), tail_count}; }
};

String* make_string(Heap& heap, std::string_view utf8);  // Requires: valid UTF-8 (invalid bytes become U+FFFD).
// `bytes` uninitialised bytes to be filled by the caller, who then calls finish_string (counts code points).
String* begin_string(Heap& heap, size_t bytes);
void finish_string(String* string);

inline size_t string_count(const String* string) { return string->code_points; }
// The code point at an index. Requires: index < count.
char32_t string_at(Heap& heap, String* string, size_t index);
// Byte offset of a code point index (index may equal the count). Requires: index <= count.
size_t string_byte_offset(Heap& heap, String* string, size_t index);
// The code point index of a byte offset. Requires: the offset is a boundary.
size_t string_index_of_byte(Heap& heap, String* string, size_t byte_offset);
String* substring(Heap& heap, String* string, size_t start, size_t end);  // Requires: start <= end <= count.
uint32_t string_hash(String* string);                                     // cached in the header
bool string_equals(const String* a, const String* b);
int string_compare(const String* a, const String* b);  // by UTF-16 code unit order as on the JVM; <0, 0, >0

}  // namespace norn

NORN_LAYOUT(String, norn::Tail::bytes, 8, index);
