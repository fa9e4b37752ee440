// What the reader makes of an unknown #tag form, and of #?(...) when it preserves reader conditionals. Both compare by
// value and answer :tag and :form (:form and :splicing?) as lookups.
#pragma once

#include "data/symbol.h"

namespace norn {

struct TaggedLiteral : Object {
  static constexpr Kind kKind = Kind::tagged_literal;
  Value tag;  // symbol
  Value form;
};

struct ReaderConditional : Object {
  static constexpr Kind kKind = Kind::reader_conditional;
  Value form;      // list
  Value splicing;  // boolean
};

TaggedLiteral* make_tagged_literal(Heap& heap, Value tag, Value form);
ReaderConditional* make_reader_conditional(Heap& heap, Value form, bool splicing);

}  // namespace norn

NORN_LAYOUT(TaggedLiteral, norn::Tail::none, 0, tag, form);
NORN_LAYOUT(ReaderConditional, norn::Tail::none, 0, form, splicing);
