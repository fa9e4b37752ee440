// Vars and namespaces.
#pragma once

#include "data/symbol.h"

namespace norn {

struct Namespace;

enum VarFlag : uint16_t {  // Object::aux of a Var
  kVarDynamic = 1 << 0,
  kVarMacro = 1 << 1,
  kVarPrivate = 1 << 2,
  kVarConst = 1 << 3,
  kVarBound = 1 << 4,  // some task has bound it at least once: lookups must search the bindings
};

// Always allocated in old space (make_old): code refers to vars by address.
struct Var : Object {
  static constexpr Kind kKind = Kind::var;
  Value root;  // Marker::unbound until defined
  Ref<Namespace> ns;
  Ref<Symbol> name;  // unqualified
  Value meta;        // nil or a map
  Value watches;     // nil or a map
  Value validator;
  bool is_dynamic() const { return aux & kVarDynamic; }
  bool is_macro() const { return aux & kVarMacro; }
};

// Always in old space.
struct Namespace : Object {
  static constexpr Kind kKind = Kind::namespace_;
  Ref<Symbol> name;
  Value mappings;  // map: Symbol -> Var or Type
  Value aliases;   // map: Symbol -> Namespace
  Value meta;
};

Var* make_var(Heap& heap, Namespace* ns, Symbol* name);  // unbound, in no namespace's mappings
void var_set_root(Heap& heap, Var* var, Value root);
// Adds :private, :dynamic, :macro, ... flags from a metadata map.
void var_set_meta(Heap& heap, Var* var, Value meta);
// The same for a definition: :name and :ns are added.
void var_define_meta(Heap& heap, Var* var, Value meta);
// The var interned under `name` in the namespace itself; created if missing.
Var* namespace_intern(Heap& heap, Namespace* ns, Symbol* name);
// What an unqualified symbol means in a namespace (own, referred; not core unless referred): Var, Type, or absent
// marker.
Value namespace_lookup(Heap& heap, Namespace* ns, Symbol* name);
Namespace* namespace_alias(Heap& heap, Namespace* ns, Symbol* alias);  // nullptr if there is none
void namespace_refer(Heap& heap, Namespace* ns, Symbol* name, Value var_or_type);
void namespace_add_alias(Heap& heap, Namespace* ns, Symbol* alias, Namespace* target);
// Resolves a possibly qualified symbol as code in `ns` would: Var, Type, or absent marker.
Value resolve_symbol(Heap& heap, Namespace* ns, Symbol* symbol);
std::string var_text(const Var* var);  // "ns/name"

}  // namespace norn

NORN_LAYOUT(Var, norn::Tail::none, 0, root, ns, name, meta, watches, validator);
NORN_LAYOUT(Namespace, norn::Tail::none, 0, name, mappings, aliases, meta);
