// Sets: a map from each element to itself, array map while small.
#pragma once

#include "data/map.h"

namespace norn {

struct HashSet : Object {
  static constexpr Kind kKind = Kind::hash_set;
  Value meta;
  Value map;  // ArrayMap or HashMap
};

struct TransientSet : Object {
  static constexpr Kind kKind = Kind::transient_set;
  Ref<TransientMap> map;
  Value meta;
};

}  // namespace norn

NORN_LAYOUT(HashSet, norn::Tail::none, 0, meta, map);
NORN_LAYOUT(TransientSet, norn::Tail::none, 0, map, meta);
