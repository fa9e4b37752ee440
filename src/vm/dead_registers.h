// Exact liveness of parked frames, for major collections.
//
// The compiler clears dead locals, but a frame also has registers nobody wrote
// yet or whose value was dropped: call windows being filled, results of
// statements. They keep whatever stood there. A minor collection takes them as
// they are; a major one drops what the code at that point cannot read again, so
// nothing dead is held for longer than one cycle.
#pragma once

#include <unordered_map>
#include <vector>

#include "code/code_object.h"

namespace norn {

class DeadRegisters {
 public:
  // Nils the dead ones among the first `count` registers of a frame that waits in the instruction ending before `next`.
  void clear(Code* code, const Word* next, Value* base, size_t count);
  void forget() { by_code_.clear(); }  // code may be collected

 private:
  static constexpr uint32_t kMaxFrame = 64;                         // larger frames are left alone
  std::unordered_map<const Code*, std::vector<uint64_t>> by_code_;  // live set by the last word of each instruction
};

}  // namespace norn
