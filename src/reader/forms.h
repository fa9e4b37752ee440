// Makes the values of forms from their parts: symbols and lists that know where they stand, map and set literals
// without duplicates, metadata. Where a part is pending (pending.h) so is the result.
#pragma once

#include <initializer_list>
#include <span>

#include "base/result.h"
#include "data/symbol.h"

namespace norn {

// A form, where it began, and whether there are pending nodes in it.
struct ReadItem {
  Value value = {};
  SourceSpan span = {};
  bool pending = false;
};

// A Symbol of its own, which knows its place. It shares the text of the interned symbol of that name.
Symbol* make_symbol_at(Heap& heap, std::string_view ns, std::string_view name, SourceSpan span);
// The same without interning, which is for ever: for generated names and for the symbols of data.
Symbol* make_passing_symbol_at(Heap& heap, std::string_view ns, std::string_view name, SourceSpan span);
Value core_symbol_at(Heap& heap, std::string_view name, SourceSpan span);  // clojure.core/name

// A list with {:line :column} as metadata; the empty list has none.
Value make_list_at(Heap& heap, std::span<const Value> values, SourceSpan span);

// The elements of a collection literal, each with its place.
struct Elements {
  std::span<const Value> values;
  std::span<const SourceSpan> spans;
  bool pending = false;
};

Result<ReadItem> make_map_form(Heap& heap, Elements elements, SourceSpan opened);
Result<ReadItem> make_set_form(Heap& heap, Elements elements, SourceSpan opened);

// A key of #:ns{...}: symbols and keywords get the namespace, or lose the namespace `_`.
Value qualify_key(Heap& heap, Value key, std::string_view ns);

// What `^meta` says as a map: :k, tag symbols and strings, parameter tags. A map and a pending node stay what they are.
Result<Value> metadata_map(Heap& heap, ReadItem meta);
// The target with the metadata added to its own. Requires: symbols in it belong to nobody else.
Result<ReadItem> attach_metadata(Heap& heap, ReadItem meta, ReadItem target);

}  // namespace norn
