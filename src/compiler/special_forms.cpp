// The special forms other than fn* and letfn*.
#include <utility>

#include "compiler/analyzer.h"
#include "compiler/small_int.h"
#include "data/map.h"
#include "data/metadata.h"
#include "data/number.h"
#include "data/seq.h"
#include "data/type.h"
#include "data/vector.h"
#include "data/world.h"

namespace norn {

Node* Analyzer::analyze_quote(const Forms& forms, const Context& context) {
  if (forms.size() != 2) return fail_arity(forms, context.span, "one form");
  return constant(forms[1], context.span);
}

Node* Analyzer::analyze_do(const Forms& forms, const Context& context) { return analyze_body(forms, 1, context); }

Node* Analyzer::analyze_throw(const Forms& forms, const Context& context) {
  if (forms.size() != 2) return fail_arity(forms, context.span, "one exception");
  RaiseNode* node = arena_.make_node<RaiseNode>(context.span);
  node->exception = analyze(forms[1], context.not_tail());
  return node->exception ? node : nullptr;
}

Node* Analyzer::analyze_unexpanded(const Forms& forms, const Context& context) {
  std::string name = symbol_text(as<Symbol>(forms[0]));
  if (name == "catch" || name == "finally")
    return fail(context.span, "misplaced-" + name,
                name + " stands outside of try. It belongs at the end of a try form");
  return fail(
      context.span, "not-expanded",
      "The form " + name + " reached the compiler without having been expanded. Compile it through eval or load");
}

// --- if ------------------------------------------------------------------------

Node* Analyzer::analyze_if(const Forms& forms, const Context& context) {
  if (forms.size() != 3 && forms.size() != 4)
    return fail_arity(forms, context.span, "a test, a then form and at most one else form");
  Node* test = analyze(forms[1], context.not_tail());
  Node* then = test ? analyze(forms[2], context) : nullptr;
  Node* otherwise = nullptr;
  if (then) otherwise = forms.size() == 4 ? analyze(forms[3], context) : constant(Value::nil(), context.span);
  return otherwise ? make_if(test, then, otherwise, context.span) : nullptr;
}

// (if a b a) is (and a b), (if a a b) is (or a b): the last operand decides if none before does.
Node* Analyzer::make_if(Node* test, Node* then, Node* otherwise, SourceSpan span) {
  if (ConstantNode* known = try_node_as<ConstantNode>(test)) return known->value.truthy() ? then : otherwise;
  if (LocalNode* local = try_node_as<LocalNode>(test)) {
    auto is_same = [&](Node* n) { return n->kind == NodeKind::local && node_as<LocalNode>(n)->local == local->local; };
    if (is_same(then) || is_same(otherwise)) {
      --local->local->use_count;
      return is_same(then) ? make_short_circuit(NodeKind::or_, test, otherwise, span)
                           : make_short_circuit(NodeKind::and_, test, then, span);
    }
  }
  IfNode* node = arena_.make_node<IfNode>(span);
  node->test = test;
  node->then = then;
  node->otherwise = otherwise;
  return node;
}

Node* Analyzer::make_short_circuit(NodeKind kind, Node* first, Node* rest, SourceSpan span) {
  ShortCircuitNode* node = arena_.make_node<ShortCircuitNode>(span);
  node->kind = kind;
  node->operands.push_back(first);
  if (rest->kind == kind) {
    ShortCircuitNode* tail = static_cast<ShortCircuitNode*>(rest);
    node->operands.insert(node->operands.end(), tail->operands.begin(), tail->operands.end());
  } else {
    node->operands.push_back(rest);
  }
  return node;
}

// --- let*, loop*, recur -----------------------------------------------------------

const Analyzer::Forms* Analyzer::binding_vector(std::string_view form_name, Value form, SourceSpan span, Forms& out) {
  std::string name(form_name);
  if (!is<Vector>(form))
    return fail(span, "malformed-" + name,
                name + " needs a vector of bindings, as in [name value], but found " + brief(form));
  std::optional<Forms> pairs = forms_of(form, span);
  if (!pairs) return nullptr;
  if (pairs->size() % 2 != 0)
    return fail(span, "malformed-" + name,
                name + " needs an even number of forms in its bindings, but found " + std::to_string(pairs->size()) +
                    ": each name needs a value");
  for (size_t n = 0; n < pairs->size(); n += 2) {
    Symbol* symbol = try_as<Symbol>((*pairs)[n]);
    if (!symbol)
      return fail(span, "malformed-" + name,
                  name + " binds plain symbols, but found " + brief((*pairs)[n]) + ". Destructuring needs " +
                      name.substr(0, name.size() - 1));
    if (symbol->ns) return fail(span, "malformed-" + name, "Can't let qualified name: " + symbol_text(symbol));
  }
  out = std::move(*pairs);
  return &out;
}

Node* Analyzer::analyze_let(const Forms& forms, const Context& context) {
  if (forms.size() < 2) return fail_arity(forms, context.span, "a vector of bindings, then a body");
  Forms pairs;
  if (!binding_vector("let*", forms[1], context.span, pairs)) return nullptr;

  LetNode* node = arena_.make_node<LetNode>(context.span);
  const Scope* scope = context.scope;
  for (size_t n = 0; n < pairs.size(); n += 2) {
    Context inner = context.not_tail().with_scope(scope);
    Symbol* name = as<Symbol>(pairs[n]);
    Node* init = analyze(pairs[n + 1], inner);
    if (!init) return nullptr;
    Local* local;
    scope = bind_value(context.method, scope, name, init, local);
    if (local) node->bindings.push_back({local, init});
  }
  node->body = analyze_body(forms, 2, context.with_scope(scope));
  if (!node->body) return nullptr;
  return node->bindings.empty() ? node->body : simplify_let(node);
}

// The macros `and` and `or` expand to (let* [x a] (if x b x)) and (let* [x a] (if x x b)): `a` needs no local.
Node* Analyzer::simplify_let(LetNode* node) {
  bool decides = node->body->kind == NodeKind::and_ || node->body->kind == NodeKind::or_;
  if (!decides || node->bindings.size() != 1 || node->bindings[0].local->use_count != 1) return node;
  ShortCircuitNode* body = static_cast<ShortCircuitNode*>(node->body);
  LocalNode* first = try_node_as<LocalNode>(body->operands[0]);
  if (!first || first->local != node->bindings[0].local) return node;
  body->operands[0] = node->bindings[0].init;
  return body;
}

Node* Analyzer::analyze_loop(const Forms& forms, const Context& context) {
  if (forms.size() < 2) return fail_arity(forms, context.span, "a vector of bindings, then a body");
  Forms pairs;
  if (!binding_vector("loop*", forms[1], context.span, pairs)) return nullptr;

  LoopNode* node = arena_.make_node<LoopNode>(context.span);
  Method* method = context.method;
  node->target.depth = static_cast<uint32_t>(method->active_loops.size()) + 1;
  const Scope* scope = context.scope;
  for (size_t n = 0; n < pairs.size(); n += 2) {
    Node* init = analyze(pairs[n + 1], context.not_tail().with_scope(scope));
    if (!init) return nullptr;
    Symbol* name = as<Symbol>(pairs[n]);
    Local* local = new_local(method, name, LocalKind::loop_variable);
    local->loop_depth = node->target.depth;
    local->scalar = is_scalar(init);  // corrected below if a recur says otherwise
    node->bindings.push_back({local, init});
    node->target.variables.push_back(local);
    scope = bind_local(scope, name, local);
  }
  Context inner = context.with_scope(scope);
  inner.recur = &node->target;
  inner.across_try = false;
  method->active_loops.push_back(&node->target);
  bool outer_catch = std::exchange(in_catch_or_finally_, false);
  node->body = analyze_body(forms, 2, inner);
  in_catch_or_finally_ = outer_catch;
  method->active_loops.pop_back();
  if (!node->body) return nullptr;

  // A variable is scalar if everything assigned to it is, as long as the others are: find the largest such set.
  for (bool changed = true; changed;) {
    changed = false;
    for (const RecurNode* recur : node->target.recurs) {
      for (size_t n = 0; n < recur->arguments.size(); ++n) {
        Local* local = node->target.variables[n];
        if (!local->scalar || is_scalar(recur->arguments[n])) continue;
        local->scalar = false;
        changed = true;
      }
    }
  }
  return node;
}

Node* Analyzer::analyze_recur(const Forms& forms, const Context& context) {
  if (!context.recur) {
    if (in_catch_or_finally_)
      return fail(context.span, "recur-from-catch",
                  "Can't recur from catch or finally. Put the try into the loop's body and recur after it");
    if (context.across_try)
      return fail(context.span, "recur-across-try",
                  "Can't recur across try. Put the loop into the try, or return a value and recur after it");
    return fail(context.span, "recur-not-tail",
                "Can only recur from tail position: nothing may be left to do after recur");
  }
  size_t expected = context.recur->variables.size();
  if (forms.size() - 1 != expected)
    return fail(context.span, "recur-arity",
                "Mismatched argument count to recur, expected: " + std::to_string(expected) +
                    " args, got: " + std::to_string(forms.size() - 1));
  RecurNode* node = arena_.make_node<RecurNode>(context.span);
  node->target = context.recur;
  if (!analyze_arguments(forms, 1, context, node->arguments)) return nullptr;
  context.recur->recurs.push_back(node);
  return node;
}

// --- vars ----------------------------------------------------------------------------

Node* Analyzer::analyze_var(const Forms& forms, const Context& context) {
  if (forms.size() != 2 || !is<Symbol>(forms[1])) return fail_arity(forms, context.span, "one symbol");
  Var* var = require_var(as<Symbol>(forms[1]), context);
  return var ? constant(to_value(var), context.span) : nullptr;
}

void Analyzer::set_var_flags(Var* var, Value meta) {
  if (!is_map(meta)) return;
  static constexpr std::pair<std::string_view, VarFlag> kFlags[] = {
      {"dynamic", kVarDynamic}, {"macro", kVarMacro}, {"private", kVarPrivate}, {"const", kVarConst}};
  for (auto [name, flag] : kFlags)
    if (map_get_keyword(heap_, meta, name).truthy()) var->aux |= flag;
}

// (def symbol), (def symbol init), (def symbol "doc" init)
Node* Analyzer::analyze_def(const Forms& forms, const Context& context) {
  if (forms.size() < 2 || forms.size() > 4)
    return fail_arity(forms, context.span, "a symbol, an optional docstring and a value");
  Symbol* symbol = try_as<Symbol>(forms[1]);
  if (!symbol)
    return fail(context.span, "malformed-def", "First argument to def must be a symbol, but found " + brief(forms[1]));
  bool has_doc = forms.size() == 4;
  if (has_doc && !is<String>(forms[2]))
    return fail(context.span, "malformed-def",
                "Too many arguments to def: with three, the second is a docstring, but found " + brief(forms[2]));

  Symbol* name = symbol;
  if (symbol->ns) {
    if (symbol->ns->view() != options_.ns->name->name->view())
      return fail(context.span, "def-elsewhere",
                  "Can't define " + symbol_text(symbol) + " outside of its namespace. Switch to it with in-ns first");
    name = world_.intern_symbol(symbol->name->view());
  }
  Var* var = namespace_intern(heap_, options_.ns, name);
  set_var_flags(var, meta_of(to_value(symbol)));

  DefNode* node = arena_.make_node<DefNode>(context.span);
  node->var = var;
  bool has_init = forms.size() > 2;
  if (has_init) {
    Context inner = context.not_tail();
    inner.def_name = name;
    node->init = analyze(forms.back(), inner);
  } else {
    node->init = constant(Value::marker(Marker::absent), context.span);
  }
  if (!node->init) return nullptr;
  node->meta = def_meta(symbol, has_doc ? forms[2] : Value::nil(), has_init, context);
  return node->meta ? node : nullptr;
}

Node* Analyzer::def_meta(Symbol* name, Value doc, bool has_init, const Context& context) {
  Value user = user_meta(to_value(name));
  Value tag = is_map(name->meta) ? map_get_keyword(heap_, name->meta, "tag") : Value::nil();
  if (!has_init && user.is_nil() && tag.is_nil()) return constant(Value::nil(), context.span);

  Value arglists = is_map(name->meta) ? map_get_keyword(heap_, name->meta, "arglists") : Value::nil();
  std::vector<Node*> elements;
  auto add = [&](std::string_view key, Node* value) {
    elements.push_back(constant(keyword(key), context.span));
    elements.push_back(value);
    return value != nullptr;
  };
  add("line", constant(Value::fixnum(context.span.line), context.span));
  add("column", constant(Value::fixnum(context.span.column), context.span));
  if (options_.file) add("file", constant(to_value(options_.file), context.span));
  if (!doc.is_nil()) add("doc", constant(doc, context.span));
  if (!tag.is_nil()) add("tag", constant(tag, context.span));
  if (!arglists.is_nil() && !add("arglists", analyze(arglists, context.not_tail()))) return nullptr;
  bool complete = true;
  map_for_each(heap_, user, [&](Value key, Value value) {
    if (!complete || (!doc.is_nil() && key == keyword("doc"))) return;
    Node* node = analyze(value, context.not_tail());
    complete = node != nullptr;
    elements.push_back(constant(key, context.span));
    elements.push_back(node);
  });
  return complete ? make_collection(Op::make_map, Value::nil(), std::move(elements), context) : nullptr;
}

// (set! var-symbol value), (set! mutable-field value)
Node* Analyzer::analyze_set_bang(const Forms& forms, const Context& context) {
  Symbol* symbol = forms.size() == 3 ? try_as<Symbol>(forms[1]) : nullptr;
  if (!symbol) return fail_arity(forms, context.span, "a symbol and a value");
  Node* value = analyze(forms[2], context.not_tail());
  if (!value) return nullptr;
  if (const Scope* found = find_local(context.scope, symbol)) {
    if (found->kind != Scope::Kind::field)
      return fail(context.span, "set-of-local",
                  "Can't set! the local " + symbol_text(symbol) + ": locals do not change. Use an atom or loop");
    if (!found->mutable_field)
      return fail(context.span, "set-of-field",
                  "Can't set! the immutable field " + symbol_text(symbol) +
                      ". Declare it ^:unsynchronized-mutable or ^:volatile-mutable");
    FieldSetNode* node = arena_.make_node<FieldSetNode>(context.span);
    node->instance = use_local(context.method, found->local, context.span);
    node->index = found->field_index;
    node->value = value;
    return node;
  }
  VarSetNode* node = arena_.make_node<VarSetNode>(context.span);
  node->var = require_var(symbol, context);
  node->value = value;
  return node->var ? node : nullptr;
}

// --- try ---------------------------------------------------------------------------------

// (try expr* (catch class-or-keyword name expr*)* (finally expr*)?)
Node* Analyzer::analyze_try(const Forms& forms, const Context& context) {
  auto head_is = [&](Value form, std::string_view name) {
    if (!is_seq(form)) return false;
    Returned head = first_of(heap_, form);
    return head && is<Symbol>(*head) && symbol_is(as<Symbol>(*head), name);
  };
  size_t end = 1;
  while (end < forms.size() && !head_is(forms[end], "catch") && !head_is(forms[end], "finally")) ++end;

  TryNode* node = arena_.make_node<TryNode>(context.span);
  Context inner = context.not_tail();
  inner.across_try = true;
  node->body = analyze_body(Forms(forms.begin(), forms.begin() + static_cast<ptrdiff_t>(end)), 1, inner);
  if (!node->body) return nullptr;

  bool outer = std::exchange(in_catch_or_finally_, true);
  for (size_t n = end; n < forms.size(); ++n) {
    SourceSpan span = span_of(forms[n], context.span);
    if (node->finally)
      return fail(span, "malformed-try",
                  "finally must be the last clause of try, but found " + brief(forms[n]) + " after it");
    if (head_is(forms[n], "catch")) {
      if (!analyze_catch(forms[n], inner, node)) return nullptr;
    } else if (head_is(forms[n], "finally")) {
      std::optional<Forms> body = forms_of(forms[n], span);
      node->finally = body ? analyze_body(*body, 1, inner) : nullptr;
      if (!node->finally) return nullptr;
    } else {
      return fail(span, "malformed-try",
                  "Only catch or finally may follow the first catch of try, but found " + brief(forms[n]));
    }
  }
  in_catch_or_finally_ = outer;
  return node->catches.empty() && !node->finally ? node->body : node;
}

bool Analyzer::analyze_catch(Value form, const Context& context, TryNode* node) {
  SourceSpan span = span_of(form, context.span);
  std::optional<Forms> forms = forms_of(form, span);
  if (!forms) return false;
  Symbol* name = forms->size() >= 3 ? try_as<Symbol>((*forms)[2]) : nullptr;
  if (!name || name->ns) {
    fail(span, "malformed-catch",
         "catch needs a class or keyword and a name, as in (catch Exception e (f e)), but found " + brief(form));
    return false;
  }
  CatchClause clause;
  clause.matcher = catch_matcher((*forms)[1], context);
  if (clause.matcher.is_nil()) {
    fail(span, "malformed-catch",
         "catch needs a class name, :default or an error keyword, but found " + brief((*forms)[1]));
    return false;
  }
  clause.matches_all = clause.matcher == keyword("default") ||
                       clause.matcher == to_value(world_.types.throwable.get()) ||
                       clause.matcher == to_value(world_.types.object.get());
  clause.local = new_local(context.method, name, LocalKind::exception);
  Context inner = context.with_scope(bind_local(context.scope, name, clause.local));
  inner.span = span;
  clause.body = analyze_body(*forms, 3, inner);
  node->catches.push_back(clause);
  return clause.body != nullptr;
}

// A Type, a keyword, or the symbol of a class that is not known yet; nil: none of them.
Value Analyzer::catch_matcher(Value form, const Context& context) {
  if (is<Keyword>(form) || is<Type>(form)) return form;
  Symbol* symbol = try_as<Symbol>(form);
  if (!symbol || find_local(context.scope, symbol)) return Value::nil();
  Value found = resolve_symbol(heap_, options_.ns, symbol);
  if (is<Type>(found)) return found;
  Returned known = map_get(heap_, world_.host_classes, form);
  return known && is<Type>(*known) ? *known : form;
}

// --- case*, fields* ------------------------------------------------------------------------

// (case* expr default [constant expr ...]): constants are data, not evaluated. Clauses whose expressions are the same
// object share their code.
Node* Analyzer::analyze_case(const Forms& forms, const Context& context) {
  if (forms.size() != 4 || !is<Vector>(forms[3]))
    return fail_arity(forms, context.span, "an expression, a default and a vector of constants and expressions");
  std::optional<Forms> pairs = forms_of(forms[3], context.span);
  if (!pairs) return nullptr;
  CaseNode* node = arena_.make_node<CaseNode>(context.span);
  node->subject = analyze(forms[1], context.not_tail());
  node->otherwise.body = node->subject ? analyze(forms[2], context) : nullptr;
  if (!node->otherwise.body) return nullptr;

  std::vector<Value> clause_forms, table;
  for (size_t n = 0; n + 1 < pairs->size(); n += 2) {
    Value constant_form = (*pairs)[n], body_form = (*pairs)[n + 1];
    size_t clause = 0;
    while (clause < clause_forms.size() && clause_forms[clause] != body_form) ++clause;
    if (clause == clause_forms.size()) {
      Node* body = analyze(body_form, context);
      if (!body) return nullptr;
      clause_forms.push_back(body_form);
      node->clauses.push_back({body, {}});
    }
    node->constants.push_back({constant_form, static_cast<uint32_t>(clause)});
    table.push_back(constant_form);
    table.push_back(Value::fixnum(static_cast<int64_t>(clause)));
  }
  if (node->clauses.empty()) {
    DoNode* both = arena_.make_node<DoNode>(context.span);
    both->statements = {node->subject, node->otherwise.body};
    return both;
  }
  Returned map = make_map(heap_, table);
  if (!map)
    return fail(context.span, "case-constant",
                "A case constant needs user code to be compared. Use cond with = instead");
  if (map_count(*map) * 2 != table.size())
    return fail(context.span, "duplicate-case-constant", "Duplicate case test constant, in " + brief(forms[3]));
  node->table = *map;
  return node;
}

// (fields* this [field ^:mutable field ...] body*)
Node* Analyzer::analyze_fields(const Forms& forms, const Context& context) {
  Symbol* instance = forms.size() >= 3 ? try_as<Symbol>(forms[1]) : nullptr;
  const Scope* found = instance ? find_local(context.scope, instance) : nullptr;
  if (!found || found->kind != Scope::Kind::local || !is<Vector>(forms[2]))
    return fail_arity(forms, context.span, "a local, a vector of field names and a body");
  std::optional<Forms> names = forms_of(forms[2], context.span);
  if (!names) return nullptr;
  const Scope* scope = context.scope;
  for (size_t n = 0; n < names->size(); ++n) {
    Symbol* name = try_as<Symbol>((*names)[n]);
    if (!name)
      return fail(context.span, "malformed-fields*", "A field is named by a symbol, but found " + brief((*names)[n]));
    Scope* field = arena_.make<Scope>();
    field->parent = scope;
    field->name = name;
    field->kind = Scope::Kind::field;
    field->local = found->local;
    field->field_index = static_cast<uint16_t>(n);
    for (std::string_view flag : {"mutable", "unsynchronized-mutable", "volatile-mutable"})
      field->mutable_field =
          field->mutable_field || (is_map(name->meta) && map_get_keyword(heap_, name->meta, flag).truthy());
    scope = field;
  }
  return analyze_body(forms, 3, context.with_scope(scope));
}

}  // namespace norn
