// Which registers an instruction reads and writes: from its operand letters,
// and for the opcodes that read a run of registers, from their meaning.
#pragma once

#include "code/instruction.h"

namespace norn {

struct RegisterRange {
  uint32_t first = 0;
  uint32_t count = 0;
};

// Registers read as a run: the arguments of a call window, the elements of a collection, captures.
constexpr RegisterRange range_read(Instruction i) {
  switch (i.op()) {
    case Op::call:
    case Op::call_var: return {uint32_t{i.a()} + 2, i.b()};
    case Op::closure:
    case Op::make_vector:
    case Op::make_map:
    case Op::make_set:
    case Op::make_list: return {i.b(), i.c()};
    default: return {};
  }
}

// The run's own first register is named by an operand letter `r`, which reads nothing when the run is empty.
constexpr bool operand_names_range(Op op) {
  return op == Op::closure || op == Op::make_vector || op == Op::make_map || op == Op::make_set || op == Op::make_list;
}

constexpr bool is_call(Op op) { return op == Op::call || op == Op::call_var; }

constexpr bool has_letter(Op op, char letter) {
  const char* operands = info(op).operands;
  return operands[0] == letter || operands[1] == letter || operands[2] == letter;
}
constexpr bool is_jump(Op op) { return has_letter(op, 'J') || has_letter(op, 'j'); }

// The opcodes that end a turn of a loop; all other jumps go forward.
constexpr bool is_loop_jump(Op op) {
  return op == Op::loop_back || op == Op::loop_less || op == Op::loop_less_int || op == Op::loop_increment_less ||
         op == Op::loop_increment_less_int;
}

// Whether control never goes on to the next instruction.
constexpr bool ends_block(Op op) {
  return op == Op::ret || op == Op::raise || op == Op::reraise || op == Op::jump || op == Op::loop_back;
}

// The word offset an instruction at `offset` jumps to. Requires: is_jump.
constexpr int64_t jump_target(Instruction i, uint32_t offset) {
  int64_t distance = has_letter(i.op(), 'J') ? i.bc() : static_cast<int16_t>(i.c());
  return int64_t{offset} + 1 + extra_words(i) + distance;
}

// f(register) for each one read.
template <typename F>
constexpr void for_each_read(Instruction i, F f) {
  const char* letters = info(i.op()).operands;
  const uint16_t values[3] = {i.a(), i.b(), i.c()};
  bool range = operand_names_range(i.op());
  for (int n = 0; n < 3; ++n)
    if ((letters[n] == 'r' && !(range && n == 1)) || letters[n] == 'u') f(uint32_t{values[n]});
  RegisterRange run = range_read(i);
  for (uint32_t r = run.first; r < run.first + run.count; ++r) f(r);
}

// f(register) for each one written.
template <typename F>
constexpr void for_each_write(Instruction i, F f) {
  const char* letters = info(i.op()).operands;
  const uint16_t values[3] = {i.a(), i.b(), i.c()};
  for (int n = 0; n < 3; ++n)
    if (letters[n] == 'w' || letters[n] == 'u') f(uint32_t{values[n]});
}

}  // namespace norn
