// Stacks: chains of growable segments of VM frames.
//
// A segment is an array of Values. A frame is
//
//     base[-2]  the running function; the callee's result when it returns
//     base[-1]  return word: return pc | (distance to the caller's base) << 48
//     base[0..] arguments, locals, temporaries, call windows
//
// The return word has its low bit clear (code is 8-byte aligned), so it looks
// like a fixnum and the collector scans a segment as plain Values. Nothing in a
// segment is an absolute address into a segment: growing and copying are memcpy.
//
// Every task starts with one segment; `reset` starts a new one on top (its
// parent is the one below). Capturing a continuation unlinks segments from the
// top down to the prompt; resuming links them onto the current top. A segment's
// bottom frame returns to the static instruction `segment_end`.
#pragma once

#include <cstddef>

#include "code/code_object.h"

namespace norn {

struct Segment {
  Segment* parent = nullptr;  // the segment below; nullptr at the bottom of a task or a captured chain
  Value* memory = nullptr;
  uint32_t capacity = 0;  // Values
  uint32_t limit = 0;  // frames stay below; from here on everything is nil (raised on demand, lowered by collections)
  // Where it stopped; meaningful while it is not the running one.
  uint32_t base = 0;             // offset of the frame
  uint32_t top = 0;              // values at and above this offset are dead
  uint16_t result_register = 0;  // where the awaited result goes
  bool at_call : 1 = false;      // pc follows a call (else: it is the instruction to execute)
  bool dirty : 1 = false;        // ran since the last minor collection
  bool is_cleared : 1 = false;   // its dead registers were cleared and it has not run since
  uint32_t dirty_index = 0;      // its place in Vm::dirty_segments while dirty
  const Word* pc = nullptr;      // next instruction
  Value prompt;                  // tag; nil at the bottom of a task
  Value bindings;                // innermost Binding made in this segment
  Value marks;                   // innermost scope, timeout or shield entered in this segment (sched)

  static constexpr uint32_t kInlineCapacity = 16;
  Value inline_memory[kInlineCapacity];
};
static_assert(sizeof(Segment) == 200);  // a million parked tasks have one each

// Recycles small segments; accounts native memory to the heap.
class SegmentPool {
 public:
  explicit SegmentPool(Heap& heap) : heap_(heap) {}
  ~SegmentPool();
  Segment* acquire();
  void release(Segment* segment);
  void release_chain(Segment* top);
  // Raises the limit so that `needed` Values fit, growing the memory if necessary.
  void grow(Segment* segment, size_t needed);
  // Gives memory back when far more is held than used.
  void shrink(Segment* segment, size_t used);
  Segment* copy(const Segment* segment);  // without parent
  size_t in_use() const { return in_use_; }

 private:
  struct Slab {
    Segment* segments;
    size_t count;
  };
  void add_slab();
  void drop_memory(Segment* segment);
  Heap& heap_;
  Segment* free_ = nullptr;
  std::vector<Slab> slabs_;
  size_t in_use_ = 0;
};

// --- return words ---
inline constexpr uint64_t kReturnPcMask = (uint64_t{1} << 48) - 1;
inline Value make_return_word(const Word* pc, uint64_t distance) {
  return Value::from_bits(reinterpret_cast<uint64_t>(pc) | distance << 48);
}
inline const Word* return_pc(Value word) { return reinterpret_cast<const Word*>(word.bits() & kReturnPcMask); }
inline uint64_t return_distance(Value word) { return word.bits() >> 48; }

}  // namespace norn
