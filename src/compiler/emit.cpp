// Dispatch, registers, moves and the state of registers along the control flow.
#include "compiler/emitter.h"
#include "compiler/intrinsics.h"
#include "compiler/liveness.h"
#include "data/list.h"
#include "data/world.h"

namespace norn {
namespace {

constexpr uint32_t kMaxCodeWords = 8u << 20;
constexpr size_t kMaxHoistedAtEntry = 2;  // a call may return before its first recur

Symbol* template_name(Emission& emission, FunctionNode* function) {
  return World::of(emission.heap).intern_symbol(symbol_text(emission.options.ns->name.get()), function->name);
}

void add_method(Heap& heap, Template* function, const Method* method, Code* code) {
  if (method->variadic) {
    function->variadic = code;
  } else if (method->required() < Template::kDirect) {
    function->direct[method->required()] = code;
  } else {
    uint64_t count = function->others.is_nil() ? 0 : as<ObjectArray>(function->others)->tail_count;
    ObjectArray* others = heap.make_tail_old<ObjectArray>(count + 1);
    for (uint64_t n = 0; n < count; ++n) others->data()[n] = as<ObjectArray>(function->others)->data()[n];
    others->data()[count] = to_value(code);
    function->others = to_value(others);
  }
}

}  // namespace

Template* emit_function(Emission& emission, FunctionNode* function) {
  if (function->compiled) return function->compiled;
  mark_liveness(function);
  Template* result = emission.heap.make_old<Template>();
  result->name = to_value(template_name(emission, function));
  result->file = to_value(emission.options.file);
  result->arglists = function->arglists;
  result->capture_count = function->captures.size();
  for (Method* method : function->methods) {
    Code* code = MethodEmitter(emission, method, result).emit();
    if (!code) return nullptr;
    add_method(emission.heap, result, method, code);
  }
  function->compiled = result;
  return result;
}

MethodEmitter::MethodEmitter(Emission& emission, Method* method, Template* owner)
    : emission_(emission), heap_(emission.heap), method_(method), owner_(owner) {}

Code* MethodEmitter::emit() {
  Code* code = emit_once();
  if (code || emission_.error) return code;
  builder_ = CodeBuilder();
  long_jumps_ = true;
  return emit_once();
}

Code* MethodEmitter::emit_once() {
  state_ = {};
  top_ = frame_size_ = 0;
  emit_parameters();
  CodeBuilder::Label start = builder_.make_label();
  std::vector<ConstantNode*> hoisted;
  if (!method_->target.recurs.empty()) {
    hoist_constants(method_->body, kMaxHoistedAtEntry, hoisted);
    clear_dead(top_);
  }
  builder_.bind(start);
  ActiveLoop loop{&method_->target, {}, start, top_};
  for (Local* parameter : method_->parameters) loop.registers.push_back(parameter->reg);
  loops_.push_back(std::move(loop));
  emit_loop_body(method_->body, Destination::tail());
  loops_.pop_back();
  for (ConstantNode* node : hoisted) node->reg = kNoRegister;

  if (frame_size_ > Code::kMaxFrame)
    fail_limit("This function needs " + std::to_string(frame_size_) + " registers, more than the limit of " +
               std::to_string(Code::kMaxFrame) + ". Split it, or build large literals from smaller ones");
  if (builder_.offset() > kMaxCodeWords)
    fail_limit("This function is too large to compile. Split it into smaller ones");
  if (emission_.error) return nullptr;
  return builder_.finish(heap_, {owner_, frame_size_, static_cast<uint16_t>(method_->required()), method_->variadic});
}

void MethodEmitter::emit_parameters() {
  for (Local* parameter : method_->parameters) parameter->reg = allocate();
  for (Local* capture : method_->captures) {
    if (!capture || !capture->in_register()) continue;
    capture->reg = allocate();
    put(Op::load_capture, capture->reg, capture->capture_index);
    wrote(capture->reg, true);
  }
  mark_dead(method_->entry_dead);
}

void MethodEmitter::emit(Node* node, Destination destination) {
  if (emission_.error) return;
  switch (node->kind) {
    case NodeKind::constant: {
      if (destination.is_effect()) return;
      if (std::optional<Operand> kept = operand_in_place(node)) return deliver(*kept, destination);
      uint32_t saved = top_, reg = target_of(destination);
      load_constant(reg, node_as<ConstantNode>(node)->value);
      finish(reg, destination);
      return release_to(saved);
    }
    case NodeKind::local: return emit_local(node_as<LocalNode>(node), destination);
    case NodeKind::var_value: return emit_var(node_as<VarNode>(node), destination);
    case NodeKind::operation: return emit_operation(node_as<OperationNode>(node), destination);
    case NodeKind::keyword_get: return emit_keyword_get(node_as<KeywordGetNode>(node), destination);
    case NodeKind::call: return emit_call(node_as<CallNode>(node), destination);
    case NodeKind::collection: return emit_collection(node_as<CollectionNode>(node), destination);
    case NodeKind::function: return emit_closure(node_as<FunctionNode>(node), destination);
    case NodeKind::if_: return emit_if(node_as<IfNode>(node), destination);
    case NodeKind::and_:
    case NodeKind::or_: return emit_short_circuit(static_cast<ShortCircuitNode*>(node), destination);
    case NodeKind::do_: return emit_do(node_as<DoNode>(node), destination);
    case NodeKind::let: return emit_let(node_as<LetNode>(node), destination);
    case NodeKind::loop: return emit_loop(node_as<LoopNode>(node), destination);
    case NodeKind::recur: return emit_recur(node_as<RecurNode>(node));
    case NodeKind::letfn: return emit_letfn(node_as<LetfnNode>(node), destination);
    case NodeKind::def: return emit_def(node_as<DefNode>(node), destination);
    case NodeKind::try_: return emit_try(node_as<TryNode>(node), destination);
    case NodeKind::raise: return emit_raise(node_as<RaiseNode>(node));
    case NodeKind::var_set: return emit_var_set(node_as<VarSetNode>(node), destination);
    case NodeKind::field_get: return emit_field_get(node_as<FieldGetNode>(node), destination);
    case NodeKind::field_set: return emit_field_set(node_as<FieldSetNode>(node), destination);
    case NodeKind::case_: return emit_case(node_as<CaseNode>(node), destination);
  }
}

// --- values -----------------------------------------------------------------------

std::optional<Operand> MethodEmitter::operand_in_place(Node* node) const {
  if (is_direct_local(node)) {
    LocalNode* local = node_as<LocalNode>(node);
    return Operand{local->local->reg, local->last_use};
  }
  ConstantNode* known = try_node_as<ConstantNode>(node);
  if (known && known->reg != kNoRegister) return Operand{known->reg, false};
  return std::nullopt;
}

Operand MethodEmitter::operand(Node* node) {
  if (std::optional<Operand> place = operand_in_place(node)) return *place;
  if (std::optional<uint32_t> reg = dying_operand(node)) {  // produce it in the register that becomes free
    into(node, *reg, false);
    return {*reg, true};
  }
  uint32_t reg = allocate();
  into(node, reg);
  return {reg, false};
}

// The register of a local that dies as operand of this very operation: its result may go there.
std::optional<uint32_t> MethodEmitter::dying_operand(Node* node) const {
  auto dying = [&](Node* child) { return is_direct_local(child) && node_as<LocalNode>(child)->last_use; };
  if (OperationNode* operation = try_node_as<OperationNode>(node)) {
    for (Node* argument : operation->arguments)
      if (dying(argument)) return node_as<LocalNode>(argument)->local->reg;
  } else if (KeywordGetNode* get = try_node_as<KeywordGetNode>(node)) {
    if (dying(get->object)) return node_as<LocalNode>(get->object)->local->reg;
  }
  return std::nullopt;
}

uint32_t MethodEmitter::target_of(Destination destination) {
  return destination.is_into() ? destination.reg : allocate();
}

// The value has been produced in target_of(destination).
void MethodEmitter::finish(uint32_t reg, Destination destination) {
  if (!destination.is_tail()) return;
  put(Op::ret, reg);
  state_.reachable = false;
}

void MethodEmitter::deliver(Operand value, Destination destination) {
  switch (destination.kind) {
    case Destination::Kind::effect: return mark_dead(value);
    case Destination::Kind::tail: return finish(value.reg, destination);
    case Destination::Kind::into: return move(destination.reg, value.reg, value.dies);
  }
}

void MethodEmitter::move(uint32_t to, uint32_t from, bool clear) {
  if (to == from) return;
  bool scalar = is_scalar(from);
  put(clear && !scalar ? Op::move_clear : Op::move, to, from);
  if (clear && !scalar) wrote(from, true);
  wrote(to, scalar);
}

void MethodEmitter::load_constant(uint32_t reg, Value value) {
  if (value.is_nil())
    put(Op::load_nil, reg);
  else if (value.is_true())
    put(Op::load_true, reg);
  else if (value.is_false())
    put(Op::load_false, reg);
  else if (value.is_fixnum() && value.as_fixnum() >= INT32_MIN && value.as_fixnum() <= INT32_MAX)
    put_wide(Op::load_int, reg, static_cast<int32_t>(value.as_fixnum()));
  else
    put_constant(Op::load_const, reg, 0, 0, value);
  wrote(reg, true);
}

void MethodEmitter::load_local(Local* local, bool last_use, uint32_t reg) {
  if (local->in_register()) return move(reg, local->reg, last_use);
  if (local->kind == LocalKind::self)
    put(Op::load_self, reg);
  else
    put(Op::load_capture, reg, local->capture_index);
  wrote(reg, true);
}

void MethodEmitter::emit_local(LocalNode* node, Destination destination) {
  if (std::optional<Operand> place = operand_in_place(node)) return deliver(*place, destination);
  if (destination.is_effect()) return;
  uint32_t saved = top_, reg = target_of(destination);
  load_local(node->local, false, reg);
  finish(reg, destination);
  release_to(saved);
}

void MethodEmitter::emit_var(VarNode* node, Destination destination) {
  uint32_t saved = top_, reg = target_of(destination);
  at(node);
  put_constant(node->var->is_dynamic() ? Op::var_get_dynamic : Op::var_get, reg, 0, 0, to_value(node->var));
  wrote(reg, !node->var->is_dynamic());
  finish(reg, destination);
  release_to(saved);
}

void MethodEmitter::emit_do(DoNode* node, Destination destination) {
  for (size_t n = 0; n + 1 < node->statements.size(); ++n) effect(node->statements[n]);
  emit(node->statements.back(), destination);
}

void MethodEmitter::emit_let(LetNode* node, Destination destination) {
  uint32_t saved = top_;
  for (LocalBinding& binding : node->bindings) {
    if (binding.unused)
      effect(binding.init);
    else
      bind_init(binding);
  }
  emit(node->body, destination);
  release_to(saved);
}

// Gives the local its register: that of a local which dies in its init if there is one, else a new one.
void MethodEmitter::bind_init(LocalBinding& binding) {
  LocalNode* copied = try_node_as<LocalNode>(binding.init);
  if (copied && is_direct_local(copied) && copied->last_use) {  // a loop variable that takes over an outer local
    binding.local->reg = copied->local->reg;
    return;
  }
  if (std::optional<uint32_t> reg = dying_operand(binding.init)) {
    binding.local->reg = *reg;
    return into(binding.init, *reg, false);
  }
  binding.local->reg = allocate();
  into(binding.init, binding.local->reg);
}

// --- registers -----------------------------------------------------------------------

uint32_t MethodEmitter::allocate() {
  reserve(top_ + 1);
  return top_++;
}

void MethodEmitter::reserve(uint32_t end) {
  if (end > frame_size_) frame_size_ = end;
  if (end > Code::kMaxFrame && !emission_.error) {
    fail_limit("This function needs more than " + std::to_string(Code::kMaxFrame) +
               " registers. Split it, or build large literals from smaller ones");
  }
}

void MethodEmitter::release_to(uint32_t top) {
  top_ = top;
  if (top >= kTrackedRegisters) return;
  RegisterSet below = ~RegisterSet();
  below = top == 0 ? RegisterSet() : below >> (kTrackedRegisters - top);
  state_.dead &= below;
  state_.scalar &= below;
}

void MethodEmitter::fail_limit(std::string text) {
  if (!emission_.error)
    emission_.error = Error{ErrorKind::limit, std::move(text), method_->function->span, "function-too-large"};
}

// --- instructions and state -------------------------------------------------------------

void MethodEmitter::put(Op op, uint32_t a, uint32_t b, uint32_t c) {
  if (may_bail(op)) builder_.set_live_registers(top_);
  if (state_.reachable) builder_.emit(op, static_cast<uint16_t>(a), static_cast<uint16_t>(b), static_cast<uint16_t>(c));
}

void MethodEmitter::put_wide(Op op, uint32_t a, int32_t bc) {
  if (state_.reachable) builder_.emit_wide(op, static_cast<uint16_t>(a), bc);
}

void MethodEmitter::put_constant(Op op, uint32_t a, uint32_t b, uint32_t c, Value constant) {
  if (may_bail(op)) builder_.set_live_registers(top_);
  if (state_.reachable)
    builder_.emit_constant(op, static_cast<uint16_t>(a), static_cast<uint16_t>(b), static_cast<uint16_t>(c), constant);
}

void MethodEmitter::put_jump(Op op, uint32_t a, uint32_t b, Label& target, const LocalList* dead) {
  if (!state_.reachable) return;
  builder_.emit_jump(op, static_cast<uint16_t>(a), static_cast<uint16_t>(b), target.code);
  RegisterSet dead_there = state_.dead;
  if (dead)
    for (const Local* local : *dead)
      if (local->reg < kTrackedRegisters && local->reg < top_ && !state_.scalar[local->reg])
        dead_there[local->reg] = true;
  if (target.incoming) {
    target.incoming->dead |= dead_there;
    target.incoming->scalar &= state_.scalar;
  } else {
    target.incoming = FlowState{true, dead_there, state_.scalar};
  }
  if (op == Op::jump) state_.reachable = false;
}

void MethodEmitter::bind(Label& label) {
  if (!label.incoming) return;  // nothing jumps here
  builder_.bind(label.code);
  if (state_.reachable) {
    state_.dead |= label.incoming->dead;
    state_.scalar &= label.incoming->scalar;
  } else {
    state_ = *label.incoming;
  }
}

void MethodEmitter::wrote(uint32_t reg, bool scalar) {
  if (reg >= kTrackedRegisters) return;
  state_.dead[reg] = false;
  state_.scalar[reg] = scalar;
}

void MethodEmitter::mark_dead(uint32_t reg) {
  if (reg >= top_) return;  // covered by the next call window
  if (reg >= kTrackedRegisters) return put(Op::clear, reg);
  if (!state_.scalar[reg]) state_.dead[reg] = true;
}

void MethodEmitter::mark_dead(const LocalList& locals) {
  for (Local* local : locals)
    if (local->in_register() && local->reg != kNoRegister && !local->scalar) mark_dead(local->reg);
}

void MethodEmitter::mark_scalar(uint32_t reg) {
  if (reg < kTrackedRegisters) state_.scalar[reg] = true;
}

void MethodEmitter::clear_dead_but(uint32_t result) {
  if (result < kTrackedRegisters) state_.dead[result] = false;
  clear_dead(top_);
}

void MethodEmitter::clear_dead(uint32_t below) {
  if (state_.dead.none()) return;
  for (uint32_t reg = 0; reg < below && reg < kTrackedRegisters; ++reg) {
    if (!state_.dead[reg]) continue;
    put(Op::clear, reg);
    wrote(reg, true);
  }
}

}  // namespace norn
