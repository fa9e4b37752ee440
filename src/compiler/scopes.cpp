// Locals: binding, lookup, capture, and what loops use.
#include "compiler/analyzer.h"
#include "compiler/intrinsics.h"
#include "compiler/small_int.h"

namespace norn {

const Scope* Analyzer::find_local(const Scope* scope, Symbol* name) {
  if (name->ns) return nullptr;
  for (; scope; scope = scope->parent)
    if (symbol_equals(scope->name, name)) return scope;
  return nullptr;
}

const Scope* Analyzer::bind_local(const Scope* parent, Symbol* name, Local* local) {
  Scope* scope = arena_.make<Scope>();
  scope->parent = parent;
  scope->name = name;
  scope->local = local;
  return scope;
}

const Scope* Analyzer::bind_constant(const Scope* parent, Symbol* name, Value constant) {
  Scope* scope = arena_.make<Scope>();
  scope->parent = parent;
  scope->name = name;
  scope->kind = Scope::Kind::constant;
  scope->constant = constant;
  return scope;
}

const Scope* Analyzer::bind_value(Method* method, const Scope* parent, Symbol* name, Node* init, Local*& out) {
  out = nullptr;
  if (LocalNode* copy = try_node_as<LocalNode>(init)) {
    --copy->local->use_count;  // the node is dropped
    return bind_local(parent, name, copy->local);
  }
  if (ConstantNode* known = try_node_as<ConstantNode>(init)) {
    Value v = known->value;
    if (v.is_nil() || v.is_boolean() || fits_immediate(v)) return bind_constant(parent, name, v);
  }
  out = new_local(method, name, LocalKind::binding);
  out->scalar = is_scalar(init);
  return bind_local(parent, name, out);
}

Local* Analyzer::new_local(Method* method, Symbol* name, LocalKind kind) {
  Local* local = arena_.make<Local>();
  local->name = name;
  local->method = method;
  local->kind = kind;
  local->index = static_cast<uint32_t>(method->locals.size());
  local->loop_depth = static_cast<uint32_t>(method->active_loops.size());
  method->locals.push_back(local);
  return local;
}

LocalNode* Analyzer::use_local(Method* method, Local* local, SourceSpan span) {
  LocalNode* node = arena_.make_node<LocalNode>(span);
  node->local = reach(method, local);
  ++node->local->use_count;
  note_use(method, node->local);
  return node;
}

Local* Analyzer::reach(Method* method, Local* local) {
  if (local->method == method) return local;
  FunctionNode* function = method->function;
  Local* outer = reach(function->parent, local);

  size_t index = 0;
  while (index < function->captures.size() && function->captures[index].outer != outer) ++index;
  if (index == function->captures.size()) {
    function->captures.push_back({outer});
    ++outer->use_count;
    note_use(function->parent, outer);
  }
  if (method->captures.size() <= index) method->captures.resize(index + 1);
  if (!method->captures[index]) {
    Local* inner = new_local(method, local->name, LocalKind::capture);
    inner->loop_depth = 0;
    inner->capture_index = static_cast<uint32_t>(index);
    inner->scalar = true;  // the running function holds it anyway
    method->captures[index] = inner;
  }
  return method->captures[index];
}

void Analyzer::note_use(Method* method, Local* local) {
  if (method->active_loops.size() > 1) local->in_loop = true;
  for (size_t n = method->active_loops.size(); n-- > 0;) {
    LoopTarget* loop = method->active_loops[n];
    if (local->loop_depth >= loop->depth) return;
    bool known = false;
    for (Local* other : loop->outer_uses) known = known || other == local;
    if (!known) loop->outer_uses.push_back(local);
  }
}

bool Analyzer::is_scalar(const Node* node) {
  switch (node->kind) {
    case NodeKind::constant:
    case NodeKind::var_value: return true;
    case NodeKind::local: return static_cast<const LocalNode*>(node)->local->scalar;
    case NodeKind::operation: return has_scalar_result(static_cast<const OperationNode*>(node)->op);
    case NodeKind::function: return static_cast<const FunctionNode*>(node)->captures.empty();
    default: return false;
  }
}

}  // namespace norn
