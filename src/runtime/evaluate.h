// --dump=forms,ast,bytecode: what the compiler prints of every form it gets.
#pragma once

#include "runtime/options.h"

namespace norn {
void set_dump(const DumpSet& set);
}
