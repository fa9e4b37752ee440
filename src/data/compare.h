// `compare`: the natural order of numbers, strings, symbols, keywords, characters, booleans, vectors, uuids, instants.
#pragma once

#include "data/raised.h"

namespace norn {

// Negative, 0 or positive. nil is less than everything. Raises ClassCastException for what has no order, bails on
// deftypes and on vectors nested deeper than 200.
OrRaised<int> compare_values(Heap& heap, Value a, Value b);

}  // namespace norn
