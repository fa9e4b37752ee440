#include "vm/slow_paths.h"

#include <vector>

#include "data/equality.h"
#include "data/hash_set.h"
#include "data/list.h"
#include "data/map.h"
#include "data/number.h"
#include "data/print.h"
#include "data/seq.h"
#include "data/set.h"
#include "data/type.h"
#include "data/var.h"
#include "data/vector.h"
#include "vm/twins.h"
#include "vm/vm.h"

namespace norn {
namespace {

Instruction at(const Word* pc) { return Instruction{*pc}; }
const Word* after(const Word* pc) { return pc + 1 + extra_words(at(pc)); }
Value constant(const Word* pc) { return Value::from_bits(pc[1]); }

const Word* go_on(Vm& vm, Value* base, const Word* pc) {
  vm.base = base;
  return pc;
}

const Word* raise_from(Vm& vm, const Word* pc, Value* base, Raised raised) {
  return vm.raise_at(after(pc), base, raised);
}

// Stores a host result into r[a], or raises, or calls the opcode's bytecode twin with `args`.
const Word* deliver(Vm& vm, const Word* pc, Value* base, const Returned& result, std::initializer_list<Value> args) {
  uint16_t destination = at(pc).a();
  if (result) {
    base[destination] = *result;
    return go_on(vm, base, after(pc));
  }
  if (!result.error().is_bail()) return raise_from(vm, pc, base, result.error());
  Value operands[4];
  size_t count = 0;
  for (Value v : args) operands[count++] = v;
  base[destination] = Value::nil();  // will be overwritten; until then it must not hold what the twin walks
  return vm.bail_call(pc, base, destination, opcode_twin(vm, at(pc).op()), {operands, count});
}

Returned to_returned(OrRaised<bool> answer) {
  if (!answer) return std::unexpected(answer.error());
  return Value::boolean(*answer);
}

}  // namespace

const Word* slow_unbound_var(Vm& vm, const Word* pc, Value* base) {
  Var* var = as<Var>(constant(pc));
  return raise_from(vm, pc, base,
                    raise(vm.heap, vm.world.types.illegal_state_exception.get(),
                          "Attempting to use unbound var: #'" + var_text(var)));
}

const Word* slow_var_get_dynamic(Vm& vm, const Word* pc, Value* base) {
  Var* var = as<Var>(constant(pc));
  Value* slot = vm.find_binding(var);
  Value value = slot ? *slot : var->root;
  if (value.is_marker()) return slow_unbound_var(vm, pc, base);
  base[at(pc).a()] = value;
  return go_on(vm, base, after(pc));
}

const Word* slow_var_set(Vm& vm, const Word* pc, Value* base) {
  Var* var = as<Var>(constant(pc));
  Returned done = vm.set_binding(var, base[at(pc).a()]);
  if (!done) return raise_from(vm, pc, base, done.error());
  return go_on(vm, base, after(pc));
}

const Word* slow_define(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  Var* var = as<Var>(constant(pc));
  Value root = base[i.b()], meta = base[i.c()];
  if (!meta.is_nil()) var_define_meta(vm.heap, var, meta);
  if (!root.is_marker(Marker::absent)) var_set_root(vm.heap, var, root);
  base[i.a()] = to_value(var);
  return go_on(vm, base, after(pc));
}

const Word* slow_closure(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  Function* function = vm.heap.make_tail<Function>(i.c());
  function->code = as<Template>(constant(pc));
  for (int n = 0; n < i.c(); ++n) function->captures()[n] = base[i.b() + n];
  base[i.a()] = to_value(function);
  return go_on(vm, base, after(pc));
}

const Word* slow_closure_patch(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  Function* function = as<Function>(base[i.a()]);
  function->captures()[i.b()] = base[i.c()];
  vm.heap.written(function);
  return go_on(vm, base, after(pc));
}

// --- calls ------------------------------------------------------------------------

const Word* slow_call_checked(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  uint32_t height = i.a() + 2u + i.b();
  if (vm.budget < 0) return vm.safepoint(pc, base, height);  // and execute the call again
  return vm.invoke(after(pc), base, i.a(), i.b());
}

const Word* slow_call_host(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  return vm.call_host(pc, after(pc), base, i.a(), i.b());
}

const Word* slow_call(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  if (i.op() == Op::call_var && base[i.a()].is_marker()) return slow_unbound_var(vm, pc, base);
  if (--vm.budget < 0) return vm.safepoint(pc, base, i.a() + 2u + i.b());
  return vm.invoke(after(pc), base, i.a(), i.b());
}

const Word* slow_loop_back(Vm& vm, const Word* pc, Value* base) { return vm.safepoint(pc, base, at(pc).a()); }

const Word* slow_loop_test(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  bool increment = i.op() == Op::loop_increment_less || i.op() == Op::loop_increment_less_int;
  bool with_int = i.op() == Op::loop_less_int || i.op() == Op::loop_increment_less_int;
  if (increment) {
    Returned sum = number_add(vm.heap, base[i.a()], Value::fixnum(1));
    if (!sum) return raise_from(vm, pc, base, sum.error());
    base[i.a()] = *sum;
  }
  OrRaised<bool> less =
      number_less(vm.heap, base[i.a()], with_int ? Value::fixnum(static_cast<int16_t>(i.b())) : base[i.b()]);
  if (!less) return raise_from(vm, pc, base, less.error());
  if (!*less) return go_on(vm, base, pc + 1);
  const Word* target = pc + 1 + static_cast<int16_t>(i.c());
  if (vm.budget > 0) return go_on(vm, base, target);
  Code* code = vm.code_at(pc, base);
  return vm.safepoint(target, base, code->live_registers(static_cast<uint32_t>(pc - code->words())));
}

const Word* Vm::call_host(const Word* pc_of_call, const Word* next, Value* the_base, uint32_t window, uint32_t count) {
  for (;;) {
    HostFunction* function = as<HostFunction>(the_base[window]);
    if (count < function->min_args || (count > function->max_args && function->max_args != 0xFFFF))
      return raise_at(next, the_base, raise_arity(*this, the_base[window], count));
    pc = next;
    base = the_base;
    HostCall call{heap, *this, the_base + window + 2, count};
    Returned result = host_table[function->index]->body(call);
    if (__builtin_expect(result.has_value(), 1)) {
      the_base[window] = *result;
      if (__builtin_expect(--budget < 0, 0)) return safepoint(next, the_base, window + 1, Interruption::at_next_call);
      base = the_base;
      return next;
    }
    Raised raised = result.error();
    if (raised.is_exception()) return raise_at(next, the_base, raised);
    if (raised.value.is_marker(Marker::bail)) {
      if (function->twin.is_nil())
        return raise_at(next, the_base,
                        norn::raise(heap, world.types.unsupported_operation_exception.get(),
                                    symbol_text(function->name.get()) + " cannot work on an argument of this type"));
      the_base[window] = function->twin;
      return invoke(next, the_base, window, count);
    }
    if (raised.value.is_marker(Marker::switched)) return pc;
    if (raised.value.is_marker(Marker::park)) {
      save_current(next, the_base, window + 1, window);
      return suspend_current();
    }
    if (raised.value.is_marker(Marker::tail_call)) {
      uint32_t n = static_cast<uint32_t>(tail_call_arguments.size());
      if (!ensure_stack(the_base, window + 2 + n)) return raise_stack_overflow(next, the_base);
      the_base[window] = tail_call_function;
      Value rest = tail_call_rest;
      tail_call_rest = Value::nil();
      for (uint32_t i = 0; i < n; ++i) the_base[window + 2 + i] = tail_call_arguments[i];
      tail_call_arguments.clear();
      tail_call_function = Value::nil();
      if (!rest.is_nil()) return invoke_with_rest(next, the_base, window, n, rest);
      return invoke(next, the_base, window, n);
    }
    NORN_ASSERT(raised.value.is_marker(Marker::again), "unknown outcome of a host function");
    // Unfinished work, its state in the arguments. If the instruction itself calls this function it is executed again
    // after a safepoint; otherwise (called through a twin or hook) it just goes on.
    budget = -1;
    if (pc_of_call) return safepoint(pc_of_call, the_base, window + 2 + count);
  }
}

const Word* Vm::raise_stack_overflow(const Word* next, Value* the_base) {
  return raise_at(
      next, the_base,
      norn::raise(heap, world.types.stack_overflow_error.get(),
                  "Stack overflow: this task's stack reached its limit of " +
                      std::to_string(options.stack_limit_values * 8 >> 20) + " MiB (--stack-limit changes it)"));
}

const Word* Vm::invoke(const Word* next, Value* the_base, uint32_t window, uint32_t count) {
  for (;;) {
    Value callee = the_base[window];
    if (!callee.is_object()) return raise_at(next, the_base, raise_not_callable(*this, callee));
    switch (callee.as_object()->kind) {
      case Kind::function: {
        Code* code = find_code(as<Function>(callee)->code.get(), count);
        if (!code) return raise_at(next, the_base, raise_arity(*this, callee, count));
        size_t needed = window + 2 + std::max<uint32_t>(count, code->frame_size);
        if (segment_is_full(the_base, needed)) {
          if (!continue_in_new_segment(next, the_base, window, count)) return raise_stack_overflow(next, the_base);
          next = kSegmentEnd;
          window = 0;
          needed = 2 + std::max<uint32_t>(count, code->frame_size);
        }
        if (!ensure_stack(the_base, needed)) return raise_stack_overflow(next, the_base);
        if (code->variadic()) {
          Value* args = the_base + window + 2;
          args[code->required] =
              count > code->required ? make_list(heap, {args + code->required, count - code->required}) : Value::nil();
        }
        the_base += window + 2;
        the_base[-1] = make_return_word(next, next == kSegmentEnd ? 0 : window + 2);
        base = the_base;
        return code->words();
      }
      case Kind::host_function: return call_host(nullptr, next, the_base, window, count);
      case Kind::keyword:
      case Kind::symbol: {
        if (count < 1 || count > 2) return raise_at(next, the_base, raise_arity(*this, callee, count));
        Value* args = the_base + window + 2;
        Value missing = count == 2 ? args[1] : Value::nil();
        Returned found = get_of(heap, args[0], callee, missing);
        if (found) {
          the_base[window] = *found;
          base = the_base;
          return next;
        }
        if (!found.error().is_bail()) return raise_at(next, the_base, found.error());
        if (!ensure_stack(the_base, window + 8)) return raise_stack_overflow(next, the_base);
        args = the_base + window + 2;
        args[1] = callee;
        args[2] = missing;
        the_base[window] = opcode_twin(*this, Op::get);
        count = 3;
        continue;
      }
      case Kind::array_map:
      case Kind::hash_map:
      case Kind::sorted_map:
      case Kind::hash_set:
      case Kind::sorted_set:
      case Kind::transient_map:
      case Kind::transient_set: {
        if (count < 1 || count > 2) return raise_at(next, the_base, raise_arity(*this, callee, count));
        Value* args = the_base + window + 2;
        Value missing = count == 2 ? args[1] : Value::nil();
        Returned found = get_of(heap, callee, args[0], missing);
        if (found) {
          the_base[window] = *found;
          base = the_base;
          return next;
        }
        if (!found.error().is_bail()) return raise_at(next, the_base, found.error());
        if (!ensure_stack(the_base, window + 8)) return raise_stack_overflow(next, the_base);
        args = the_base + window + 2;
        args[1] = args[0];
        args[0] = callee;
        args[2] = missing;
        the_base[window] = opcode_twin(*this, Op::get);
        count = 3;
        continue;
      }
      case Kind::vector:
      case Kind::transient_vector: {
        if (count != 1) return raise_at(next, the_base, raise_arity(*this, callee, count));
        Value index = the_base[window + 2];
        std::optional<int64_t> n = is_integer(index) ? as_int64(index) : std::nullopt;
        Returned found = n ? nth_of(heap, callee, *n)
                           : Returned(std::unexpected(raise_illegal_argument(heap, "Key must be integer")));
        if (!found) return raise_at(next, the_base, found.error());
        the_base[window] = *found;
        base = the_base;
        return next;
      }
      case Kind::var: {
        Var* var = as<Var>(callee);
        Value* slot = var->aux & kVarBound ? find_binding(var) : nullptr;
        the_base[window] = slot ? *slot : var->root;
        if (the_base[window].is_marker()) {
          return raise_at(next, the_base,
                          norn::raise(heap, world.types.illegal_state_exception.get(),
                                      "Attempting to call unbound fn: #'" + var_text(var)));
        }
        continue;
      }
      case Kind::continuation: {
        if (count > 1) return raise_at(next, the_base, raise_arity(*this, callee, count));
        pc = next;
        base = the_base;
        HostCall call{heap, *this, the_base + window + 2, count};
        the_base[window] = Value::nil();  // if this was the last reference, what is resumed must not be held by it
        Raised outcome_of_resume =
            resume(call, as<Continuation>(callee), ResumeKind::value, count ? the_base[window + 2] : Value::nil());
        if (outcome_of_resume.is_exception()) return raise_at(next, the_base, outcome_of_resume);
        return pc;
      }
      case Kind::boxed_long:
      case Kind::boxed_double:
      case Kind::bigint:
      case Kind::ratio:
      case Kind::decimal:
      case Kind::string:
      case Kind::regex:
      case Kind::empty_list:
      case Kind::list:
      case Kind::cons:
      case Kind::lazy_seq:
      case Kind::atom:
      case Kind::exception:
      case Kind::task: return raise_at(next, the_base, raise_not_callable(*this, callee));
      default: {  // multimethods, deftypes, records, reified objects, promises: bytecode decides
        Value handler = hook(Hook::invoke);
        if (handler.is_nil()) return raise_at(next, the_base, raise_not_callable(*this, callee));
        if (!ensure_stack(the_base, window + 8 + count)) return raise_stack_overflow(next, the_base);
        Value* args = the_base + window + 2;
        Value list = count ? make_list(heap, {args, count}) : Value::nil();
        args[0] = callee;
        args[1] = list;
        the_base[window] = handler;
        count = 2;
        continue;
      }
    }
  }
}

// Requires: r[window] is a Function with a variadic code of exactly `count` fixed parameters.
const Word* Vm::invoke_with_rest(const Word* next, Value* the_base, uint32_t window, uint32_t count, Value rest) {
  Code* code = as<Function>(the_base[window])->code->variadic.get();
  NORN_ASSERT(code && code->required == count, "apply passes a rest only to a variadic function");
  if (!ensure_stack(the_base, window + 2 + code->frame_size)) return raise_stack_overflow(next, the_base);
  the_base += window + 2;
  the_base[count] = rest;
  the_base[-1] = make_return_word(next, window + 2);
  base = the_base;
  return code->words();
}

const Word* Vm::bail_call(const Word* pc_of_op, Value* the_base, uint32_t destination, Value twin,
                          std::span<const Value> args) {
  const Word* next = after(pc_of_op);
  if (twin.is_nil()) {
    return raise_at(next, the_base,
                    norn::raise(heap, world.types.unsupported_operation_exception.get(),
                                std::string(info(at(pc_of_op).op()).name) + " cannot work on a value of this type"));
  }
  // An adapter frame above the live registers of the running one: r[0] the destination, r[1] the window of the twin.
  Code* code = code_at(pc_of_op, the_base);
  uint32_t distance = code->live_registers(static_cast<uint32_t>(pc_of_op - code->words())) + 2;
  if (!ensure_stack(the_base, distance + 8 + args.size())) return raise_stack_overflow(next, the_base);
  Value* frame = the_base + distance;
  frame[-2] = adapter;
  frame[-1] = make_return_word(next, distance);
  frame[0] = Value::fixnum(destination);
  frame[1] = twin;
  for (size_t i = 0; i < args.size(); ++i) frame[3 + i] = args[i];
  return invoke(as<Function>(adapter)->code->direct[0]->words() + 1, frame, 1, static_cast<uint32_t>(args.size()));
}

// --- numbers -------------------------------------------------------------------------

const Word* slow_arithmetic(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  Heap& heap = vm.heap;
  Value x = base[i.b()];
  Value y = i.op() == Op::add_int ? Value::fixnum(static_cast<int16_t>(i.c())) : base[i.c()];
  // An allocating opcode arrives here when the nursery is full; the collection happens at the next safepoint.
  Returned result = Value::nil();
  switch (i.op()) {
    case Op::add: result = number_add(heap, x, y); break;
    case Op::add_int:
      result = static_cast<int16_t>(i.c()) < 0 ? number_subtract(heap, x, Value::fixnum(-static_cast<int16_t>(i.c())))
                                               : number_add(heap, x, y);
      break;
    case Op::subtract: result = number_subtract(heap, x, y); break;
    case Op::multiply: result = number_multiply(heap, x, y); break;
    case Op::divide: result = number_divide(heap, x, y); break;
    case Op::quotient: result = number_quotient(heap, x, y); break;
    case Op::remainder: result = number_remainder(heap, x, y); break;
    case Op::modulo: result = number_modulo(heap, x, y); break;
    case Op::less: result = to_returned(number_less(heap, x, y)); break;
    case Op::less_equal: result = to_returned(number_less_equal(heap, x, y)); break;
    case Op::greater: result = to_returned(number_greater(heap, x, y)); break;
    case Op::greater_equal: result = to_returned(number_greater_equal(heap, x, y)); break;
    case Op::equal_number: result = to_returned(number_equals(heap, x, y)); break;
    case Op::bit_and: result = bits_and(heap, x, y); break;
    case Op::bit_or: result = bits_or(heap, x, y); break;
    case Op::bit_xor: result = bits_xor(heap, x, y); break;
    case Op::shift_left: result = bits_shift_left(heap, x, y); break;
    case Op::shift_right: result = bits_shift_right(heap, x, y); break;
    default: NORN_UNREACHABLE("not an arithmetic opcode");
  }
  return deliver(vm, pc, base, result, {x, y});
}

const Word* slow_compare_jump(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  Heap& heap = vm.heap;
  Value x = base[i.a()];
  Value y = Value::fixnum(static_cast<int16_t>(i.b()));
  OrRaised<bool> answer = false;
  switch (i.op()) {
    case Op::jump_unless_less: answer = number_less(heap, x, base[i.b()]); break;
    case Op::jump_unless_less_equal: answer = number_less_equal(heap, x, base[i.b()]); break;
    case Op::jump_unless_equal_number: answer = number_equals(heap, x, base[i.b()]); break;
    case Op::jump_unless_less_int: answer = number_less(heap, x, y); break;
    case Op::jump_unless_less_equal_int: answer = number_less_equal(heap, x, y); break;
    case Op::jump_unless_greater_int: answer = number_greater(heap, x, y); break;
    case Op::jump_unless_greater_equal_int: answer = number_greater_equal(heap, x, y); break;
    case Op::jump_unless_equal_int: answer = is_number(x) && number_equiv(x, y); break;
    default: NORN_UNREACHABLE("not a comparing jump");
  }
  if (!answer) return raise_from(vm, pc, base, answer.error());
  return go_on(vm, base, pc + 1 + (*answer ? 0 : static_cast<int16_t>(i.c())));
}

// --- collections ----------------------------------------------------------------------

const Word* slow_collection(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  Heap& heap = vm.heap;
  Value x = base[i.b()];
  switch (i.op()) {
    case Op::first: return deliver(vm, pc, base, first_of(heap, x), {x});
    case Op::next: return deliver(vm, pc, base, next_of(heap, x), {x});
    case Op::rest: return deliver(vm, pc, base, rest_of(heap, x), {x});
    case Op::seq: return deliver(vm, pc, base, seq_of(heap, x), {x});
    case Op::count: {
      OrRaised<uint64_t> count = count_of(heap, x);
      return deliver(vm, pc, base,
                     count ? Returned(Value::fixnum(static_cast<int64_t>(*count))) : std::unexpected(count.error()),
                     {x});
    }
    case Op::equal: {
      Value y = base[i.c()];
      Answer answer = equals(heap, x, y);
      return deliver(
          vm, pc, base,
          answer == Answer::bail ? Returned(std::unexpected(Raised::bail())) : Value::boolean(answer == Answer::yes),
          {x, y});
    }
    case Op::get: {
      Value y = base[i.c()];
      return deliver(vm, pc, base, get_of(heap, x, y), {x, y});
    }
    case Op::nth: {
      Value y = base[i.c()];
      if (!is_number(y))
        return raise_from(vm, pc, base,
                          raise_type_error(heap, "nth: the index must be a number, got " + describe(heap, y)));
      OrRaised<int64_t> index = number_to_long(heap, y);
      if (!index) return raise_from(vm, pc, base, index.error());
      return deliver(vm, pc, base, nth_of(heap, x, *index), {x, y});
    }
    case Op::cons: {
      Value y = base[i.c()];
      Returned rest = y.is_nil() || is<LazySeq>(y) ? Returned(y) : seq_of(heap, y);
      if (!rest) return deliver(vm, pc, base, rest, {x, y});
      return deliver(vm, pc, base, cons(heap, x, *rest), {x, y});
    }
    case Op::case_index: {
      Value table = constant(pc);
      Returned found = get_of(heap, table, x, Value::fixnum(-1));
      return deliver(vm, pc, base, found, {table, x});
    }
    default: NORN_UNREACHABLE("not a collection opcode");
  }
}

const Word* slow_nth_of_vector(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  const Vector* vector = as<Vector>(base[i.b()]);
  uint64_t index = static_cast<uint64_t>(base[i.c()].as_fixnum());
  if (index >= vector->count) return slow_collection(vm, pc, base);
  base[i.a()] = vector_nth(vector, index);
  return go_on(vm, base, after(pc));
}

const Word* slow_get_keyword(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  Value x = base[i.b()], key = constant(pc);
  if (Record* record = try_as<Record>(x)) {
    int index = type_field_index(record->type.get(), as<Keyword>(key)->symbol.get());
    if (index >= 0) {
      const_cast<Word*>(pc)[2] = record->type->id << 32 | static_cast<uint32_t>(index);
      base[i.a()] = record->fields()[index];
      return go_on(vm, base, after(pc));
    }
  }
  return deliver(vm, pc, base, get_of(vm.heap, x, key), {x, key});
}

const Word* slow_literal(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  Heap& heap = vm.heap;
  std::span<const Value> values{base + i.b(), i.c()};
  switch (i.op()) {
    case Op::make_vector: base[i.a()] = to_value(make_vector(heap, values)); return go_on(vm, base, after(pc));
    case Op::make_list: base[i.a()] = make_list(heap, values); return go_on(vm, base, after(pc));
    case Op::make_map: {
      Returned map = make_map(heap, values);
      if (map && map_count(*map) * 2 != values.size())
        map = std::unexpected(raise_illegal_argument(heap, "Duplicate key in a map literal"));
      return deliver(vm, pc, base, map, {map ? Value::nil() : make_list(heap, values)});
    }
    default: {
      Returned set = make_set(heap, values);
      if (set && set_count(*set) != values.size())
        set = std::unexpected(raise_illegal_argument(heap, "Duplicate element in a set literal"));
      return deliver(vm, pc, base, set, {set ? Value::nil() : make_list(heap, values)});
    }
  }
}

const Word* slow_field(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  Value target = i.op() == Op::get_field ? base[i.b()] : base[i.a()];
  uint32_t index = i.op() == Op::get_field ? i.c() : i.b();
  Instance* instance = try_as<Instance>(target);
  if (i.op() == Op::set_field && instance && index < instance->tail_count) {
    instance->fields()[index] = base[i.c()];
    vm.heap.written(instance);
    return go_on(vm, base, after(pc));
  }
  return raise_from(vm, pc, base,
                    raise_type_error(vm.heap, "this method belongs to another type than " + describe(vm.heap, target)));
}

const Word* slow_protocol_find(Vm& vm, const Word* pc, Value* base) {
  Instruction i = at(pc);
  Value x = base[i.b()];
  ProtocolMethod* method = as<ProtocolMethod>(constant(pc));
  if (Type* type = type_of(vm.heap, x); type && !method->cache.is_nil()) {
    ObjectArray* cache = as<ObjectArray>(method->cache);
    uint64_t slot = (type->id * 2) & (cache->tail_count - 1);
    if (cache->data()[slot] == Value::fixnum(static_cast<int64_t>(type->id))) {
      base[i.a()] = cache->data()[slot + 1];
      return go_on(vm, base, after(pc));
    }
  }
  base[i.a()] = Value::nil();
  return vm.bail_call(pc, base, i.a(), opcode_twin(vm, Op::protocol_find),
                      std::initializer_list<Value>{constant(pc), x});
}

// --- exceptions ------------------------------------------------------------------------

const Word* slow_raise(Vm& vm, const Word* pc, Value* base) {
  Value thrown = base[at(pc).a()];
  if (!is<Exception>(thrown)) {
    return raise_from(vm, pc, base,
                      raise_type_error(vm.heap, "throw: expected an exception, got " + describe(vm.heap, thrown)));
  }
  return vm.raise_at(after(pc), base, Raised{thrown});
}

const Word* slow_reraise(Vm& vm, const Word* pc, Value* base) { return vm.unwind(after(pc), base, base[at(pc).a()]); }

const Word* slow_segment_end(Vm& vm, const Word*, Value* base) {
  Value result = base[-2];
  Segment* ended = vm.segment;
  Segment* parent = ended->parent;
  if (!parent) return vm.finish_current(TaskState::success, result);
  vm.release_segment(ended);
  vm.enter_segment(parent);
  vm.base = parent->memory + parent->base;
  vm.base[parent->result_register] = result;
  return parent->pc;
}

}  // namespace norn
