#include "data/string_builder.h"

#include <algorithm>
#include <cstring>

namespace norn {

StringBuilder* make_string_builder(Heap& heap, std::string_view text) {
  StringBuilder* builder = heap.make<StringBuilder>();
  string_builder_append(heap, builder, text);
  return builder;
}

void string_builder_append(Heap& heap, StringBuilder* builder, std::string_view utf8) {
  if (utf8.empty()) return;
  size_t capacity = builder->buffer ? builder->buffer->tail_count : 0;
  size_t size = builder->size + utf8.size();
  if (size > capacity) {
    constexpr size_t kFirstCapacity = 64;
    String* bigger = begin_string(heap, std::max({size, capacity * 2, kFirstCapacity}));
    if (builder->size > 0) std::memcpy(bigger->data(), builder->buffer->data(), builder->size);
    builder->buffer = bigger;
    heap.written(builder);
  }
  std::memcpy(builder->buffer->data() + builder->size, utf8.data(), utf8.size());
  builder->size = size;
}

String* string_builder_text(Heap& heap, StringBuilder* builder) { return make_string(heap, builder->view()); }

}  // namespace norn
