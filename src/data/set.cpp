#include "data/set.h"

#include <vector>

#include "base/result.h"
#include "data/world.h"

namespace norn {

Value empty_set(Heap& heap) { return World::of(heap).empty_set.value(); }

Value set_map(Value set) {
  if (set.is_nil()) return set;
  if (const HashSet* hash_set = try_as<HashSet>(set)) return hash_set->map;
  return as<SortedSet>(set)->map.value();
}

Value set_with_map(Heap& heap, Value set, Value map) {
  if (map == set_map(set)) return set;
  if (const SortedSet* sorted = try_as<SortedSet>(set)) {
    SortedSet* copy = heap.make<SortedSet>();
    copy->meta = sorted->meta;
    copy->map = as<SortedMap>(map);
    return to_value(copy);
  }
  HashSet* copy = heap.make<HashSet>();
  copy->meta = as<HashSet>(set)->meta;
  copy->map = map;
  return to_value(copy);
}

uint64_t set_count(Value set) { return map_count(set_map(set)); }

Returned make_set(Heap& heap, std::span<const Value> elements) {
  if (elements.empty()) return empty_set(heap);
  TransientMap* map = make_transient_map(heap, empty_map(heap));
  for (Value element : elements) {
    // As conj: the first of equal elements stays.
    if (NORN_TRY(transient_map_get(heap, map, element, Value::marker(Marker::absent))).is_marker())
      NORN_TRY(transient_map_assoc(heap, map, element, element));
  }
  return set_with_map(heap, empty_set(heap), make_persistent(heap, map));
}

Returned set_get(Heap& heap, Value set, Value element, Value not_found) {
  return map_get(heap, set_map(set), element, not_found);
}

OrRaised<bool> set_contains(Heap& heap, Value set, Value element) { return map_contains(heap, set_map(set), element); }

Returned set_conj(Heap& heap, Value set, Value element) {
  Value map = set_map(set);
  if (NORN_TRY(map_contains(heap, map, element))) return set;
  return set_with_map(heap, set, NORN_TRY(map_assoc(heap, map, element, element)));
}

Returned set_disj(Heap& heap, Value set, Value element) {
  return set_with_map(heap, set, NORN_TRY(map_dissoc(heap, set_map(set), element)));
}

TransientSet* make_transient_set(Heap& heap, HashSet* set) {
  TransientSet* transient = heap.make<TransientSet>();
  transient->map = make_transient_map(heap, set->map);
  transient->meta = set->meta;
  return transient;
}

Value make_persistent(Heap& heap, TransientSet* transient) {
  Value map = make_persistent(heap, transient->map.get());
  if (map_count(map) == 0 && transient->meta.is_nil()) return empty_set(heap);
  HashSet* set = heap.make<HashSet>();
  set->meta = transient->meta;
  set->map = map;
  return to_value(set);
}

}  // namespace norn
