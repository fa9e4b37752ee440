#include "reader/default_tags.h"

namespace norn {

Result<std::optional<Value>> read_default_tag(Heap&, const Symbol*, ReadItem) { return std::optional<Value>(); }

}  // namespace norn
