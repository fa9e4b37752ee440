// The collector, from above.
//
// MODEL. Two generations. Objects are born in the nursery, a few megabytes that
// are filled by bumping a pointer. A minor collection copies what is still
// reachable there straight into old space and declares the nursery empty: its
// cost follows the survivors, the roots and the old objects written since, never
// the size of the heap. Old space is non-moving. A major collection is a minor
// one followed by a stop-the-world mark of old space and a sweep that looks at
// line marks only.
//
//   nursery ──promotion──▶ old space: blocks of lines (≤ 8 KiB) | large objects
//                          image: mapped, immortal, outside of both
//
// WHEN. Only inside collect() and collect_major(), which the VM calls at
// safepoints. The heap asks for that by setting wants_collection() and making
// the VM's budget counter negative. Until the VM comes around, allocation goes on: past
// the soft limit into the rest of the nursery's reserve, past the reserve into
// old space. So allocation never fails and never moves anything, and C++ code
// between two safepoints needs no handles. The configured heap limit is checked
// where huge things are made (would_exceed_limit) and by the VM after a
// collection.
//
// INVARIANTS
//  1. An old object that may refer to a young one is in `remembered` and has
//     kLogged. The barrier (Heap::written) establishes it for stores; objects
//     that the program makes directly in old space are remembered at birth,
//     because they are filled afterwards.
//  2. After every collection: the nursery is empty, `remembered` is empty, no
//     object has kLogged, and nothing reachable refers to the nursery.
//  3. An image object refers to image objects only, unless it has been written;
//     then it is on `image_written`, a root of every major collection. Marking
//     never reads or writes an image object that is not on that list, so its
//     pages stay shared with the file.
//  4. Old objects never move. Code, types and everything a native structure
//     points at may rely on it.
//  5. kMarked has no fixed meaning: an object is marked when the bit equals
//     `mark_sense`. New old objects are born marked; a major collection flips the
//     sense first, which unmarks everything without touching it.
//  6. An object with a finalizer is on exactly one of the two finalizable lists,
//     the young one while it is in the nursery.
//
// WHY NOT an aging nursery (copy twice before promoting)? Tasks and their data
// either die within one nursery or live for long, and a second copy of 1M parked
// tasks costs more than the few megabytes that are promoted too early. WHY NOT an
// incremental marker? A read or snapshot barrier would tax every store in the
// interpreter; marking 1M parked tasks takes tens of milliseconds. WHY NOT a
// compacting old space? Host code could hold no addresses, and line reuse keeps
// fragmentation low enough. WHY NOT card marking? Immutable data is never
// written, so written objects are few and small; the log is exact and needs no
// scan of clean cards.
//
// The other files: nursery (birth place), old_space and large_space (memory
// without meaning), scan.h (where references are), minor_collection and
// major_collection, persistent (roots owned by C++), verify, snapshot (the core
// image).
#include "heap/heap.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdio>

#include "base/clock.h"
#include "base/hash.h"
#include "heap/heap_impl.h"

namespace norn {

namespace {

// How much the heap may grow between two major collections: as much as what lives. Small heaps may grow to three times
// their size, because marking them is cheap but not free.
constexpr size_t kMinGrowth = size_t{32} << 20;
constexpr size_t kMinGrowthOfMediumHeap = size_t{64} << 20;
constexpr size_t kGrowthUnderStress = size_t{4} << 20;
constexpr uint64_t kAbsurdWords = uint64_t{1} << 44;

}  // namespace

// --- life ---------------------------------------------------------------------

HeapImpl::HeapImpl(Heap& heap, const HeapOptions& options)
    : heap(heap), nursery(options.nursery_bytes, options.nursery_reserve_bytes, options.stress) {
  collections_until_verify = options.verify_interval;
}

HeapImpl::~HeapImpl() {
  young_persistents.orphan_all();
  old_persistents.orphan_all();
  if (image_mapping) munmap(image_mapping, image_mapping_bytes);
}

Heap::Heap(const HeapOptions& options) : options_(options), impl_(std::make_unique<HeapImpl>(*this, options)) {
  cursor = impl_->nursery.window();
  impl_->set_soft_limit(impl_->nursery.soft_limit());
  impl_->plan_next_major();
  wants_collection_ = options.stress;
}

Heap::~Heap() { finalize_all(); }

void Heap::register_kind(Kind kind, const KindLayout& layout, KindHooks hooks) {
  NORN_ASSERT(layout.fixed_words > 0, "a layout has at least the header word");
  layouts_[static_cast<int>(kind)] = layout;
  hooks_[static_cast<int>(kind)] = hooks;
  impl_->scan[static_cast<int>(kind)] = ScanInfo::from(layout, hooks);
}

void fail_unregistered(Kind kind) {
  const char* const names[] = {
#define NORN_KIND(id, type) #type,
#include "heap/kind_ids.def"
#undef NORN_KIND
  };
  const int index = static_cast<int>(kind);
  std::fprintf(stderr, "norn: kind %d (%s) was never registered\n", index, index < kKindCount ? names[index] : "?");
  NORN_UNREACHABLE("every reachable object is of a registered kind");
}

void Heap::add_root_source(RootSource* source) { impl_->root_sources.push_back(source); }

void Heap::remove_root_source(RootSource* source) { std::erase(impl_->root_sources, source); }

void Heap::adopt_image(void* begin, void* end) {
  NORN_ASSERT(impl_->image_bytes == 0, "a heap has at most one image");
  impl_->image_begin = reinterpret_cast<uintptr_t>(begin);
  impl_->image_bytes = static_cast<size_t>(static_cast<char*>(end) - static_cast<char*>(begin));
}

size_t Heap::object_words(const Heap& heap, const Object* object) {
  return norn::object_words(heap.impl_->scan[static_cast<int>(object->kind)], object);
}

// --- allocation -----------------------------------------------------------------

void HeapImpl::set_soft_limit(char* limit) {
  program_soft_limit = limit;
  heap.soft_limit = old_allocation_depth > 0 ? nullptr : limit;
}

void HeapImpl::want_collection() {
  if (heap.wants_collection_) return;
  heap.wants_collection_ = true;
  if (heap.budget_) *heap.budget_ -= Heap::kBudgetAside;
}

Object* Heap::allocate_slow(uint64_t words, Kind kind) {
  NORN_ASSERT(words < kAbsurdWords, "an object's size is sane");
  if (words > kMaxYoungWords && budget_) *budget_ -= static_cast<int64_t>(words / 8);  // filling it takes its time
  if (words > kMaxYoungWords || impl_->old_allocation_depth > 0) return impl_->allocate_old(words, kind);
  char* hard_limit = impl_->nursery.hard_limit();
  if (soft_limit != hard_limit) {
    impl_->nursery.open_reserve();
    impl_->set_soft_limit(hard_limit);
    impl_->want_collection();
    return allocate_words(words, kind);
  }
  return impl_->allocate_old(words, kind);
}

Object* HeapImpl::allocate_old(uint64_t words, Kind kind) {
  uint8_t flags;
  Object* object = old_memory(words, &flags);
  if (scan[static_cast<int>(kind)].has_references()) {
    flags |= kLogged;
    remembered.push_back(object);
  }
  *object = {flags, kind, 0, 0};
  want_collection_when_major_is_due();
  return object;
}

void Heap::begin_old_allocation() {
  ++impl_->old_allocation_depth;
  soft_limit = nullptr;
}

void Heap::end_old_allocation() {
  --impl_->old_allocation_depth;
  impl_->set_soft_limit(impl_->program_soft_limit);
}

void Heap::remember(Object* object) {
  NORN_ASSERT(impl_->phase == HeapImpl::Phase::program, "hooks and root sources store nothing that needs a barrier");
  if ((object->flags & (kImage | kImageWritten)) == kImage) {
    object->flags |= kImageWritten;
    impl_->image_written.push_back(object);
  }
  object->flags |= kLogged;
  impl_->remembered.push_back(object);
}

bool Heap::would_exceed_limit(size_t bytes) const {
  const size_t used = impl_->bytes_outside_nursery() + static_cast<size_t>(cursor - impl_->nursery.window());
  return used > options_.heap_limit_bytes || bytes > options_.heap_limit_bytes - used;
}

void Heap::adjust_native_bytes(int64_t delta) {
  impl_->native_bytes += static_cast<size_t>(delta);
  if (delta > 0) impl_->want_collection_when_major_is_due();
}

uint32_t Heap::identity_hash(Object* object) {
  if (object->hash == 0) object->hash = hash_int64(++impl_->identity_counter);
  return object->hash;
}

// --- collection -----------------------------------------------------------------

void HeapImpl::plan_next_major() {
  const HeapOptions& options = heap.options_;
  const size_t live = bytes_outside_nursery();
  size_t growth = std::max(live, std::clamp(2 * live, kMinGrowth, kMinGrowthOfMediumHeap));
  if (options.stress) growth = kGrowthUnderStress + live / 2;
  old.release_free_chunks(growth);
  major_threshold = live + growth;
  // Near the limit, look for garbage before giving up; but not at every single collection.
  if (major_threshold > options.heap_limit_bytes)
    major_threshold = std::max(options.heap_limit_bytes, live + options.nursery_bytes);
}

namespace {

void run_minor(Heap& heap, HeapImpl& impl) {
  const int64_t start = monotonic_clock_ns();
  impl.phase = HeapImpl::Phase::after_minor;
  collect_minor(impl);
  impl.phase = HeapImpl::Phase::program;
  const uint64_t pause = static_cast<uint64_t>(monotonic_clock_ns() - start);
  HeapStatistics& statistics = impl.statistics;
  impl.minor_pauses.add(pause);
  ++statistics.minor_collections;
  statistics.minor_pause_ns_max = std::max(statistics.minor_pause_ns_max, pause);
  statistics.pause_ns_total += pause;
  if (heap.options().verify && --impl.collections_until_verify == 0) {
    verify_heap(impl);
    impl.collections_until_verify = heap.options().verify_interval;
  }
  impl.nursery.evacuated(heap.cursor);
  heap.cursor = impl.nursery.window();
  impl.set_soft_limit(impl.nursery.soft_limit());
}

void run_major(Heap& heap, HeapImpl& impl) {
  const int64_t start = monotonic_clock_ns();
  impl.phase = HeapImpl::Phase::after_major;
  mark_and_sweep(impl);
  impl.phase = HeapImpl::Phase::program;
  impl.plan_next_major();
  const uint64_t pause = static_cast<uint64_t>(monotonic_clock_ns() - start);
  HeapStatistics& statistics = impl.statistics;
  ++statistics.major_collections;
  statistics.major_pause_ns_max = std::max(statistics.major_pause_ns_max, pause);
  statistics.pause_ns_total += pause;
  if (heap.options().verify) verify_heap(impl);
}

}  // namespace

void Heap::collect() {
  NORN_ASSERT(impl_->old_allocation_depth == 0, "no collection while an old object is being made");
  NORN_ASSERT(impl_->phase == HeapImpl::Phase::program, "collections do not nest");
  run_minor(*this, *impl_);
  const bool major = impl_->major_forced || impl_->bytes_outside_nursery() > impl_->major_threshold;
  impl_->major_forced = false;
  if (major) run_major(*this, *impl_);
  wants_collection_ = options_.stress;
  for (RootSource* source : impl_->root_sources) source->collection_finished(major);
}

void Heap::collect_major() {
  impl_->major_forced = true;
  collect();
}

Value Heap::forwarded_or_dead(Value value) const {
  if (!value.is_object()) return value;
  Object* object = value.as_object();
  const Value dead = Value::marker(Marker::absent);
  if (impl_->phase == HeapImpl::Phase::after_minor) {
    if (!impl_->nursery.contains(object)) return value;
    const uint64_t header = *reinterpret_cast<uint64_t*>(object);
    return header & kForwarded ? Value::from_bits(header) : dead;
  }
  NORN_ASSERT(impl_->phase == HeapImpl::Phase::after_major, "asked inside clear_dead");
  return impl_->in_image(object) || impl_->is_marked(object) ? value : dead;
}

// --- finalizers -------------------------------------------------------------------

void Heap::add_finalizable(Object* object) {
  NORN_ASSERT(hooks(object->kind).finalize != nullptr, "a finalizable kind has a finalize hook");
  (object->flags & kOld ? impl_->old_finalizable : impl_->young_finalizable).push_back(object);
}

void Heap::finalize_all() {
  for (std::vector<Object*>* list : {&impl_->young_finalizable, &impl_->old_finalizable}) {
    std::vector<Object*> objects;
    objects.swap(*list);
    for (Object* object : objects) hooks(object->kind).finalize(*this, object);
  }
}

// --- statistics -------------------------------------------------------------------

void Heap::forget_pauses() {
  impl_->minor_pauses = PauseHistogram();
  impl_->statistics.minor_pause_ns_max = impl_->statistics.major_pause_ns_max = 0;
}

HeapStatistics Heap::statistics() const {
  HeapStatistics result = impl_->statistics;
  result.minor_pause_ns_p99 = impl_->minor_pauses.percentile_ns(99);
  result.nursery_used_bytes = static_cast<size_t>(cursor - impl_->nursery.window());
  result.old_bytes = impl_->old.bytes_in_use() + impl_->large.bytes_in_use();
  result.native_bytes = impl_->native_bytes;
  return result;
}

}  // namespace norn
