#include "data/symbol.h"

#include "base/hash.h"

namespace norn {

uint32_t symbol_text_hash(uint32_t ns_hash, uint32_t name_hash) {
  return hash_nonzero(hash_combine(ns_hash, name_hash));
}

uint32_t symbol_hash(Symbol* symbol) {
  if (symbol->hash == 0)
    symbol->hash = symbol_text_hash(symbol->ns ? string_hash(symbol->ns.get()) : 0, string_hash(symbol->name.get()));
  return symbol->hash;
}

Symbol* make_symbol(Heap& heap, String* ns, String* name) {
  Symbol* symbol = heap.make<Symbol>();
  symbol->ns = ns;
  symbol->name = name;
  return symbol;
}

std::string symbol_text(const Symbol* symbol) {
  std::string text;
  if (symbol->ns) {
    text += symbol->ns->view();
    text += '/';
  }
  text += symbol->name->view();
  return text;
}

bool symbol_is(const Symbol* symbol, std::string_view full) {
  if (!symbol->ns) return symbol->name->view() == full;
  std::string_view ns = symbol->ns->view(), name = symbol->name->view();
  return full.size() == ns.size() + 1 + name.size() && full.starts_with(ns) && full[ns.size()] == '/' &&
         full.ends_with(name);
}

int symbol_compare(const Symbol* a, const Symbol* b) {
  if (symbol_equals(a, b)) return 0;
  if (!a->ns && b->ns) return -1;
  if (a->ns) {
    if (!b->ns) return 1;
    if (int order = string_compare(a->ns.get(), b->ns.get())) return order;
  }
  return string_compare(a->name.get(), b->name.get());
}

SymbolParts split_symbol(std::string_view full) {
  size_t slash = full.find('/');
  if (slash == std::string_view::npos || full == "/") return {{}, full};
  return {full.substr(0, slash), full.substr(slash + 1)};
}

}  // namespace norn
