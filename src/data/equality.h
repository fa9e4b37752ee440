// The language's `=` on data.
//
// C++ compares everything but what needs the language: it bails on deftype and
// reify instances, unrealized lazy seqs, sets and maps whose keys bail or whose
// lookup needs a user comparator, on data nested deeper than
// kEqualityDepthLimit, and when there is more of it than base/long_work.h
// allows; the bytecode twin goes on from there.
#pragma once

#include "data/raised.h"

namespace norn {

inline constexpr int kEqualityDepthLimit = 200;

Answer equals_slow(Heap& heap, Value a, Value b);

inline Answer equals(Heap& heap, Value a, Value b) {
  if (a == b) return Answer::yes;
  if (a.is_fixnum() && b.is_fixnum()) return Answer::no;
  return equals_slow(heap, a, b);
}

// True if `=` of this value with anything is decided by identity: no equals() needed. Keywords, booleans, nil, ...
inline bool equal_by_identity(Value v) {
  return !v.is_object() ? !v.is_fixnum() : v.as_object()->kind == Kind::keyword;
}

// Several comparisons that share what one call may do; for those that compare a large collection piece by piece.
class EqualityRun {
 public:
  EqualityRun();
  ~EqualityRun();
  EqualityRun(const EqualityRun&) = delete;
  EqualityRun& operator=(const EqualityRun&) = delete;
  bool goes_on(int64_t items);  // false when that is used up
  Answer equals(Heap& heap, Value a, Value b);
};

}  // namespace norn
