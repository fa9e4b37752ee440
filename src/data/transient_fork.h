// What is changed in place by a library function whose frame a multi-shot
// continuation has captured - a transient, a text being built, a sort - is used by
// each resumption: each gets a fork, which shares a transient's tree and copies
// what it changes. Other mutable objects are the program's, and shared.
#pragma once

#include "heap/heap.h"

namespace norn {

// Object::aux of a StringBuilder or Matcher that a library function holds, and of an ObjectArray that is its state:
// that one is copied with the arrays in it.
inline constexpr uint16_t kBelongsToFrames = 0xA5;

// Whether v can still change and belongs to the frames that hold it.
bool is_forked(Value v);
// Requires: is_forked(v), and v itself is not changed any more while forks of it are in use.
Value fork_of(Heap& heap, Value v);

}  // namespace norn
