// Which registers still matter at each instruction: a backward dataflow over
// the bytecode itself. The disassembler shows it at suspension points, and
// tests hold the compiler's clearing of dead locals (SEMANTICS 30) against it.
#pragma once

#include <vector>

#include "code/code_object.h"

namespace norn {

class RegisterLiveness {
 public:
  explicit RegisterLiveness(const Code* code);

  // Registers that are read again after the instruction at this offset has finished, ascending. What the instruction
  // writes itself is not among them.
  std::vector<uint32_t> across(uint32_t offset) const;

 private:
  using Set = std::vector<bool>;
  Set before(uint32_t offset, const Set& after) const;
  void join_successors(uint32_t offset, Set& into) const;

  const Code* code_;
  std::vector<uint32_t> starts_;
  std::vector<Set> live_before_;  // by word offset; empty between instructions
};

}  // namespace norn
