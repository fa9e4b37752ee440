// Opcodes with operands in registers: operations, field access, var assignment, define, raise.
#include "compiler/emitter.h"
#include "compiler/intrinsics.h"
#include "compiler/liveness.h"
#include "compiler/small_int.h"
#include "data/world.h"

namespace norn {

// Evaluates what is not in a register yet, in order. The destination's register serves as the first temporary if it
// may.
std::vector<Operand> MethodEmitter::operands(const std::vector<Node*>& nodes, Destination destination) {
  std::vector<Operand> result;
  result.reserve(nodes.size());
  bool scratch = is_last(destination);
  for (Node* node : nodes) {
    if (scratch && !operand_in_place(node) && !dying_operand(node)) {
      scratch = false;
      into(node, destination.reg);
      result.push_back({destination.reg, false});
    } else {
      result.push_back(operand(node));
    }
  }
  return result;
}

// Where an operation puts its result: as told, else where an operand ends, else in a new temporary.
uint32_t MethodEmitter::result_register(const std::vector<Operand>& operands, uint32_t saved_top,
                                        Destination destination) {
  if (destination.is_into()) return destination.reg;
  for (const Operand& operand : operands)
    if (operand.dies || operand.reg >= saved_top) return operand.reg;
  return allocate();
}

void MethodEmitter::emit_operation(OperationNode* node, Destination destination) {
  if (emit_add_immediate(node, destination)) return;
  uint32_t saved = top_;
  std::vector<Operand> in = operands(node->arguments, destination);
  uint32_t result = result_register(in, saved, destination);

  at(node);
  if (may_bail(node->op)) clear_dead_but(result);
  if (may_walk(node->op)) {
    // The bytecode that may have to do it must be the only one to hold the sequence: the VM clears r[result] then.
    for (size_t n = 0; n < in.size(); ++n) {
      bool result_in_use = in[0].reg == result || (in.size() > 1 && in[1].reg == result);
      bool twice = in.size() > 1 && in[0].reg == in[1].reg;
      if (!in[n].dies || result_in_use || twice || is_scalar(in[n].reg)) continue;
      move(result, in[n].reg, true);
      in[n] = {result, false};
    }
  }
  uint32_t third = in.size() > 1 ? in[1].reg : suspends(node->op) ? top_ : 0;
  put(node->op, result, in.empty() ? 0 : in[0].reg, third);
  if (requires_numbers(node->op))
    for (const Operand& operand : in) mark_scalar(operand.reg);
  for (const Operand& operand : in) mark_dead(operand);
  wrote(result, has_scalar_result(node->op));
  finish(result, destination);
  release_to(saved);
}

// (+ x 1) (- x 1) (inc x) (dec x)
bool MethodEmitter::emit_add_immediate(OperationNode* node, Destination destination) {
  if (node->op != Op::add && node->op != Op::subtract) return false;
  auto immediate = [&](size_t n) -> std::optional<int64_t> {
    ConstantNode* known = try_node_as<ConstantNode>(node->arguments[n]);
    if (!known || !known->value.is_fixnum()) return std::nullopt;
    int64_t value = node->op == Op::subtract ? -known->value.as_fixnum() : known->value.as_fixnum();
    return fits_immediate(value) ? std::optional(value) : std::nullopt;
  };
  size_t constant = 1;
  std::optional<int64_t> value = immediate(1);
  if (!value && node->op == Op::add) {
    constant = 0;
    value = immediate(0);
  }
  if (!value) return false;

  uint32_t saved = top_;
  std::vector<Operand> in = operands({node->arguments[1 - constant]}, destination);
  uint32_t result = result_register(in, saved, destination);
  at(node);
  put(Op::add_int, result, in[0].reg, static_cast<uint16_t>(*value));
  mark_scalar(in[0].reg);
  wrote(result, true);
  finish(result, destination);
  release_to(saved);
  return true;
}

void MethodEmitter::emit_keyword_get(KeywordGetNode* node, Destination destination) {
  uint32_t saved = top_;
  std::vector<Operand> in = operands({node->object}, destination);
  uint32_t result = result_register(in, saved, destination);
  at(node);
  clear_dead_but(result);
  put_constant(node->op, result, in[0].reg, 0, node->keyword);
  mark_dead(in[0]);
  wrote(result, false);
  finish(result, destination);
  release_to(saved);
}

void MethodEmitter::emit_field_get(FieldGetNode* node, Destination destination) {
  uint32_t saved = top_;
  std::vector<Operand> in = operands({node->instance}, destination);
  uint32_t result = result_register(in, saved, destination);
  at(node);
  put(Op::get_field, result, in[0].reg, node->index);
  mark_dead(in[0]);
  wrote(result, false);
  finish(result, destination);
  release_to(saved);
}

void MethodEmitter::emit_field_set(FieldSetNode* node, Destination destination) {
  uint32_t saved = top_;
  std::vector<Operand> in = operands({node->instance, node->value}, Destination::effect());
  at(node);
  put(Op::set_field, in[0].reg, node->index, in[1].reg);
  mark_dead(in[0]);
  deliver(in[1], destination);
  release_to(saved);
}

void MethodEmitter::emit_var_set(VarSetNode* node, Destination destination) {
  uint32_t saved = top_;
  Operand value = operand(node->value);
  at(node);
  put_constant(Op::var_set, value.reg, 0, 0, to_value(node->var));
  deliver(value, destination);
  release_to(saved);
}

void MethodEmitter::emit_def(DefNode* node, Destination destination) {
  uint32_t saved = top_;
  std::vector<Operand> in = operands({node->init, node->meta}, destination);
  uint32_t result = result_register(in, saved, destination);
  at(node);
  put_constant(Op::define, result, in[0].reg, in[1].reg, to_value(node->var));
  for (const Operand& operand : in) mark_dead(operand);
  wrote(result, true);
  finish(result, destination);
  release_to(saved);
}

void MethodEmitter::emit_raise(RaiseNode* node) {
  uint32_t saved = top_;
  Operand exception = operand(node->exception);
  at(node);
  put(Op::raise, exception.reg);
  state_.reachable = false;
  release_to(saved);
}

}  // namespace norn
