#include "reader/forms.h"

#include "data/list.h"
#include "data/map.h"
#include "data/metadata.h"
#include "data/print.h"
#include "data/set.h"
#include "data/vector.h"
#include "data/world.h"
#include "reader/pending.h"
#include "reader/reader_error.h"

namespace norn {
namespace {

Value keyword(Heap& heap, std::string_view name) { return to_value(World::of(heap).intern_keyword({}, name)); }

// For keys that are keywords and symbols, which never bail.
Value make_plain_map(Heap& heap, std::initializer_list<Value> keys_and_values) {
  Returned map = make_map(heap, keys_and_values);
  NORN_ASSERT(map.has_value(), "maps with plain keys do not need the language");
  return *map;
}

std::unexpected<Error> duplicate(Heap& heap, Value key, SourceSpan span, std::string_view what) {
  return reader_error("duplicate-key", span,
                      "Duplicate key: " + print_brief(heap, key) + " stands twice in this " + std::string(what) +
                          " literal; remove one of them.");
}

// Finds the first element that equals an earlier one. Requires: there is one.
std::unexpected<Error> duplicate_among(Heap& heap, Elements elements, size_t step, std::string_view what) {
  Value seen = empty_set(heap);
  for (size_t i = 0; i < elements.values.size(); i += step) {
    Value element = elements.values[i];
    if (set_contains(heap, seen, element).value_or(false)) return duplicate(heap, element, elements.spans[i], what);
    Returned more = set_conj(heap, seen, element);
    if (more) seen = *more;
  }
  NORN_UNREACHABLE("the collection is smaller than its literal");
}

Result<ReadItem> pending_collection(Heap& heap, PendingKind kind, Elements elements, SourceSpan opened) {
  return ReadItem{make_pending(heap, kind, to_value(make_vector(heap, elements.values))), opened, true};
}

bool is_pending_node(ReadItem item) { return item.pending && is<TaggedLiteral>(item.value); }

ReadItem pending_metadata(Heap& heap, ReadItem meta, ReadItem target) {
  Value parts[] = {target.value, meta.value};
  return {make_pending(heap, PendingKind::meta, to_value(make_vector(heap, parts))), target.span, true};
}

}  // namespace

Symbol* make_symbol_at(Heap& heap, std::string_view ns, std::string_view name, SourceSpan span) {
  Symbol* known = World::of(heap).intern_symbol(ns, name);
  Symbol* symbol = heap.make<Symbol>();
  symbol->hash = known->hash;
  symbol->ns = known->ns;
  symbol->name = known->name;
  symbol->line = span.line;
  symbol->column = span.column;
  return symbol;
}

Symbol* make_passing_symbol_at(Heap& heap, std::string_view ns, std::string_view name, SourceSpan span) {
  Symbol* symbol = make_symbol(heap, ns.empty() ? nullptr : make_string(heap, ns), make_string(heap, name));
  symbol->line = span.line;
  symbol->column = span.column;
  return symbol;
}

Value core_symbol_at(Heap& heap, std::string_view name, SourceSpan span) {
  return to_value(make_symbol_at(heap, "clojure.core", name, span));
}

Value make_list_at(Heap& heap, std::span<const Value> values, SourceSpan span) {
  Value list = make_list(heap, values);
  if (values.empty()) return list;
  as<List>(list)->meta = make_plain_map(
      heap, {keyword(heap, "line"), Value::fixnum(span.line), keyword(heap, "column"), Value::fixnum(span.column)});
  return list;
}

Result<ReadItem> make_map_form(Heap& heap, Elements elements, SourceSpan opened) {
  if (elements.values.size() % 2 != 0) {
    return reader_error("odd-map", opened,
                        "Map literal must contain an even number of forms: the map opened at " + span_text(opened) +
                            " has " + std::to_string(elements.values.size()) + ", so the key " +
                            print_brief(heap, elements.values.back()) + " at " + span_text(elements.spans.back()) +
                            " has no value, or an earlier one is missing.");
  }
  if (elements.pending) return pending_collection(heap, PendingKind::map, elements, opened);
  Returned map = make_map(heap, elements.values);
  if (!map) return pending_collection(heap, PendingKind::map, elements, opened);  // nested too deep to hash here
  if (map_count(*map) < elements.values.size() / 2) return duplicate_among(heap, elements, 2, "map");
  return ReadItem{*map, opened, false};
}

Result<ReadItem> make_set_form(Heap& heap, Elements elements, SourceSpan opened) {
  if (elements.pending) return pending_collection(heap, PendingKind::set, elements, opened);
  Returned set = make_set(heap, elements.values);
  if (!set) return pending_collection(heap, PendingKind::set, elements, opened);
  if (set_count(*set) < elements.values.size()) return duplicate_among(heap, elements, 1, "set");
  return ReadItem{*set, opened, false};
}

Value qualify_key(Heap& heap, Value key, std::string_view ns) {
  Symbol* symbol = is<Keyword>(key) ? as<Keyword>(key)->symbol.get() : try_as<Symbol>(key);
  if (symbol == nullptr) return key;
  bool drops = symbol->ns && symbol->ns->view() == "_";
  if (symbol->ns && !drops) return key;
  std::string_view new_ns = drops ? std::string_view() : ns;
  if (is<Keyword>(key)) return to_value(World::of(heap).intern_keyword(new_ns, symbol->name->view()));
  Symbol* qualified = make_symbol_at(heap, new_ns, symbol->name->view(), {symbol->line, symbol->column});
  qualified->meta = symbol->meta;
  return to_value(qualified);
}

Result<Value> metadata_map(Heap& heap, ReadItem meta) {
  if (is_map(meta.value) || is_pending_node(meta)) return meta.value;
  if (is<Keyword>(meta.value)) return make_plain_map(heap, {meta.value, Value::boolean(true)});
  if (is<Symbol>(meta.value) || is<String>(meta.value)) return make_plain_map(heap, {keyword(heap, "tag"), meta.value});
  if (is<Vector>(meta.value)) return make_plain_map(heap, {keyword(heap, "param-tags"), meta.value});
  return reader_error("invalid-metadata", meta.span,
                      "Metadata must be Symbol, Keyword, String, Map or Vector, but " + print_brief(heap, meta.value) +
                          " follows the ^; write ^:flag, ^Type, ^{:key value} or ^[ParamType ...].");
}

Result<ReadItem> attach_metadata(Heap& heap, ReadItem meta, ReadItem target) {
  if (meta.pending || is_pending_node(target)) return pending_metadata(heap, meta, target);
  if (!can_have_meta(target.value)) {
    return reader_error("invalid-metadata", target.span,
                        "Metadata can only be applied to IMetas: " + print_brief(heap, target.value) +
                            " cannot carry any; only symbols, lists, vectors, maps and sets can.");
  }
  Value merged = meta_of(target.value);
  if (merged.is_nil()) {
    merged = meta.value;
  } else {
    Returned added = merged;
    map_for_each(heap, meta.value, [&](Value key, Value value) {
      if (added) added = map_assoc(heap, *added, key, value);
    });
    if (!added) return pending_metadata(heap, meta, target);  // a key is nested too deep to compare here
    merged = *added;
  }
  if (Symbol* symbol = try_as<Symbol>(target.value))
    symbol->meta = merged;
  else
    target.value = with_meta(heap, target.value, merged);
  return target;
}

}  // namespace norn
