#include "code/code_object.h"

#include <algorithm>

#include "data/array.h"

namespace norn {
namespace {

const uint8_t* debug_bytes(const Code* code) {
  return code->debug.is_nil() ? nullptr : as<PrimitiveArray>(code->debug)->bytes();
}

// The Value words stand between instruction words, at the offsets listed in `constants`.
void trace_code(Object* object, RootVisitor& visitor) {
  Code* code = static_cast<Code*>(object);
  if (code->constants.is_nil()) return;
  PrimitiveArray* offsets = as<PrimitiveArray>(code->constants);
  const uint32_t* first = offsets->elements<uint32_t>();
  size_t count = offsets->tail_count / sizeof(uint32_t);
  for (size_t i = 0; i < count; ++i) visitor.visit_values(reinterpret_cast<Value*>(code->words() + first[i]), 1);
}

}  // namespace

std::span<const Handler> Code::handlers() const {
  return {reinterpret_cast<const Handler*>(debug_bytes(this)), handler_count};
}

std::span<const LineEntry> Code::lines() const {
  return {reinterpret_cast<const LineEntry*>(debug_bytes(this) + handler_count * sizeof(Handler)), line_count};
}

LineEntry Code::line_at(uint32_t offset) const {
  if (line_count == 0) return {};
  std::span<const LineEntry> entries = lines();
  auto after = std::upper_bound(entries.begin(), entries.end(), offset,
                                [](uint32_t at, const LineEntry& entry) { return at < entry.offset; });
  return after == entries.begin() ? LineEntry{} : after[-1];
}

uint32_t Code::live_registers(uint32_t offset) const {
  LineEntry entry = line_at(offset);
  bool known = entry.offset == offset && entry.live_registers < frame_size && line_count != 0;
  return known ? entry.live_registers : frame_size;
}

std::span<const uint32_t> Code::constant_offsets() const {
  if (constants.is_nil()) return {};
  PrimitiveArray* offsets = as<PrimitiveArray>(constants);
  return {offsets->elements<uint32_t>(), offsets->tail_count / sizeof(uint32_t)};
}

Code* find_code(Template* code, uint32_t count) {
  if (count < Template::kDirect) {
    if (Code* found = code->direct[count].get()) return found;
  } else if (!code->others.is_nil()) {
    for (Value other : as<ObjectArray>(code->others)->values())
      if (as<Code>(other)->required == count) return as<Code>(other);
  }
  Code* variadic = code->variadic.get();
  return variadic && count >= variadic->required ? variadic : nullptr;
}

void register_code_kinds(Heap& heap) {
  heap.register_kind<Code>({.trace = trace_code});
  heap.register_kind<Template>();
  heap.register_kind<Function>();
}

}  // namespace norn
