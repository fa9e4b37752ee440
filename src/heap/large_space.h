// Objects too big for a block: each has memory of its own from malloc and never
// moves. It must not know what an object is.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <vector>

#include "base/assert.h"

namespace norn {

class LargeSpace {
 public:
  struct Entry {
    void* memory;
    size_t bytes;
  };

  LargeSpace() = default;
  LargeSpace(const LargeSpace&) = delete;
  LargeSpace& operator=(const LargeSpace&) = delete;
  ~LargeSpace() {
    for (const Entry& entry : entries_) std::free(entry.memory);
  }

  void* allocate(size_t bytes) {
    void* memory = std::malloc(bytes);
    NORN_ASSERT(memory != nullptr, "the operating system gives no more memory");
    entries_.push_back({memory, bytes});
    bytes_in_use_ += bytes;
    return memory;
  }

  // Frees every entry for which `is_dead(memory)`.
  template <typename IsDead>
  void sweep(IsDead is_dead) {
    std::erase_if(entries_, [&](const Entry& entry) {
      if (!is_dead(entry.memory)) return false;
      bytes_in_use_ -= entry.bytes;
      std::free(entry.memory);
      return true;
    });
  }

  size_t bytes_in_use() const { return bytes_in_use_; }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
  size_t bytes_in_use_ = 0;
};

}  // namespace norn
