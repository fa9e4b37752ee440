#include "heap/nursery.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>

#include "base/assert.h"

#ifdef NORN_SANITIZE
#include <sanitizer/asan_interface.h>
#endif

namespace norn {

namespace {

#ifdef NORN_SANITIZE
constexpr bool kAddressSanitizer = true;
#else
constexpr bool kAddressSanitizer = false;
#define ASAN_POISON_MEMORY_REGION(address, size)
#define ASAN_UNPOISON_MEMORY_REGION(address, size)
#endif

size_t round_to_pages(size_t bytes) { return (bytes + 4095) & ~size_t{4095}; }

}  // namespace

Nursery::Nursery(size_t soft_bytes, size_t reserve_bytes, bool stress)
    : soft_bytes_(round_to_pages(soft_bytes)),
      reserve_bytes_(std::max(round_to_pages(reserve_bytes), soft_bytes_)),
      stress_(stress),
      sliding_(stress || kAddressSanitizer) {
  mapped_bytes_ = reserve_bytes_ + (sliding_ ? kSlidingBytes : 0);
  void* memory =
      mmap(nullptr, mapped_bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  NORN_ASSERT(memory != MAP_FAILED, "the operating system gives no address space for the nursery");
  base_ = window_ = poisoned_end_ = static_cast<char*>(memory);
}

Nursery::~Nursery() {
  ASAN_UNPOISON_MEMORY_REGION(base_, static_cast<size_t>(poisoned_end_ - base_));
  munmap(base_, mapped_bytes_);
}

void Nursery::evacuated(char* used_end) {
  if (sliding_) {
    const size_t used = static_cast<size_t>(used_end - window_);
    if (stress_) std::memset(window_, kPoison, used);
    ASAN_POISON_MEMORY_REGION(window_, used);
    poisoned_end_ = std::max(poisoned_end_, used_end);
    window_ = used_end > base_ + kSlidingBytes ? base_ : used_end;
    ASAN_UNPOISON_MEMORY_REGION(window_, soft_bytes_);
    return;
  }
  // A host function ran far into the reserve: do not keep those pages for ever.
  char* kept_end = window_ + 2 * soft_bytes_;
  if (used_end > kept_end) madvise(kept_end, static_cast<size_t>(used_end - kept_end), MADV_DONTNEED);
}

void Nursery::open_reserve() {
  if (poisoned_end_ <= soft_limit()) return;
  ASAN_UNPOISON_MEMORY_REGION(soft_limit(), static_cast<size_t>(poisoned_end_ - soft_limit()));
}

}  // namespace norn
