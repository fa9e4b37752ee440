// Pending timers: a 4-ary heap with handles, made for a million sleepers.
//
// A timer costs 32 bytes: 16 in the heap (what ordering needs, so sifting stays
// in a few cache lines) and 16 in its slot (what its owner needs). Start and
// stop are O(log n). Equal deadlines expire in the order they were started.
// Knows no clock: the caller says what time it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "loop/request.h"

namespace norn {

// Names one timer for ever: an id of an expired or stopped timer never means another one.
// (A slot would have to be reused 2^31 times in between.)
enum class TimerId : uint64_t { none = 0 };

// A referenced timer keeps the program running.
enum class Reference : uint8_t { no, yes };

class Timers {
 public:
  TimerId start(int64_t deadline_ns, Cookie cookie, Reference reference);
  // False if the timer has already expired or been stopped.
  bool stop(TimerId id);
  // The cookie of the first timer whose deadline is not after `now_ns`.
  std::optional<Cookie> take_expired(int64_t now_ns);

  bool empty() const { return heap_.empty(); }
  size_t size() const { return heap_.size(); }
  size_t referenced() const { return referenced_; }
  int64_t next_deadline_ns() const { return heap_.front().deadline_ns; }  // Requires: !empty().

 private:
  struct Entry {
    int64_t deadline_ns;
    uint32_t
        sequence;  // of its start; wraps around, so only timers started within 2^31 of each other are compared well
    uint32_t slot;
  };
  struct Slot {
    Cookie cookie;      // when free: the next free slot
    uint32_t position;  // in heap_
    uint32_t generation : 31;
    uint32_t is_referenced : 1;
  };
  static_assert(sizeof(Entry) + sizeof(Slot) == 32);

  static bool before(const Entry& a, const Entry& b);
  uint32_t take_slot();
  void place(const Entry& entry, size_t position);
  void sift_up(Entry entry, size_t position);
  void sift_down(Entry entry, size_t position);
  void remove_at(size_t position);

  std::vector<Entry> heap_;
  std::vector<Slot> slots_;
  uint32_t free_slot_ = kNoSlot;
  uint32_t next_sequence_ = 0;
  size_t referenced_ = 0;

  static constexpr uint32_t kNoSlot = 0xFFFF'FFFF;
};

}  // namespace norn
