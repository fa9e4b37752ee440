// if, and, or, case*: tests become jumps without making the boolean where that is possible.
#include "compiler/emitter.h"
#include "compiler/intrinsics.h"
#include "compiler/liveness.h"
#include "compiler/small_int.h"
#include "data/world.h"

namespace norn {
namespace {

constexpr size_t kSmallCase = 4;  // so many integer constants are compared one by one

std::optional<int16_t> immediate_of(Node* node) {
  ConstantNode* known = try_node_as<ConstantNode>(node);
  if (!known || !fits_immediate(known->value)) return std::nullopt;
  return static_cast<int16_t>(known->value.as_fixnum());
}

struct FusedComparison {
  Op with_registers;
  bool swapped;            // (> a b) is (< b a)
  Op with_right_constant;  // a op constant
  Op with_left_constant;   // constant op b
};

std::optional<FusedComparison> fused_form(Op op) {
  switch (op) {
    case Op::less:
      return FusedComparison{Op::jump_unless_less, false, Op::jump_unless_less_int, Op::jump_unless_greater_int};
    case Op::less_equal:
      return FusedComparison{Op::jump_unless_less_equal, false, Op::jump_unless_less_equal_int,
                             Op::jump_unless_greater_equal_int};
    case Op::greater:
      return FusedComparison{Op::jump_unless_less, true, Op::jump_unless_greater_int, Op::jump_unless_less_int};
    case Op::greater_equal:
      return FusedComparison{Op::jump_unless_less_equal, true, Op::jump_unless_greater_equal_int,
                             Op::jump_unless_less_equal_int};
    case Op::equal_number: return FusedComparison{Op::jump_unless_equal_number, false, Op::move, Op::move};
    case Op::equal: return FusedComparison{Op::move, false, Op::jump_unless_equal_int, Op::jump_unless_equal_int};
    default: return std::nullopt;
  }
}

}  // namespace

void MethodEmitter::emit_if(IfNode* node, Destination destination) {
  Label otherwise = make_label(), end = make_label();
  branch(node->test, false, otherwise);
  mark_dead(node->then_dead);
  emit(node->then, destination);
  bool nothing_else = destination.is_effect() && node->otherwise->kind == NodeKind::constant;
  if (!nothing_else) jump(end);
  bind(otherwise);
  mark_dead(node->otherwise_dead);
  emit(node->otherwise, destination);
  bind(end);
}

void MethodEmitter::emit_short_circuit(ShortCircuitNode* node, Destination destination) {
  uint32_t saved = top_;
  bool jump_when = node->kind == NodeKind::or_;
  Label end = make_label();
  size_t last = node->operands.size() - 1;
  if (destination.is_effect()) {
    for (size_t n = 0; n < last; ++n) branch(node->operands[n], jump_when, end);
    effect(node->operands[last]);
    return bind(end);
  }
  uint32_t reg = destination.is_into() && destination.fresh ? destination.reg : allocate();
  for (size_t n = 0; n < last; ++n) {
    into(node->operands[n], reg);
    put_jump(jump_when ? Op::jump_if : Op::jump_if_not, reg, 0, end, &node->exit_dead[n]);
  }
  if (destination.is_tail())
    emit(node->operands[last], destination);
  else
    into(node->operands[last], reg);
  bind(end);
  if (destination.is_tail())
    finish(reg, destination);
  else if (destination.reg != reg)
    move(destination.reg, reg, false);
  release_to(saved);
}

// --- tests ------------------------------------------------------------------------------

// Jumps to `target` if the test's truth is `jump_when`; else goes on.
void MethodEmitter::branch(Node* test, bool jump_when, Label& target) {
  if (emission_.error) return;
  switch (test->kind) {
    case NodeKind::constant:
      if (node_as<ConstantNode>(test)->value.truthy() == jump_when) jump(target);
      return;
    case NodeKind::and_:
    case NodeKind::or_: return branch_short_circuit(static_cast<ShortCircuitNode*>(test), jump_when, target);
    case NodeKind::do_: {
      DoNode* node = node_as<DoNode>(test);
      for (size_t n = 0; n + 1 < node->statements.size(); ++n) effect(node->statements[n]);
      return branch(node->statements.back(), jump_when, target);
    }
    case NodeKind::let: {
      LetNode* node = node_as<LetNode>(test);
      uint32_t saved = top_;
      for (LocalBinding& binding : node->bindings) {
        if (binding.unused)
          effect(binding.init);
        else
          bind_init(binding);
      }
      branch(node->body, jump_when, target);
      return release_to(saved);
    }
    case NodeKind::if_: {
      IfNode* node = node_as<IfNode>(test);
      Label otherwise = make_label(), end = make_label();
      branch(node->test, false, otherwise);
      mark_dead(node->then_dead);
      branch(node->then, jump_when, target);
      jump(end);
      bind(otherwise);
      mark_dead(node->otherwise_dead);
      branch(node->otherwise, jump_when, target);
      return bind(end);
    }
    case NodeKind::operation: {
      OperationNode* node = node_as<OperationNode>(test);
      if (node->op == Op::logical_not) return branch(node->arguments[0], !jump_when, target);
      if (!jump_when && branch_comparison(node, target)) return;
      if (jump_when && !long_jumps_ && is_comparison(node->op)) {
        Label skip = make_label();
        branch_comparison(node, skip);
        jump(target);
        return bind(skip);
      }
      return branch_value(test, jump_when, target);
    }
    default: return branch_value(test, jump_when, target);
  }
}

void MethodEmitter::branch_value(Node* test, bool jump_when, Label& target) {
  uint32_t saved = top_;
  OperationNode* operation = try_node_as<OperationNode>(test);
  bool nil_test = operation && operation->op == Op::is_nil;
  Operand value = operand(nil_test ? operation->arguments[0] : test);
  mark_dead(value);
  at(test);
  Op op = nil_test ? (jump_when ? Op::jump_if_nil : Op::jump_if_not_nil) : (jump_when ? Op::jump_if : Op::jump_if_not);
  release_to(saved);
  put_jump(op, value.reg, 0, target);
}

// All but the last operand may decide by themselves.
void MethodEmitter::branch_short_circuit(ShortCircuitNode* node, bool jump_when, Label& target) {
  bool decides = node->kind == NodeKind::or_;
  size_t last = node->operands.size() - 1;
  Label skip = make_label();
  for (size_t n = 0; n < last; ++n) branch(node->operands[n], decides, decides == jump_when ? target : skip);
  branch(node->operands[last], jump_when, target);
  bind(skip);
}

// One instruction that compares and jumps unless it holds; false: there is none for this one.
bool MethodEmitter::branch_comparison(OperationNode* node, Label& target) {
  std::optional<FusedComparison> fused = fused_form(node->op);
  if (!fused || long_jumps_) return false;
  std::optional<int16_t> right = immediate_of(node->arguments[1]), left = immediate_of(node->arguments[0]);
  if (fused->with_right_constant == Op::move) right = left = std::nullopt;
  if (!right && !left && fused->with_registers == Op::move) return false;

  uint32_t saved = top_;
  std::vector<Node*> compared = node->arguments;
  if (right)
    compared = {compared[0]};
  else if (left)
    compared = {compared[1]};
  std::vector<Operand> in = operands(compared, Destination::effect());
  if (requires_numbers(node->op))
    for (const Operand& operand : in) mark_scalar(operand.reg);
  for (const Operand& operand : in) mark_dead(operand);
  at(node);
  release_to(saved);
  if (right) {
    put_jump(fused->with_right_constant, in[0].reg, static_cast<uint16_t>(*right), target);
  } else if (left) {
    put_jump(fused->with_left_constant, in[0].reg, static_cast<uint16_t>(*left), target);
  } else {
    put_jump(fused->with_registers, in[fused->swapped ? 1 : 0].reg, in[fused->swapped ? 0 : 1].reg, target);
  }
  return true;
}

// --- case* --------------------------------------------------------------------------------

void MethodEmitter::emit_case(CaseNode* node, Destination destination) {
  uint32_t saved = top_;
  Operand subject = operand(node->subject);
  std::vector<Label> clauses;
  for (size_t n = 0; n < node->clauses.size(); ++n) clauses.push_back(make_label());
  Label end = make_label();

  if (clauses.size() > UINT16_MAX)
    return fail_limit("This case has " + std::to_string(clauses.size()) +
                      " results, more than the limit of 65535. Use a map");
  if (!emit_small_case(node, subject, clauses)) {
    uint32_t index = subject.reg >= saved ? subject.reg : allocate();
    at(node);
    clear_dead(top_);
    put_constant(Op::case_index, index, subject.reg, 0, node->table);
    wrote(index, true);
    mark_dead(subject);
    std::vector<CodeBuilder::Label> targets;
    for (Label& clause : clauses) {
      targets.push_back(clause.code);
      clause.incoming = state_;
    }
    if (state_.reachable) builder_.emit_jump_table(static_cast<uint16_t>(index), targets);
  }
  release_to(saved);
  mark_dead(node->otherwise.dead);
  emit(node->otherwise.body, destination);
  jump(end);
  for (size_t n = 0; n < clauses.size(); ++n) {
    bind(clauses[n]);
    release_to(saved);
    mark_dead(node->clauses[n].dead);
    emit(node->clauses[n].body, destination);
    if (n + 1 < clauses.size()) jump(end);
  }
  bind(end);
}

// A few small integers: compared one after the other.
bool MethodEmitter::emit_small_case(CaseNode* node, Operand subject, std::vector<Label>& clauses) {
  if (long_jumps_ || node->constants.size() > kSmallCase) return false;
  for (auto& [constant, clause] : node->constants)
    if (!fits_immediate(constant)) return false;
  mark_dead(subject);
  for (auto& [constant, clause] : node->constants) {
    Label next = make_label();
    put_jump(Op::jump_unless_equal_int, subject.reg, static_cast<uint16_t>(constant.as_fixnum()), next);
    jump(clauses[clause]);
    bind(next);
  }
  return true;
}

}  // namespace norn
