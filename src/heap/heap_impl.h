// What the parts of the collector share. Included by src/heap/*.cpp only.
#pragma once

#include <cstdint>
#include <vector>

#include "heap/heap.h"
#include "heap/large_space.h"
#include "heap/nursery.h"
#include "heap/object_stack.h"
#include "heap/old_space.h"
#include "heap/pause_histogram.h"
#include "heap/scan.h"

namespace norn {

// A circular list around a sentinel.
struct PersistentList {
  PersistentBase::Node sentinel;

  PersistentList() { sentinel.previous = sentinel.next = &sentinel; }
  PersistentList(const PersistentList&) = delete;
  PersistentList& operator=(const PersistentList&) = delete;
  void insert(PersistentBase::Node* node) {
    node->previous = &sentinel;
    node->next = sentinel.next;
    node->next->previous = sentinel.next = node;
  }
  static void unlink(PersistentBase::Node* node) {
    node->previous->next = node->next;
    node->next->previous = node->previous;
    node->previous = node->next = node;
  }
  void take_all_of(PersistentList& other);
  void orphan_all();  // their owners may outlive the heap
  void visit(RootVisitor& visitor) {
    for (PersistentBase::Node* node = sentinel.next; node != &sentinel; node = node->next) visitor.visit(node->value);
  }
};

struct HeapImpl {
  HeapImpl(Heap& heap, const HeapOptions& options);
  ~HeapImpl();
  static HeapImpl& of(Heap& heap) { return *heap.impl_; }

  // --- allocation, heap.cpp ---
  Object* allocate_old(uint64_t words, Kind kind);  // for the program: remembered, because it will be filled
  void set_soft_limit(char* limit);
  void want_collection();
  size_t bytes_outside_nursery() const { return old.bytes_in_use() + large.bytes_in_use() + native_bytes; }
  void want_collection_when_major_is_due() {
    if (bytes_outside_nursery() > major_threshold) want_collection();
  }
  void plan_next_major();

  bool in_image(const Object* object) const { return reinterpret_cast<uintptr_t>(object) - image_begin < image_bytes; }
  // Memory for a promoted or mutator-made object, and the flags its header gets.
  Object* old_memory(uint64_t words, uint8_t* flags) {
    *flags = kOld | mark_sense;
    const size_t bytes = words * 8;
    if (bytes <= OldSpace::kMaxObjectBytes) return static_cast<Object*>(old.allocate(bytes));
    *flags |= kLarge;
    return static_cast<Object*>(large.allocate(bytes));
  }
  bool is_marked(const Object* object) const { return (object->flags & kMarked) == mark_sense; }

  Heap& heap;
  Nursery nursery;
  OldSpace old;
  LargeSpace large;

  ScanInfo scan[256];
  std::vector<RootSource*> root_sources;
  PersistentList young_persistents;  // those whose value may be young
  PersistentList old_persistents;

  std::vector<Object*> remembered;     // old objects that may refer to young ones: kLogged
  std::vector<Object*> image_written;  // image objects that may refer to anything: kImageWritten
  std::vector<Object*> young_finalizable;
  std::vector<Object*> old_finalizable;
  ObjectStack work;

  uintptr_t image_begin = 0;
  size_t image_bytes = 0;
  void* image_mapping = nullptr;  // owned, when map_image made it
  size_t image_mapping_bytes = 0;

  // An object is marked when its kMarked bit equals this; flipping it unmarks everything at once.
  uint8_t mark_sense = 0;
  enum class Phase : uint8_t { program, after_minor, after_major } phase = Phase::program;

  int old_allocation_depth = 0;
  char* program_soft_limit = nullptr;  // what heap.soft_limit is outside of begin/end_old_allocation
  size_t native_bytes = 0;
  size_t major_threshold = 0;
  bool major_forced = false;
  int64_t identity_counter = 0;
  uint64_t collections_until_verify = 0;
  HeapStatistics statistics;
  PauseHistogram minor_pauses;
};

// Names the kind and aborts: it is reachable, but nobody registered it.
[[noreturn]] void fail_unregistered(Kind kind);

// Copies every live young object to old space. Leaves the nursery to be reset by the caller.
void collect_minor(HeapImpl& impl);
// Marks and sweeps old space. Requires: the nursery is empty.
void mark_and_sweep(HeapImpl& impl);
// Walks everything reachable and aborts with a description of the first thing that can't be. Requires: an empty nursery
// whose old contents are still there.
void verify_heap(HeapImpl& impl);

}  // namespace norn
