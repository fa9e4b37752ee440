// The intern tables and the well-known values.
//
// Interned symbols and keywords live in old space for ever, and so do their
// strings. Therefore a table never refers to a young object and storing into
// it needs no write barrier; a table of a million keywords costs a minor
// collection nothing.
//
// A table that came with the core image is never written (a written image
// object would be scanned at every collection): what is interned later goes
// into a second one. Lookups ask both.
#include "data/world.h"

#include <cstring>

#include "base/hash.h"
#include "base/utf8.h"
#include "data/array.h"
#include "data/host_interfaces.h"
#include "data/kinds.h"
#include "data/map.h"
#include "data/symbol.h"
#include "data/type.h"
#include "data/var.h"

namespace norn {

namespace {

// Open addressing with linear probing over an ObjectArray; nil is an empty slot; nothing is ever removed.
struct InternTable {
  Value frozen;  // ObjectArray of the image, or nil
  Value slots;
  uint64_t frozen_count = 0;
  uint64_t count = 0;  // in `slots`

  static constexpr uint64_t kFirstCapacity = 256;

  template <typename F>
  static Object* find_in(Value table, uint32_t hash, F matches) {
    if (table.is_nil()) return nullptr;
    std::span<Value> slots = as<ObjectArray>(table)->values();
    uint64_t mask = slots.size() - 1;
    for (uint64_t i = hash & mask;; i = (i + 1) & mask) {
      if (slots[i].is_nil()) return nullptr;
      Object* object = slots[i].as_object();
      if (object->hash == hash && matches(object)) return object;
    }
  }

  template <typename F>
  Object* find(uint32_t hash, F matches) const {
    if (Object* object = find_in(frozen, hash, matches)) return object;
    return find_in(slots, hash, matches);
  }

  static void place(std::span<Value> slots, Object* object) {
    uint64_t mask = slots.size() - 1;
    uint64_t i = object->hash & mask;
    while (!slots[i].is_nil()) i = (i + 1) & mask;
    slots[i] = Value::object(object);
  }

  static void copy_into(std::span<Value> target, Value table) {
    if (table.is_nil()) return;
    for (Value v : as<ObjectArray>(table)->values())
      if (!v.is_nil()) place(target, v.as_object());
  }

  // Requires: object is in old space, its hash is set.
  void insert(Heap& heap, Object* object) {
    NORN_ASSERT(object->flags & kOld, "interned objects live in old space");
    uint64_t capacity = slots.is_nil() ? 0 : as<ObjectArray>(slots)->tail_count;
    if ((count + 1) * 4 > capacity * 3) {
      ObjectArray* bigger = heap.make_tail_old<ObjectArray>(capacity == 0 ? kFirstCapacity : capacity * 2);
      copy_into(bigger->values(), slots);
      slots = Value::object(bigger);
    }
    place(as<ObjectArray>(slots)->values(), object);
    ++count;
  }

  // One table with everything, at most half full.
  Value merged(Heap& heap) const {
    uint64_t total = frozen_count + count, capacity = kFirstCapacity;
    while (capacity < total * 2) capacity *= 2;
    ObjectArray* all = heap.make_tail_old<ObjectArray>(capacity);
    copy_into(all->values(), frozen);
    copy_into(all->values(), slots);
    return Value::object(all);
  }
};

// Symbols and keywords are told apart by their tables; this mixes their hashes.
constexpr uint32_t kKeywordSalt = 0x5BD1E995;

String* make_old_string(Heap& heap, std::string_view text) {
  String* string = heap.make_tail_old<String>(text.size());
  if (!text.empty()) std::memcpy(string->data(), text.data(), text.size());
  finish_string(string);
  string_hash(string);
  return string;
}

}  // namespace

struct World::Tables {
  InternTable symbols;
  InternTable keywords;
};

// Every field that is a Value or Ref, in the order they are saved.
template <typename F>
void World::for_each_field(F f) {
  auto field = [&](auto& ref) { f(reinterpret_cast<Value&>(ref)); };
  field(empty_list);
  field(empty_vector);
  field(empty_map);
  field(empty_set);
  field(empty_sorted_map);
  field(empty_sorted_set);
  field(empty_queue);
  field(empty_string);
  field(core);
  field(host_classes);
  field(namespaces_);
#define NORN_TYPE(id, name, parent) field(types.id);
#include "data/types.def"
#undef NORN_TYPE
  for (Value& hook : hooks) f(hook);
}

World::World(Heap& owner) : heap(owner), tables_(std::make_unique<Tables>()) {
  heap.world = this;
  register_data_kinds(heap);
  heap.add_root_source(this);
  make_empty_collections(*this);
  empty_string = make_old_string(heap, "");
  namespaces_ = empty_map.value();
#define NORN_TYPE(id, name, parent) \
  types.id =                        \
      make_type(heap, intern_symbol({}, name), std::string_view(#id) == "object" ? nullptr : types.parent.get(), 0);
#include "data/types.def"
#undef NORN_TYPE
  host_classes = empty_map.value();
#define NORN_TYPE(id, name, parent) add_host_class(*this, types.id.get());
#include "data/types.def"
#undef NORN_TYPE
  make_host_interfaces(*this);
  core = find_or_create_namespace(intern_symbol("clojure.core"));
}

World::World(Heap& owner, Value saved) : heap(owner), tables_(std::make_unique<Tables>()) {
  heap.world = this;
  register_data_kinds(heap);
  heap.add_root_source(this);
  world_from_value(*this, saved);
}

World::~World() {
  heap.remove_root_source(this);
  heap.world = nullptr;
}

void World::trace_roots(RootVisitor& visitor) {
  for_each_field([&](Value& field) { visitor.visit(field); });
  for (InternTable* table : {&tables_->symbols, &tables_->keywords}) {
    visitor.visit(table->frozen);
    visitor.visit(table->slots);
  }
}

Symbol* World::intern_symbol(std::string_view ns, std::string_view name) {
  uint32_t hash = symbol_text_hash(ns.empty() ? 0 : hash_bytes(ns), hash_bytes(name));
  Object* found = tables_->symbols.find(hash, [&](Object* object) {
    Symbol* symbol = static_cast<Symbol*>(object);
    return symbol->name->view() == name && (symbol->ns ? symbol->ns->view() == ns : ns.empty());
  });
  if (found) return static_cast<Symbol*>(found);
  // Other text than UTF-8 never gets in: it would print and compare wrongly.
  if (!utf8_is_valid(ns) || !utf8_is_valid(name)) return intern_symbol(utf8_repair(ns), utf8_repair(name));
  Symbol* symbol = heap.make_old<Symbol>();
  if (!ns.empty()) {
    // Most symbols share their namespace's text with a symbol that is already there.
    Object* same = tables_->symbols.find(symbol_text_hash(0, hash_bytes(ns)), [&](Object* object) {
      Symbol* other = static_cast<Symbol*>(object);
      return !other->ns && other->name->view() == ns;
    });
    symbol->ns = same ? static_cast<Symbol*>(same)->name.get() : make_old_string(heap, ns);
  }
  symbol->name = make_old_string(heap, name);
  symbol->hash = hash;
  tables_->symbols.insert(heap, symbol);
  return symbol;
}

Symbol* World::intern_symbol(std::string_view full) {
  SymbolParts parts = split_symbol(full);
  return intern_symbol(parts.ns, parts.name);
}

Keyword* World::intern_keyword(std::string_view ns, std::string_view name) {
  uint32_t hash = hash_nonzero(symbol_text_hash(ns.empty() ? 0 : hash_bytes(ns), hash_bytes(name)) ^ kKeywordSalt);
  Object* found = tables_->keywords.find(hash, [&](Object* object) {
    Symbol* symbol = static_cast<Keyword*>(object)->symbol.get();
    return symbol->name->view() == name && (symbol->ns ? symbol->ns->view() == ns : ns.empty());
  });
  if (found) return static_cast<Keyword*>(found);
  Symbol* symbol = intern_symbol(ns, name);
  Keyword* keyword = heap.make_old<Keyword>();
  keyword->symbol = symbol;
  keyword->hash = hash_nonzero(symbol->hash ^ kKeywordSalt);
  tables_->keywords.insert(heap, keyword);
  return keyword;
}

Keyword* World::intern_keyword(std::string_view full) {
  SymbolParts parts = split_symbol(full);
  return intern_keyword(parts.ns, parts.name);
}

Keyword* World::intern_keyword(Symbol* symbol) {
  return intern_keyword(symbol->ns ? symbol->ns->view() : std::string_view(), symbol->name->view());
}

Keyword* World::find_keyword(std::string_view ns, std::string_view name) {
  uint32_t hash = hash_nonzero(symbol_text_hash(ns.empty() ? 0 : hash_bytes(ns), hash_bytes(name)) ^ kKeywordSalt);
  return static_cast<Keyword*>(tables_->keywords.find(hash, [&](Object* object) {
    Symbol* symbol = static_cast<Keyword*>(object)->symbol.get();
    return symbol->name->view() == name && (symbol->ns ? symbol->ns->view() == ns : ns.empty());
  }));
}

uint64_t World::symbol_count() const { return tables_->symbols.frozen_count + tables_->symbols.count; }
uint64_t World::keyword_count() const { return tables_->keywords.frozen_count + tables_->keywords.count; }

// --- namespaces -------------------------------------------------------------------

Value World::keyword_map(std::string_view key, std::string_view value) {
  return *make_map(heap, {to_value(intern_keyword(key)), to_value(intern_keyword(value))});  // keyword keys never bail
}

Namespace* World::find_namespace(Symbol* name) {
  Value found = *map_get(heap, namespaces_, to_value(name));
  return found.is_nil() ? nullptr : as<Namespace>(found);
}

Namespace* World::find_or_create_namespace(Symbol* name) {
  if (Namespace* ns = find_namespace(name)) return ns;
  Namespace* ns = heap.make_old<Namespace>();
  ns->name = intern_symbol(name->ns ? name->ns->view() : std::string_view(), name->name->view());
  ns->mappings = empty_map.value();
  ns->aliases = empty_map.value();
  ns->meta = name->meta;
  heap.written(ns);
  namespaces_ = map_assoc_plain(heap, namespaces_, ns->name.value(), to_value(ns));
  return ns;
}

Var* World::intern_var(std::string_view ns, std::string_view name) {
  return namespace_intern(heap, find_or_create_namespace(intern_symbol({}, ns)), intern_symbol({}, name));
}

std::vector<Namespace*> World::all_namespaces() {
  std::vector<Namespace*> all;
  map_for_each(heap, namespaces_, [&](Value, Value ns) { all.push_back(as<Namespace>(ns)); });
  return all;
}

bool World::remove_namespace(Symbol* name) {
  if (!find_namespace(name)) return false;
  namespaces_ = *map_dissoc(heap, namespaces_, to_value(name));
  return true;
}

// --- saving -----------------------------------------------------------------------

// [next type id, next id, symbol count, symbols, keyword count, keywords, fields...]
Value world_to_value(World& world) {
  std::vector<Value> values;
  World::Tables& tables = *world.tables_;
  values.push_back(Value::fixnum(static_cast<int64_t>(world.next_type_id_)));
  values.push_back(Value::fixnum(static_cast<int64_t>(world.next_id_)));
  for (InternTable* table : {&tables.symbols, &tables.keywords}) {
    values.push_back(Value::fixnum(static_cast<int64_t>(table->frozen_count + table->count)));
    values.push_back(table->merged(world.heap));
  }
  world.for_each_field([&](Value& field) { values.push_back(field); });
  ObjectArray* saved = world.heap.make_tail_old<ObjectArray>(values.size());
  std::copy(values.begin(), values.end(), saved->data());
  world.heap.written(saved);
  return to_value(saved);
}

void world_from_value(World& world, Value saved) {
  std::span<Value> values = as<ObjectArray>(saved)->values();
  size_t at = 0;
  auto next = [&] {
    NORN_ASSERT(at < values.size(), "the image was made by another version of Norn");
    return values[at++];
  };
  world.next_type_id_ = static_cast<uint64_t>(next().as_fixnum());
  world.next_id_ = static_cast<uint64_t>(next().as_fixnum());
  for (InternTable* table : {&world.tables_->symbols, &world.tables_->keywords}) {
    *table = InternTable();
    table->frozen_count = static_cast<uint64_t>(next().as_fixnum());
    table->frozen = next();
  }
  world.for_each_field([&](Value& field) { field = next(); });
  NORN_ASSERT(at == values.size(), "the image was made by another version of Norn");
}

}  // namespace norn
