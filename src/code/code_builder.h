// Assembles one Code object: instruction words, labels, constants, handlers and
// the line table. Knows the instruction format, not the language.
//
// A jump may name a label before it is bound. A jump to the next instruction
// vanishes when its label is bound right behind it. Jumps to an unconditional jump go
// straight to its target. A 16-bit jump that does not reach makes finish()
// answer nullptr: the caller assembles again without fused compare-and-jump
// instructions, whose distance is the only 16-bit one.
#pragma once

#include <span>
#include <vector>

#include "base/source_span.h"
#include "code/code_object.h"

namespace norn {

struct CodeSummary {
  Template* owner = nullptr;
  uint32_t frame_size = 0;
  uint16_t required = 0;
  bool variadic = false;
};

class CodeBuilder {
 public:
  struct Label {
    uint32_t index;
  };

  Label make_label();
  void bind(Label label);

  uint32_t offset() const { return static_cast<uint32_t>(words_.size()); }
  Word word_at(uint32_t offset) const { return words_[offset]; }
  void emit(Op op, uint16_t a = 0, uint16_t b = 0, uint16_t c = 0);
  void emit_wide(Op op, uint16_t a, int32_t bc);
  // An instruction with a Value word; its cache word follows if the opcode has one.
  void emit_constant(Op op, uint16_t a, uint16_t b, uint16_t c, Value constant);
  // A jump; `b` is used by the fused ones only.
  void emit_jump(Op op, uint16_t a, uint16_t b, Label target);
  void emit_jump_table(uint16_t index, std::span<const Label> targets);

  // The instructions that follow come from here; unknown positions are ignored.
  void set_position(SourceSpan position);
  // For the next instruction only: registers from `count` on are dead while it waits.
  void set_live_registers(uint32_t count);
  // Inner ranges first. An empty range is dropped.
  void add_handler(uint32_t start, uint32_t end, Label target, uint16_t exception_register, HandlerKind kind);
  // The code in between is that of a `finally`.
  void add_cleanup(uint32_t start, uint32_t end);

  // nullptr: a 16-bit jump does not reach its target.
  Code* finish(Heap& heap, const CodeSummary& summary);

 private:
  struct Fixup {
    uint32_t at;    // of the jump instruction, or of the table word
    uint32_t base;  // what the distance is counted from
    uint32_t label;
  };
  struct PendingHandler {
    Handler handler;
    uint32_t label;
  };
  void note_position();
  void drop_needless_lines(uint32_t frame_size);
  uint32_t final_target(uint32_t label) const;
  bool patch_jumps();

  std::vector<Word> words_;
  std::vector<uint32_t> labels_;      // offset, or kUnbound
  uint32_t last_bound_ = 0xFFFFFFFF;  // offset of the label bound last
  std::vector<Fixup> jumps_, table_words_;
  std::vector<uint32_t> constants_;
  std::vector<PendingHandler> handlers_;
  std::vector<LineEntry> lines_;
  SourceSpan position_;
  uint16_t live_registers_ = LineEntry::kAllLive;
};

}  // namespace norn
