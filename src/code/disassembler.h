// Bytecode as text, for --dump=bytecode, tests and people. One line per
// instruction: offset, opcode, operands, then behind `;` the source position
// where it changes and, at calls, the registers live across the call.
#pragma once

#include <string>

#include "code/code_object.h"

namespace norn {

// One arity.
std::string disassemble(Heap& heap, const Code* code);
// All arities of a function, then those of the functions made inside it.
std::string disassemble(Heap& heap, Template* function);

}  // namespace norn
