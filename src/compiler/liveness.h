// Marks where locals die (SEMANTICS 30): a register must not keep the head of
// a sequence alive that nothing can reach any more.
//
// One backward walk over each method fills in
//   LocalNode::last_use, Capture::last_use   nothing reads the local afterwards
//   LocalBinding::unused                     the value is never read
//   the *_dead lists                         locals that die by taking a branch
//
// Alive at a point is what a later point on some path reads, and everything a
// handler covering the point reads. Inside a loop all locals of outer scopes
// that the loop uses are alive, also if this turn no longer reads them.
//
// The walk follows the order in which the emitter evaluates. The operands of
// an operation that are plain locals are read in place, by the operation
// itself, after all other operands; arguments of calls, elements of
// collections and captures are moved when their turn comes.
#pragma once

#include "compiler/ast.h"

namespace norn {

void mark_liveness(FunctionNode* function);

// Whether an operand is read where it stands.
inline bool is_direct_local(const Node* node) {
  return node->kind == NodeKind::local && static_cast<const LocalNode*>(node)->local->in_register();
}

}  // namespace norn
