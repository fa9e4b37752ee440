// Types, records, deftypes, protocols and multimethods: the primitives below
// clj/clojure/core/{types,protocols,multimethods}.clj. The tables they hold
// are built and swapped by bytecode.
#include <algorithm>

#include "base/edit_distance.h"
#include "data/host_interfaces.h"
#include "data/list.h"
#include "data/map.h"
#include "data/seq.h"
#include "data/set.h"
#include "data/vector.h"
#include "lib/args.h"

namespace norn {

namespace {

// A field of a host object that bytecode reads and writes by keyword.
struct FieldRow {
  std::string_view key;
  size_t offset;
};

#define NORN_FIELD(type, key, field) {key, offsetof(type, field)}

constexpr FieldRow kTypeFields[] = {
    NORN_FIELD(Type, "name", name),       NORN_FIELD(Type, "parent", parent),
    NORN_FIELD(Type, "fields", fields),   NORN_FIELD(Type, "methods", methods),
    NORN_FIELD(Type, "statics", statics), NORN_FIELD(Type, "constructor", constructor),
    NORN_FIELD(Type, "meta", meta),       NORN_FIELD(Type, "interfaces", interfaces),
};

constexpr FieldRow kProtocolFields[] = {
    NORN_FIELD(Protocol, "name", name),   NORN_FIELD(Protocol, "var", var),   NORN_FIELD(Protocol, "methods", methods),
    NORN_FIELD(Protocol, "impls", impls), NORN_FIELD(Protocol, "meta", meta), NORN_FIELD(Protocol, "options", options),
};

constexpr FieldRow kProtocolMethodFields[] = {
    NORN_FIELD(ProtocolMethod, "protocol", protocol),
    NORN_FIELD(ProtocolMethod, "name", name),
    NORN_FIELD(ProtocolMethod, "cache", cache),
};

constexpr FieldRow kMultimethodFields[] = {
    NORN_FIELD(Multimethod, "name", name),
    NORN_FIELD(Multimethod, "dispatch", dispatch),
    NORN_FIELD(Multimethod, "default", default_value),
    NORN_FIELD(Multimethod, "hierarchy", hierarchy),
    NORN_FIELD(Multimethod, "table", table),
    NORN_FIELD(Multimethod, "prefers", prefers),
    NORN_FIELD(Multimethod, "cache", cache),
    NORN_FIELD(Multimethod, "meta", meta),
};

// The word of `object` that the keyword argument i names.
OrRaised<Value*> field_arg(HostCall& call, Object* object, uint32_t i, std::span<const FieldRow> fields) {
  Keyword* key = NORN_TRY(keyword_arg(call, i));
  // Names are told apart by length and bytes without a look for the end of row.key.
  const std::string_view name = key->symbol->ns ? std::string_view() : key->symbol->name->view();
  for (const FieldRow& row : fields)
    if (name == row.key) return reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + row.offset);
  NORN_RAISE(raise_illegal_argument(call.heap, "no such field: :" + symbol_text(key->symbol.get())));
}

Returned get_field(HostCall& call, Object* object, std::span<const FieldRow> fields) {
  return *NORN_TRY(field_arg(call, object, 1, fields));
}

Returned set_field(HostCall& call, Object* object, std::span<const FieldRow> fields) {
  Value* field = NORN_TRY(field_arg(call, object, 1, fields));
  *field = call[2];
  call.heap.written(object);
  return call[2];
}

Returned swap_field(HostCall& call, Object* object, std::span<const FieldRow> fields) {
  Value* field = NORN_TRY(field_arg(call, object, 1, fields));
  if (*field != call[2]) return Value::boolean(false);
  *field = call[3];
  call.heap.written(object);
  return Value::boolean(true);
}

// The options and signatures of a protocol share one field: a map.
Value protocol_options(Protocol* protocol) { return protocol->options; }

}  // namespace

// --- types ------------------------------------------------------------------------------

NORN_HOST(type_p, "norn.prim/type?", "([x])", "Whether x is a class (a Type).") {
  return Value::boolean(is<Type>(call[0]));
}
NORN_HOST(class_p, "clojure.core/class?", "([x])", "Whether x is a class.") {
  return Value::boolean(is<Type>(call[0]));
}
NORN_HOST(type_of_, "norn.prim/type-of", "([x])", "The class of x; nil for nil.") {
  return to_value(type_of(call.heap, call[0]));
}
NORN_HOST(class_of, "clojure.core/class", "([x])", "The class of x; nil for nil. (class 1) => java.lang.Long") {
  return to_value(type_of(call.heap, call[0]));
}
NORN_HOST(is_instance, "clojure.core/instance?", "([c x])", "Whether x is an instance of class c or implements it.") {
  Type* wanted = NORN_TRY(type_arg(call, 0));
  Type* type = type_of(call.heap, call[1]);
  return Value::boolean(type && type_is(type, wanted));
}
NORN_HOST(type_is_, "norn.prim/type-is?", "([type ancestor])", "Whether a type is, extends or implements another.") {
  return Value::boolean(type_is(NORN_TRY(type_arg(call, 0)), NORN_TRY(type_arg(call, 1))));
}
NORN_HOST(type_name, "norn.prim/type-name", "([type])", "The full name of a class, a symbol; nil for nil.") {
  if (call[0].is_nil()) return Value::nil();
  return NORN_TRY(type_arg(call, 0))->name.value();
}
NORN_HOST(type_parent, "norn.prim/type-parent", "([type])",
          "The class a class extends; nil for Object and interfaces.") {
  Type* type = NORN_TRY(type_arg(call, 0));
  bool root = type->parent.get() == type || (type->aux & kTypeInterface);
  return root ? Value::nil() : type->parent.value();
}
NORN_HOST(type_interfaces, "norn.prim/type-interfaces", "([type])",
          "The set of interfaces and protocols a class implements directly, or nil.") {
  Type* type = NORN_TRY(type_arg(call, 0));
  if (type->interfaces.is_nil()) return Value::nil();
  return make_set(call.heap, NORN_TRY(collect(call.heap, type->interfaces)));
}
NORN_HOST(type_interface_p, "norn.prim/interface?", "([type])", "Whether a class is an interface.") {
  return Value::boolean(NORN_TRY(type_arg(call, 0))->aux & kTypeInterface);
}
NORN_HOST(make_type_, "norn.prim/make-type", "([name kind fields])",
          "A new class with a full name; kind is :record, :deftype or :interface, fields a vector of symbols.") {
  Symbol* name = NORN_TRY(symbol_arg(call, 0));
  Keyword* kind = NORN_TRY(keyword_arg(call, 1));
  std::string_view kind_name = kind->symbol->name->view();
  uint16_t flags = kind_name == "record" ? kTypeRecord : kind_name == "deftype" ? kTypeDeftype : kTypeInterface;
  World& world = world_of(call);
  Type* type = make_type(call.heap, world.intern_symbol(symbol_text(name)), world.types.object.get(), flags);
  type->fields = call[2];
  call.heap.written(type);
  return to_value(type);
}
NORN_HOST(make_class, "norn.prim/make-class", "([name parent])",
          "A new class with a full name that extends another, registered under it: for the table of host classes.") {
  Symbol* name = NORN_TRY(symbol_arg(call, 0));
  Type* parent = NORN_TRY(optional_arg<Type>(call, 1, "a class or nil"));
  World& world = world_of(call);
  Type* type =
      make_type(call.heap, world.intern_symbol(symbol_text(name)), parent ? parent : world.types.object.get(), 0);
  add_host_class(world, type);
  return to_value(type);
}
NORN_HOST(type_get, "norn.prim/type-get", "([type key])",
          "A part of a class: :name :parent :fields :interfaces :methods :statics :constructor :meta.") {
  return get_field(call, NORN_TRY(type_arg(call, 0)), kTypeFields);
}
NORN_HOST(type_set, "norn.prim/type-set!", "([type key value])",
          "Sets a part of a class: see type-get. :interfaces may be any collection of classes and protocols.") {
  Type* type = NORN_TRY(type_arg(call, 0));
  if (!symbol_is(NORN_TRY(keyword_arg(call, 1))->symbol.get(), "interfaces")) return set_field(call, type, kTypeFields);
  std::vector<Value> interfaces = NORN_TRY(collect(call.heap, call[2]));
  World& world = world_of(call);
  if (type->aux & kTypeRecord) interfaces.push_back(to_value(world.types.irecord.get()));
  if (type->aux & kTypeDeftype) interfaces.push_back(to_value(world.types.itype.get()));
  type->interfaces = Value::nil();
  for (Value interface : interfaces)
    if (interface != to_value(type)) type_add_interface(call.heap, type, interface);
  return call[2];
}
NORN_HOST(
    type_method, "norn.prim/type-method", "([x name])",
    "The method, a function, that the class of x or one it extends defines under a symbol; nil if there is none.") {
  Type* type = type_of(call.heap, call[0]);
  while (type) {
    if (!type->methods.is_nil()) {
      Value found = NORN_TRY(map_get(call.heap, type->methods, call[1]));
      if (!found.is_nil()) return found;
    }
    Type* parent = type->parent.get();
    type = parent == type ? nullptr : parent;
  }
  return Value::nil();
}
NORN_HOST(class_or_nil, "norn.prim/class-or-nil", "([sym])", "The class registered under a name, or nil.") {
  return map_get(call.heap, world_of(call).host_classes, to_value(NORN_TRY(symbol_arg(call, 0))));
}
NORN_HOST(resolve_class, "norn.prim/resolve-class", "([sym])",
          "The class registered under a name; raises ClassNotFoundException.") {
  Symbol* name = NORN_TRY(symbol_arg(call, 0));
  Value found = NORN_TRY(map_get(call.heap, world_of(call).host_classes, to_value(name)));
  if (!found.is_nil()) return found;
  DidYouMean nearest(symbol_text(name));
  map_for_each(call.heap, world_of(call).host_classes,
               [&](Value known, Value) { nearest.offer(symbol_text(as<Symbol>(known))); });
  std::string text = symbol_text(name);
  if (!nearest.best().empty()) text += ". Did you mean " + nearest.best() + "?";
  NORN_RAISE(raise(call.heap, world_of(call).types.class_not_found_exception.get(), text));
}
NORN_HOST(declare_class, "norn.prim/declare-class!", "([sym])",
          "The class registered under a full name; a new interface if there is none.") {
  Symbol* name = NORN_TRY(symbol_arg(call, 0));
  World& world = world_of(call);
  Value found = NORN_TRY(map_get(call.heap, world.host_classes, to_value(name)));
  if (!found.is_nil()) return found;
  Type* type = make_type(call.heap, world.intern_symbol(symbol_text(name)), world.types.object.get(), kTypeInterface);
  add_host_class(world, type);
  return to_value(type);
}
NORN_HOST(register_class, "norn.prim/register-class!", "([sym type])", "Makes a class known under its full name.") {
  Symbol* name = NORN_TRY(symbol_arg(call, 0));
  World& world = world_of(call);
  Value key = to_value(world.intern_symbol(symbol_text(name)));
  world.host_classes = map_assoc_plain(call.heap, world.host_classes, key, to_value(NORN_TRY(type_arg(call, 1))));
  return call[1];
}
NORN_HOST(import_class, "norn.prim/import-class!", "([ns sym])",
          "Makes a class known in a namespace by what follows the last dot of its full name. Returns the class.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  Symbol* name = NORN_TRY(symbol_arg(call, 1));
  World& world = world_of(call);
  Value type = NORN_TRY(map_get(call.heap, world.host_classes, to_value(name)));
  if (type.is_nil()) {
    Type* made = make_type(call.heap, world.intern_symbol(symbol_text(name)), world.types.object.get(), kTypeInterface);
    add_host_class(world, made);
    type = to_value(made);
  }
  std::string_view full = name->name->view();
  size_t dot = full.rfind('.');
  namespace_refer(call.heap, ns, world.intern_symbol({}, dot == std::string_view::npos ? full : full.substr(dot + 1)),
                  type);
  return type;
}
// --- records and deftypes --------------------------------------------------------------------

NORN_HOST(record_p, "norn.prim/record?", "([x])", "Whether x is a record.") {
  return Value::boolean(is<Record>(call[0]));
}
NORN_HOST(user_type_p, "norn.prim/user-type?", "([x])", "Whether x is a record or an object of a deftype or reify.") {
  return Value::boolean(is<Record>(call[0]) || is<Instance>(call[0]));
}
NORN_HOST(new_instance, "norn.prim/new-instance", "([type & fields])",
          "An object of a deftype or reify with these fields.") {
  Type* type = NORN_TRY(type_arg(call, 0));
  std::span<const Value> fields = call.rest(1);
  Instance* instance = call.heap.make_tail<Instance>(fields.size());
  instance->type = type;
  std::copy(fields.begin(), fields.end(), instance->fields());
  return to_value(instance);
}
NORN_HOST(instance_field, "norn.prim/instance-field", "([instance i])",
          "Field number i of an object of a deftype or reify, or of a record.") {
  int64_t i = NORN_TRY(integer_arg(call, 1));
  if (auto* record = try_as<Record>(call[0])) {
    if (i >= 0 && static_cast<uint64_t>(i) < record->tail_count) return record->fields()[i];
    NORN_RAISE(raise_index(call.heap, i, static_cast<int64_t>(record->tail_count)));
  }
  Instance* instance = NORN_TRY(object_arg<Instance>(call, 0, "an object of a deftype"));
  if (i >= 0 && static_cast<uint64_t>(i) < instance->tail_count) return instance->fields()[i];
  NORN_RAISE(raise_index(call.heap, i, static_cast<int64_t>(instance->tail_count)));
}
NORN_HOST(instance_field_named, "norn.prim/instance-field-named", "([instance name not-found])",
          "The field of an object of a deftype or record that has this name, a symbol.") {
  Symbol* name = NORN_TRY(symbol_arg(call, 1));
  if (!is<Record>(call[0]) && !is<Instance>(call[0])) return call[2];
  int i = type_field_index(type_of(call.heap, call[0]), name);
  if (i < 0) return call[2];
  return is<Record>(call[0]) ? as<Record>(call[0])->fields()[i] : as<Instance>(call[0])->fields()[i];
}
NORN_HOST(instance_set, "norn.prim/instance-set-field!", "([instance i value])",
          "Sets field number i of an object of a deftype.") {
  Instance* instance = NORN_TRY(object_arg<Instance>(call, 0, "an object of a deftype"));
  int64_t i = NORN_TRY(integer_arg(call, 1));
  if (i < 0 || static_cast<uint64_t>(i) >= instance->tail_count)
    NORN_RAISE(raise_index(call.heap, i, static_cast<int64_t>(instance->tail_count)));
  instance->fields()[i] = call[2];
  call.heap.written(instance);
  return call[2];
}
NORN_HOST(new_record, "norn.prim/new-record", "([type & fields])", "A record with these fields.") {
  Type* type = NORN_TRY(type_arg(call, 0));
  std::span<const Value> fields = call.rest(1);
  Record* record = call.heap.make_tail<Record>(fields.size());
  record->type = type;
  std::copy(fields.begin(), fields.end(), record->fields());
  return to_value(record);
}
NORN_HOST(record_with, "norn.prim/record-with", "([record meta more])",
          "A copy of a record with other metadata and with the entries of the map `more` beside its fields.") {
  Record* record = NORN_TRY(object_arg<Record>(call, 0, "a record"));
  Record* copy = call.heap.make_tail<Record>(record->tail_count);
  copy->type = record->type;
  copy->meta = call[1];
  copy->extra = is_map(call[2]) && map_count(call[2]) > 0 ? call[2] : Value::nil();
  std::copy_n(record->fields(), record->tail_count, copy->fields());
  return to_value(copy);
}

// --- protocols --------------------------------------------------------------------------------

NORN_HOST(protocol_p, "norn.prim/protocol?", "([x])", "Whether x is a protocol.") {
  return Value::boolean(is<Protocol>(call[0]));
}
NORN_HOST(make_protocol, "norn.prim/make-protocol", "([name options])",
          "A new protocol with a full name and no methods.") {
  Protocol* protocol = call.heap.make_old<Protocol>();
  protocol->name = NORN_TRY(symbol_arg(call, 0));
  protocol->options = is_map(call[1]) ? call[1] : empty_map(call.heap);
  protocol->impls = empty_map(call.heap);
  protocol->methods = empty_map(call.heap);
  call.heap.written(protocol);
  return to_value(protocol);
}
NORN_HOST(protocol_get, "norn.prim/protocol-get", "([protocol key])",
          "A part of a protocol: :name :var :methods :impls :options :meta :sigs.") {
  Protocol* protocol = NORN_TRY(object_arg<Protocol>(call, 0, "a protocol"));
  if (symbol_is(NORN_TRY(keyword_arg(call, 1))->symbol.get(), "sigs"))
    return map_get(call.heap, protocol_options(protocol), call[1]);
  return get_field(call, protocol, kProtocolFields);
}
NORN_HOST(protocol_set, "norn.prim/protocol-set!", "([protocol key value])",
          "Sets a part of a protocol: see protocol-get.") {
  Protocol* protocol = NORN_TRY(object_arg<Protocol>(call, 0, "a protocol"));
  if (!symbol_is(NORN_TRY(keyword_arg(call, 1))->symbol.get(), "sigs"))
    return set_field(call, protocol, kProtocolFields);
  protocol->options = NORN_TRY(map_assoc(call.heap, protocol_options(protocol), call[1], call[2]));
  call.heap.written(protocol);
  return call[2];
}
NORN_HOST(protocol_cas_impls, "norn.prim/protocol-cas-impls!", "([protocol old new])",
          "Sets the implementations if they are still the map `old`, and forgets what the methods' caches know.") {
  Protocol* protocol = NORN_TRY(object_arg<Protocol>(call, 0, "a protocol"));
  if (protocol->impls != call[1]) return Value::boolean(false);
  protocol->impls = call[2];
  call.heap.written(protocol);
  map_for_each(call.heap, protocol->methods, [&](Value, Value method) {
    if (!is<ProtocolMethod>(method)) return;
    as<ProtocolMethod>(method)->cache = Value::nil();
    call.heap.written(method.as_object());
  });
  return Value::boolean(true);
}
NORN_HOST(make_protocol_method, "norn.prim/make-protocol-method", "([protocol name])",
          "A method of a protocol, without implementations.") {
  ProtocolMethod* method = call.heap.make_old<ProtocolMethod>();
  method->protocol = NORN_TRY(object_arg<Protocol>(call, 0, "a protocol"));
  method->name = NORN_TRY(symbol_arg(call, 1));
  call.heap.written(method);
  return to_value(method);
}
NORN_HOST(protocol_method_get, "norn.prim/protocol-method-get", "([method key])",
          "A part of a protocol method: :protocol :name :cache.") {
  return get_field(call, NORN_TRY(object_arg<ProtocolMethod>(call, 0, "a protocol method")), kProtocolMethodFields);
}

namespace {

constexpr uint64_t kFirstCacheEntries = 4;
constexpr uint64_t kMaxCacheEntries = 1024;

Value* cache_slot(ObjectArray* cache, uint64_t type_id) {
  return cache->data() + ((type_id * 2) & (cache->tail_count - 1));
}

// A larger cache with the entries of the old one. It grows until no two types meet, up to a limit.
ObjectArray* grow_cache(Heap& heap, ObjectArray* old, uint64_t type_id) {
  for (uint64_t entries = old ? old->tail_count : kFirstCacheEntries;; entries *= 2) {
    ObjectArray* cache = heap.make_tail<ObjectArray>(entries * 2);
    bool collision = false;
    for (uint64_t i = 0; old && i < old->tail_count; i += 2) {
      if (old->data()[i].is_nil()) continue;
      Value* slot = cache_slot(cache, static_cast<uint64_t>(old->data()[i].as_fixnum()));
      collision |= !slot[0].is_nil();
      slot[0] = old->data()[i];
      slot[1] = old->data()[i + 1];
    }
    collision |= !cache_slot(cache, type_id)[0].is_nil();
    if (!collision || entries >= kMaxCacheEntries) return cache;
  }
}

}  // namespace

NORN_HOST(protocol_cache, "norn.prim/protocol-cache!", "([method type f])",
          "Remembers that f implements a protocol method for a type (nil: the type of nil). Returns f.") {
  ProtocolMethod* method = NORN_TRY(object_arg<ProtocolMethod>(call, 0, "a protocol method"));
  Type* type = NORN_TRY(optional_arg<Type>(call, 1, "a class or nil"));
  if (!type) return call[2];
  Value key = Value::fixnum(static_cast<int64_t>(type->id));
  ObjectArray* cache = try_as<ObjectArray>(method->cache);
  Value* slot = cache ? cache_slot(cache, type->id) : nullptr;
  if (!slot || (!slot[0].is_nil() && slot[0] != key)) {
    cache = grow_cache(call.heap, cache, type->id);
    method->cache = to_value(cache);
    call.heap.written(method);
    slot = cache_slot(cache, type->id);
  }
  slot[0] = key;
  slot[1] = call[2];
  call.heap.written(cache);
  return call[2];
}

// --- multimethods -----------------------------------------------------------------------------

NORN_HOST(multimethod_p, "norn.prim/multimethod?", "([x])", "Whether x is a multimethod.") {
  return Value::boolean(is<Multimethod>(call[0]));
}
NORN_HOST(make_multimethod, "norn.prim/make-multimethod", "([name dispatch default hierarchy])",
          "A multimethod without methods; hierarchy is a var, or nil for the global one.") {
  Multimethod* method = call.heap.make<Multimethod>();
  method->name = call[0];
  method->dispatch = call[1];
  method->default_value = call[2];
  method->hierarchy = call[3];
  method->table = empty_map(call.heap);
  method->prefers = empty_map(call.heap);
  return to_value(method);
}
NORN_HOST(multi_get, "norn.prim/multi-get", "([m key])",
          "A part of a multimethod: :name :dispatch :default :hierarchy :table :prefers :cache :meta.") {
  return get_field(call, NORN_TRY(object_arg<Multimethod>(call, 0, "a multimethod")), kMultimethodFields);
}
NORN_HOST(
    multi_cached, "norn.prim/multi-cached", "([m hierarchy value])",
    "The method that the cache of a multimethod has for a dispatch value, if it was made with this hierarchy and what "
    "the multimethod holds now; else nil.") {
  const Multimethod* method = NORN_TRY(object_arg<Multimethod>(call, 0, "a multimethod"));
  const Vector* cache = try_as<Vector>(method->cache);
  if (!cache || cache->count != 4) return Value::nil();
  const std::span<const Value> parts = vector_chunk(cache, 0);
  if (parts[0] != call[1] || parts[1] != method->table || parts[2] != method->prefers) return Value::nil();
  Returned found = map_get(call.heap, parts[3], call[2]);
  return found ? *found : Value::nil();  // a value that only the language can look up
}
NORN_HOST(multi_set, "norn.prim/multi-set!", "([m key value])", "Sets a part of a multimethod: see multi-get.") {
  return set_field(call, NORN_TRY(object_arg<Multimethod>(call, 0, "a multimethod")), kMultimethodFields);
}
NORN_HOST(multi_cas, "norn.prim/multi-cas!", "([m key old new])",
          "Sets a part of a multimethod if it is still the very value `old`. Returns whether it did.") {
  return swap_field(call, NORN_TRY(object_arg<Multimethod>(call, 0, "a multimethod")), kMultimethodFields);
}

// --- atoms, watches, validators -----------------------------------------------------------------

namespace {

struct RefParts {
  Object* object;
  Value* watches;
  Value* validator;
};

OrRaised<RefParts> ref_arg(HostCall& call) {
  if (auto* atom = try_as<Atom>(call[0])) return RefParts{atom, &atom->watches, &atom->validator};
  if (auto* var = try_as<Var>(call[0])) return RefParts{var, &var->watches, &var->validator};
  // Agents are built on atoms by bytecode.
  NORN_RAISE(wrong_argument(call, 0, "an atom or var"));
}

}  // namespace

NORN_HOST(make_atom_, "norn.prim/make-atom", "([x meta validator])", "A new atom that holds x.") {
  Atom* atom = make_atom(call.heap, call[0]);
  atom->meta = call[1];
  atom->validator = call[2];
  return to_value(atom);
}
NORN_HOST(atom_cas, "norn.prim/atom-cas!", "([atom old new])",
          "Sets an atom to `new` if it holds the very value `old`. Returns whether it did.") {
  Atom* atom = NORN_TRY(object_arg<Atom>(call, 0, "an atom"));
  // Numbers that are not fixnums are boxed anew by every operation, so they count as identical when they are equal.
  bool same =
      atom->state == call[1] || (is_number(atom->state) && is_number(call[1]) && number_equiv(atom->state, call[1]));
  if (!same) return Value::boolean(false);
  atom->state = call[2];
  call.heap.written(atom);
  return Value::boolean(true);
}
NORN_HOST(ref_plain, "norn.prim/ref-plain?", "([ref])", "Whether an atom or var has neither watches nor a validator.") {
  RefParts ref = NORN_TRY(ref_arg(call));
  return Value::boolean(ref.watches->is_nil() && ref.validator->is_nil());
}
NORN_HOST(ref_validator, "norn.prim/ref-validator", "([ref])", "The validator of an atom or var, or nil.") {
  return *NORN_TRY(ref_arg(call)).validator;
}
NORN_HOST(ref_set_validator, "norn.prim/ref-set-validator!", "([ref f])",
          "Sets the validator of an atom or var; nil removes it.") {
  RefParts ref = NORN_TRY(ref_arg(call));
  *ref.validator = call[1];
  call.heap.written(ref.object);
  return call[1];
}
NORN_HOST(ref_watches, "norn.prim/ref-watches", "([ref])",
          "The watches of an atom or var: a map from keys to functions, or nil.") {
  return *NORN_TRY(ref_arg(call)).watches;
}
NORN_HOST(ref_cas_watches, "norn.prim/ref-cas-watches!", "([ref old new])",
          "Sets the watches if they are still the very map `old`. Returns whether it did.") {
  RefParts ref = NORN_TRY(ref_arg(call));
  if (*ref.watches != call[1]) return Value::boolean(false);
  *ref.watches = call[2];
  call.heap.written(ref.object);
  return Value::boolean(true);
}
NORN_HOST(make_object, "norn.prim/make-object", "([])", "A new object with an identity and nothing else.") {
  Instance* instance = call.heap.make_tail<Instance>(0);
  instance->type = world_of(call).types.object;
  return to_value(instance);
}

NORN_MODULE(kTypesModule, type_p, class_p, type_of_, class_of, is_instance, type_is_, type_name, type_parent,
            type_interfaces, type_interface_p, make_type_, make_class, type_get, type_set, type_method, class_or_nil,
            resolve_class, declare_class, register_class, import_class, record_p, user_type_p, new_instance,
            instance_field, instance_field_named, instance_set, new_record, record_with, protocol_p, make_protocol,
            protocol_get, protocol_set, protocol_cas_impls, make_protocol_method, protocol_method_get, protocol_cache,
            multimethod_p, make_multimethod, multi_get, multi_cached, multi_set, multi_cas, make_atom_, atom_cas,
            ref_plain, ref_validator, ref_set_validator, ref_watches, ref_cas_watches, make_object);

}  // namespace norn
