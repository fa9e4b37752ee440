// Pending nodes: the parts of a form that only the language can build.
//
// A node is a TaggedLiteral. Its tag is the program's own (`#my/tag form`), or
// one of these names in the namespace norn.reader, which programs may not use:
//
//   norn.reader/map   [k v ...]       a map literal with something pending in it
//   norn.reader/set   [x ...]         likewise
//   norn.reader/meta  [form meta]     metadata that is pending, or belongs to a pending form
//   norn.reader/eval  form            #=form
//
// Lists and vectors keep their shape around the nodes in them. Every
// TaggedLiteral of a form is a pending node, except below a
// ReaderConditional.
#pragma once

#include <string_view>

#include "data/tagged_literal.h"

namespace norn {

inline constexpr std::string_view kPendingNamespace = "norn.reader";

enum class PendingKind : unsigned char { map, set, meta, eval };

Value make_pending(Heap& heap, PendingKind kind, Value form);
inline Value make_pending_tag(Heap& heap, Value tag, Value form) {
  return to_value(make_tagged_literal(heap, tag, form));
}

}  // namespace norn
