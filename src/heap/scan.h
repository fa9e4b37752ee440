// Where an object's references are, from the layout of its kind alone. The
// collectors, the verifier and the image writer all walk objects with this.
#pragma once

#include <cstdint>

#include "heap/heap.h"

namespace norn {

// A KindLayout boiled down to what the collectors' inner loops need: one 8-byte load.
struct ScanInfo {
  uint16_t first_traced_word = 0;
  uint16_t traced_words = 0;
  uint16_t fixed_words = 0;  // 0: the kind was never registered
  Tail tail = Tail::none;
  uint8_t flags = 0;

  static constexpr uint8_t kHasReferences = 1;  // something to trace, by layout or hook
  static constexpr uint8_t kHasTraceHook = 2;

  bool has_references() const { return flags & kHasReferences; }
  bool has_trace_hook() const { return flags & kHasTraceHook; }

  static ScanInfo from(const KindLayout& layout, const KindHooks& hooks) {
    ScanInfo info = {layout.first_traced_word, layout.traced_words, layout.fixed_words, layout.tail, 0};
    if (layout.traced_words != 0 || layout.tail == Tail::values || hooks.trace) info.flags |= kHasReferences;
    if (hooks.trace) info.flags |= kHasTraceHook;
    return info;
  }
};
static_assert(sizeof(ScanInfo) == 8);

inline uint64_t object_words(const ScanInfo& info, const Object* object) {
  if (info.tail == Tail::none) return info.fixed_words;
  const uint64_t count = static_cast<const TailObject*>(object)->tail_count;
  return info.fixed_words + (info.tail == Tail::values ? count : (count + 7) / 8);
}

// Calls visit(Value* first, uint64_t count) for the traced fields and for a tail of Values.
template <typename Visit>
inline void for_each_span(const ScanInfo& info, Object* object, Visit visit) {
  Value* words = reinterpret_cast<Value*>(object);
  if (info.traced_words != 0) visit(words + info.first_traced_word, uint64_t{info.traced_words});
  if (info.tail == Tail::values) visit(words + info.fixed_words, static_cast<TailObject*>(object)->tail_count);
}

}  // namespace norn
