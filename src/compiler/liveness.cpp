#include "compiler/liveness.h"

#include "compiler/ast_walk.h"

namespace norn {
namespace {

// A set of locals of one method.
class LiveSet {
 public:
  explicit LiveSet(size_t size) : words_((size + 63) / 64) {}
  bool has(const Local* local) const { return words_[local->index / 64] >> local->index % 64 & 1; }
  void add(const Local* local) { words_[local->index / 64] |= uint64_t{1} << local->index % 64; }
  void remove(const Local* local) { words_[local->index / 64] &= ~(uint64_t{1} << local->index % 64); }
  void clear() { words_.assign(words_.size(), 0); }
  void add_all(const LiveSet& other) {
    for (size_t n = 0; n < words_.size(); ++n) words_[n] |= other.words_[n];
  }
  // The locals in this set that are in neither of the others.
  LocalList without(const LiveSet& a, const LiveSet& b, const LocalList& locals) const {
    LocalList rest;
    for (size_t n = 0; n < words_.size(); ++n)
      for (uint64_t bits = words_[n] & ~a.words_[n] & ~b.words_[n]; bits != 0; bits &= bits - 1)
        rest.push_back(locals[n * 64 + static_cast<size_t>(__builtin_ctzll(bits))]);
    return rest;
  }

 private:
  std::vector<uint64_t> words_;
};

class Walker {
 public:
  explicit Walker(Method* method) : method_(method), pinned_(method->locals.size()) {}

  void run() {
    LiveSet live(method_->locals.size());
    LiveSet at_recur(method_->locals.size());
    for (Local* outer : method_->target.outer_uses)
      if (outer->in_register()) at_recur.add(outer);
    loops_.push_back({&method_->target, at_recur});
    walk(method_->body, live);
    for (Local* parameter : method_->parameters)
      if (!live.has(parameter)) method_->entry_dead.push_back(parameter);
  }

 private:
  struct ActiveLoop {
    const LoopTarget* target;
    LiveSet at_recur;
  };

  // Each walk turns `live` from what is alive after the node into what is alive before it.
  void walk(Node* node, LiveSet& live) {
    switch (node->kind) {
      case NodeKind::constant:
      case NodeKind::var_value: return;
      case NodeKind::local: return use(node_as<LocalNode>(node), live);
      case NodeKind::operation: return walk_operands(node_as<OperationNode>(node)->arguments, live);
      case NodeKind::keyword_get: return walk(node_as<KeywordGetNode>(node)->object, live);
      case NodeKind::call:
        walk_sequence(node_as<CallNode>(node)->arguments, live);
        return walk(node_as<CallNode>(node)->head, live);
      case NodeKind::collection: return walk_sequence(node_as<CollectionNode>(node)->elements, live);
      case NodeKind::function: return walk_captures(node_as<FunctionNode>(node), live);
      case NodeKind::if_: return walk_if(node_as<IfNode>(node), live);
      case NodeKind::and_:
      case NodeKind::or_: return walk_short_circuit(static_cast<ShortCircuitNode*>(node), live);
      case NodeKind::do_: return walk_sequence(node_as<DoNode>(node)->statements, live);
      case NodeKind::let:
        walk(node_as<LetNode>(node)->body, live);
        return walk_bindings(node_as<LetNode>(node)->bindings, live);
      case NodeKind::loop: return walk_loop(node_as<LoopNode>(node), live);
      case NodeKind::recur: return walk_recur(node_as<RecurNode>(node), live);
      case NodeKind::letfn: return walk_letfn(node_as<LetfnNode>(node), live);
      case NodeKind::def: return walk_operands({node_as<DefNode>(node)->init, node_as<DefNode>(node)->meta}, live);
      case NodeKind::try_: return walk_try(node_as<TryNode>(node), live);
      case NodeKind::raise: live.clear(); return walk(node_as<RaiseNode>(node)->exception, live);
      case NodeKind::var_set: return walk(node_as<VarSetNode>(node)->value, live);
      case NodeKind::field_get: return walk(node_as<FieldGetNode>(node)->instance, live);
      case NodeKind::field_set:
        return walk_operands({node_as<FieldSetNode>(node)->instance, node_as<FieldSetNode>(node)->value}, live);
      case NodeKind::case_: return walk_case(node_as<CaseNode>(node), live);
    }
  }

  bool use(Local* local, LiveSet& live) {
    if (!local->in_register()) return false;
    bool last = !live.has(local) && !pinned_.has(local);
    live.add(local);
    return last;
  }
  void use(LocalNode* node, LiveSet& live) { node->last_use = use(node->local, live); }

  void walk_operands(const std::vector<Node*>& operands, LiveSet& live) {
    for (size_t n = operands.size(); n-- > 0;)
      if (is_direct_local(operands[n])) walk(operands[n], live);
    for (size_t n = operands.size(); n-- > 0;)
      if (!is_direct_local(operands[n])) walk(operands[n], live);
  }

  void walk_sequence(const std::vector<Node*>& nodes, LiveSet& live) {
    for (size_t n = nodes.size(); n-- > 0;) walk(nodes[n], live);
  }

  void walk_captures(FunctionNode* function, LiveSet& live) {
    for (size_t n = function->captures.size(); n-- > 0;)
      function->captures[n].last_use = use(function->captures[n].outer, live);
  }

  void walk_bindings(std::vector<LocalBinding>& bindings, LiveSet& live) {
    for (size_t n = bindings.size(); n-- > 0;) {
      bindings[n].unused = !live.has(bindings[n].local);
      live.remove(bindings[n].local);
      walk(bindings[n].init, live);
    }
  }

  LocalList dead(const LiveSet& before, const LiveSet& now) const {
    return before.without(now, pinned_, method_->locals);
  }

  void walk_if(IfNode* node, LiveSet& live) {
    LiveSet otherwise = live;
    walk(node->then, live);
    walk(node->otherwise, otherwise);
    node->then_dead = dead(otherwise, live);
    node->otherwise_dead = dead(live, otherwise);
    live.add_all(otherwise);
    walk(node->test, live);
  }

  void walk_short_circuit(ShortCircuitNode* node, LiveSet& live) {
    LiveSet after = live;
    node->exit_dead.assign(node->operands.size() - 1, {});
    for (size_t n = node->operands.size(); n-- > 0;) {
      walk(node->operands[n], live);
      if (n == 0) return;
      node->exit_dead[n - 1] = dead(live, after);
      live.add_all(after);
    }
  }

  void walk_loop(LoopNode* node, LiveSet& live) {
    LiveSet at_recur = live;
    for (Local* outer : node->target.outer_uses)
      if (outer->in_register()) at_recur.add(outer);
    loops_.push_back({&node->target, at_recur});
    walk(node->body, live);
    loops_.pop_back();
    live.add_all(at_recur);
    for (size_t n = node->bindings.size(); n-- > 0;) {
      live.remove(node->bindings[n].local);
      walk(node->bindings[n].init, live);
    }
  }

  // The emitter may reorder the arguments: a local that several of them use dies in none.
  void walk_recur(RecurNode* node, LiveSet& live) {
    live = at_recur(node->target);
    std::vector<LiveSet> uses;
    for (Node* argument : node->arguments) {
      uses.emplace_back(method_->locals.size());
      collect_uses(argument, uses.back());
    }
    LiveSet before = live;
    for (size_t n = 0; n < node->arguments.size(); ++n) {
      LiveSet others = live;
      for (size_t m = 0; m < uses.size(); ++m)
        if (m != n) others.add_all(uses[m]);
      walk(node->arguments[n], others);
      before.add_all(others);
    }
    live = before;
  }

  void collect_uses(Node* node, LiveSet& uses) {
    if (is_direct_local(node)) uses.add(node_as<LocalNode>(node)->local);
    if (FunctionNode* function = try_node_as<FunctionNode>(node))
      for (const Capture& capture : function->captures)
        if (capture.outer->in_register()) uses.add(capture.outer);
    for_each_child(node, [&](Node* child) { collect_uses(child, uses); });
  }

  const LiveSet& at_recur(const LoopTarget* target) const {
    for (size_t n = loops_.size(); n-- > 0;)
      if (loops_[n].target == target) return loops_[n].at_recur;
    NORN_UNREACHABLE("recur has a target");
  }

  void walk_letfn(LetfnNode* node, LiveSet& live) {
    walk(node->body, live);
    // The functions may refer to each other and are patched after all are made: none dies before.
    for (LetfnNode::Entry& entry : node->functions) live.add(entry.local);
    for (size_t n = node->functions.size(); n-- > 0;) walk_captures(node->functions[n].function, live);
    for (LetfnNode::Entry& entry : node->functions) live.remove(entry.local);
  }

  void walk_try(TryNode* node, LiveSet& live) {
    if (node->finally) walk(node->finally, live);
    LiveSet after_body = live;  // alive when `finally` starts, or after the try
    LiveSet outer_pinned = pinned_;
    LiveSet handlers(method_->locals.size());
    if (node->finally) {
      handlers.add_all(after_body);
      pinned_.add_all(after_body);
    }
    std::vector<LiveSet> clause_starts;
    for (CatchClause& clause : node->catches) {
      LiveSet start = after_body;
      walk(clause.body, start);
      if (!start.has(clause.local)) clause.dead.push_back(clause.local);
      start.remove(clause.local);
      handlers.add_all(start);
      clause_starts.push_back(std::move(start));
    }
    pinned_.add_all(handlers);
    walk(node->body, live);
    live.add_all(handlers);
    pinned_ = outer_pinned;
    for (size_t n = 0; n < node->catches.size(); ++n) {
      LocalList dead_here = dead(live, clause_starts[n]);
      node->catches[n].dead.insert(node->catches[n].dead.end(), dead_here.begin(), dead_here.end());
    }
    node->finally_dead = dead(live, after_body);
  }

  void walk_case(CaseNode* node, LiveSet& live) {
    LiveSet after = live;
    walk(node->otherwise.body, live);
    LiveSet otherwise = live;
    std::vector<LiveSet> starts;
    for (CaseNode::Clause& clause : node->clauses) {
      LiveSet start = after;
      walk(clause.body, start);
      live.add_all(start);
      starts.push_back(std::move(start));
    }
    node->otherwise.dead = dead(live, otherwise);
    for (size_t n = 0; n < starts.size(); ++n) node->clauses[n].dead = dead(live, starts[n]);
    walk(node->subject, live);
  }

  Method* method_;
  LiveSet pinned_;  // what handlers around this point read
  std::vector<ActiveLoop> loops_;
};

}  // namespace

void mark_liveness(FunctionNode* function) {
  for (Method* method : function->methods) Walker(method).run();
}

}  // namespace norn
