#include "compiler/analyzer.h"

#include "compiler/constant_fold.h"
#include "compiler/intrinsics.h"
#include "data/equality.h"
#include "data/map.h"
#include "data/metadata.h"
#include "data/seq.h"
#include "data/set.h"
#include "data/type.h"
#include "data/world.h"

namespace norn {

struct SpecialForms {
  struct Row {
    std::string_view name;
    Node* (Analyzer::*analyze)(const Analyzer::Forms&, const Context&);
  };
  static constexpr Row kRows[] = {
      {"quote", &Analyzer::analyze_quote},
      {"if", &Analyzer::analyze_if},
      {"do", &Analyzer::analyze_do},
      {"let*", &Analyzer::analyze_let},
      {"loop*", &Analyzer::analyze_loop},
      {"recur", &Analyzer::analyze_recur},
      {"fn*", &Analyzer::analyze_fn},
      {"letfn*", &Analyzer::analyze_letfn},
      {"var", &Analyzer::analyze_var},
      {"def", &Analyzer::analyze_def},
      {"set!", &Analyzer::analyze_set_bang},
      {"throw", &Analyzer::analyze_throw},
      {"try", &Analyzer::analyze_try},
      {"case*", &Analyzer::analyze_case},
      {"fields*", &Analyzer::analyze_fields},
      {".", &Analyzer::analyze_unexpanded},
      {"new", &Analyzer::analyze_unexpanded},
      {"catch", &Analyzer::analyze_unexpanded},
      {"finally", &Analyzer::analyze_unexpanded},
      {"deftype*", &Analyzer::analyze_unexpanded},
      {"reify*", &Analyzer::analyze_unexpanded},
  };
  static const Row* find(Value head) {
    Symbol* symbol = try_as<Symbol>(head);
    if (!symbol || symbol->ns) return nullptr;
    for (const Row& row : kRows)
      if (row.name == symbol->name->view()) return &row;
    return nullptr;
  }
};

Analyzer::Analyzer(Heap& heap, const CompileOptions& options, Arena& arena)
    : heap_(heap), world_(World::of(heap)), options_(options), arena_(arena) {}

FunctionNode* Analyzer::analyze_toplevel(Value form) {
  stack_start_ = static_cast<const char*>(__builtin_frame_address(0));
  FunctionNode* function = arena_.make_node<FunctionNode>(span_of(form, {}));
  function->name = "eval--" + std::to_string(function->span.line);
  Method* method = arena_.make<Method>();
  method->function = function;
  method->target.depth = 1;
  method->active_loops.push_back(&method->target);
  method->parameter_list = to_value(world_.empty_vector.get());
  function->methods.push_back(method);
  function->arglists = make_list(heap_, {&method->parameter_list, 1});

  Context context;
  context.method = method;
  context.span = function->span;
  method->body = analyze(form, context);
  return method->body ? function : nullptr;
}

Node* Analyzer::analyze(Value form, const Context& context) {
  ++depth_;
  Node* node = too_deep()
                   ? fail(context.span, "nesting-limit",
                          "This form is nested more than " + std::to_string(kMaxFormDepth) +
                              " levels deep, the compiler's limit. Split it into smaller functions, or build the "
                              "data at run time",
                          ErrorKind::limit)
                   : analyze_form(form, context);
  --depth_;
  return node;
}

Node* Analyzer::analyze_form(Value form, const Context& context) {
  if (!form.is_object()) return constant(form, context.span);
  switch (form.as_object()->kind) {
    case Kind::symbol: return analyze_symbol(as<Symbol>(form), context);
    case Kind::vector:
    case Kind::map_entry: return analyze_vector(form, context);
    case Kind::array_map:
    case Kind::hash_map: return analyze_map(form, context);
    case Kind::hash_set: return analyze_set(form, context);
    case Kind::empty_list: return constant(form, context.span);
    case Kind::lazy_seq: return analyze_list(form, context);
    default: return is_seq(form) ? analyze_list(form, context) : constant(form, context.span);
  }
}

Node* Analyzer::analyze_body(const Forms& forms, size_t from, const Context& context) {
  if (from >= forms.size()) return constant(Value::nil(), context.span);
  if (from + 1 == forms.size()) return analyze(forms[from], context);
  DoNode* node = arena_.make_node<DoNode>(context.span);
  for (size_t n = from; n < forms.size(); ++n) {
    Node* statement = n + 1 == forms.size() ? analyze(forms[n], context) : analyze(forms[n], context.not_tail());
    if (!statement) return nullptr;
    bool skipped =
        n + 1 < forms.size() && (statement->kind == NodeKind::constant || statement->kind == NodeKind::local);
    if (!skipped) node->statements.push_back(statement);
  }
  return node->statements.size() == 1 ? node->statements[0] : node;
}

Node* Analyzer::analyze_list(Value form, const Context& outer) {
  Context context = outer;
  context.span = span_of(form, outer.span);
  std::optional<Forms> forms = forms_of(form, context.span);
  if (!forms) return nullptr;
  if (forms->empty()) return constant(to_value(world_.empty_list.get()), context.span);
  if (const SpecialForms::Row* special = SpecialForms::find((*forms)[0])) {
    if (special->analyze == &Analyzer::analyze_fn) {  // the only one whose own metadata matters
      Node* function = analyze_function(form, *forms, context);
      Value meta = function ? user_meta(form) : Value::nil();
      if (meta.is_nil()) return function;
      Node* meta_node = analyze_meta(meta, context);
      return meta_node ? with_meta_call(function, meta_node, context.span) : nullptr;
    }
    return (this->*special->analyze)(*forms, context);
  }
  return analyze_call(form, *forms, context);
}

// --- symbols ---------------------------------------------------------------

Node* Analyzer::analyze_symbol(Symbol* symbol, const Context& context) {
  SourceSpan span = context.span;  // where the list stands: that is what a trace should show
  const Scope* found = find_local(context.scope, symbol);
  if (!found) return analyze_global(symbol, context);
  switch (found->kind) {
    case Scope::Kind::constant: return constant(found->constant, span);
    case Scope::Kind::local: return use_local(context.method, found->local, span);
    case Scope::Kind::field: {
      FieldGetNode* node = arena_.make_node<FieldGetNode>(span);
      node->instance = use_local(context.method, found->local, span);
      node->index = found->field_index;
      return node;
    }
  }
  return nullptr;
}

Node* Analyzer::analyze_global(Symbol* symbol, const Context& context) {
  SourceSpan span = span_of(to_value(symbol), context.span);
  Value found = resolve_symbol(heap_, options_.ns, symbol);
  if (is<Type>(found)) return constant(found, context.span);
  if (!is<Var>(found)) return analyze_unresolved(symbol, span, context);
  Var* var = as<Var>(found);
  if (var->is_macro())
    return fail(span, "macro-value",
                "Can't take value of a macro: #'" + var_text(var) + ". Call it, or wrap it in a function");
  if ((var->aux & kVarPrivate) && var->ns.get() != options_.ns)
    return fail(span, "private-var",
                "var: #'" + var_text(var) + " is not public. #'" + var_text(var) + " reaches it anyway");
  if ((var->aux & kVarConst) && !var->root.is_marker()) return constant(var->root, context.span);  // ^:const
  VarNode* node = arena_.make_node<VarNode>(context.span);
  node->var = var;
  return node;
}

// Host classes: known ones are constants, unknown ones raise when they are reached (SEMANTICS 33).
Node* Analyzer::analyze_unresolved(Symbol* symbol, SourceSpan span, const Context& context) {
  if (!symbol->ns) {
    Returned known = map_get(heap_, world_.host_classes, to_value(symbol), Value::marker(Marker::absent));
    if (known && is<Type>(*known)) return constant(*known, span);
    std::string_view name = symbol->name->view();
    size_t dot = name.find('.');
    if (dot != std::string_view::npos && dot > 0 && dot + 1 < name.size())
      return make_call("norn.prim", "resolve-class", {constant(to_value(symbol), span)}, span);
  }
  return fail_unresolved(symbol, span, context);
}

Var* Analyzer::require_var(Symbol* symbol, const Context& context) {
  Value found = resolve_symbol(heap_, options_.ns, symbol);
  if (is<Var>(found)) return as<Var>(found);
  fail_unresolved(symbol, span_of(to_value(symbol), context.span), context);
  return nullptr;
}

// --- calls -------------------------------------------------------------------

bool Analyzer::analyze_arguments(const Forms& forms, size_t from, const Context& context, std::vector<Node*>& out) {
  out.reserve(forms.size() - from);
  Context inner = context.not_tail();
  for (size_t n = from; n < forms.size(); ++n) {
    Node* node = analyze(forms[n], inner);
    if (!node) return false;
    out.push_back(node);
  }
  return true;
}

Node* Analyzer::analyze_call(Value form, const Forms& forms, const Context& context) {
  if (forms[0].is_nil()) return fail(context.span, "call-of-nil", "Can't call nil, in " + brief(form));
  Symbol* symbol = try_as<Symbol>(forms[0]);
  if (symbol && !find_local(context.scope, symbol)) {
    Value found = resolve_symbol(heap_, options_.ns, symbol);
    if (is<Var>(found)) return analyze_var_call(as<Var>(found), forms, context);
  }
  if (is<Keyword>(forms[0]) && forms.size() == 2) {
    Node* object = analyze(forms[1], context.not_tail());
    return object ? make_keyword_get(forms[0], object, context.span) : nullptr;
  }
  CallNode* node = arena_.make_node<CallNode>(context.span);
  node->head = analyze(forms[0], context.not_tail());
  if (!node->head || !analyze_arguments(forms, 1, context, node->arguments)) return nullptr;
  return node;
}

Node* Analyzer::analyze_var_call(Var* var, const Forms& forms, const Context& context) {
  Node* head = analyze(forms[0], context.not_tail());
  std::vector<Node*> arguments;
  if (!head || !analyze_arguments(forms, 1, context, arguments)) return nullptr;
  if (Node* find = make_protocol_find(var, arguments, context.span)) return find;
  if (!var->is_dynamic())
    if (Node* operation = make_intrinsic(var, arguments, context.span)) return operation;
  CallNode* node = arena_.make_node<CallNode>(context.span);
  node->head = head;
  node->arguments = std::move(arguments);
  return node;
}

// nullptr: not an intrinsic, `arguments` are untouched.
Node* Analyzer::make_intrinsic(const Var* var, std::vector<Node*>& arguments, SourceSpan span) {
  std::string_view ns = var->ns->name->name->view(), name = var->name->name->view();
  if (var->ns.get() == world_.core.get())
    if (Node* special = make_special_intrinsic(name, arguments, span)) return special;
  std::optional<Op> op = find_intrinsic(ns, name, arguments.size());
  return op ? make_operation(*op, std::move(arguments), span) : nullptr;
}

// Calls of clojure.core that are an operation with other operands, or several.
Node* Analyzer::make_special_intrinsic(std::string_view name, std::vector<Node*>& arguments, SourceSpan span) {
  auto zero = [&] { return constant(Value::fixnum(0), span); };
  auto one = [&] { return constant(Value::fixnum(1), span); };
  if (arguments.size() == 1) {
    if (name == "inc") return make_operation(Op::add, {arguments[0], one()}, span);
    if (name == "dec") return make_operation(Op::subtract, {arguments[0], one()}, span);
    if (name == "zero?") return make_operation(Op::equal_number, {arguments[0], zero()}, span);
    if (name == "pos?") return make_operation(Op::greater, {arguments[0], zero()}, span);
    if (name == "neg?") return make_operation(Op::less, {arguments[0], zero()}, span);
  }
  if (name == "get" && arguments.size() == 2) {
    ConstantNode* key = try_node_as<ConstantNode>(arguments[1]);
    if (key && is<Keyword>(key->value)) return make_keyword_get(key->value, arguments[0], span);
  }
  if ((name == "long" || name == "int") && arguments.size() == 1) {
    ConstantNode* known = try_node_as<ConstantNode>(arguments[0]);
    bool fits = known && known->value.is_fixnum() && known->value.as_fixnum() == int32_t(known->value.as_fixnum());
    if (fits) return known;
  }
  bool folds_left =
      name == "+" || name == "-" || name == "*" || name.starts_with("bit-and") || name == "bit-or" || name == "bit-xor";
  if (arguments.size() > 2 && folds_left) {
    std::optional<Op> op = find_intrinsic("clojure.core", name, 2);
    if (!op) return nullptr;
    Node* sum = arguments[0];
    for (size_t n = 1; n < arguments.size(); ++n) sum = make_operation(*op, {sum, arguments[n]}, span);
    return sum;
  }
  return nullptr;
}

// (norn.prim/protocol-find method x) with the method as a constant, as defprotocol writes it. nullptr: another call.
Node* Analyzer::make_protocol_find(const Var* var, const std::vector<Node*>& arguments, SourceSpan span) {
  if (arguments.size() != 2 || var->name->name->view() != "protocol-find" || var->ns->name->name->view() != "norn.prim")
    return nullptr;
  ConstantNode* method = try_node_as<ConstantNode>(arguments[0]);
  if (!method || !is<ProtocolMethod>(method->value)) return nullptr;
  KeywordGetNode* node = arena_.make_node<KeywordGetNode>(span);
  node->op = Op::protocol_find;
  node->keyword = method->value;
  node->object = arguments[1];
  return node;
}

Node* Analyzer::make_keyword_get(Value keyword, Node* object, SourceSpan span) {
  KeywordGetNode* node = arena_.make_node<KeywordGetNode>(span);
  node->keyword = keyword;
  node->object = object;
  return node;
}

Node* Analyzer::make_operation(Op op, std::vector<Node*> arguments, SourceSpan span) {
  if (options_.constant_fold)
    if (std::optional<Value> known = fold_operation(heap_, op, arguments)) return constant(*known, span);
  if (op == Op::equal) {
    // `=` with a value that equals itself only needs no call.
    for (size_t n : {0, 1}) {
      ConstantNode* known = try_node_as<ConstantNode>(arguments[n]);
      if (!known || !equal_by_identity(known->value)) continue;
      if (known->value.is_nil()) return make_operation(Op::is_nil, {arguments[1 - n]}, span);
      op = Op::identical;
    }
  }
  OperationNode* node = arena_.make_node<OperationNode>(span);
  node->op = op;
  node->arguments = std::move(arguments);
  return node;
}

Node* Analyzer::make_call(std::string_view ns, std::string_view name, std::vector<Node*> arguments, SourceSpan span) {
  VarNode* head = arena_.make_node<VarNode>(span);
  head->var = world_.intern_var(ns, name);
  CallNode* node = arena_.make_node<CallNode>(span);
  node->head = head;
  node->arguments = std::move(arguments);
  return node;
}

Node* Analyzer::with_meta_call(Node* object, Node* meta, SourceSpan span) {
  ConstantNode* known = try_node_as<ConstantNode>(object);
  ConstantNode* known_meta = try_node_as<ConstantNode>(meta);
  if (known && known_meta && can_have_meta(known->value))
    return constant(with_meta(heap_, known->value, known_meta->value), span);
  return make_call("clojure.core", "with-meta", {object, meta}, span);
}

}  // namespace norn
