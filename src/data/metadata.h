// `meta` and `with-meta` for every kind that carries metadata.
#pragma once

#include "data/raised.h"

namespace norn {

// The word of Function (code/code_object.h) that holds its metadata; data cannot see that struct.
inline constexpr int kFunctionMetaWord = 3;

// Nil when there is none, or the kind has none.
Value meta_of(Value v);
// Whether with-meta works on it (IObj). Vars, atoms, namespaces have metadata but are changed in place (alter-meta!).
bool can_have_meta(Value v);
// A copy with other metadata. Requires: can_have_meta(v), meta is nil or a map.
Value with_meta(Heap& heap, Value v, Value meta);
// reset-meta! of vars, namespaces, atoms: in place. Returns false for other kinds.
bool reset_meta(Heap& heap, Value v, Value meta);

}  // namespace norn
