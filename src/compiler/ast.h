// The analyzed form. Nodes live in an Arena as long as one compilation; they
// hold plain Values, since nothing collects meanwhile.
//
// Places for later passes are part of the nodes: liveness fills `last_use`,
// `unused` and the `*_dead` lists, the emitter fills `reg` and `compiled`.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/source_span.h"
#include "code/code_object.h"
#include "data/var.h"

namespace norn {

inline constexpr uint32_t kNoRegister = 0xFFFFFFFF;

enum class NodeKind : uint8_t {
  constant,
  local,
  var_value,
  operation,
  keyword_get,
  call,
  collection,
  function,
  if_,
  and_,
  or_,
  do_,
  let,
  loop,
  recur,
  letfn,
  def,
  try_,
  raise,
  var_set,
  field_get,
  field_set,
  case_,
};

struct Method;
struct FunctionNode;

enum class LocalKind : uint8_t { parameter, binding, loop_variable, exception, capture, self };

// One name bound in one method. Aliases ((let [b a] ...)) share the Local.
struct Local {
  Symbol* name = nullptr;
  Method* method = nullptr;
  LocalKind kind = LocalKind::binding;
  bool scalar = false;      // only ever holds numbers, booleans, constants: nothing worth clearing
  bool in_loop = false;     // a capture that is used inside a loop: kept in a register
  uint32_t index = 0;       // within the method: its bit in liveness sets
  uint32_t loop_depth = 0;  // how many loops of the method surround its binding
  uint32_t use_count = 0;
  uint32_t capture_index = 0;  // captures
  uint32_t reg = kNoRegister;

  bool in_register() const { return kind == LocalKind::capture ? in_loop : kind != LocalKind::self; }
};

using LocalList = std::vector<Local*>;

struct Node {
  NodeKind kind;
  SourceSpan span;
};

struct ConstantNode : Node {
  static constexpr NodeKind kKind = NodeKind::constant;
  Value value;
  uint32_t reg = kNoRegister;  // while the emitter keeps it in a register around a loop
};

struct LocalNode : Node {
  static constexpr NodeKind kKind = NodeKind::local;
  Local* local = nullptr;
  bool last_use = false;
};

struct VarNode : Node {
  static constexpr NodeKind kKind = NodeKind::var_value;
  Var* var = nullptr;
};

// An opcode whose operands are result and arguments.
struct OperationNode : Node {
  static constexpr NodeKind kKind = NodeKind::operation;
  Op op = Op::add;
  std::vector<Node*> arguments;
};

// (:keyword object); also (norn.prim/protocol-find method object), which looks its object up in a constant likewise.
struct KeywordGetNode : Node {
  static constexpr NodeKind kKind = NodeKind::keyword_get;
  Op op = Op::get_keyword;
  Value keyword;  // or ProtocolMethod
  Node* object = nullptr;
};

struct CallNode : Node {
  static constexpr NodeKind kKind = NodeKind::call;
  Node* head = nullptr;
  std::vector<Node*> arguments;
};

// make_vector, make_map, make_set of elements in consecutive registers.
struct CollectionNode : Node {
  static constexpr NodeKind kKind = NodeKind::collection;
  Op op = Op::make_vector;
  std::vector<Node*> elements;
};

struct IfNode : Node {
  static constexpr NodeKind kKind = NodeKind::if_;
  Node* test = nullptr;
  Node* then = nullptr;
  Node* otherwise = nullptr;
  LocalList then_dead, otherwise_dead;  // locals dead where the branch starts, but alive at the test
};

// `and_` and `or_`: at least two operands, the last decides.
struct ShortCircuitNode : Node {
  static constexpr NodeKind kKind = NodeKind::and_;
  std::vector<Node*> operands;
  std::vector<LocalList> exit_dead;  // per operand but the last: locals dead if it decides
};

struct DoNode : Node {
  static constexpr NodeKind kKind = NodeKind::do_;
  std::vector<Node*> statements;  // not empty
};

struct LocalBinding {
  Local* local = nullptr;
  Node* init = nullptr;
  bool unused = false;
};

struct LetNode : Node {
  static constexpr NodeKind kKind = NodeKind::let;
  std::vector<LocalBinding> bindings;
  Node* body = nullptr;
};

struct RecurNode;

// What `recur` jumps to: a loop* or a method.
struct LoopTarget {
  LocalList variables;
  uint32_t depth = 0;    // 1 for the method itself
  LocalList outer_uses;  // locals of outer scopes used inside: alive during the whole loop
  std::vector<RecurNode*> recurs;
};

struct LoopNode : Node {
  static constexpr NodeKind kKind = NodeKind::loop;
  std::vector<LocalBinding> bindings;
  LoopTarget target;
  Node* body = nullptr;
};

struct RecurNode : Node {
  static constexpr NodeKind kKind = NodeKind::recur;
  LoopTarget* target = nullptr;
  std::vector<Node*> arguments;
};

struct Capture {
  Local* outer = nullptr;  // in the method that makes the closure
  bool last_use = false;
};

// One arity of a function.
struct Method {
  FunctionNode* function = nullptr;
  LocalList parameters;  // the rest parameter included
  bool variadic = false;
  Value parameter_list;  // vector, for :arglists
  LocalList locals;      // every Local of this method
  LocalList captures;    // by capture index; nullptr if this arity does not use it
  LoopTarget target;
  std::vector<LoopTarget*> active_loops;  // during analysis
  LocalList entry_dead;                   // parameters that are never used
  Node* body = nullptr;

  uint32_t required() const { return static_cast<uint32_t>(parameters.size()) - variadic; }
};

struct FunctionNode : Node {
  static constexpr NodeKind kKind = NodeKind::function;
  std::string name;          // "outer/inner", without the namespace
  Method* parent = nullptr;  // nullptr: the form itself
  std::vector<Method*> methods;
  std::vector<Capture> captures;
  Value arglists;
  Template* compiled = nullptr;
};

struct LetfnNode : Node {
  static constexpr NodeKind kKind = NodeKind::letfn;
  struct Entry {
    Local* local;
    FunctionNode* function;
  };
  std::vector<Entry> functions;
  Node* body = nullptr;
};

struct DefNode : Node {
  static constexpr NodeKind kKind = NodeKind::def;
  Var* var = nullptr;
  Node* init = nullptr;  // the absent marker as constant: keep the root
  Node* meta = nullptr;
};

struct CatchClause {
  Value matcher;  // Type, keyword, or symbol of an unknown class
  bool matches_all = false;
  Local* local = nullptr;
  Node* body = nullptr;
  LocalList dead;
};

struct TryNode : Node {
  static constexpr NodeKind kKind = NodeKind::try_;
  Node* body = nullptr;
  std::vector<CatchClause> catches;
  Node* finally = nullptr;
  LocalList finally_dead;
};

struct RaiseNode : Node {
  static constexpr NodeKind kKind = NodeKind::raise;
  Node* exception = nullptr;
};

struct VarSetNode : Node {
  static constexpr NodeKind kKind = NodeKind::var_set;
  Var* var = nullptr;
  Node* value = nullptr;
};

struct FieldGetNode : Node {
  static constexpr NodeKind kKind = NodeKind::field_get;
  Node* instance = nullptr;
  uint16_t index = 0;
};

struct FieldSetNode : Node {
  static constexpr NodeKind kKind = NodeKind::field_set;
  Node* instance = nullptr;
  uint16_t index = 0;
  Node* value = nullptr;
};

struct CaseNode : Node {
  static constexpr NodeKind kKind = NodeKind::case_;
  struct Clause {
    Node* body;
    LocalList dead;
  };
  Node* subject = nullptr;
  std::vector<std::pair<Value, uint32_t>> constants;  // and the clause each selects
  Value table;                                        // map: constant -> clause
  std::vector<Clause> clauses;
  Clause otherwise = {};
};

// Requires: the node is of that kind.
template <typename T>
T* node_as(Node* node) {
  return static_cast<T*>(node);
}
template <typename T>
T* try_node_as(Node* node) {
  return node && node->kind == T::kKind ? static_cast<T*>(node) : nullptr;
}

// Owns the nodes, locals and methods of one compilation.
class Arena {
 public:
  template <typename T>
  T* make() {
    T* object = new T();
    owned_.emplace_back(object, [](void* p) { delete static_cast<T*>(p); });
    return object;
  }
  template <typename T>
  T* make_node(SourceSpan span) {
    T* node = make<T>();
    node->kind = T::kKind;
    node->span = span;
    return node;
  }

 private:
  std::vector<std::unique_ptr<void, void (*)(void*)>> owned_;
};

}  // namespace norn
