#include "code/code_builder.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/assert.h"
#include "code/register_effects.h"
#include "code/verifier.h"
#include "data/array.h"

namespace norn {
namespace {

constexpr uint32_t kUnbound = 0xFFFFFFFF;
constexpr int kMaxJumpChain = 8;

PrimitiveArray* raw_bytes(Heap& heap, size_t size) {
  PrimitiveArray* array = heap.make_tail_old<PrimitiveArray>(size);
  array->aux = static_cast<uint16_t>(ElementType::byte_);
  return array;
}

}  // namespace

CodeBuilder::Label CodeBuilder::make_label() {
  labels_.push_back(kUnbound);
  return {static_cast<uint32_t>(labels_.size() - 1)};
}

void CodeBuilder::bind(Label label) {
  NORN_ASSERT(labels_[label.index] == kUnbound, "a label is bound once");
  bool jumped_over_nothing = !jumps_.empty() && jumps_.back().label == label.index && jumps_.back().base == offset() &&
                             last_bound_ != offset() && Instruction{words_.back()}.op() == Op::jump;
  if (jumped_over_nothing) {
    words_.pop_back();
    jumps_.pop_back();
  }
  labels_[label.index] = last_bound_ = offset();
}

void CodeBuilder::emit(Op op, uint16_t a, uint16_t b, uint16_t c) {
  note_position();
  words_.push_back(encode(op, a, b, c));
}

void CodeBuilder::emit_wide(Op op, uint16_t a, int32_t bc) {
  note_position();
  words_.push_back(encode_wide(op, a, bc));
}

void CodeBuilder::emit_constant(Op op, uint16_t a, uint16_t b, uint16_t c, Value constant) {
  emit(op, a, b, c);
  for (const char* extra = info(op).extra; *extra; ++extra) {
    if (*extra == 'k') {
      constants_.push_back(offset());
      words_.push_back(constant.bits());
    } else {
      words_.push_back(0);
    }
  }
}

void CodeBuilder::emit_jump(Op op, uint16_t a, uint16_t b, Label target) {
  NORN_ASSERT(is_jump(op), "not a jump");
  emit(op, a, b, 0);
  jumps_.push_back({offset() - 1, offset(), target.index});
}

void CodeBuilder::emit_jump_table(uint16_t index, std::span<const Label> targets) {
  emit(Op::jump_table, index, 0, static_cast<uint16_t>(targets.size()));
  uint32_t end = offset() + static_cast<uint32_t>(targets.size());
  for (Label target : targets) {
    table_words_.push_back({offset(), end, target.index});
    words_.push_back(0);
  }
}

void CodeBuilder::set_position(SourceSpan position) {
  if (position.line != 0) position_ = position;
}

void CodeBuilder::set_live_registers(uint32_t count) {
  live_registers_ = static_cast<uint16_t>(std::min<uint32_t>(count, LineEntry::kAllLive));
}

void CodeBuilder::note_position() {
  uint16_t live = std::exchange(live_registers_, LineEntry::kAllLive);
  uint16_t column = static_cast<uint16_t>(std::min<uint32_t>(position_.column, UINT16_MAX));
  bool same =
      lines_.empty() ? position_.line == 0 : lines_.back().line == position_.line && lines_.back().column == column;
  if (same && live == LineEntry::kAllLive) return;
  lines_.push_back({offset(), position_.line, column, live});
}

// Entries that say neither a new position nor which registers of the frame are dead.
void CodeBuilder::drop_needless_lines(uint32_t frame_size) {
  size_t kept = 0;
  for (const LineEntry& entry : lines_) {
    bool same =
        kept == 0 ? entry.line == 0 : lines_[kept - 1].line == entry.line && lines_[kept - 1].column == entry.column;
    if (!same || entry.live_registers < frame_size) lines_[kept++] = entry;
  }
  lines_.resize(kept);
}

void CodeBuilder::add_handler(uint32_t start, uint32_t end, Label target, uint16_t exception_register,
                              HandlerKind kind) {
  if (start == end) return;
  handlers_.push_back({{start, end, 0, exception_register, kind}, target.index});
}

void CodeBuilder::add_cleanup(uint32_t start, uint32_t end) {
  if (start != end) handlers_.push_back({{start, end, 0, 0, HandlerKind::cleanup}, 0});
}

uint32_t CodeBuilder::final_target(uint32_t label) const {
  uint32_t target = labels_[label];
  NORN_ASSERT(target != kUnbound, "every label is bound");
  for (int hops = 0; hops < kMaxJumpChain && target < words_.size(); ++hops) {
    if (Instruction{words_[target]}.op() != Op::jump) break;
    uint32_t next = target;
    for (const Fixup& jump : jumps_)  // chains are rare and short
      if (jump.at == target) next = labels_[jump.label];
    if (next == target) break;
    target = next;
  }
  return target;
}

bool CodeBuilder::patch_jumps() {
  for (const Fixup& jump : jumps_) {
    Instruction i{words_[jump.at]};
    bool wide = has_letter(i.op(), 'J');
    // A backward target stays: only loop_back goes backward, and it must reach its own loop.
    uint32_t target = labels_[jump.label] < jump.at ? labels_[jump.label] : final_target(jump.label);
    int64_t distance = int64_t{target} - jump.base;
    if (wide) {
      words_[jump.at] = encode_wide(i.op(), i.a(), static_cast<int32_t>(distance));
    } else if (distance >= INT16_MIN && distance <= INT16_MAX) {
      words_[jump.at] = encode(i.op(), i.a(), i.b(), static_cast<uint16_t>(distance));
    } else {
      return false;
    }
  }
  for (const Fixup& entry : table_words_)
    words_[entry.at] = static_cast<Word>(int64_t{final_target(entry.label)} - entry.base);
  return true;
}

Code* CodeBuilder::finish(Heap& heap, const CodeSummary& summary) {
  if (!patch_jumps()) return nullptr;
  drop_needless_lines(summary.frame_size);

  Code* code = heap.make_tail_old<Code>(words_.size() * sizeof(Word));
  std::memcpy(code->words(), words_.data(), words_.size() * sizeof(Word));
  code->owner = summary.owner;
  code->frame_size = summary.frame_size;
  code->required = summary.required;
  code->code_flags = summary.variadic ? kCodeVariadic : 0;

  code->handler_count = static_cast<uint32_t>(handlers_.size());
  code->line_count = static_cast<uint32_t>(lines_.size());
  if (!handlers_.empty() || !lines_.empty()) {
    PrimitiveArray* debug = raw_bytes(heap, handlers_.size() * sizeof(Handler) + lines_.size() * sizeof(LineEntry));
    Handler* handlers = debug->elements<Handler>();
    for (const PendingHandler& pending : handlers_) {
      *handlers = pending.handler;
      if (handlers->kind != HandlerKind::cleanup) handlers->target = labels_[pending.label];
      ++handlers;
    }
    if (!lines_.empty()) std::memcpy(handlers, lines_.data(), lines_.size() * sizeof(LineEntry));
    code->debug = to_value(debug);
  }
  if (!constants_.empty()) {
    PrimitiveArray* offsets = raw_bytes(heap, constants_.size() * sizeof(uint32_t));
    std::memcpy(offsets->bytes(), constants_.data(), constants_.size() * sizeof(uint32_t));
    code->constants = to_value(offsets);
  }
#if defined(NORN_DEBUG) || defined(NORN_VERIFY_CODE)
  require_valid(code);
#endif
  return code;
}

}  // namespace norn
