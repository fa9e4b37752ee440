// Minor collections: everything reachable in the nursery moves to old space.
//
// A young object is copied when the first reference to it is met; its old header
// then holds the new address (+ 1, which is also the reference's bit pattern).
// Copies that have references wait on an explicit stack, so the depth of a
// structure does not matter. Taking the latest copy first keeps the parts of a
// small structure together.
//
// Roots: root sources, the Persistents made or set since the last collection, and
// the remembered set. Nothing here may be proportional to the size of old space.
#include <cstring>

#include "heap/heap_impl.h"

namespace norn {

namespace {

class MinorCollection final : public RootVisitor {
 public:
  explicit MinorCollection(HeapImpl& impl)
      : impl_(impl), nursery_base_(impl.nursery.base()), nursery_bytes_(impl.nursery.mapped_bytes()) {
    minor_ = true;
  }

  void run() {
    for (RootSource* source : impl_.root_sources) source->trace_roots(*this);
    impl_.young_persistents.visit(*this);
    scan_remembered();
    drain();
    for (RootSource* source : impl_.root_sources) source->clear_dead(impl_.heap, false);
    sort_finalizable();
    impl_.old_persistents.take_all_of(impl_.young_persistents);
    impl_.work.trim();
  }

  void visit_values(Value* first, size_t count) override { evacuate_all(first, count); }

 private:
  void scan_remembered() {
    for (Object* object : impl_.remembered) {
      object->flags &= static_cast<uint8_t>(~kLogged);
      scan(object);
    }
    impl_.remembered.clear();
  }

  void drain() {
    while (!impl_.work.empty()) scan(impl_.work.pop());
  }

  void scan(Object* object) {
    const ScanInfo info = impl_.scan[static_cast<int>(object->kind)];
    for_each_span(info, object, [&](Value* first, uint64_t count) { evacuate_all(first, count); });
    if (__builtin_expect(info.has_trace_hook(), 0)) impl_.heap.hooks(object->kind).trace(object, *this);
  }

  void evacuate_all(Value* values, uint64_t count) {
    for (uint64_t i = 0; i < count; ++i) {
      const uint64_t bits = values[i].bits();
      // The range test rejects most values; an integer that looks like a young address needs the tag test.
      if (bits - nursery_base_ < nursery_bytes_ && (bits & 3) == 1) values[i] = evacuate(values[i].as_object());
    }
  }

  Value evacuate(Object* young) {
    const uint64_t header = *reinterpret_cast<uint64_t*>(young);
    return header & kForwarded ? Value::from_bits(header) : promote(young);
  }

  Value promote(Object* young) {
    const ScanInfo info = impl_.scan[static_cast<int>(young->kind)];
    const uint64_t words = object_words(info, young);
    if (__builtin_expect(words == 0, 0)) fail_unregistered(young->kind);
    uint8_t flags;
    Object* copy = impl_.old_memory(words, &flags);
    copy_words(copy, young, words);
    copy->flags = flags;
    const Value reference = Value::object(copy);
    *reinterpret_cast<uint64_t*>(young) = reference.bits();
    if (info.has_references()) {
      impl_.work.reserve(1);
      impl_.work.push(copy);
    }
    return reference;
  }

  static void copy_words(Object* to, const Object* from, uint64_t words) {
    if (words > 16) {
      std::memcpy(to, from, words * 8);
      return;
    }
    uint64_t* target = reinterpret_cast<uint64_t*>(to);
    const uint64_t* source = reinterpret_cast<const uint64_t*>(from);
    for (uint64_t i = 0; i < words; ++i) target[i] = source[i];
  }

  // Survivors change lists; the dead are still intact in the nursery and get their hook.
  void sort_finalizable() {
    for (Object* object : impl_.young_finalizable) {
      const uint64_t header = *reinterpret_cast<uint64_t*>(object);
      if (header & kForwarded)
        impl_.old_finalizable.push_back(Value::from_bits(header).as_object());
      else
        impl_.heap.hooks(object->kind).finalize(impl_.heap, object);
    }
    impl_.young_finalizable.clear();
  }

  HeapImpl& impl_;
  const uintptr_t nursery_base_;
  const size_t nursery_bytes_;
};

}  // namespace

void collect_minor(HeapImpl& impl) { MinorCollection(impl).run(); }

}  // namespace norn
