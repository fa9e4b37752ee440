// loop* and recur. A turn of a loop updates its variables in place.
#include "compiler/ast_walk.h"
#include "compiler/emitter.h"
#include "compiler/intrinsics.h"
#include "compiler/liveness.h"
#include "compiler/small_int.h"

namespace norn {
namespace {

constexpr size_t kMaxHoisted = 8;

// Whether `node` reads the register through a local.
bool reads(Node* node, uint32_t reg) {
  auto in = [reg](const Local* local) { return local->in_register() && local->reg == reg; };
  if (LocalNode* local = try_node_as<LocalNode>(node)) return in(local->local);
  if (FunctionNode* function = try_node_as<FunctionNode>(node)) {
    for (const Capture& capture : function->captures)
      if (in(capture.outer)) return true;
    return false;
  }
  bool found = false;
  for_each_child(node, [&](Node* child) { found = found || reads(child, reg); });
  return found;
}

// Arithmetic on locals, their firsts and constants: may be evaluated in any order.
bool is_movable(Node* node, int depth = 3) {
  if (node->kind == NodeKind::constant || node->kind == NodeKind::local) return true;
  OperationNode* operation = try_node_as<OperationNode>(node);
  if (!operation || depth == 0) return false;
  if (operation->op == Op::first) return is_direct_local(operation->arguments[0]);
  if (may_bail(operation->op)) return false;
  for (Node* argument : operation->arguments)
    if (!is_movable(argument, depth - 1)) return false;
  return true;
}

bool uses_immediate(const OperationNode* operation, Value constant) {
  if (operation->op == Op::add || operation->op == Op::subtract)
    return constant.is_fixnum() && fits_immediate(constant.as_fixnum()) && fits_immediate(-constant.as_fixnum());
  return operation->op != Op::equal_number && (is_comparison(operation->op) || operation->op == Op::equal) &&
         fits_immediate(constant);
}

// (inc x), x in that register
bool is_increment(Node* node, uint32_t reg) {
  OperationNode* operation = try_node_as<OperationNode>(node);
  if (!operation || operation->op != Op::add) return false;
  ConstantNode* known = try_node_as<ConstantNode>(operation->arguments[1]);
  Node* counted = operation->arguments[0];
  return known && known->value == Value::fixnum(1) && is_direct_local(counted) &&
         node_as<LocalNode>(counted)->local->reg == reg;
}

void find_constants(Node* node, std::vector<ConstantNode*>& found) {
  if (OperationNode* operation = try_node_as<OperationNode>(node))
    for (Node* argument : operation->arguments)
      if (ConstantNode* known = try_node_as<ConstantNode>(argument))
        if (known->reg == kNoRegister && !uses_immediate(operation, known->value)) found.push_back(known);
  for_each_child(node, [&](Node* child) { find_constants(child, found); });
}

}  // namespace

// Operands the loop needs in every turn are loaded once, in front of it.
void MethodEmitter::hoist_constants(Node* body, size_t limit, std::vector<ConstantNode*>& hoisted) {
  std::vector<ConstantNode*> found;
  find_constants(body, found);
  std::vector<ConstantNode*> loaded;
  for (ConstantNode* node : found) {
    for (ConstantNode* other : loaded)
      if (other->value == node->value) node->reg = other->reg;
    if (node->reg == kNoRegister) {
      if (loaded.size() == limit) continue;
      node->reg = allocate();
      load_constant(node->reg, node->value);
      loaded.push_back(node);
    }
    hoisted.push_back(node);
  }
}

void MethodEmitter::emit_loop(LoopNode* node, Destination destination) {
  uint32_t saved = top_;
  for (LocalBinding& binding : node->bindings) bind_init(binding);
  if (node->target.recurs.empty()) {
    emit(node->body, destination);
    return release_to(saved);
  }
  std::vector<ConstantNode*> hoisted;
  hoist_constants(node->body, kMaxHoisted, hoisted);
  clear_dead(top_);

  ActiveLoop loop{&node->target, {}, builder_.make_label(), top_};
  for (Local* variable : node->target.variables) {
    loop.registers.push_back(variable->reg);
    wrote(variable->reg, variable->scalar);
  }
  builder_.bind(loop.start);
  loops_.push_back(std::move(loop));
  emit_loop_body(node->body, destination);
  loops_.pop_back();
  for (ConstantNode* constant : hoisted) constant->reg = kNoRegister;
  release_to(saved);
}

// (if (< a b) turn exit), a in a register.
std::optional<MethodEmitter::Rotation> MethodEmitter::rotation_of(Node* test) const {
  OperationNode* operation = try_node_as<OperationNode>(test);
  if (!operation || long_jumps_ || (operation->op != Op::less && operation->op != Op::greater)) return std::nullopt;
  bool swapped = operation->op == Op::greater;
  Node *left = operation->arguments[swapped], *right = operation->arguments[!swapped];
  if (!is_direct_local(left)) return std::nullopt;
  Rotation rotation{test, node_as<LocalNode>(left)->local->reg, 0, false, {}, nullptr};
  ConstantNode* known = try_node_as<ConstantNode>(right);
  if (known && fits_immediate(known->value)) {
    rotation.is_immediate = true;
    rotation.right = static_cast<uint16_t>(known->value.as_fixnum());
  } else if (std::optional<Operand> place = operand_in_place(right)) {
    rotation.right = place->reg;
  } else {
    return std::nullopt;
  }
  return rotation;
}

void MethodEmitter::emit_loop_body(Node* body, Destination destination) {
  IfNode* node = try_node_as<IfNode>(body);
  size_t index = loops_.size() - 1;
  std::optional<Rotation> rotation;
  if (node && !loops_[index].target->recurs.empty()) rotation = rotation_of(node->test);
  if (!rotation) return emit(body, destination);

  Label exit = make_label(), end = make_label();
  branch(node->test, false, exit);
  mark_dead(node->then_dead);
  rotation->turn = builder_.make_label();
  rotation->exit = &exit;
  builder_.bind(rotation->turn);
  loops_[index].rotation = rotation;
  emit(node->then, destination);
  loops_[index].rotation.reset();
  jump(end);
  bind(exit);
  mark_dead(node->otherwise_dead);
  emit(node->otherwise, destination);
  bind(end);
}

void MethodEmitter::emit_loop_back(const ActiveLoop& loop, bool increment, const Node* node) {
  if (!state_.reachable) return;
  if (!loop.rotation) {
    at(node);
    builder_.emit_jump(Op::loop_back, static_cast<uint16_t>(loop.top), 0, loop.start);
    state_.reachable = false;
    return;
  }
  const Rotation& rotation = *loop.rotation;
  Op op = increment ? (rotation.is_immediate ? Op::loop_increment_less_int : Op::loop_increment_less)
                    : (rotation.is_immediate ? Op::loop_less_int : Op::loop_less);
  at(rotation.test);
  builder_.set_live_registers(loop.top);
  builder_.emit_jump(op, static_cast<uint16_t>(rotation.left), static_cast<uint16_t>(rotation.right), rotation.turn);
  mark_scalar(rotation.left);
  if (!rotation.is_immediate) mark_scalar(rotation.right);
  jump(*rotation.exit);
}

// New values go straight into the variables' registers where nothing still to be evaluated reads the old ones; the
// others wait in temporaries. First what must keep its order, then arithmetic in whatever order needs least moves.
void MethodEmitter::emit_recur(RecurNode* node) {
  size_t n = loops_.size();
  while (n > 0 && loops_[n - 1].target != node->target) --n;
  NORN_ASSERT(n > 0, "recur has a target");
  ActiveLoop loop = loops_[n - 1];

  struct Move {
    uint32_t to, from;
  };
  std::vector<Move> moves;
  uint32_t saved = top_;
  bool increment = false;
  std::vector<std::pair<Node*, uint32_t>> rest;
  for (size_t i = 0; i < node->arguments.size(); ++i) {
    LocalNode* local = try_node_as<LocalNode>(node->arguments[i]);
    bool unchanged = local && local->local->in_register() && local->local->reg == loop.registers[i];
    if (unchanged) continue;
    if (loop.rotation && loop.rotation->left == loop.registers[i] &&
        is_increment(node->arguments[i], loop.registers[i]))
      increment = true;  // done by the instruction that goes back
    else
      rest.push_back({node->arguments[i], loop.registers[i]});
  }
  auto read_by_others = [&](size_t self) {
    for (size_t i = 0; i < rest.size(); ++i)
      if (i != self && reads(rest[i].first, rest[self].second)) return true;
    return false;
  };
  auto evaluate = [&](size_t i) {
    auto [value, reg] = rest[i];
    if (!read_by_others(i)) {
      into(value, reg, false);
    } else {
      uint32_t temporary = allocate();
      into(value, temporary);
      moves.push_back({reg, temporary});
    }
    rest.erase(rest.begin() + static_cast<ptrdiff_t>(i));
  };
  // What reads the variable that (next s) will overwrite, and nothing else waits for, comes before it.
  auto make_way = [&](size_t& i) {
    for (size_t m = 0; m < rest.size();) {
      bool in_the_way = m != i && is_movable(rest[m].first) && reads(rest[m].first, rest[i].second);
      if (!in_the_way || read_by_others(m)) {
        ++m;
        continue;
      }
      evaluate(m);
      if (m < i) --i;
    }
  };
  for (size_t i = 0; i < rest.size();) {
    if (is_movable(rest[i].first)) {
      ++i;
      continue;
    }
    if (rest[i].first->kind == NodeKind::operation) make_way(i);
    evaluate(i);
    i = 0;
  }
  while (!rest.empty()) {
    size_t i = 0;
    while (i < rest.size() && read_by_others(i)) ++i;
    evaluate(i < rest.size() ? i : 0);
  }
  for (const Move& waiting : moves) move(waiting.to, waiting.from, true);
  release_to(saved);
  emit_loop_back(loop, increment, node);
}

}  // namespace norn
