// Object kinds for heap tests: small structs under ids borrowed from the real
// kinds, and a root source that owns a vector of values.
#pragma once

#include <vector>

#include "heap/heap.h"

namespace norn::heap_test {

struct Pair : Object {
  static constexpr Kind kKind = Kind::cons;
  Value first;
  Value second;
};

// Two edges and an identity the collector must not care about.
struct Node : Object {
  static constexpr Kind kKind = Kind::instance;
  Value left;
  Value right;
  uint64_t id;
};

struct Array : TailObject {
  static constexpr Kind kKind = Kind::object_array;
  Value name;
  Value* items() { return reinterpret_cast<Value*>(this + 1); }
};

struct Bytes : TailObject {
  static constexpr Kind kKind = Kind::string;
  char* data() { return reinterpret_cast<char*>(this + 1); }
};

// Has native memory: a counter that its finalizer increments.
struct Resource : Object {
  static constexpr Kind kKind = Kind::host_resource;
  Value owner;
  int* finalized;
};

// Owns a native array of values, as a task owns its stack.
struct Stack : Object {
  static constexpr Kind kKind = Kind::task;
  Value name;
  std::vector<Value>* slots;
};

// Keeps values inside raw words, as code does: `count` of them, each after a word that is none.
struct Code : TailObject {
  static constexpr Kind kKind = Kind::code;
  Value name;
  uint64_t* words() { return reinterpret_cast<uint64_t*>(this + 1); }
};

void register_test_kinds(Heap& heap);

class TestRoots final : public RootSource {
 public:
  explicit TestRoots(Heap& heap) : heap_(heap) { heap.add_root_source(this); }
  ~TestRoots() { heap_.remove_root_source(this); }
  void trace_roots(RootVisitor& visitor) override { visitor.visit_values(values.data(), values.size()); }
  void clear_dead(Heap& heap, bool) override {
    for (Value& value : weak) value = heap.forwarded_or_dead(value);
  }
  void collection_finished(bool major) override { ++(major ? majors : minors); }

  std::vector<Value> values;
  std::vector<Value> weak;
  int minors = 0;
  int majors = 0;

 private:
  Heap& heap_;
};

}  // namespace norn::heap_test

NORN_LAYOUT(heap_test::Pair, Tail::none, 0, first, second);
NORN_LAYOUT(heap_test::Node, Tail::none, 8, left, right);
NORN_LAYOUT(heap_test::Array, Tail::values, 0, name);
NORN_LAYOUT_UNTRACED(heap_test::Bytes, Tail::bytes, 0);
NORN_LAYOUT(heap_test::Resource, Tail::none, 8, owner);
NORN_LAYOUT(heap_test::Stack, Tail::none, 8, name);
NORN_LAYOUT(heap_test::Code, Tail::bytes, 0, name);

namespace norn::heap_test {

inline void register_test_kinds(Heap& heap) {
  heap.register_kind<Pair>();
  heap.register_kind<Node>();
  heap.register_kind<Array>();
  heap.register_kind<Bytes>();
  heap.register_kind<Resource>(
      {.finalize = [](Heap&, Object* object) { ++*static_cast<Resource*>(object)->finalized; }});
  heap.register_kind<Stack>({.trace =
                                 [](Object* object, RootVisitor& visitor) {
                                   std::vector<Value>* slots = static_cast<Stack*>(object)->slots;
                                   if (slots) visitor.visit_values(slots->data(), slots->size());
                                 },
                             .finalize =
                                 [](Heap&, Object* object) {
                                   delete static_cast<Stack*>(object)->slots;
                                   static_cast<Stack*>(object)->slots = nullptr;
                                 }});
  heap.register_kind<Code>({.trace = [](Object* object, RootVisitor& visitor) {
    Code* code = static_cast<Code*>(object);
    for (uint64_t i = 1; i < code->tail_count / 8; i += 2) visitor.visit(reinterpret_cast<Value&>(code->words()[i]));
  }});
}

}  // namespace norn::heap_test
