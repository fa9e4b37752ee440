// The bytecode twins of opcodes, and the errors of calling.
#pragma once

#include <string>

#include "vm/vm.h"

namespace norn {

// The function that does in bytecode what the opcode bailed from; nil before core is loaded.
Value opcode_twin(Vm& vm, Op op);
// Installs a twin for a host function or an opcode, by the qualified name of its var ("clojure.core/count",
// "norn.prim/case-index"). False if there is nothing of that name.
bool install_twin(Vm& vm, std::string_view name, Value function);

Raised raise_arity(Vm& vm, Value callee, uint32_t count);
Raised raise_not_callable(Vm& vm, Value callee);
// "java.lang.Long 5", "nil": what an error message calls a value; bounded in length.
std::string describe(Heap& heap, Value value);

}  // namespace norn
