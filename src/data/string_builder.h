// StringBuilder: a mutable text that grows at its end.
#pragma once

#include <string_view>

#include "data/string.h"

namespace norn {

struct StringBuilder : Object {
  static constexpr Kind kKind = Kind::string_builder;
  Ref<String> buffer;  // its bytes beyond `size` are unused; never seen outside
  uint64_t size;       // bytes
  std::string_view view() const { return buffer ? std::string_view(buffer->data(), size) : std::string_view(); }
};

StringBuilder* make_string_builder(Heap& heap, std::string_view text = {});
void string_builder_append(Heap& heap, StringBuilder* builder, std::string_view utf8);  // Requires: valid UTF-8.
// Makes room for so many bytes more.
void string_builder_reserve(Heap& heap, StringBuilder* builder, size_t bytes);
// The text, which holds so many code points; the builder is empty afterwards. A long text is not copied.
String* string_builder_release(Heap& heap, StringBuilder* builder, size_t code_points);
String* string_builder_text(Heap& heap, StringBuilder* builder);

}  // namespace norn

NORN_LAYOUT(StringBuilder, norn::Tail::none, 8, buffer);
