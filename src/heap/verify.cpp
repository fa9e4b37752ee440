// The heap's self-check (HeapOptions.verify): after a collection, walk all that
// is reachable and stop at the first reference or object that breaks an
// invariant of heap.cpp. A missing write barrier or an untraced field shows up
// here as a reference into the nursery, named with the object that holds it.
//
// Image objects that were never written are checked once, as a block: they may
// refer to nothing but image objects.
#include <cstdio>
#include <cstring>
#include <string>
#include <unordered_map>

#include <algorithm>

#include "heap/heap_impl.h"

namespace norn {

namespace {

class Verifier final : public RootVisitor {
 public:
  explicit Verifier(HeapImpl& impl) : impl_(impl) {
    for (const LargeSpace::Entry& entry : impl.large.entries()) large_.emplace(entry.memory, entry.bytes);
  }

  void run() {
    if (!impl_.remembered.empty()) fail("the remembered set is not empty after a collection", Value::nil());
    for (RootSource* source : impl_.root_sources) source->trace_roots(*this);
    holder_ = "a Persistent";
    impl_.young_persistents.visit(*this);
    impl_.old_persistents.visit(*this);
    check_image();
    while (!pending_.empty()) {
      Object* object = pending_.back();
      pending_.pop_back();
      check_object(object);
      check_fields(object);
    }
    check_overlap();
  }

  void visit_values(Value* first, size_t count) override {
    for (size_t i = 0; i < count; ++i) {
      index_ = i;
      check_value(first[i]);
    }
  }

 private:
  void check_value(Value value) {
    if (!value.is_object()) return;
    Object* object = value.as_object();
    if (impl_.nursery.contains(object))
      fail("a reference into the nursery: a write barrier is missing, or a reference is not traced", value);
    if (impl_.in_image(object)) return;
    if (inside_unwritten_image_object_)
      fail("an image object refers to the heap, but was never written: a write barrier is missing", value);
    if (visited_.contains(object)) return;
    if (!large_.contains(object) && !impl_.old.contains(object)) fail("a reference to memory outside the heap", value);
    visited_.emplace(object, 0);
    pending_.push_back(object);
  }

  void check_object(Object* object) {
    const Value value = Value::object(object);
    if (object->flags & kForwarded) fail("a reference to a moved object", value);
    if (!(object->flags & kOld) || object->flags & (kLogged | kImage)) fail("an old object with wrong flags", value);
    if (!impl_.is_marked(object)) fail("a reachable object that is not marked", value);
    const ScanInfo& info = impl_.scan[static_cast<int>(object->kind)];
    if (info.fixed_words == 0) fail("an object of a kind that is not registered", value);
    const uint64_t bytes = object_words(info, object) * 8;
    visited_[object] = bytes;
    auto large = large_.find(object);
    const uintptr_t offset = reinterpret_cast<uintptr_t>(object) % OldSpace::kBlockBytes;
    if (large != large_.end() ? bytes > large->second : offset + bytes > OldSpace::kBlockBytes)
      fail("an object that is larger than its memory", value);
  }

  void check_fields(Object* object) {
    holder_ = impl_.heap.layout(object->kind).name;
    const ScanInfo& info = impl_.scan[static_cast<int>(object->kind)];
    for_each_span(info, object, [&](Value* first, uint64_t count) { visit_values(first, count); });
    if (info.has_trace_hook()) impl_.heap.hooks(object->kind).trace(object, *this);
  }

  void check_overlap() {
    std::vector<std::pair<Object*, uint64_t>> all(visited_.begin(), visited_.end());
    std::sort(all.begin(), all.end());
    for (size_t i = 1; i < all.size(); ++i)
      if (reinterpret_cast<char*>(all[i - 1].first) + all[i - 1].second > reinterpret_cast<char*>(all[i].first))
        fail("two objects overlap", Value::object(all[i].first));
  }

  // Written image objects are roots; all others must refer to nothing outside of the image.
  void check_image() {
    char* at = reinterpret_cast<char*>(impl_.image_begin);
    char* end = at + impl_.image_bytes;
    while (at < end) {
      Object* object = reinterpret_cast<Object*>(at);
      if ((object->flags & (kOld | kImage | kLogged | kForwarded)) != (kOld | kImage))
        fail("an image object with wrong flags", Value::object(object));
      inside_unwritten_image_object_ = !(object->flags & kImageWritten);
      check_fields(object);
      at += Heap::object_words(impl_.heap, object) * 8;
    }
    inside_unwritten_image_object_ = false;
  }

  [[noreturn]] void fail(const char* what, Value value) {
    std::fprintf(stderr, "norn: heap verification: %s\n  held by: %s, reference %zu\n  value: %#llx\n", what, holder_,
                 index_, static_cast<unsigned long long>(value.bits()));
    if (value.is_object() && value.as_object()->flags % 2 == 0) {
      const char* name = impl_.heap.layout(value.as_object()->kind).name;
      std::fprintf(stderr, "  object: kind %d (%s), flags %#x\n", static_cast<int>(value.as_object()->kind),
                   name ? name : "not registered", value.as_object()->flags);
    }
    NORN_UNREACHABLE("the heap is corrupt");
  }

  HeapImpl& impl_;
  std::unordered_map<const void*, size_t> large_;
  std::unordered_map<Object*, uint64_t> visited_;  // with the size in bytes
  std::vector<Object*> pending_;
  const char* holder_ = "a root source";
  size_t index_ = 0;
  bool inside_unwritten_image_object_ = false;
};

}  // namespace

void verify_heap(HeapImpl& impl) { Verifier(impl).run(); }

}  // namespace norn
