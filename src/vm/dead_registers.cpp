#include "vm/dead_registers.h"

#include "code/register_liveness.h"

namespace norn {

void DeadRegisters::clear(Code* code, const Word* next, Value* base, size_t count) {
  if (code->frame_size > kMaxFrame) return;
  std::vector<uint64_t>& live_after = by_code_[code];
  if (live_after.empty()) {
    live_after.assign(code->word_count(), ~uint64_t{0});
    RegisterLiveness liveness(code);
    for (uint32_t at = 0; at < code->word_count();) {
      uint32_t last = at + static_cast<uint32_t>(extra_words({code->words()[at]}));
      uint64_t live = 0;
      for (uint32_t r : liveness.across(at)) live |= uint64_t{1} << r;
      live_after[last] = live;
      at = last + 1;
    }
  }
  uint64_t live = live_after[static_cast<size_t>(next - 1 - code->words())];
  for (size_t r = 0; r < count && r < kMaxFrame; ++r)
    if (!(live >> r & 1)) base[r] = Value::nil();
}

}  // namespace norn
