#include "code/verifier.h"

#include <vector>

#include "base/assert.h"
#include "code/register_effects.h"
#include "data/map.h"
#include "data/var.h"

namespace norn {
namespace {

class Verifier {
 public:
  explicit Verifier(const Code* code) : code_(code), word_count_(static_cast<uint32_t>(code->word_count())) {}

  std::string run() {
    if (!check_frame() || !find_instructions()) return problem_;
    for (uint32_t at : starts_)
      if (!check_operands(at) || !check_jumps(at) || !check_constant(at)) return problem_;
    if (check_constant_list() && check_handlers() && check_lines()) return "";
    return problem_;
  }

 private:
  bool fail(uint32_t at, const char* text) {
    problem_ = "at " + std::to_string(at) + ": " + text;
    return false;
  }
  Instruction instruction(uint32_t at) const { return {code_->words()[at]}; }
  bool is_start(int64_t at) const { return at >= 0 && at < word_count_ && is_start_[static_cast<size_t>(at)]; }

  bool check_frame() {
    if (word_count_ == 0) return fail(0, "no instructions");
    if (code_->frame_size > Code::kMaxFrame) return fail(0, "the frame is too large");
    if (uint32_t{code_->required} + code_->variadic() > code_->frame_size)
      return fail(0, "the parameters do not fit the frame");
    return true;
  }

  bool find_instructions() {
    is_start_.resize(word_count_);
    uint32_t at = 0;
    while (at < word_count_) {
      Instruction i = instruction(at);
      if (static_cast<int>(i.op()) >= kOpCount) return fail(at, "unknown opcode");
      if (i.op() == Op::segment_end || i.op() == Op::adapter_resume || i.op() == Op::exit)
        return fail(at, "an opcode only the VM may use");
      is_start_[at] = true;
      starts_.push_back(at);
      at += 1 + static_cast<uint32_t>(extra_words(i));
    }
    if (at != word_count_) return fail(starts_.back(), "extra words run past the end");
    if (!ends_block(instruction(starts_.back()).op())) return fail(starts_.back(), "control runs past the end");
    return true;
  }

  bool check_operands(uint32_t at) {
    Instruction i = instruction(at);
    bool inside = true;
    auto check = [&](uint32_t r) { inside = inside && r < code_->frame_size; };
    for_each_read(i, check);
    for_each_write(i, check);
    if (is_call(i.op())) check(uint32_t{i.a()} + 1);
    if (!inside) return fail(at, "a register outside the frame");
    if (i.op() == Op::load_capture && code_->owner && i.b() >= code_->owner->capture_count)
      return fail(at, "no such capture");
    if (i.op() == Op::make_map && i.c() % 2 != 0) return fail(at, "a map of an odd number of values");
    return true;
  }

  bool check_jumps(uint32_t at) {
    Instruction i = instruction(at);
    if (is_jump(i.op())) {
      int64_t target = jump_target(i, at);
      if (!is_start(target)) return fail(at, "a jump into the middle of an instruction");
      if (is_loop_jump(i.op()) ? target > at : target <= at)
        return fail(at, "loop opcodes jump backward, and only they");
    }
    if (i.op() == Op::jump_table) {
      int64_t end = int64_t{at} + 1 + i.c();
      for (uint32_t n = 0; n < i.c(); ++n)
        if (!is_start(end + static_cast<int64_t>(code_->words()[at + 1 + n])))
          return fail(at, "a jump table entry into the middle of an instruction");
    }
    return true;
  }

  bool check_constant(uint32_t at) {
    Instruction i = instruction(at);
    if (info(i.op()).extra[0] != 'k') return true;
    constants_.push_back(at + 1);
    Value k = Value::from_bits(code_->words()[at + 1]);
    switch (i.op()) {
      case Op::var_get:
      case Op::var_get_dynamic:
      case Op::var_set:
      case Op::define:
      case Op::call_var: return is<Var>(k) || fail(at, "the constant is not a var");
      case Op::closure:
        if (!is<Template>(k)) return fail(at, "the constant is not a template");
        return as<Template>(k)->capture_count == i.c() || fail(at, "the wrong number of captures");
      case Op::case_index: return is_map(k) || fail(at, "the constant is not a map");
      case Op::get_keyword: return is<Keyword>(k) || fail(at, "the constant is not a keyword");
      default: return true;
    }
  }

  bool check_constant_list() {
    std::span<const uint32_t> listed = code_->constant_offsets();
    bool same = listed.size() == constants_.size();
    for (size_t n = 0; same && n < listed.size(); ++n) same = listed[n] == constants_[n];
    return same || fail(0, "the list of constants is not that of the instructions");
  }

  bool check_handlers() {
    for (const Handler& handler : code_->handlers()) {
      if (handler.start >= handler.end || !is_start(handler.start) ||
          (handler.end != word_count_ && !is_start(handler.end)))
        return fail(handler.start, "a handler range that is none");
      if (handler.kind == HandlerKind::cleanup) continue;
      if (!is_start(handler.target)) return fail(handler.start, "a handler that is no instruction");
      if (handler.target >= handler.start && handler.target < handler.end)
        return fail(handler.start, "a handler inside its own range");
      if (handler.exception_register >= code_->frame_size)
        return fail(handler.start, "a handler's register outside the frame");
    }
    return true;
  }

  bool check_lines() {
    uint32_t previous = 0;
    for (const LineEntry& entry : code_->lines()) {
      if (entry.offset < previous || !is_start(entry.offset))
        return fail(entry.offset, "the line table is not in order");
      previous = entry.offset;
    }
    return true;
  }

  const Code* code_;
  uint32_t word_count_;
  std::vector<bool> is_start_;
  std::vector<uint32_t> starts_, constants_;
  std::string problem_;
};

}  // namespace

std::string verify(const Code* code) { return Verifier(code).run(); }

void require_valid(const Code* code) {
  std::string problem = verify(code);
  NORN_ASSERT(problem.empty(), problem.c_str());
}

}  // namespace norn
