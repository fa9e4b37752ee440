// Forms -> nodes: resolves names, checks the shape of special forms, finds out
// what each function captures and what each loop uses.
//
// A member function that cannot go on records the error and returns nullptr;
// its callers return nullptr in turn. (Result<Node*> would make every stack
// frame of this deep recursion several times larger.) The first error counts.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "compiler/ast.h"
#include "compiler/compile.h"

namespace norn {

struct Keyword;

// One name in scope; the chain of parents is the lexical environment.
struct Scope {
  enum class Kind : uint8_t { local, constant, field };
  const Scope* parent = nullptr;
  Symbol* name = nullptr;
  Kind kind = Kind::local;
  bool mutable_field = false;
  uint16_t field_index = 0;
  Local* local = nullptr;  // for a field: the instance
  Value constant;
};

// Where a form stands.
struct Context {
  const Scope* scope = nullptr;
  Method* method = nullptr;
  LoopTarget* recur = nullptr;  // set in tail position only
  bool across_try = false;      // why `recur` is not set
  SourceSpan span;              // of the nearest enclosing form that has one
  Symbol* def_name = nullptr;   // the value is bound to this var: names the function

  Context not_tail() const {
    Context inner = *this;
    inner.recur = nullptr;
    inner.def_name = nullptr;
    return inner;
  }
  Context with_scope(const Scope* names) const {
    Context inner = *this;
    inner.scope = names;
    return inner;
  }
};

class Analyzer {
 public:
  Analyzer(Heap& heap, const CompileOptions& options, Arena& arena);

  // A function of no arguments with `form` as body; nullptr: see error().
  FunctionNode* analyze_toplevel(Value form);
  Error take_error() { return std::move(*error_); }

 private:
  friend struct SpecialForms;  // the table from names to member functions
  using Forms = std::vector<Value>;

  // --- analyzer.cpp: dispatch, symbols, calls
  Node* analyze(Value form, const Context& context);
  Node* analyze_form(Value form, const Context& context);
  Node* analyze_body(const Forms& forms, size_t from, const Context& context);
  Node* analyze_list(Value form, const Context& context);
  Node* analyze_symbol(Symbol* symbol, const Context& context);
  Node* analyze_global(Symbol* symbol, const Context& context);
  Node* analyze_unresolved(Symbol* symbol, SourceSpan span, const Context& context);
  Node* analyze_call(Value form, const Forms& forms, const Context& context);
  Node* analyze_var_call(Var* var, const Forms& forms, const Context& context);
  bool analyze_arguments(const Forms& forms, size_t from, const Context& context, std::vector<Node*>& out);
  Node* make_keyword_get(Value keyword, Node* object, SourceSpan span);
  Node* make_protocol_find(const Var* var, const std::vector<Node*>& arguments, SourceSpan span);
  Node* make_operation(Op op, std::vector<Node*> arguments, SourceSpan span);
  Node* make_intrinsic(const Var* var, std::vector<Node*>& arguments, SourceSpan span);
  Node* make_special_intrinsic(std::string_view name, std::vector<Node*>& arguments, SourceSpan span);
  Node* make_call(std::string_view ns, std::string_view name, std::vector<Node*> arguments, SourceSpan span);
  Node* with_meta_call(Node* object, Node* meta, SourceSpan span);
  Var* require_var(Symbol* symbol, const Context& context);

  // --- literals.cpp
  Node* analyze_vector(Value form, const Context& context);
  Node* analyze_map(Value form, const Context& context);
  Node* analyze_set(Value form, const Context& context);
  Node* make_collection(Op op, Value form, std::vector<Node*> elements, const Context& context);
  Node* fold_collection(Op op, const std::vector<Node*>& elements, SourceSpan span);
  // The metadata a user wrote on a form: without positions and compiler hints. Nil if none is left.
  Value user_meta(Value form);
  // A metadata map as an expression: its values are evaluated, type hints are not.
  Node* analyze_meta(Value meta, const Context& context);

  // --- special_forms.cpp
  Node* analyze_quote(const Forms&, const Context&);
  Node* analyze_if(const Forms&, const Context&);
  Node* analyze_do(const Forms&, const Context&);
  Node* analyze_let(const Forms&, const Context&);
  Node* analyze_loop(const Forms&, const Context&);
  Node* analyze_recur(const Forms&, const Context&);
  Node* analyze_var(const Forms&, const Context&);
  Node* analyze_def(const Forms&, const Context&);
  Node* analyze_set_bang(const Forms&, const Context&);
  Node* analyze_throw(const Forms&, const Context&);
  Node* analyze_try(const Forms&, const Context&);
  Node* analyze_case(const Forms&, const Context&);
  Node* analyze_fields(const Forms&, const Context&);
  Node* analyze_unexpanded(const Forms&, const Context&);
  bool analyze_catch(Value form, const Context& context, TryNode* node);
  Value catch_matcher(Value form, const Context& context);
  Node* def_meta(Symbol* name, Value doc, bool has_init, const Context& context);
  void set_var_flags(Var* var, Value meta);
  Node* make_if(Node* test, Node* then, Node* otherwise, SourceSpan span);
  Node* make_short_circuit(NodeKind kind, Node* first, Node* rest, SourceSpan span);
  Node* simplify_let(LetNode* node);
  const Forms* binding_vector(std::string_view form_name, Value form, SourceSpan span, Forms& out);

  // --- function_forms.cpp
  Node* analyze_fn(const Forms&, const Context&);
  Node* analyze_letfn(const Forms&, const Context&);
  FunctionNode* analyze_function(Value form, const Forms& forms, const Context& context);
  Method* analyze_method(FunctionNode* function, Symbol* self, Value parameters, const Forms& forms, size_t from,
                         const Context& context);
  bool bind_parameters(Method* method, Value parameters, const Scope*& scope, SourceSpan span);
  bool check_arities(FunctionNode* function);
  std::string function_name(Symbol* own_name, const Context& context);
  Value arglists_of(Value form, FunctionNode* function);

  // --- scopes.cpp
  const Scope* find_local(const Scope* scope, Symbol* name);
  const Scope* bind_local(const Scope* parent, Symbol* name, Local* local);
  const Scope* bind_constant(const Scope* parent, Symbol* name, Value constant);
  // Binds the name to a new local, or to what it is a copy of. `out` is nullptr in the second case.
  const Scope* bind_value(Method* method, const Scope* parent, Symbol* name, Node* init, Local*& out);
  Local* new_local(Method* method, Symbol* name, LocalKind kind);
  LocalNode* use_local(Method* method, Local* local, SourceSpan span);
  // The local of `method` that stands for one of an enclosing method: captured if need be.
  Local* reach(Method* method, Local* local);
  void note_use(Method* method, Local* local);
  bool is_scalar(const Node* node);

  // --- diagnostics.cpp
  std::nullptr_t fail(SourceSpan span, std::string code, std::string text, ErrorKind kind = ErrorKind::compiler);
  std::string brief(Value form);
  std::nullptr_t fail_unresolved(Symbol* symbol, SourceSpan span, const Context& context);
  std::nullptr_t fail_arity(const Forms& forms, SourceSpan span, std::string_view expected);
  SourceSpan span_of(Value form, SourceSpan otherwise);
  // Requires: a seqable of data. Nothing (and an error) if it is not realized.
  std::optional<Forms> forms_of(Value seqable, SourceSpan span);
  bool too_deep() const;

  ConstantNode* constant(Value value, SourceSpan span);
  Value keyword(std::string_view name);

  Heap& heap_;
  World& world_;
  const CompileOptions& options_;
  Arena& arena_;
  std::optional<Error> error_;
  uint32_t depth_ = 0;
  const char* stack_start_ = nullptr;
  bool in_catch_or_finally_ = false;
};

}  // namespace norn
