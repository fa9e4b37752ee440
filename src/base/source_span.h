// Where a form stands in its source: 1-based line and column, columns counted
// in code points. A line of 0 means "unknown".
#pragma once

#include <cstdint>

namespace norn {

struct SourceSpan {
  uint32_t line = 0;
  uint32_t column = 0;
};

}  // namespace norn
