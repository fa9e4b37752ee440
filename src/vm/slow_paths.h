// What opcodes do when their fast path does not apply. Each gets the pc of the
// instruction and the frame's base, and returns the pc to continue at, with
// vm.base set. They are the only code that sees pc and base outside the
// interpreter.
#pragma once

#include "code/instruction.h"
#include "heap/value.h"

namespace norn {

struct Vm;
using SlowPath = const Word* (*)(Vm& vm, const Word* pc, Value* base);

const Word* slow_unbound_var(Vm& vm, const Word* pc, Value* base);
const Word* slow_var_get_dynamic(Vm& vm, const Word* pc, Value* base);
const Word* slow_var_set(Vm& vm, const Word* pc, Value* base);
const Word* slow_define(Vm& vm, const Word* pc, Value* base);
const Word* slow_closure(Vm& vm, const Word* pc, Value* base);
const Word* slow_closure_patch(Vm& vm, const Word* pc, Value* base);
const Word* slow_call_checked(Vm& vm, const Word* pc, Value* base);  // stack full or budget used up
const Word* slow_call_host(Vm& vm, const Word* pc, Value* base);
const Word* slow_call(Vm& vm, const Word* pc, Value* base);  // anything else that is called
const Word* slow_loop_back(Vm& vm, const Word* pc, Value* base);
const Word* slow_loop_test(Vm& vm, const Word* pc, Value* base);  // loop_*: budget used up, or not fixnums
const Word* slow_arithmetic(Vm& vm, const Word* pc, Value* base);
const Word* slow_compare_jump(Vm& vm, const Word* pc, Value* base);
const Word* slow_collection(Vm& vm, const Word* pc, Value* base);
const Word* slow_nth_of_vector(Vm& vm, const Word* pc, Value* base);  // Requires: r[b] a vector, r[c] a fixnum
const Word* slow_get_keyword(Vm& vm, const Word* pc, Value* base);
const Word* slow_literal(Vm& vm, const Word* pc, Value* base);
const Word* slow_field(Vm& vm, const Word* pc, Value* base);
const Word* slow_protocol_find(Vm& vm, const Word* pc, Value* base);
const Word* slow_spawn(Vm& vm, const Word* pc, Value* base);
const Word* slow_await(Vm& vm, const Word* pc, Value* base);
const Word* slow_yield(Vm& vm, const Word* pc, Value* base);
const Word* slow_raise(Vm& vm, const Word* pc, Value* base);
const Word* slow_reraise(Vm& vm, const Word* pc, Value* base);
const Word* slow_segment_end(Vm& vm, const Word* pc, Value* base);

}  // namespace norn
