// The composition root: boots the language and runs one program.
#pragma once

#include "runtime/options.h"

namespace norn {

// Runs to the end, including what the main task left behind. Returns the exit code (SEMANTICS 20).
int run(const Options& options);

}  // namespace norn
