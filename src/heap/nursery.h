// The memory that objects are born in: one mapping, of which a window is being
// filled. Normally the window starts where the mapping starts, every time. Under
// stress and under AddressSanitizer it slides, and what it leaves behind is
// poisoned, so that a reference that no root accounts for meets poison instead of
// a plausible new object.
#pragma once

#include <cstddef>
#include <cstdint>

namespace norn {

class Nursery {
 public:
  // A word of this reads as a reference to a non-canonical address, and as a header of no kind.
  static constexpr uint8_t kPoison = 0xDD;
  // A sliding window goes round in this much memory.
  static constexpr size_t kSlidingBytes = size_t{8} << 20;

  Nursery(size_t soft_bytes, size_t reserve_bytes, bool stress);
  Nursery(const Nursery&) = delete;
  Nursery& operator=(const Nursery&) = delete;
  ~Nursery();

  char* window() const { return window_; }
  char* soft_limit() const { return window_ + soft_bytes_; }
  char* hard_limit() const { return window_ + reserve_bytes_; }
  bool contains(const void* address) const {
    return reinterpret_cast<uintptr_t>(address) - reinterpret_cast<uintptr_t>(base_) < mapped_bytes_;
  }
  uintptr_t base() const { return reinterpret_cast<uintptr_t>(base_); }
  size_t mapped_bytes() const { return mapped_bytes_; }

  // Everything between window() and `used_end` is dead or has been copied out. Moves the window.
  void evacuated(char* used_end);
  // The program is about to go past soft_limit().
  void open_reserve();

 private:
  char* base_ = nullptr;
  char* window_ = nullptr;
  size_t soft_bytes_;
  size_t reserve_bytes_;
  size_t mapped_bytes_;
  char* poisoned_end_;  // for AddressSanitizer: nothing beyond was ever poisoned
  const bool stress_;
  const bool sliding_;
};

}  // namespace norn
