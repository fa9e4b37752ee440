#include "loop/timers.h"

#include <algorithm>

#include "base/assert.h"

namespace norn {

namespace {

constexpr size_t kArity = 4;

TimerId make_id(uint32_t slot, uint32_t generation) {
  return static_cast<TimerId>(static_cast<uint64_t>(generation) << 32 | slot);
}

}  // namespace

TimerId Timers::start(int64_t deadline_ns, Cookie cookie, Reference reference) {
  const uint32_t slot = take_slot();
  slots_[slot].cookie = cookie;
  slots_[slot].is_referenced = reference == Reference::yes;
  referenced_ += slots_[slot].is_referenced;
  heap_.emplace_back();
  sift_up({deadline_ns, next_sequence_++, slot}, heap_.size() - 1);
  return make_id(slot, slots_[slot].generation);
}

bool Timers::stop(TimerId id) {
  const uint32_t slot = static_cast<uint32_t>(id);
  const uint32_t generation = static_cast<uint32_t>(static_cast<uint64_t>(id) >> 32);
  if (slot >= slots_.size() || slots_[slot].generation != generation) return false;
  remove_at(slots_[slot].position);
  return true;
}

std::optional<Cookie> Timers::take_expired(int64_t now_ns) {
  if (heap_.empty() || heap_.front().deadline_ns > now_ns) return std::nullopt;
  const Cookie cookie = slots_[heap_.front().slot].cookie;
  remove_at(0);
  return cookie;
}

bool Timers::before(const Entry& a, const Entry& b) {
  if (a.deadline_ns != b.deadline_ns) return a.deadline_ns < b.deadline_ns;
  return static_cast<int32_t>(a.sequence - b.sequence) < 0;
}

uint32_t Timers::take_slot() {
  if (free_slot_ != kNoSlot) {
    const uint32_t slot = free_slot_;
    free_slot_ = static_cast<uint32_t>(slots_[slot].cookie);
    return slot;
  }
  NORN_ASSERT(slots_.size() < kNoSlot, "too many timers");
  slots_.push_back({.cookie = 0, .position = 0, .generation = 1, .is_referenced = 0});
  return static_cast<uint32_t>(slots_.size() - 1);
}

void Timers::place(const Entry& entry, size_t position) {
  heap_[position] = entry;
  slots_[entry.slot].position = static_cast<uint32_t>(position);
}

void Timers::sift_up(Entry entry, size_t position) {
  while (position > 0) {
    const size_t parent = (position - 1) / kArity;
    if (!before(entry, heap_[parent])) break;
    place(heap_[parent], position);
    position = parent;
  }
  place(entry, position);
}

void Timers::sift_down(Entry entry, size_t position) {
  while (true) {
    const size_t first = position * kArity + 1;
    if (first >= heap_.size()) break;
    const size_t end = std::min(first + kArity, heap_.size());
    size_t least = first;
    for (size_t child = first + 1; child < end; ++child)
      if (before(heap_[child], heap_[least])) least = child;
    if (!before(heap_[least], entry)) break;
    place(heap_[least], position);
    position = least;
  }
  place(entry, position);
}

void Timers::remove_at(size_t position) {
  const uint32_t freed = heap_[position].slot;
  Slot& slot = slots_[freed];
  referenced_ -= slot.is_referenced;
  slot.generation = slot.generation == 0x7FFF'FFFF ? 1 : slot.generation + 1;  // never 0: an id is never `none`
  slot.cookie = free_slot_;
  free_slot_ = freed;

  const Entry last = heap_.back();
  heap_.pop_back();
  if (position < heap_.size()) {
    if (position > 0 && before(last, heap_[(position - 1) / kArity]))
      sift_up(last, position);
    else
      sift_down(last, position);
  }
  if (heap_.empty()) {  // give the memory of a past crowd back; ids of the past stay invalid by their generation
    constexpr size_t kKept = 1024;
    if (heap_.capacity() > kKept) heap_.shrink_to_fit();
  }
}

}  // namespace norn
