#include "data/string_builder.h"

#include <algorithm>
#include <cstring>

namespace norn {

StringBuilder* make_string_builder(Heap& heap, std::string_view text) {
  StringBuilder* builder = heap.make<StringBuilder>();
  string_builder_append(heap, builder, text);
  return builder;
}

namespace {

size_t capacity_of(const StringBuilder* builder) { return builder->buffer ? builder->buffer->tail_count : 0; }

void grow(Heap& heap, StringBuilder* builder, size_t capacity) {
  String* bigger = begin_string(heap, capacity);
  if (builder->size > 0) std::memcpy(bigger->data(), builder->buffer->data(), builder->size);
  builder->buffer = bigger;
  heap.written(builder);
}

}  // namespace

void string_builder_append(Heap& heap, StringBuilder* builder, std::string_view utf8) {
  if (utf8.empty()) return;
  size_t size = builder->size + utf8.size();
  if (size > capacity_of(builder)) {
    constexpr size_t kFirstCapacity = 64;
    constexpr size_t kMostCapacity = UINT32_MAX;  // of a string
    grow(heap, builder, std::max({size, std::min(capacity_of(builder) * 2, kMostCapacity), kFirstCapacity}));
  }
  std::memcpy(builder->buffer->data() + builder->size, utf8.data(), utf8.size());
  builder->size = size;
}

void string_builder_reserve(Heap& heap, StringBuilder* builder, size_t bytes) {
  if (builder->size + bytes > capacity_of(builder)) grow(heap, builder, builder->size + bytes);
}

String* string_builder_release(Heap& heap, StringBuilder* builder, size_t code_points) {
  String* string = builder->buffer.get();
  if (!builder->buffer || !(string->flags & kLarge)) {
    string = string_builder_text(heap, builder);
  } else {
    // A large object has memory of its own: what it does not use of that may stay behind its end.
    string->tail_count = builder->size;
    string->code_points = static_cast<uint32_t>(code_points);
    string->is_ascii = code_points == builder->size;
    std::memset(string->data() + builder->size, 0, -builder->size & 7);
  }
  builder->buffer = nullptr;
  builder->size = 0;
  return string;
}

String* string_builder_text(Heap& heap, StringBuilder* builder) { return make_string(heap, builder->view()); }

}  // namespace norn
