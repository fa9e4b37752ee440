// The calls that compile to an opcode: the `intrinsic` column of opcodes.def.
#pragma once

#include <optional>
#include <string_view>

#include "code/opcode.h"

namespace norn {

// The opcode of a call of the var `ns`/`name` with so many arguments.
std::optional<Op> find_intrinsic(std::string_view ns, std::string_view name, size_t argument_count);

// Whether the opcode's result is a number or boolean.
bool has_scalar_result(Op op);
// Whether the opcode raises unless its operands are numbers: afterwards they are known to be.
bool requires_numbers(Op op);
bool is_comparison(Op op);
// Whether the opcode may have to call bytecode (BAILS in opcodes.def).
bool may_bail(Op op);
// Whether the opcode may suspend the task: operand c is then the number of live registers.
bool suspends(Op op);
// Whether that bytecode may walk a whole sequence.
bool may_walk(Op op);

}  // namespace norn
