// Lines typed at a terminal, with editing and history (libedit).
#pragma once

#include <memory>

#include "base/line_source.h"

namespace norn {

// Requires: stdin and stdout are terminals.
std::unique_ptr<LineSource> make_line_editor();

}  // namespace norn
