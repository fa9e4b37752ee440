// Checks that a code object keeps the rules the interpreter relies on without
// looking: operands within the frame, jumps to instructions, constants of the
// right kind, an end that cannot be run past. Debug builds check every code
// object they make; release builds trust the compiler.
#pragma once

#include <string>

#include "code/code_object.h"

namespace norn {

// What is wrong, with the offset of the instruction; empty if nothing is.
std::string verify(const Code* code);

// Asserts that verify finds nothing.
void require_valid(const Code* code);

}  // namespace norn
