// try: code of `finally` stands behind the body, behind each catch clause, and
// once more as the handler of what escapes from them.
//
//     body                 covered by the catch handler, then by finally
//     finally; jump end
//   catch:                 covered by finally
//     matches? -> clause   not: the next clause; after the last: reraise
//     finally; jump end
//   finally handler:
//     finally; reraise
//   end:
//
// One with a `try` or function in it stands there once, or copies of copies
// would grow exponentially with the nesting; the register of the exception
// tells how it was entered:
//
//     body; exception = nil; jump cleanup
//   catch:
//     clause; exception = nil; jump cleanup
//   finally handler:
//     cleanup:
//     finally
//     exception is nil -> end
//     reraise exception
//   end:
#include "compiler/ast_walk.h"
#include "compiler/emitter.h"
#include "data/world.h"

namespace norn {
namespace {

// Whether copies of a node's code may contain several copies of another node's.
bool multiplies(Node* node) {
  if (!node) return false;
  if (node->kind == NodeKind::try_ || node->kind == NodeKind::function) return true;
  bool found = false;
  for_each_child(node, [&](Node* child) { found = found || multiplies(child); });
  return found;
}

}  // namespace

void MethodEmitter::emit_try(TryNode* node, Destination destination) {
  uint32_t saved = top_;
  bool waits = node->finally && !destination.is_effect();  // the value waits in a register while finally runs
  Destination value = destination;
  if (waits || (destination.is_into() && !destination.fresh)) value = Destination::into(allocate(), true);
  uint32_t inner_top = top_;
  FlowState at_start = state_;
  at_start.scalar.reset();

  std::vector<std::pair<uint32_t, uint32_t>> covered;  // by the finally handler
  Label end = make_label();
  std::optional<Label> cleanup;
  if (multiplies(node->finally)) cleanup = make_label();
  uint32_t start = builder_.offset();
  emit(node->body, value);
  uint32_t body_end = builder_.offset();
  if (!cleanup || start == body_end) emit_cleanup(node);
  bool waited_in_other_register = value.kind != destination.kind || value.reg != destination.reg;
  if (start == body_end) {  // no instruction, nothing to handle
    if (waited_in_other_register) deliver({value.reg, false}, destination);
    return release_to(saved);
  }
  release_to(inner_top);
  uint32_t exception = allocate();
  leave(cleanup ? &*cleanup : nullptr, exception, end);
  covered.push_back({start, body_end});

  if (!node->catches.empty()) {
    CodeBuilder::Label handler = builder_.make_label();
    builder_.bind(handler);
    builder_.add_handler(start, body_end, handler, static_cast<uint16_t>(exception), HandlerKind::catches);
    state_ = at_start;
    state_.reachable = true;
    wrote(exception, false);
    emit_catches(node, exception, value, end, cleanup ? &*cleanup : nullptr, covered);
  }
  if (node->finally) {
    CodeBuilder::Label handler = builder_.make_label();
    builder_.bind(handler);
    for (auto [from, to] : covered)
      builder_.add_handler(from, to, handler, static_cast<uint16_t>(exception), HandlerKind::finally);
    state_ = at_start;
    state_.reachable = true;
    wrote(exception, false);
    mark_dead(node->finally_dead);
    if (cleanup) {
      if (value.is_into()) load_constant(value.reg, Value::nil());
      bind(*cleanup);
    }
    emit_cleanup(node);
    if (cleanup) put_jump(Op::jump_if_nil, exception, 0, end);
    put(Op::reraise, exception);
    state_.reachable = false;
  }
  bind(end);
  release_to(inner_top);
  if (waited_in_other_register) deliver({value.reg, false}, destination);
  release_to(saved);
}

// The body or a clause has ended.
void MethodEmitter::leave(Label* cleanup, uint32_t exception, Label& end) {
  if (!cleanup) return jump(end);
  if (state_.reachable) load_constant(exception, Value::nil());
  jump(*cleanup);
}

// Each stretch of code that `finally` covers is added to `covered`.
void MethodEmitter::emit_catches(TryNode* node, uint32_t exception, Destination value, Label& end, Label* cleanup,
                                 std::vector<std::pair<uint32_t, uint32_t>>& covered) {
  uint32_t start = builder_.offset();
  bool caught_all = false;
  for (CatchClause& clause : node->catches) {
    Label next = make_label();
    if (!clause.matches_all) emit_match(clause, exception, next, node);
    clause.local->reg = exception;
    mark_dead(clause.dead);
    emit(clause.body, value);
    covered.push_back({start, builder_.offset()});
    if (!cleanup) emit_cleanup(node);
    leave(cleanup, exception, end);
    start = builder_.offset();
    bind(next);
    caught_all = clause.matches_all;
    if (caught_all) break;
  }
  if (caught_all) return;
  put(Op::reraise, exception);
  state_.reachable = false;
  covered.push_back({start, builder_.offset()});
}

void MethodEmitter::emit_cleanup(TryNode* node) {
  if (!node->finally) return;
  uint32_t start = builder_.offset();
  effect(node->finally);
  builder_.add_cleanup(start, builder_.offset());
}

void MethodEmitter::emit_match(const CatchClause& clause, uint32_t exception, Label& next, const Node* node) {
  uint32_t saved = top_;
  uint32_t window = top_;
  reserve(window + 4);
  top_ = window + 4;
  move(window + 2, exception, false);
  load_constant(window + 3, clause.matcher);
  top_ = window;
  clear_dead(window);
  at(node);
  put_constant(Op::call_var, window, 2, 0, to_value(World::of(heap_).intern_var("norn.prim", "exception-matches?")));
  wrote(window, true);
  release_to(saved);
  put_jump(Op::jump_if_not, window, 0, next);
}

}  // namespace norn
