// The analyzed form as an indented outline, for --dump=ast. `!` marks the last use of a local.
#pragma once

#include <string>

#include "compiler/ast.h"

namespace norn {

std::string ast_text(Heap& heap, FunctionNode* function);

}  // namespace norn
