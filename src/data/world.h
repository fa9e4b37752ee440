// The one table of everything a running Norn shares: intern tables,
// namespaces, well-known symbols, types and empty collections. Reached as
// `World::of(heap)`; it is a root source and part of the core image.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "data/raised.h"
#include "heap/heap.h"

namespace norn {

struct Symbol;
struct Keyword;
struct String;
struct EmptyList;
struct Vector;
struct ArrayMap;
struct HashSet;
struct SortedMap;
struct SortedSet;
struct Queue;
struct Namespace;
struct Type;
struct Var;

// Well-known host types: NORN_TYPE(cpp_name, "full.class.Name", parent). Programs know them by full or short name.
struct Types {
#define NORN_TYPE(id, name, parent) Ref<Type> id;
#include "data/types.def"
#undef NORN_TYPE
};

struct World final : RootSource {
  explicit World(Heap& heap);      // registers the data kinds, makes everything below, sets heap.world
  World(Heap& heap, Value saved);  // the same from what world_to_value gave: allocates nothing
  ~World();
  static World& of(Heap& heap) { return *heap.world; }

  Symbol* intern_symbol(std::string_view ns, std::string_view name);  // ns may be empty
  Symbol* intern_symbol(std::string_view full);                       // "ns/name" or "name"
  Keyword* intern_keyword(std::string_view ns, std::string_view name);
  Keyword* intern_keyword(std::string_view full);
  Keyword* intern_keyword(Symbol* symbol);
  Keyword* find_keyword(std::string_view ns, std::string_view name);  // nullptr if it was never interned

  // {:key :value}, for the data of exceptions.
  Value keyword_map(std::string_view key, std::string_view value);

  Namespace* find_namespace(Symbol* name);  // nullptr if there is none
  Namespace* find_or_create_namespace(Symbol* name);
  Var* intern_var(std::string_view ns, std::string_view name);  // creates namespace and var as needed
  std::vector<Namespace*> all_namespaces();
  bool remove_namespace(Symbol* name);

  Heap& heap;
  Ref<EmptyList> empty_list;
  Ref<Vector> empty_vector;
  Ref<ArrayMap> empty_map;
  Ref<HashSet> empty_set;
  Ref<SortedMap> empty_sorted_map;
  Ref<SortedSet> empty_sorted_set;
  Ref<Queue> empty_queue;
  Ref<String> empty_string;
  Ref<Namespace> core;  // clojure.core
  Types types;
  // Host class names (full and short) to Type objects: a Clojure map name-symbol -> Type, so that bytecode can extend
  // it.
  Value host_classes;
  // Bytecode the VM needs by role, installed by clj code through `norn.vm/install!`: see Hook.
  Value hooks[32];

  // What *math-context* holds for the running task; null until a program uses with-precision.
  Value (*math_context)(World&) = nullptr;

  uint64_t new_type_id() { return next_type_id_++; }
  uint64_t new_id() { return next_id_++; }  // gensym's counter
  uint64_t symbol_count() const;
  uint64_t keyword_count() const;

  void trace_roots(RootVisitor& visitor) override;

 private:
  friend Value world_to_value(World& world);
  friend void world_from_value(World& world, Value saved);
  template <typename F>
  void for_each_field(F f);

  struct Tables;  // the intern tables
  std::unique_ptr<Tables> tables_;
  Value namespaces_;  // map: name symbol -> Namespace
  uint64_t next_type_id_ = 1;
  uint64_t next_id_ = 1;
};

// Everything a World holds as one value, for the core image, and back. Restoring copies about 200 words: the intern
// tables are used where they are.
Value world_to_value(World& world);
void world_from_value(World& world, Value saved);

}  // namespace norn
