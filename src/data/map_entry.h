// One entry of a map: what seq, find and first of a map yield. It counts, indexes, compares and hashes as a vector of
// two.
#pragma once

#include "data/raised.h"

namespace norn {

struct MapEntry : Object {
  static constexpr Kind kKind = Kind::map_entry;
  Value key, value;
};

inline Value make_map_entry(Heap& heap, Value key, Value value) {
  MapEntry* entry = heap.make<MapEntry>();
  entry->key = key;
  entry->value = value;
  return to_value(entry);
}

}  // namespace norn

NORN_LAYOUT(MapEntry, norn::Tail::none, 0, key, value);
