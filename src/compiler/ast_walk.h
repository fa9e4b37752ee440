// Visits the children of a node within one method: bodies of inner functions
// are not entered.
#pragma once

#include "compiler/ast.h"

namespace norn {

template <typename F>
void for_each_child(Node* node, F f) {
  auto each = [&](const std::vector<Node*>& nodes) {
    for (Node* child : nodes) f(child);
  };
  auto each_init = [&](const std::vector<LocalBinding>& bindings) {
    for (const LocalBinding& binding : bindings) f(binding.init);
  };
  switch (node->kind) {
    case NodeKind::constant:
    case NodeKind::local:
    case NodeKind::var_value:
    case NodeKind::function: return;
    case NodeKind::operation: return each(node_as<OperationNode>(node)->arguments);
    case NodeKind::keyword_get: return f(node_as<KeywordGetNode>(node)->object);
    case NodeKind::call: f(node_as<CallNode>(node)->head); return each(node_as<CallNode>(node)->arguments);
    case NodeKind::collection: return each(node_as<CollectionNode>(node)->elements);
    case NodeKind::if_: {
      IfNode* n = node_as<IfNode>(node);
      f(n->test);
      f(n->then);
      return f(n->otherwise);
    }
    case NodeKind::and_:
    case NodeKind::or_: return each(static_cast<ShortCircuitNode*>(node)->operands);
    case NodeKind::do_: return each(node_as<DoNode>(node)->statements);
    case NodeKind::let: each_init(node_as<LetNode>(node)->bindings); return f(node_as<LetNode>(node)->body);
    case NodeKind::loop: each_init(node_as<LoopNode>(node)->bindings); return f(node_as<LoopNode>(node)->body);
    case NodeKind::recur: return each(node_as<RecurNode>(node)->arguments);
    case NodeKind::letfn:
      for (LetfnNode::Entry& entry : node_as<LetfnNode>(node)->functions) f(entry.function);
      return f(node_as<LetfnNode>(node)->body);
    case NodeKind::def: f(node_as<DefNode>(node)->init); return f(node_as<DefNode>(node)->meta);
    case NodeKind::try_: {
      TryNode* n = node_as<TryNode>(node);
      f(n->body);
      for (CatchClause& clause : n->catches) f(clause.body);
      if (n->finally) f(n->finally);
      return;
    }
    case NodeKind::raise: return f(node_as<RaiseNode>(node)->exception);
    case NodeKind::var_set: return f(node_as<VarSetNode>(node)->value);
    case NodeKind::field_get: return f(node_as<FieldGetNode>(node)->instance);
    case NodeKind::field_set: f(node_as<FieldSetNode>(node)->instance); return f(node_as<FieldSetNode>(node)->value);
    case NodeKind::case_: {
      CaseNode* n = node_as<CaseNode>(node);
      f(n->subject);
      for (CaseNode::Clause& clause : n->clauses) f(clause.body);
      return f(n->otherwise.body);
    }
  }
}

}  // namespace norn
