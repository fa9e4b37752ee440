// Types: what `type` and `class` return, what records, deftypes, `instance?`, `catch` and protocol dispatch refer to.
#pragma once

#include "data/symbol.h"

namespace norn {

enum TypeFlag : uint16_t {  // Object::aux of a Type
  kTypeRecord = 1 << 0,
  kTypeDeftype = 1 << 1,
  kTypeInterface = 1 << 2,  // a host interface known by name (clojure.lang.ILookup ...): deftypes may implement it
};

// Always in old space; `id` is small, dense and never reused: inline caches key on it.
struct Type : Object {
  static constexpr Kind kKind = Kind::type;
  Ref<Symbol> name;
  Ref<Type> parent;
  Value fields;       // vector of symbols (records, deftypes), else nil
  Value interfaces;   // vector of Types and Protocols it implements directly, or nil
  Value methods;      // map: symbol -> function (this, args...), for (.name x) and host interfaces; nil if none
  Value statics;      // map: symbol -> value or function, for (Name/member); nil if none
  Value constructor;  // function or nil, for (Name. args)
  Value meta;
  uint64_t id;
};

// A record: declared fields in the tail, others in `extra` (nil or a map).
struct Record : TailObject {
  static constexpr Kind kKind = Kind::record;
  Ref<Type> type;
  Value meta, extra;
  Value* fields() { return reinterpret_cast<Value*>(this + 1); }
};

// A deftype or reify instance. Mutable fields are written with the barrier.
struct Instance : TailObject {
  static constexpr Kind kKind = Kind::instance;
  Ref<Type> type;
  Value meta;
  Value* fields() { return reinterpret_cast<Value*>(this + 1); }
};

// defprotocol. `impls` maps Type -> map of method name -> function; `methods` maps name -> ProtocolMethod.
struct Protocol : Object {
  static constexpr Kind kKind = Kind::protocol;
  Ref<Symbol> name;
  Value var, methods, impls, meta, options;
};

// One method of a protocol with its dispatch cache: type id -> function. See vm/inline_cache.h.
struct ProtocolMethod : Object {
  static constexpr Kind kKind = Kind::protocol_method;
  Ref<Protocol> protocol;
  Ref<Symbol> name;
  Value cache;  // ObjectArray of [type id fixnum, function] pairs, direct mapped; dropped when the protocol is extended
};

// defmulti. The tables are swapped by bytecode; calling goes through a bytecode hook.
struct Multimethod : Object {
  static constexpr Kind kKind = Kind::multimethod;
  Value name, dispatch, default_value, hierarchy, table, prefers, cache, meta;
};

// parent nullptr: a root, its own parent. Records and deftypes implement IRecord or IType from the start.
Type* make_type(Heap& heap, Symbol* name, Type* parent, uint16_t flags);
void type_add_interface(Heap& heap, Type* type, Value type_or_protocol);
Type* type_of(Heap& heap, Value value);  // nil has no type: returns nullptr
// Parent chain and interfaces, both transitive.
bool type_is(const Type* type, const Type* ancestor);
// Index of a record/deftype field, -1 if it has none of that name.
int type_field_index(const Type* type, const Symbol* name);

}  // namespace norn

NORN_LAYOUT(Type, norn::Tail::none, 8, name, parent, fields, interfaces, methods, statics, constructor, meta);
NORN_LAYOUT(Record, norn::Tail::values, 0, type, meta, extra);
NORN_LAYOUT(Instance, norn::Tail::values, 0, type, meta);
NORN_LAYOUT(Protocol, norn::Tail::none, 0, name, var, methods, impls, meta, options);
NORN_LAYOUT(ProtocolMethod, norn::Tail::none, 0, protocol, name, cache);
NORN_LAYOUT(Multimethod, norn::Tail::none, 0, name, dispatch, default_value, hierarchy, table, prefers, cache, meta);
