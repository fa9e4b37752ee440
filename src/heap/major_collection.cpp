// Major collections: mark everything reachable in old space, then sweep lines.
//
// The mark stack holds references whose target has not been looked at. Between
// the stack and the look stands a short queue: an address entering it is
// prefetched, so that its header has arrived when it leaves. What trace hooks read
// (the stacks of tasks) goes through a second such queue. Long arrays are not
// pushed whole but in pieces, which bounds the stack by the number of objects.
// There is no recursion anywhere.
#include <algorithm>

#include "heap/heap_impl.h"

namespace norn {

namespace {

class MajorCollection final : public RootVisitor {
 public:
  explicit MajorCollection(HeapImpl& impl) : impl_(impl) {}

  void run() {
    impl_.mark_sense ^= kMarked;
    impl_.old.clear_marks();
    mark_roots();
    drain();
    for (RootSource* source : impl_.root_sources) source->clear_dead(impl_.heap, true);
    finalize_dead();
    impl_.old.sweep();
    impl_.large.sweep([&](void* memory) { return !impl_.is_marked(static_cast<Object*>(memory)); });
    impl_.work.trim();
  }

  void visit_values(Value* first, size_t count) override { push_all(first, count); }

 private:
  static constexpr size_t kQueueSize = 16;  // a power of two
  static constexpr uint64_t kPieceWords = 512;

  struct Span {
    Value* first;
    uint64_t count;
  };

  void mark_roots() {
    for (RootSource* source : impl_.root_sources) source->trace_roots(*this);
    impl_.young_persistents.visit(*this);
    impl_.old_persistents.visit(*this);
    for (Object* object : impl_.image_written) scan(object);
  }

  // Objects whose memory is on its way.
  struct Queue {
    Object* at[kQueueSize];
    size_t first = 0, count = 0;
    bool full() const { return count == kQueueSize; }
    void push(Object* object) { at[(first + count++) % kQueueSize] = object; }
    Object* pop() {
      --count;
      return at[first++ % kQueueSize];
    }
  };

  void drain() {
    for (;;) {
      while (!coming_.full() && !impl_.work.empty()) {
        Object* object = impl_.work.pop();
        __builtin_prefetch(object, 1);
        coming_.push(object);
      }
      if (coming_.count > 0)
        mark(coming_.pop());
      else if (hooked_.count > 0)
        trace_hooked();
      else if (!long_spans_.empty())
        push_piece();
      else
        return;
    }
  }

  void trace_hooked() {
    Object* object = hooked_.pop();
    impl_.heap.hooks(object->kind).trace(object, *this);
  }

  void mark(Object* object) {
    if (impl_.is_marked(object)) return;
    object->flags ^= kMarked;
    const ScanInfo info = impl_.scan[static_cast<int>(object->kind)];
    if (__builtin_expect(info.fixed_words == 0, 0)) fail_unregistered(object->kind);
    if (!(object->flags & kLarge)) OldSpace::mark_lines(object, object_words(info, object) * 8);
    if (info.has_references()) scan(object, info);
  }

  void scan(Object* object) { scan(object, impl_.scan[static_cast<int>(object->kind)]); }

  void scan(Object* object, const ScanInfo& info) {
    for_each_span(info, object, [&](Value* first, uint64_t count) {
      if (__builtin_expect(count > kPieceWords, 0))
        long_spans_.push_back({first, count});
      else
        push_all(first, count);
    });
    if (__builtin_expect(info.has_trace_hook(), 0)) {
      if (hooked_.full()) trace_hooked();
      if (auto* prefetch = impl_.heap.hooks(object->kind).prefetch) prefetch(object);
      hooked_.push(object);
    }
  }

  void push_piece() {
    Span& span = long_spans_.back();
    const uint64_t piece = std::min(span.count, kPieceWords);
    push_all(span.first, piece);
    span.first += piece;
    span.count -= piece;
    if (span.count == 0) long_spans_.pop_back();
  }

  void push_all(Value* values, uint64_t count) {
    impl_.work.reserve(count);
    for (uint64_t i = 0; i < count; ++i)
      if (values[i].is_object() && !impl_.in_image(values[i].as_object())) impl_.work.push(values[i].as_object());
  }

  void finalize_dead() {
    std::erase_if(impl_.old_finalizable, [&](Object* object) {
      if (impl_.in_image(object) || impl_.is_marked(object)) return false;
      impl_.heap.hooks(object->kind).finalize(impl_.heap, object);
      return true;
    });
  }

  HeapImpl& impl_;
  Queue coming_;  // marked when they leave
  Queue hooked_;  // their trace hooks are called when they leave
  std::vector<Span> long_spans_;
};

}  // namespace

void mark_and_sweep(HeapImpl& impl) { MajorCollection(impl).run(); }

}  // namespace norn
