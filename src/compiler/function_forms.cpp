// fn* and letfn*.
#include <utility>

#include "compiler/analyzer.h"
#include "data/map.h"
#include "data/metadata.h"
#include "data/seq.h"
#include "data/vector.h"
#include "data/world.h"

namespace norn {

Node* Analyzer::analyze_fn(const Forms& forms, const Context& context) {
  return analyze_function(Value::nil(), forms, context);
}

// (fn* name? [params*] body*) or (fn* name? ([params*] body*)+)
FunctionNode* Analyzer::analyze_function(Value form, const Forms& forms, const Context& context) {
  size_t at = 1;
  Symbol* self = at < forms.size() ? try_as<Symbol>(forms[at]) : nullptr;
  if (self) ++at;
  FunctionNode* function = arena_.make_node<FunctionNode>(context.span);
  function->parent = context.method;
  function->name = function_name(self, context);

  if (at >= forms.size())
    return fail(context.span, "malformed-fn*",
                "fn* needs a parameter vector, as in (fn* [x] (inc x)), but there is none");
  if (is<Vector>(forms[at])) {
    Method* method = analyze_method(function, self, forms[at], forms, at + 1, context);
    if (!method) return nullptr;
  } else {
    for (; at < forms.size(); ++at) {
      SourceSpan span = span_of(forms[at], context.span);
      if (!is_seq(forms[at]))
        return fail(span, "malformed-fn*",
                    "fn* needs a parameter vector or a list ([params] body) here, but found " + brief(forms[at]));
      std::optional<Forms> arity = forms_of(forms[at], span);
      if (!arity) return nullptr;
      if (arity->empty() || !is<Vector>((*arity)[0]))
        return fail(span, "malformed-fn*",
                    "An arity of fn* starts with its parameter vector, but found " + brief(forms[at]));
      Context inner = context;
      inner.span = span;
      if (!analyze_method(function, self, (*arity)[0], *arity, 1, inner)) return nullptr;
    }
  }
  if (!check_arities(function)) return nullptr;
  function->arglists = arglists_of(form, function);
  return function;
}

Method* Analyzer::analyze_method(FunctionNode* function, Symbol* self, Value parameters, const Forms& forms,
                                 size_t from, const Context& context) {
  Method* method = arena_.make<Method>();
  function->methods.push_back(method);
  method->function = function;
  method->parameter_list = parameters;
  const Scope* scope = context.scope;
  if (self) scope = bind_local(scope, self, new_local(method, self, LocalKind::self));

  method->target.depth = 1;
  method->active_loops.push_back(&method->target);
  if (!bind_parameters(method, parameters, scope, context.span)) return nullptr;
  Context inner;
  inner.scope = scope;
  inner.method = method;
  inner.recur = &method->target;
  inner.span = context.span;
  bool outer_catch = std::exchange(in_catch_or_finally_, false);
  method->body = analyze_body(forms, from, inner);
  in_catch_or_finally_ = outer_catch;
  method->active_loops.pop_back();
  if (!method->body) return nullptr;
  if (!method->target.recurs.empty())
    for (Local* capture : method->captures)
      if (capture) capture->in_loop = true;
  return method;
}

bool Analyzer::bind_parameters(Method* method, Value parameters, const Scope*& scope, SourceSpan span) {
  std::optional<Forms> names = forms_of(parameters, span);
  if (!names) return false;
  for (size_t n = 0; n < names->size(); ++n) {
    Symbol* name = try_as<Symbol>((*names)[n]);
    if (!name || name->ns) {
      fail(span, "malformed-fn*",
           "fn* parameters are plain symbols, but found " + brief((*names)[n]) + ". Destructuring needs fn");
      return false;
    }
    if (symbol_is(name, "&")) {
      if (n + 2 != names->size()) {
        fail(span, "malformed-fn*",
             "Exactly one parameter follows &, but found " + std::to_string(names->size() - n - 1) + " in " +
                 brief(parameters));
        return false;
      }
      method->variadic = true;
      continue;
    }
    Local* local = new_local(method, name, LocalKind::parameter);
    method->parameters.push_back(local);
    scope = bind_local(scope, name, local);
  }
  method->target.variables = method->parameters;
  if (method->required() > Template::kMaxArity) {
    fail(span, "too-many-parameters",
         "Can't specify more than 20 parameters, but found " + std::to_string(method->required()) +
             ". Take the rest with & or pass a map");
    return false;
  }
  return true;
}

bool Analyzer::check_arities(FunctionNode* function) {
  const Method* variadic = nullptr;
  for (const Method* method : function->methods) {
    if (!method->variadic) continue;
    if (variadic) {
      fail(function->span, "malformed-fn*", "Can't have more than one variadic arity: only one may take &");
      return false;
    }
    variadic = method;
  }
  for (size_t i = 0; i < function->methods.size(); ++i) {
    const Method* method = function->methods[i];
    if (method->variadic) continue;
    for (size_t j = 0; j < i; ++j) {
      if (function->methods[j]->variadic || function->methods[j]->required() != method->required()) continue;
      fail(function->span, "malformed-fn*",
           "Can't have 2 arities with the same number of parameters: both take " + std::to_string(method->required()));
      return false;
    }
    if (variadic && method->required() > variadic->required()) {
      fail(function->span, "malformed-fn*",
           "Can't have a fixed arity with more parameters (" + std::to_string(method->required()) +
               ") than the variadic one (" + std::to_string(variadic->required()) + ")");
      return false;
    }
  }
  return true;
}

// As stack traces show it: outer/inner, or outer/fn--LINE for a function without a name.
std::string Analyzer::function_name(Symbol* own_name, const Context& context) {
  Symbol* name = context.def_name ? context.def_name : own_name;
  std::string text = name ? std::string(name->name->view()) : "fn--" + std::to_string(context.span.line);
  FunctionNode* outer = context.method->function;
  bool at_top = outer->parent == nullptr;
  return at_top ? text : outer->name + "/" + text;
}

Value Analyzer::arglists_of(Value form, FunctionNode* function) {
  Value meta = form.is_nil() ? Value::nil() : meta_of(form);
  Value hint = is_map(meta) ? map_get_keyword(heap_, meta, "arglists") : Value::nil();
  if (is_seq(hint)) {
    Returned head = first_of(heap_, hint);  // may be written (quote ([x]))
    if (head && is<Symbol>(*head)) {
      Returned rest = next_of(heap_, hint);
      Returned quoted = rest ? first_of(heap_, *rest) : rest;
      if (quoted) hint = *quoted;
    }
    return hint;
  }
  std::vector<Value> lists;
  for (const Method* method : function->methods) lists.push_back(method->parameter_list);
  return make_list(heap_, lists);
}

// (letfn* [name (fn* ...) ...] body*)
Node* Analyzer::analyze_letfn(const Forms& forms, const Context& context) {
  if (forms.size() < 2) return fail_arity(forms, context.span, "a vector of names and functions, then a body");
  Forms pairs;
  if (!binding_vector("letfn*", forms[1], context.span, pairs)) return nullptr;

  LetfnNode* node = arena_.make_node<LetfnNode>(context.span);
  const Scope* scope = context.scope;
  for (size_t n = 0; n < pairs.size(); n += 2) {
    Symbol* name = as<Symbol>(pairs[n]);
    Local* local = new_local(context.method, name, LocalKind::binding);
    node->functions.push_back({local, nullptr});
    scope = bind_local(scope, name, local);
  }
  Context inner = context.not_tail().with_scope(scope);
  for (size_t n = 0; n < node->functions.size(); ++n) {
    Value form = pairs[2 * n + 1];
    Node* function = analyze(form, inner);
    if (!function) return nullptr;
    if (function->kind != NodeKind::function)
      return fail(span_of(form, context.span), "malformed-letfn*", "letfn* binds functions, but found " + brief(form));
    node->functions[n].function = node_as<FunctionNode>(function);
  }
  node->body = analyze_body(forms, 2, context.with_scope(scope));
  return node->body ? node : nullptr;
}

}  // namespace norn
