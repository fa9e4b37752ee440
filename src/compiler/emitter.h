// Nodes -> instructions, one emitter per method.
//
// Registers: parameters, then captures kept in registers, then locals and
// temporaries like a stack. `top_` is the first free one; everything at or
// above it is dead. A call window begins at `top_`, or at the register the
// result is wanted in when that is the last one allocated, so nested calls
// build their windows right where the outer call wants its argument.
//
// A destination says where a value goes. `fresh` means nothing lives in the
// register yet, so it may serve as scratch; else it is written only as the
// last thing on each path (it may be a loop variable that is still read).
//
// Dead locals: a local that dies as an argument is moved and cleared in one
// instruction. Others are only noted in `FlowState::dead` and cleared before
// the next point where the task may be suspended, unless the register has been
// overwritten or the function has returned by then. Registers known to hold
// numbers and the like (`scalar`) are never cleared. Jumps carry the state to
// their label.
#pragma once

#include <bitset>
#include <optional>
#include <vector>

#include "base/result.h"
#include "code/code_builder.h"
#include "compiler/ast.h"
#include "compiler/compile.h"

namespace norn {

// What the emitters of one compilation share.
struct Emission {
  Heap& heap;
  const CompileOptions& options;
  std::optional<Error> error = {};
};

// Template of the function with all its arities; nullptr: see emission.error.
Template* emit_function(Emission& emission, FunctionNode* function);

struct Destination {
  enum class Kind : uint8_t { effect, into, tail };  // for side effects only; into a register; return it
  Kind kind = Kind::effect;
  bool fresh = false;
  uint32_t reg = 0;

  static Destination effect() { return {}; }
  static Destination tail() { return {Kind::tail, false, 0}; }
  static Destination into(uint32_t reg, bool fresh) { return {Kind::into, fresh, reg}; }
  bool is_effect() const { return kind == Kind::effect; }
  bool is_into() const { return kind == Kind::into; }
  bool is_tail() const { return kind == Kind::tail; }
};

// A register that holds an operand. `dies`: it belongs to a local that nothing reads after the instruction.
struct Operand {
  uint32_t reg = 0;
  bool dies = false;
};

// Registers beyond the set's size are cleared at once when they die, and never known to be scalar.
inline constexpr uint32_t kTrackedRegisters = 256;
using RegisterSet = std::bitset<kTrackedRegisters>;

struct FlowState {
  bool reachable = true;
  RegisterSet dead;    // may still hold a value nobody reads
  RegisterSet scalar;  // number, boolean, constant
};

class MethodEmitter {
 public:
  MethodEmitter(Emission& emission, Method* method, Template* owner);
  // nullptr: see emission.error.
  Code* emit();

 private:
  struct Label {
    CodeBuilder::Label code;
    std::optional<FlowState> incoming;
  };
  // A loop whose body is (if (< a b) turn exit): a turn ends by testing again and going back behind the first test.
  struct Rotation {
    const Node* test;
    uint32_t left;
    uint32_t right;     // register, or
    bool is_immediate;  // constant
    CodeBuilder::Label turn;
    Label* exit;
  };
  struct ActiveLoop {
    const LoopTarget* target;
    std::vector<uint32_t> registers;
    CodeBuilder::Label start;
    uint32_t top = 0;  // registers from here on are dead when a turn ends
    std::optional<Rotation> rotation = {};
  };

  // --- emit.cpp: dispatch, registers, moves
  Code* emit_once();
  void emit_parameters();
  void emit(Node* node, Destination destination);
  void into(Node* node, uint32_t reg, bool fresh = true) { emit(node, Destination::into(reg, fresh)); }
  void effect(Node* node) { emit(node, Destination::effect()); }
  // The value in some register: a local's own, or a new temporary.
  Operand operand(Node* node);
  // In place, without code; nothing if the node needs some.
  std::optional<Operand> operand_in_place(Node* node) const;
  void deliver(Operand value, Destination destination);
  // The register a value is to be produced in: the destination's, or a new temporary.
  uint32_t target_of(Destination destination);
  void finish(uint32_t reg, Destination destination);
  void load_constant(uint32_t reg, Value value);
  void load_local(Local* local, bool last_use, uint32_t reg);
  void move(uint32_t to, uint32_t from, bool clear);
  void emit_local(LocalNode* node, Destination destination);
  void emit_var(VarNode* node, Destination destination);
  void emit_do(DoNode* node, Destination destination);
  void emit_let(LetNode* node, Destination destination);
  void bind_init(LocalBinding& binding);
  std::optional<uint32_t> dying_operand(Node* node) const;

  uint32_t allocate();
  void reserve(uint32_t end);
  void release_to(uint32_t top);
  bool is_last(Destination d) const { return d.is_into() && d.fresh && d.reg + 1 == top_; }

  // --- state
  void put(Op op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0);
  void put_wide(Op op, uint32_t a, int32_t bc);
  void put_constant(Op op, uint32_t a, uint32_t b, uint32_t c, Value constant);
  void put_jump(Op op, uint32_t a, uint32_t b, Label& target, const LocalList* dead = nullptr);
  void at(const Node* node) {
    if (state_.reachable) builder_.set_position(node->span);
  }
  Label make_label() { return {builder_.make_label(), std::nullopt}; }
  void jump(Label& target) { put_jump(Op::jump, 0, 0, target); }
  void bind(Label& label);
  void wrote(uint32_t reg, bool scalar);
  void mark_dead(uint32_t reg);
  void mark_dead(const LocalList& locals);
  void mark_dead(Operand operand) {
    if (operand.dies) mark_dead(operand.reg);
  }
  void mark_scalar(uint32_t reg);
  bool is_scalar(uint32_t reg) const { return reg < kTrackedRegisters && state_.scalar[reg]; }
  void clear_dead(uint32_t below);       // before a suspension point
  void clear_dead_but(uint32_t result);  // ... by an opcode that may bail: the VM clears its result register then
  void fail_limit(std::string text);

  // --- emit_operations.cpp
  void emit_operation(OperationNode* node, Destination destination);
  bool emit_add_immediate(OperationNode* node, Destination destination);
  void emit_keyword_get(KeywordGetNode* node, Destination destination);
  void emit_field_get(FieldGetNode* node, Destination destination);
  void emit_field_set(FieldSetNode* node, Destination destination);
  void emit_var_set(VarSetNode* node, Destination destination);
  void emit_def(DefNode* node, Destination destination);
  void emit_raise(RaiseNode* node);
  std::vector<Operand> operands(const std::vector<Node*>& nodes, Destination destination);
  uint32_t result_register(const std::vector<Operand>& operands, uint32_t saved_top, Destination destination);

  // --- emit_calls.cpp
  void emit_call(CallNode* node, Destination destination);
  void emit_collection(CollectionNode* node, Destination destination);
  void emit_closure(FunctionNode* node, Destination destination);
  void make_closure(FunctionNode* node, uint32_t reg);
  void emit_letfn(LetfnNode* node, Destination destination);

  // --- emit_control.cpp
  void emit_if(IfNode* node, Destination destination);
  void emit_short_circuit(ShortCircuitNode* node, Destination destination);
  void branch(Node* test, bool jump_when, Label& target);
  void branch_short_circuit(ShortCircuitNode* node, bool jump_when, Label& target);
  void branch_value(Node* test, bool jump_when, Label& target);
  bool branch_comparison(OperationNode* node, Label& target);
  void emit_case(CaseNode* node, Destination destination);
  bool emit_small_case(CaseNode* node, Operand subject, std::vector<Label>& clauses);

  // --- emit_loops.cpp
  void emit_loop(LoopNode* node, Destination destination);
  void emit_loop_body(Node* body, Destination destination);
  std::optional<Rotation> rotation_of(Node* test) const;
  void emit_recur(RecurNode* node);
  void emit_loop_back(const ActiveLoop& loop, bool increment, const Node* node);
  void hoist_constants(Node* body, size_t limit, std::vector<ConstantNode*>& hoisted);

  // --- emit_try.cpp
  void emit_try(TryNode* node, Destination destination);
  void leave(Label* cleanup, uint32_t exception, Label& end);
  void emit_catches(TryNode* node, uint32_t exception, Destination value, Label& end, Label* cleanup,
                    std::vector<std::pair<uint32_t, uint32_t>>& covered);
  void emit_cleanup(TryNode* node);
  void emit_match(const CatchClause& clause, uint32_t exception, Label& next, const Node* node);

  Emission& emission_;
  Heap& heap_;
  Method* method_;
  Template* owner_;
  CodeBuilder builder_;
  FlowState state_;
  std::vector<ActiveLoop> loops_;
  uint32_t top_ = 0;
  uint32_t frame_size_ = 0;
  bool long_jumps_ = false;  // the method is too long for 16-bit distances
};

}  // namespace norn
