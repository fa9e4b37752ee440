// Calls, closures, letfn and collection literals: what needs a run of registers.
#include "compiler/emitter.h"
#include "compiler/liveness.h"
#include "data/world.h"

namespace norn {

void MethodEmitter::emit_call(CallNode* node, Destination destination) {
  uint32_t saved = top_;
  uint32_t base = is_last(destination) ? destination.reg : top_;
  uint32_t count = static_cast<uint32_t>(node->arguments.size());
  VarNode* var = try_node_as<VarNode>(node->head);
  if (var && var->var->is_dynamic()) var = nullptr;

  top_ = base + 1;
  if (!var) into(node->head, base);
  top_ = base + 2;
  reserve(base + 2 + count);
  for (Node* argument : node->arguments) into(argument, allocate());
  release_to(std::max(base, saved));

  clear_dead(base);
  at(node);
  if (var)
    put_constant(Op::call_var, base, count, 0, to_value(var->var));
  else
    put(Op::call, base, count);
  top_ = std::max(base + 1, saved);
  wrote(base, false);
  deliver({base, false}, destination.is_into() && destination.reg == base ? Destination::effect() : destination);
  release_to(saved);
}

void MethodEmitter::emit_collection(CollectionNode* node, Destination destination) {
  uint32_t saved = top_;
  uint32_t base = is_last(destination) ? destination.reg : top_;
  top_ = base;
  for (Node* element : node->elements) into(element, allocate());
  if (node->elements.empty()) reserve(base + 1);
  top_ = std::max(top_, std::max(base + 1, saved));
  uint32_t result = destination.is_into() ? destination.reg : base;
  at(node);
  if (node->op != Op::make_vector) clear_dead(base);
  put(node->op, result, base, static_cast<uint32_t>(node->elements.size()));
  wrote(result, false);
  finish(result, destination);
  release_to(saved);
}

// --- closures -------------------------------------------------------------------------

void MethodEmitter::emit_closure(FunctionNode* node, Destination destination) {
  uint32_t saved = top_, reg = target_of(destination);
  make_closure(node, reg);
  finish(reg, destination);
  release_to(saved);
}

void MethodEmitter::make_closure(FunctionNode* node, uint32_t reg) {
  Template* code = emit_function(emission_, node);
  if (!code) return;
  if (node->captures.empty()) {
    Function* function = heap_.make_tail_old<Function>(0);
    function->code = code;
    return load_constant(reg, to_value(function));
  }
  uint32_t saved = top_;
  uint32_t first = top_;
  const Capture& only = node->captures[0];
  bool in_place = node->captures.size() == 1 && only.outer->in_register();
  if (in_place) {
    first = only.outer->reg;
  } else {
    for (const Capture& capture : node->captures) load_local(capture.outer, capture.last_use, allocate());
  }
  put_constant(Op::closure, reg, first, static_cast<uint32_t>(node->captures.size()), to_value(code));
  release_to(saved);
  if (in_place && only.last_use) mark_dead(first);
  wrote(reg, false);
}

// All closures are made first; captures of one that did not exist yet are patched in.
void MethodEmitter::emit_letfn(LetfnNode* node, Destination destination) {
  uint32_t saved = top_;
  for (LetfnNode::Entry& entry : node->functions) {
    entry.local->reg = allocate();
    put(Op::load_nil, entry.local->reg);
    wrote(entry.local->reg, true);
  }
  for (LetfnNode::Entry& entry : node->functions) make_closure(entry.function, entry.local->reg);
  for (size_t made = 0; made < node->functions.size(); ++made) {
    const LetfnNode::Entry& entry = node->functions[made];
    for (size_t n = 0; n < entry.function->captures.size(); ++n)
      for (size_t later = made; later < node->functions.size(); ++later)
        if (entry.function->captures[n].outer == node->functions[later].local)
          put(Op::closure_patch, entry.local->reg, static_cast<uint32_t>(n), node->functions[later].local->reg);
  }
  emit(node->body, destination);
  release_to(saved);
}

}  // namespace norn
