#include "vm/stack.h"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace norn {
namespace {
constexpr size_t kSlabBytes = size_t{128} << 10;
// Where there are many segments, slabs are huge pages: fewer faults and TLB misses.
constexpr size_t kHugePageBytes = size_t{2} << 20;
constexpr size_t kSmallSlabs = 64;
}  // namespace

SegmentPool::~SegmentPool() {
  for (const Slab& slab : slabs_) {
    for (size_t i = 0; i < slab.count; ++i) drop_memory(slab.segments + i);
    std::free(slab.segments);
  }
}

void SegmentPool::add_slab() {
  const bool huge = slabs_.size() >= kSmallSlabs;
  const size_t bytes = huge ? kHugePageBytes : kSlabBytes;
  void* memory = huge ? std::aligned_alloc(kHugePageBytes, bytes) : std::malloc(bytes);
  NORN_ASSERT(memory, "out of memory for stacks");
  if (huge) madvise(memory, bytes, MADV_HUGEPAGE);
  const Slab slab = {static_cast<Segment*>(memory), bytes / sizeof(Segment)};
  slabs_.push_back(slab);
  heap_.adjust_native_bytes(static_cast<int64_t>(bytes));
  for (size_t i = slab.count; i-- > 0;) {
    Segment* segment = new (slab.segments + i) Segment;
    segment->memory = segment->inline_memory;
    segment->capacity = segment->limit = Segment::kInlineCapacity;
    segment->parent = free_;
    free_ = segment;
  }
}

Segment* SegmentPool::acquire() {
  if (!free_) add_slab();
  Segment* segment = free_;
  free_ = segment->parent;
  segment->parent = nullptr;
  ++in_use_;
  return segment;
}

void SegmentPool::drop_memory(Segment* segment) {
  if (segment->memory == segment->inline_memory) return;
  heap_.adjust_native_bytes(-static_cast<int64_t>(segment->capacity * sizeof(Value)));
  std::free(segment->memory);
  segment->memory = segment->inline_memory;
  segment->capacity = segment->limit = Segment::kInlineCapacity;
}

void SegmentPool::release(Segment* segment) {
  NORN_ASSERT(!segment->dirty, "a released stack must not be on the dirty list");
  drop_memory(segment);
  segment->prompt = segment->bindings = segment->marks = Value::nil();
  for (Value& value : segment->inline_memory) value = Value::nil();
  segment->parent = free_;
  free_ = segment;
  --in_use_;
}

void SegmentPool::release_chain(Segment* top) {
  while (top) {
    Segment* parent = top->parent;
    release(top);
    top = parent;
  }
}

void SegmentPool::grow(Segment* segment, size_t needed) {
  size_t limit = segment->limit;
  while (limit < needed) limit *= 2;
  if (needed <= segment->capacity) {
    segment->limit = static_cast<uint32_t>(limit < segment->capacity ? limit : segment->capacity);
    return;
  }
  size_t capacity = segment->capacity;
  while (capacity < needed) capacity *= 2;
  size_t old_bytes = segment->capacity * sizeof(Value);
  Value* memory;
  if (segment->memory == segment->inline_memory) {
    memory = static_cast<Value*>(std::malloc(capacity * sizeof(Value)));
    NORN_ASSERT(memory, "out of memory for stacks");
    std::memcpy(static_cast<void*>(memory), segment->memory, old_bytes);
    heap_.adjust_native_bytes(static_cast<int64_t>(capacity * sizeof(Value)));
  } else {
    // Large blocks are moved by the C library with mremap, not by copying.
    memory = static_cast<Value*>(std::realloc(static_cast<void*>(segment->memory), capacity * sizeof(Value)));
    NORN_ASSERT(memory, "out of memory for stacks");
    heap_.adjust_native_bytes(static_cast<int64_t>((capacity - segment->capacity) * sizeof(Value)));
  }
  for (size_t i = segment->capacity; i < capacity; ++i) memory[i] = Value::nil();
  segment->memory = memory;
  segment->capacity = static_cast<uint32_t>(capacity);
  segment->limit = static_cast<uint32_t>(limit < capacity ? limit : capacity);
}

void SegmentPool::shrink(Segment* segment, size_t used) {
  if (segment->memory == segment->inline_memory || segment->capacity < 512 || used * 8 > segment->capacity) return;
  size_t capacity = segment->capacity;
  while (capacity >= 128 && capacity / 2 >= used * 2) capacity /= 2;
  Value* memory = static_cast<Value*>(std::realloc(static_cast<void*>(segment->memory), capacity * sizeof(Value)));
  if (!memory) return;
  heap_.adjust_native_bytes(-static_cast<int64_t>((segment->capacity - capacity) * sizeof(Value)));
  segment->memory = memory;
  segment->capacity = static_cast<uint32_t>(capacity);
  if (segment->limit > segment->capacity) segment->limit = segment->capacity;
}

Segment* SegmentPool::copy(const Segment* segment) {
  Segment* result = acquire();
  // The frames may use registers above `top`, up to the limit, without asking again.
  if (segment->limit > result->limit) grow(result, segment->limit);
  std::memcpy(static_cast<void*>(result->memory), segment->memory, segment->top * sizeof(Value));
  result->base = segment->base;
  result->top = segment->top;
  result->result_register = segment->result_register;
  result->pc = segment->pc;
  result->at_call = segment->at_call;
  result->prompt = segment->prompt;
  result->bindings = segment->bindings;
  result->marks = segment->marks;
  return result;
}

}  // namespace norn
