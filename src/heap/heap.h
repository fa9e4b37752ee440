// The heap: a bump-allocated nursery in front of a mark-region old space.
//
// Contract (the second law): a collection happens only when the VM calls
// `collect()` at a safepoint. Allocation never collects, so plain C++ code may
// hold Values and object pointers in locals between two safepoints. Whoever
// must keep a value across safepoints (libuv requests, C++ globals) uses
// Persistent; whoever owns many values (stacks, intern tables) is a RootSource.
//
// Generations: survivors of a minor collection are promoted to old space; old
// objects never move. An old object that is written needs the barrier:
// `heap.written(object)` before or after storing into it, once per batch of
// stores with no allocation-independent ordering requirement (nothing can
// collect in between). A freshly made object needs no barrier until the next
// safepoint, also when the nursery was full and it was placed in old space
// (the heap remembers such objects itself).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "heap/object.h"

namespace norn {

class Heap;
struct HeapImpl;  // blocks, mark stack, remembered set: heap_impl.h
struct World;     // data/world.h: intern tables, namespaces, well-known values

// Hands a root to the collector; the collector may move what it refers to.
class RootVisitor {
 public:
  virtual void visit_values(Value* first, size_t count) = 0;
  void visit(Value& value) { visit_values(&value, 1); }
  template <typename T>
  void visit(Ref<T>& ref) {
    visit_values(reinterpret_cast<Value*>(&ref), 1);
  }
  bool minor() const { return minor_; }

 protected:
  ~RootVisitor() = default;
  bool minor_ = false;
};

// Asked at every collection for its roots. (One of the two interfaces that point upwards.)
class RootSource {
 public:
  virtual void trace_roots(RootVisitor& visitor) = 0;
  // For weak tables: called when everything reachable has been found, before dead objects are finalized or reused.
  // Ask heap.forwarded_or_dead(value) for every weakly held value. When `major` is false, only values that were young
  // can have died or moved, so entries that have already survived a collection need not be asked about.
  virtual void clear_dead(Heap& heap, bool major) { (void)heap, (void)major; }
  // Called when a collection has finished, before the program goes on.
  virtual void collection_finished(bool major) { (void)major; }

 protected:
  ~RootSource() = default;
};

// Behaviour of a kind beyond its layout; all optional.
struct KindHooks {
  // Traces what the layout can't describe (stacks, values inside raw words). May read what the object's own fields
  // refer to, when that is raw data.
  void (*trace)(Object* object, RootVisitor& visitor) = nullptr;
  // Prefetches what `trace` will read; called some objects before it.
  void (*prefetch)(const Object* object) = nullptr;
  // Frees native memory. Must not allocate or touch other objects.
  void (*finalize)(Heap& heap, Object* object) = nullptr;
  // Makes the copy of an object fit for the core image: drops native pointers and caches (called before the copy's
  // references are rewritten). Returns false when the object can't be in an image. A kind that has a finalize hook and
  // no freeze hook never can.
  bool (*freeze)(Object* copy) = nullptr;
};

struct HeapOptions {
  size_t nursery_bytes = 4u << 20;
  size_t nursery_reserve_bytes =
      64u << 20;  // host functions may run past the soft limit up to here, then into old space
  size_t heap_limit_bytes = size_t{16} << 30;  // exceeding it raises a catchable out-of-memory error
  bool stress = false;                         // wants a collection always; poisons what the young objects left
  bool verify = false;                         // check everything reachable after every collection ...
  uint32_t verify_interval = 1;                // ... or only after every Nth
};

struct HeapStatistics {
  uint64_t minor_collections = 0;
  uint64_t major_collections = 0;
  uint64_t minor_pause_ns_p99 = 0;
  uint64_t minor_pause_ns_max = 0;
  uint64_t major_pause_ns_max = 0;
  uint64_t pause_ns_total = 0;
  size_t nursery_used_bytes = 0;
  size_t old_bytes = 0;     // in blocks and large objects, live or not yet swept
  size_t native_bytes = 0;  // reported by adjust_native_bytes (stacks, regex programs)
};

class Heap {
 public:
  explicit Heap(const HeapOptions& options);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  // --- allocation -------------------------------------------------------
  // Header filled in, every traced field nil, raw fields and byte tails zero.
  template <HeapObject T>
  T* make() {
    constexpr const KindLayout& layout = LayoutOf<T>::kLayout;
    static_assert(layout.tail == Tail::none);
    Object* object = allocate_words(layout.fixed_words, T::kKind);
    fill_nil(object, layout.first_traced_word, layout.traced_words);
    zero_words(object, layout.first_traced_word + layout.traced_words, layout.fixed_words);
    return static_cast<T*>(object);
  }
  // Tail of `count` Values (all nil) or bytes (all zero).
  template <HeapObject T>
  T* make_tail(uint64_t count) {
    return make_with_tail<T, true>(count);
  }
  // The same, but the tail holds garbage, except for bytes that round it up to whole words: the caller stores every
  // element before the next safepoint.
  template <HeapObject T>
  T* make_tail_unfilled(uint64_t count) {
    return make_with_tail<T, false>(count);
  }
  // Like make/make_tail, but in old space: the object never moves (code, vars, types, intern tables).
  template <HeapObject T>
  T* make_old() {
    begin_old_allocation();
    T* object = make<T>();
    end_old_allocation();
    return object;
  }
  template <HeapObject T>
  T* make_tail_old(uint64_t count) {
    begin_old_allocation();
    T* object = make_tail<T>(count);
    end_old_allocation();
    return object;
  }

  // The write barrier, to be called when a Value is stored into an object that may be old.
  void written(Object* object) {
    if ((object->flags & (kOld | kLogged)) == kOld) remember(object);
  }

  // Larger objects get memory of their own, at once and in old space.
  static constexpr uint64_t kMaxYoungWords = (64u << 10) / 8;

  // Whether `bytes` more would exceed the heap limit: for single huge allocations, which must raise instead. With 0,
  // after a collection: whether the program has to be stopped by an out-of-memory error.
  bool would_exceed_limit(size_t bytes) const;

  // --- collection (VM only) ----------------------------------------------
  bool wants_collection() const { return wants_collection_; }
  void collect();  // minor, and major when due
  void collect_major();
  // The VM's safepoint counter: as soon as the heap wants a collection, kBudgetAside is subtracted once, which makes it
  // negative and keeps what was left.
  static constexpr int64_t kBudgetAside = int64_t{1} << 40;
  void set_wanted_flag(int64_t* budget) { budget_ = budget; }

  // --- roots, kinds, natives ----------------------------------------------
  void add_root_source(RootSource* source);
  void remove_root_source(RootSource* source);
  void register_kind(Kind kind, const KindLayout& layout, KindHooks hooks = {});
  template <HeapObject T>
  void register_kind(KindHooks hooks = {}) {
    register_kind(T::kKind, LayoutOf<T>::kLayout, hooks);
  }
  void adjust_native_bytes(int64_t delta);  // memory owned by objects outside the heap: counts for pacing
  void add_finalizable(Object* object);     // its kind's finalize hook runs once when it dies
  void finalize_all();                      // at program end: runs every finalize hook that has not run
  // Inside RootSource::clear_dead: where the value is now, or Value::marker(Marker::absent) when its object is dead.
  Value forwarded_or_dead(Value value) const;

  // A stable 32-bit identity hash, stored in the header at first use. Never 0.
  uint32_t identity_hash(Object* object);

  // --- image ---------------------------------------------------------------
  // Objects in [begin, end) are immortal and old; a written one is remembered for ever.
  void adopt_image(void* begin, void* end);

  HeapStatistics statistics() const;
  void forget_pauses();  // the longest and the percentile count from here on
  const HeapOptions& options() const { return options_; }
  const KindLayout& layout(Kind kind) const { return layouts_[static_cast<int>(kind)]; }
  const KindHooks& hooks(Kind kind) const { return hooks_[static_cast<int>(kind)]; }
  static size_t object_words(const Heap& heap, const Object* object);

  World* world = nullptr;  // set by data/world.cpp

  // The nursery's bump pointer, public for the interpreter's inline allocation.
  char* cursor = nullptr;
  char* soft_limit = nullptr;

 private:
  friend struct HeapImpl;
  Object* allocate_words(uint64_t words, Kind kind) {
    char* at = cursor;
    char* next = at + words * 8;
    if (__builtin_expect(next > soft_limit, 0)) return allocate_slow(words, kind);
    cursor = next;
    Object* object = reinterpret_cast<Object*>(at);
    *reinterpret_cast<uint64_t*>(object) = static_cast<uint64_t>(kind) << 8;
    return object;
  }
  static void fill_nil(Object* object, uint64_t first_word, uint64_t count) {
    Value* words = reinterpret_cast<Value*>(object) + first_word;
    for (uint64_t i = 0; i < count; ++i) words[i] = Value::nil();
  }
  static void zero_words(Object* object, uint64_t first_word, uint64_t end_word) {
    uint64_t* words = reinterpret_cast<uint64_t*>(object);
    for (uint64_t i = first_word; i < end_word; ++i) words[i] = 0;
  }
  template <HeapObject T, bool filled>
  T* make_with_tail(uint64_t count) {
    constexpr const KindLayout& layout = LayoutOf<T>::kLayout;
    static_assert(layout.tail != Tail::none);
    uint64_t tail_words = layout.tail == Tail::values ? count : (count + 7) / 8;
    uint64_t words = layout.fixed_words + tail_words;
    Object* object = words <= kMaxYoungWords ? allocate_words(words, T::kKind) : allocate_slow(words, T::kKind);
    static_cast<TailObject*>(object)->tail_count = count;
    fill_nil(object, layout.first_traced_word, layout.traced_words);
    zero_words(object, layout.first_traced_word + layout.traced_words, layout.fixed_words);
    if constexpr (layout.tail == Tail::bytes)
      zero_words(object, filled || tail_words == 0 ? layout.fixed_words : words - 1, words);
    else if constexpr (filled)
      fill_nil(object, layout.fixed_words, tail_words);
    return static_cast<T*>(object);
  }
  Object* allocate_slow(uint64_t words, Kind kind);
  void begin_old_allocation();
  void end_old_allocation();
  void remember(Object* object);

  HeapOptions options_;
  bool wants_collection_ = false;
  int64_t* budget_ = nullptr;
  KindLayout layouts_[256];
  KindHooks hooks_[256];
  std::unique_ptr<HeapImpl> impl_;
};

// A root that C++ owns across safepoints (libuv requests, embedding). Move-only; registers itself with the heap.
class PersistentBase {
 public:
  PersistentBase() = default;
  PersistentBase(Heap& heap, Value value);
  PersistentBase(PersistentBase&& other) noexcept;
  PersistentBase& operator=(PersistentBase&& other) noexcept;
  ~PersistentBase() { reset(); }
  void reset();
  Value value() const { return node_ ? node_->value : Value::nil(); }
  void set(Value value);  // Requires: it holds a value already (possibly nil).
  explicit operator bool() const { return node_ != nullptr; }

  struct Node {
    Value value;
    Node* previous;
    Node* next;
  };

 private:
  Heap* heap_ = nullptr;
  Node* node_ = nullptr;
};

template <HeapObject T>
class Persistent : public PersistentBase {
 public:
  Persistent() = default;
  Persistent(Heap& heap, T* object) : PersistentBase(heap, to_value(object)) {}
  T* get() const { return as<T>(value()); }
  T* operator->() const { return get(); }
};

}  // namespace norn
