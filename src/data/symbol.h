// Symbols and keywords. Keywords are interned for ever and compare by identity;
// symbols compare by name, since metadata makes copies of them.
#pragma once

#include <string>
#include <string_view>

#include "data/string.h"

namespace norn {

struct Symbol : Object {
  static constexpr Kind kKind = Kind::symbol;
  Value meta;      // nil or a map
  Ref<String> ns;  // nil if unqualified
  Ref<String> name;
  uint32_t line, column;  // where the reader found this occurrence; 0 = unknown. Not part of its value.
};

struct Keyword : Object {
  static constexpr Kind kKind = Kind::keyword;
  Ref<Symbol> symbol;  // without the colon
};

inline bool symbol_equals(const Symbol* a, const Symbol* b) {
  if (a == b) return true;
  if (a->hash != 0 && b->hash != 0 && a->hash != b->hash) return false;
  return string_equals(a->name.get(), b->name.get()) &&
         (a->ns ? (b->ns && string_equals(a->ns.get(), b->ns.get())) : !b->ns);
}
// "ns/name" or "name".
std::string symbol_text(const Symbol* symbol);
uint32_t symbol_hash(Symbol* symbol);
bool symbol_is(const Symbol* symbol, std::string_view full);
int symbol_compare(const Symbol* a, const Symbol* b);  // as `compare`
// A symbol that is not interned: for `symbol` and `gensym`, whose results need not live for ever. ns may be nullptr.
Symbol* make_symbol(Heap& heap, String* ns, String* name);

struct SymbolParts {
  std::string_view ns;  // empty if there is none
  std::string_view name;
};
// At the first slash; "/" alone is a name.
SymbolParts split_symbol(std::string_view full);
// What symbol_hash gives for a symbol of these parts; ns_hash is 0 without a namespace.
uint32_t symbol_text_hash(uint32_t ns_hash, uint32_t name_hash);

}  // namespace norn

NORN_LAYOUT(Symbol, norn::Tail::none, 8, meta, ns, name);
NORN_LAYOUT(Keyword, norn::Tail::none, 0, symbol);
