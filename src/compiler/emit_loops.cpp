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

// Arithmetic on locals and constants: may be evaluated in any order, and earlier than what stands before it.
bool is_movable(Node* node, int depth = 3) {
  if (node->kind == NodeKind::constant || node->kind == NodeKind::local) return true;
  OperationNode* operation = try_node_as<OperationNode>(node);
  if (!operation || depth == 0) return false;
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
  emit(node->body, destination);
  loops_.pop_back();
  for (ConstantNode* constant : hoisted) constant->reg = kNoRegister;
  release_to(saved);
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
  std::vector<std::pair<Node*, uint32_t>> rest;
  for (size_t i = 0; i < node->arguments.size(); ++i) {
    LocalNode* local = try_node_as<LocalNode>(node->arguments[i]);
    bool unchanged = local && local->local->in_register() && local->local->reg == loop.registers[i];
    if (!unchanged) rest.push_back({node->arguments[i], loop.registers[i]});
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
  for (size_t i = 0; i < rest.size();) {
    if (is_movable(rest[i].first))
      ++i;
    else
      evaluate(i);
  }
  while (!rest.empty()) {
    size_t i = 0;
    while (i < rest.size() && read_by_others(i)) ++i;
    evaluate(i < rest.size() ? i : 0);
  }
  for (const Move& waiting : moves) move(waiting.to, waiting.from, true);
  release_to(saved);
  at(node);
  if (state_.reachable) builder_.emit_jump(Op::loop_back, static_cast<uint16_t>(loop.top), 0, loop.start);
  state_.reachable = false;
}

}  // namespace norn
