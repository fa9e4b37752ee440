// All sets as one: hash sets and sorted sets. Bailing works as for maps (data/map.h).
#pragma once

#include "data/hash_set.h"

namespace norn {

inline bool is_set(Value v) { return is<HashSet>(v) || is<SortedSet>(v); }

// nil counts as an empty set in set_count, set_get and set_for_each.
uint64_t set_count(Value set);
Value empty_set(Heap& heap);

Returned make_set(Heap& heap, std::span<const Value> elements);
// The stored element that equals `element`.
Returned set_get(Heap& heap, Value set, Value element, Value not_found = Value::nil());
OrRaised<bool> set_contains(Heap& heap, Value set, Value element);
Returned set_conj(Heap& heap, Value set, Value element);
Returned set_disj(Heap& heap, Value set, Value element);

// The map behind a set, for the split operations of data/map.h, and back.
Value set_map(Value set);
Value set_with_map(Heap& heap, Value set, Value map);

TransientSet* make_transient_set(Heap& heap, HashSet* set);
Value make_persistent(Heap& heap, TransientSet* transient);

// f(Value element) for each element of a set or nil.
template <typename F>
void set_for_each(Heap& heap, Value set, F f) {
  MapIterator it(heap, set_map(set));
  while (it.next()) f(it.key());
}

}  // namespace norn
