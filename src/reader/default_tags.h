// #inst and #uuid: the tagged literals every reader knows.
#pragma once

#include <optional>

#include "data/symbol.h"
#include "reader/forms.h"

namespace norn {

// The value of the literal; nothing if the tag is another one.
Result<std::optional<Value>> read_default_tag(Heap& heap, const Symbol* tag, ReadItem item);

}  // namespace norn
