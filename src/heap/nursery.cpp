#include "heap/nursery.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>

#include "base/assert.h"

namespace norn {

namespace {

size_t round_to_pages(size_t bytes) { return (bytes + 4095) & ~size_t{4095}; }

}  // namespace

Nursery::Nursery(size_t soft_bytes, size_t reserve_bytes, bool stress)
    : soft_bytes_(round_to_pages(soft_bytes)),
      reserve_bytes_(std::max(round_to_pages(reserve_bytes), soft_bytes_)),
      mapped_bytes_(reserve_bytes_ + (stress ? kStressBytes : 0)),
      stress_(stress) {
  void* memory =
      mmap(nullptr, mapped_bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  NORN_ASSERT(memory != MAP_FAILED, "the operating system gives no address space for the nursery");
  base_ = window_ = static_cast<char*>(memory);
}

Nursery::~Nursery() { munmap(base_, mapped_bytes_); }

void Nursery::evacuated(char* used_end) {
  if (stress_) {
    std::memset(window_, kPoison, static_cast<size_t>(used_end - window_));
    window_ = used_end;
    if (window_ > base_ + kStressBytes) window_ = base_;
    return;
  }
  // A host function ran far into the reserve: do not keep those pages for ever.
  char* kept_end = window_ + 2 * soft_bytes_;
  if (used_end > kept_end) madvise(kept_end, static_cast<size_t>(used_end - kept_end), MADV_DONTNEED);
}

}  // namespace norn
