// A growable stack of object pointers: the work list of both collectors. Capacity
// is checked once per scanned object, not once per push.
#pragma once

#include <cstddef>
#include <cstdlib>

#include "base/assert.h"
#include "heap/object.h"

namespace norn {

class ObjectStack {
 public:
  ObjectStack() = default;
  ObjectStack(const ObjectStack&) = delete;
  ObjectStack& operator=(const ObjectStack&) = delete;
  ~ObjectStack() { std::free(base_); }

  bool empty() const { return top_ == base_; }
  Object* pop() { return *--top_; }
  // Requires: room, made by reserve().
  void push(Object* object) { *top_++ = object; }
  void reserve(size_t count) {
    if (__builtin_expect(count > static_cast<size_t>(end_ - top_), 0)) grow(count);
  }
  // Between collections: keeps a small buffer, gives back a big one.
  void trim() {
    if (end_ - base_ <= kKeptCapacity) return;
    std::free(base_);
    base_ = top_ = end_ = nullptr;
  }

 private:
  static constexpr ptrdiff_t kKeptCapacity = 1 << 16;

  void grow(size_t count) {
    const size_t used = static_cast<size_t>(top_ - base_);
    size_t capacity = used ? used * 2 : 1024;
    while (capacity < used + count) capacity *= 2;
    base_ = static_cast<Object**>(std::realloc(base_, capacity * sizeof(Object*)));
    NORN_ASSERT(base_ != nullptr, "the operating system gives no more memory");
    top_ = base_ + used;
    end_ = base_ + capacity;
  }

  Object** base_ = nullptr;
  Object** top_ = nullptr;
  Object** end_ = nullptr;
};

}  // namespace norn
