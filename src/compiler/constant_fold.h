// Operations on constants, done at compile time.
#pragma once

#include <optional>
#include <vector>

#include "compiler/ast.h"

namespace norn {

// Nothing if an argument is not constant, or the operation would raise or is not folded.
std::optional<Value> fold_operation(Heap& heap, Op op, const std::vector<Node*>& arguments);

}  // namespace norn
