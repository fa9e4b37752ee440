#include "data/string.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "base/utf8.h"
#include "data/array.h"

namespace norn {

namespace {

constexpr size_t kIndexStride = 64;  // code points per entry of String::index

// One 32-bit byte offset for every kIndexStride-th code point.
PrimitiveArray* build_index(Heap& heap, String* string) {
  size_t entries = string->code_points / kIndexStride + 1;
  PrimitiveArray* index = make_primitive_array(heap, ElementType::int_, entries);
  uint32_t* offsets = index->elements<uint32_t>();
  const char* start = string->data();
  const char* p = start;
  for (size_t i = 0; i < entries; ++i) {
    offsets[i] = static_cast<uint32_t>(p - start);
    for (size_t step = 0; step < kIndexStride && i + 1 < entries; ++step) p += utf8_sequence_length(*p);
  }
  string->index = index;
  heap.written(string);
  return index;
}

}  // namespace

String* begin_string(Heap& heap, size_t bytes) {
  NORN_ASSERT(bytes <= UINT32_MAX, "strings are limited to 4 GiB");
  return heap.make_tail_unfilled<String>(bytes);
}

void finish_string(String* string) {
  std::string_view text = string->view();
  string->is_ascii = utf8_is_ascii(text);
  string->code_points = static_cast<uint32_t>(string->is_ascii ? text.size() : utf8_count(text));
}

String* make_string(Heap& heap, std::string_view utf8) {
  bool ascii = utf8_is_ascii(utf8);
  if (!ascii && !utf8_is_valid(utf8)) return make_string(heap, utf8_repair(utf8));
  String* string = begin_string(heap, utf8.size());
  if (!utf8.empty()) std::memcpy(string->data(), utf8.data(), utf8.size());
  string->is_ascii = ascii;
  string->code_points = static_cast<uint32_t>(ascii ? utf8.size() : utf8_count(utf8));
  return string;
}

size_t string_byte_offset(Heap& heap, String* string, size_t index) {
  if (string->is_ascii) return index;
  if (index == string->code_points) return string->tail_count;
  if (index < kIndexStride) return utf8_advance(string->view(), 0, index);
  PrimitiveArray* table = string->index ? string->index.get() : build_index(heap, string);
  const uint32_t* offsets = table->elements<uint32_t>();
  return utf8_advance(string->view(), offsets[index / kIndexStride], index % kIndexStride);
}

size_t string_index_of_byte(Heap& heap, String* string, size_t byte_offset) {
  if (string->is_ascii) return byte_offset;
  if (byte_offset == string->tail_count) return string->code_points;
  if (string->code_points < kIndexStride) return utf8_count(string->view().substr(0, byte_offset));
  PrimitiveArray* table = string->index ? string->index.get() : build_index(heap, string);
  const uint32_t* offsets = table->elements<uint32_t>();
  size_t entries = string->code_points / kIndexStride + 1;
  auto* after = std::upper_bound(offsets, offsets + entries, static_cast<uint32_t>(byte_offset));
  size_t entry = static_cast<size_t>(after - offsets) - 1;
  return entry * kIndexStride + utf8_count(string->view().substr(offsets[entry], byte_offset - offsets[entry]));
}

char32_t string_at(Heap& heap, String* string, size_t index) {
  if (string->is_ascii) return static_cast<unsigned char>(string->data()[index]);
  const char* p = string->data() + string_byte_offset(heap, string, index);
  return utf8_next(p);
}

String* substring(Heap& heap, String* string, size_t start, size_t end) {
  if (start == 0 && end == string->code_points) return string;
  size_t first = string_byte_offset(heap, string, start);
  size_t last = string_byte_offset(heap, string, end);
  String* part = begin_string(heap, last - first);
  std::memcpy(part->data(), string->data() + first, last - first);
  part->code_points = static_cast<uint32_t>(end - start);
  part->is_ascii = last - first == end - start;
  return part;
}

uint32_t string_hash(String* string) {
  if (string->hash == 0) string->hash = hash_bytes(string->view());
  return string->hash;
}

bool string_equals(const String* a, const String* b) {
  if (a == b) return true;
  if (a->tail_count != b->tail_count) return false;
  if (a->hash != 0 && b->hash != 0 && a->hash != b->hash) return false;
  return std::memcmp(a->data(), b->data(), a->tail_count) == 0;
}

namespace {

// The UTF-16 code units of one code point.
struct Utf16 {
  char32_t units[2];
  int count;
};

Utf16 to_utf16(char32_t c) {
  if (c < 0x10000) return {{c, 0}, 1};
  c -= 0x10000;
  return {{0xD800 + (c >> 10), 0xDC00 + (c & 0x3FF)}, 2};
}

size_t utf16_count(std::string_view text) {
  size_t count = 0;
  for (char c : text) count += ((c & 0xC0) != 0x80) + ((c & 0xF8) == 0xF0);
  return count;
}

int clamp_to_int(int64_t n) { return n > INT32_MAX ? INT32_MAX : n < -INT32_MAX ? -INT32_MAX : static_cast<int>(n); }

}  // namespace

// As String.compareTo: the difference of the first differing UTF-16 units, else of the lengths.
int string_compare(const String* a, const String* b) {
  std::string_view x = a->view(), y = b->view();
  size_t common = std::min(x.size(), y.size());
  size_t i = static_cast<size_t>(std::mismatch(x.begin(), x.begin() + common, y.begin()).first - x.begin());
  if (i == common) {
    if (a->is_ascii && b->is_ascii)
      return clamp_to_int(static_cast<int64_t>(x.size()) - static_cast<int64_t>(y.size()));
    // The shorter one is a prefix, so `i` is a code point boundary in both.
    return clamp_to_int(static_cast<int64_t>(utf16_count(x.substr(i))) -
                        static_cast<int64_t>(utf16_count(y.substr(i))));
  }
  while ((x[i] & 0xC0) == 0x80) --i;
  const char *p = x.data() + i, *q = y.data() + i;
  Utf16 left = to_utf16(utf8_next(p)), right = to_utf16(utf8_next(q));
  int unit = left.units[0] == right.units[0] ? 1 : 0;
  return static_cast<int>(left.units[unit]) - static_cast<int>(right.units[unit]);
}

}  // namespace norn
