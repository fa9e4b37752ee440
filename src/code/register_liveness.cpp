#include "code/register_liveness.h"

#include "code/register_effects.h"

namespace norn {

RegisterLiveness::RegisterLiveness(const Code* code) : code_(code), live_before_(code->word_count()) {
  for (uint32_t at = 0; at < code->word_count();) {
    starts_.push_back(at);
    live_before_[at] = Set(code->frame_size);
    at += 1 + static_cast<uint32_t>(extra_words({code->words()[at]}));
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t n = starts_.size(); n-- > 0;) {
      Set after(code->frame_size);
      join_successors(starts_[n], after);
      Set now = before(starts_[n], after);
      if (now == live_before_[starts_[n]]) continue;
      live_before_[starts_[n]] = std::move(now);
      changed = true;
    }
  }
}

void RegisterLiveness::join_successors(uint32_t offset, Set& into) const {
  Instruction i{code_->words()[offset]};
  uint32_t next = offset + 1 + static_cast<uint32_t>(extra_words(i));
  auto join = [&](uint32_t target, uint32_t except) {
    const Set& set = live_before_[target];
    for (size_t r = 0; r < set.size(); ++r)
      if (set[r] && r != except) into[r] = true;
  };
  constexpr uint32_t kNone = 0xFFFFFFFF;
  if (!ends_block(i.op()) && next < code_->word_count()) join(next, kNone);
  if (is_jump(i.op())) join(static_cast<uint32_t>(jump_target(i, offset)), kNone);
  if (i.op() == Op::jump_table)
    for (uint32_t n = 0; n < i.c(); ++n)
      join(static_cast<uint32_t>(next + static_cast<int64_t>(code_->words()[offset + 1 + n])), kNone);
  for (const Handler& handler : code_->handlers())
    if (handler.covers(offset)) join(handler.target, handler.exception_register);
}

RegisterLiveness::Set RegisterLiveness::before(uint32_t offset, const Set& after) const {
  Instruction i{code_->words()[offset]};
  Set live = after;
  for_each_write(i, [&](uint32_t r) { live[r] = false; });
  for_each_read(i, [&](uint32_t r) { live[r] = true; });
  // A handler sees the registers as they were before the instruction.
  for (const Handler& handler : code_->handlers()) {
    if (!handler.covers(offset)) continue;
    const Set& set = live_before_[handler.target];
    for (size_t r = 0; r < set.size(); ++r)
      if (set[r] && r != handler.exception_register) live[r] = true;
  }
  return live;
}

std::vector<uint32_t> RegisterLiveness::across(uint32_t offset) const {
  Set after(code_->frame_size);
  join_successors(offset, after);
  for_each_write({code_->words()[offset]}, [&](uint32_t r) { after[r] = false; });
  std::vector<uint32_t> live;
  for (uint32_t r = 0; r < after.size(); ++r)
    if (after[r]) live.push_back(r);
  return live;
}

}  // namespace norn
