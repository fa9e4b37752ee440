#include "compiler/dump_ast.h"

#include "compiler/ast_walk.h"
#include "data/print.h"

namespace norn {
namespace {

const char* kind_name(NodeKind kind) {
  switch (kind) {
    case NodeKind::constant: return "constant";
    case NodeKind::local: return "local";
    case NodeKind::var_value: return "var";
    case NodeKind::operation: return "operation";
    case NodeKind::keyword_get: return "keyword-get";
    case NodeKind::call: return "call";
    case NodeKind::collection: return "collection";
    case NodeKind::function: return "fn";
    case NodeKind::if_: return "if";
    case NodeKind::and_: return "and";
    case NodeKind::or_: return "or";
    case NodeKind::do_: return "do";
    case NodeKind::let: return "let";
    case NodeKind::loop: return "loop";
    case NodeKind::recur: return "recur";
    case NodeKind::letfn: return "letfn";
    case NodeKind::def: return "def";
    case NodeKind::try_: return "try";
    case NodeKind::raise: return "throw";
    case NodeKind::var_set: return "set-var";
    case NodeKind::field_get: return "field";
    case NodeKind::field_set: return "set-field";
    case NodeKind::case_: return "case";
  }
  return "?";
}

class Dumper {
 public:
  explicit Dumper(Heap& heap) : heap_(heap) {}

  void node(Node* node, int depth) {
    line(depth, std::string(kind_name(node->kind)) + detail(node));
    if (FunctionNode* function = try_node_as<FunctionNode>(node)) return methods(function, depth + 1);
    for_each_child(node, [&](Node* child) { this->node(child, depth + 1); });
  }

  std::string take() { return std::move(out_); }

 private:
  void line(int depth, const std::string& text) {
    out_.append(static_cast<size_t>(depth) * 2, ' ');
    out_ += text + "\n";
  }

  void methods(FunctionNode* function, int depth) {
    for (Method* method : function->methods) {
      std::string names = "[";
      for (Local* parameter : method->parameters) names += (names.size() > 1 ? " " : "") + symbol_text(parameter->name);
      line(depth, names + (method->variadic ? "...]" : "]"));
      node(method->body, depth + 1);
    }
  }

  std::string bindings(const std::vector<LocalBinding>& bindings) {
    std::string names;
    for (const LocalBinding& binding : bindings)
      names += " " + symbol_text(binding.local->name) + (binding.unused ? "(unused)" : "");
    return names;
  }

  std::string detail(Node* node) {
    switch (node->kind) {
      case NodeKind::constant: {
        Value value = node_as<ConstantNode>(node)->value;
        return value.is_marker() ? " none" : " " + print_brief(heap_, value);
      }
      case NodeKind::local: {
        LocalNode* local = node_as<LocalNode>(node);
        return " " + symbol_text(local->local->name) + (local->last_use ? "!" : "");
      }
      case NodeKind::var_value: return " #'" + var_text(node_as<VarNode>(node)->var);
      case NodeKind::operation: return std::string(" ") + info(node_as<OperationNode>(node)->op).name;
      case NodeKind::keyword_get: return " " + print_brief(heap_, node_as<KeywordGetNode>(node)->keyword);
      case NodeKind::collection: return std::string(" ") + info(node_as<CollectionNode>(node)->op).name;
      case NodeKind::function: {
        FunctionNode* function = node_as<FunctionNode>(node);
        std::string text = " " + function->name;
        for (const Capture& capture : function->captures)
          text += " ^" + symbol_text(capture.outer->name) + (capture.last_use ? "!" : "");
        return text;
      }
      case NodeKind::let: return bindings(node_as<LetNode>(node)->bindings);
      case NodeKind::loop: return bindings(node_as<LoopNode>(node)->bindings);
      case NodeKind::def: return " #'" + var_text(node_as<DefNode>(node)->var);
      case NodeKind::var_set: return " #'" + var_text(node_as<VarSetNode>(node)->var);
      case NodeKind::field_get: return " " + std::to_string(node_as<FieldGetNode>(node)->index);
      case NodeKind::field_set: return " " + std::to_string(node_as<FieldSetNode>(node)->index);
      case NodeKind::case_: return " " + print_brief(heap_, node_as<CaseNode>(node)->table);
      default: return "";
    }
  }

  Heap& heap_;
  std::string out_;
};

}  // namespace

std::string ast_text(Heap& heap, FunctionNode* function) {
  Dumper dumper(heap);
  dumper.node(function, 0);
  return dumper.take();
}

}  // namespace norn
