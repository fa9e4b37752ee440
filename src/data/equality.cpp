// Dispatch is on the left value, as in Clojure. Sequences are compared in
// chunks, so that no seq objects are made; maps and sets by looking up what is
// in one of them in the other.
#include "data/equality.h"

#include <algorithm>

#include "base/long_work.h"
#include "base/result.h"
#include "data/instance_traits.h"
#include "data/instant.h"
#include "data/number.h"
#include "data/seq.h"
#include "data/tagged_literal.h"
#include "data/type.h"
#include "data/uuid.h"

namespace norn {

namespace {

constexpr int64_t kEntryCost = 8;  // of finding a key in a map, in items

constinit thread_local WorkLeft work_left;
// Looking a key up compares keys from depth 0 again: the nesting of such walks is limited too.
constinit thread_local int walks = 0;

Answer equals_at(Heap& heap, Value a, Value b, int depth);

Answer answer(bool yes) { return yes ? Answer::yes : Answer::no; }

Answer vectors_equal(Heap& heap, const Vector* a, const Vector* b, int depth) {
  if (a->count != b->count) return Answer::no;
  if (a->hash != 0 && b->hash != 0 && a->hash != b->hash) return Answer::no;
  for (uint64_t i = 0; i < a->count;) {
    std::span<const Value> x = vector_chunk(a, i), y = vector_chunk(b, i);
    uint64_t n = std::min(x.size(), y.size());
    if (!work_left.take(static_cast<int64_t>(n))) return Answer::bail;
    for (uint64_t j = 0; j < n; ++j)
      if (Answer same = equals_at(heap, x[j], y[j], depth + 1); same != Answer::yes) return same;
    i += n;
  }
  return Answer::yes;
}

Answer sequences_equal(Heap& heap, Value a, Value b, int depth) {
  std::optional<uint64_t> a_count = count_if_counted(a), b_count = count_if_counted(b);
  if (a_count && b_count && *a_count != *b_count) return Answer::no;
  SeqCursor x(heap, a), y(heap, b);
  for (;;) {
    Value left, right;
    OrRaised<bool> more_left = x.next(&left), more_right = y.next(&right);
    if (!more_left || !more_right) return Answer::bail;
    if (*more_left != *more_right) return Answer::no;
    if (!*more_left) return Answer::yes;
    if (!work_left.take(1)) return Answer::bail;
    if (Answer same = equals_at(heap, left, right, depth + 1); same != Answer::yes) return same;
  }
}

// Whether C++ can look a key up in it without a user comparator and without an exception for incomparable keys.
bool is_hashed(Value map) { return !is<SortedMap>(map); }

// A lookup compares keys by a comparison of its own, which may come back here for keys that are collections. So their
// nesting is counted across the comparisons of one call.
class NestedLookup {
 public:
  NestedLookup() { ++depth_; }
  ~NestedLookup() { --depth_; }
  static bool too_deep() { return depth_ >= kEqualityDepthLimit; }

 private:
  static thread_local int depth_;
};
thread_local int NestedLookup::depth_ = 0;

// Requires: equal counts.
Answer entries_equal(Heap& heap, Value a, Value b, bool with_values, int depth) {
  if (NestedLookup::too_deep()) return Answer::bail;
  NestedLookup nested;
  if (!is_hashed(b) && is_hashed(a)) std::swap(a, b);  // walk the sorted one
  MapIterator it(heap, a);
  while (it.next()) {
    if (!work_left.take(kEntryCost)) return Answer::bail;
    Returned there = map_get(heap, b, it.key(), Value::marker(Marker::absent));
    if (!there) return there.error().is_bail() ? Answer::bail : Answer::no;  // not comparable: not in there
    if (there->is_marker()) return Answer::no;
    if (!with_values) continue;
    if (Answer same = equals_at(heap, it.value(), *there, depth + 1); same != Answer::yes) return same;
  }
  return Answer::yes;
}

Answer records_equal(Heap& heap, Record* a, Record* b, int depth) {
  if (a->type.get() != b->type.get()) return Answer::no;
  for (uint64_t i = 0; i < a->tail_count; ++i)
    if (Answer same = equals_at(heap, a->fields()[i], b->fields()[i], depth + 1); same != Answer::yes) return same;
  if (map_count(a->extra) != map_count(b->extra)) return Answer::no;
  return map_count(a->extra) == 0 ? Answer::yes : entries_equal(heap, a->extra, b->extra, true, depth);
}

Answer maps_equal(Heap& heap, Value a, Value b, int depth) {
  if (is<Record>(a) || is<Record>(b))
    return is<Record>(a) && is<Record>(b) ? records_equal(heap, as<Record>(a), as<Record>(b), depth) : Answer::no;
  if (map_count(a) != map_count(b)) return Answer::no;
  uint32_t x = a.as_object()->hash, y = b.as_object()->hash;
  if (x != 0 && y != 0 && x != y) return Answer::no;
  return entries_equal(heap, a, b, true, depth);
}

Answer sets_equal(Heap& heap, Value a, Value b, int depth) {
  if (set_count(a) != set_count(b)) return Answer::no;
  uint32_t x = a.as_object()->hash, y = b.as_object()->hash;
  if (x != 0 && y != 0 && x != y) return Answer::no;
  return entries_equal(heap, set_map(a), set_map(b), false, depth);
}

// Both forms of the reader are pairs of values.
template <typename T>
Answer pairs_equal(Heap& heap, Value T::* first, Value T::* second, Value a, Value b, int depth) {
  if (!is<T>(b)) return Answer::no;
  Answer same = equals_at(heap, as<T>(a)->*first, as<T>(b)->*first, depth + 1);
  return same == Answer::yes ? equals_at(heap, as<T>(a)->*second, as<T>(b)->*second, depth + 1) : same;
}

bool is_identity_instance(Heap& heap, Value v) {
  const Instance* instance = try_as<Instance>(v);
  return instance && has_identity_equality(heap, instance->type.get());
}

Answer collections_equal(Heap& heap, Value a, Value b, int depth) {
  if (is<Instance>(b)) return is_identity_instance(heap, b) ? Answer::no : Answer::bail;
  if (depth >= kEqualityDepthLimit) return Answer::bail;
  if (walks >= kEqualityDepthLimit) return Answer::bail;
  if (walks == 0) work_left.begin();
  struct Walk {
    Walk() { ++walks; }
    ~Walk() { --walks; }
  } walk;
  if (is<Vector>(a) && is<Vector>(b)) return vectors_equal(heap, as<Vector>(a), as<Vector>(b), depth);
  if (is_map(a)) return is_map(b) ? maps_equal(heap, a, b, depth) : Answer::no;
  if (is_set(a)) return is_set(b) ? sets_equal(heap, a, b, depth) : Answer::no;
  return is_sequential(b) ? sequences_equal(heap, a, b, depth) : Answer::no;
}

Answer equals_at(Heap& heap, Value a, Value b, int depth) {
  if (a == b) return Answer::yes;
  if (!a.is_object()) return answer(a.is_fixnum() && is_number(b) && number_equiv(a, b));
  if (is_number(a)) return answer(is_number(b) && number_equiv(a, b));
  if (!b.is_object()) return is<Instance>(a) && !is_identity_instance(heap, a) ? Answer::bail : Answer::no;
  switch (a.as_object()->kind) {
    case Kind::string: return answer(is<String>(b) && string_equals(as<String>(a), as<String>(b)));
    case Kind::symbol: return answer(is<Symbol>(b) && symbol_equals(as<Symbol>(a), as<Symbol>(b)));
    case Kind::uuid: return answer(is<Uuid>(b) && uuid_equals(as<Uuid>(a), as<Uuid>(b)));
    case Kind::instant: return answer(is<Instant>(b) && as<Instant>(a)->milliseconds == as<Instant>(b)->milliseconds);
    case Kind::tagged_literal: return pairs_equal(heap, &TaggedLiteral::tag, &TaggedLiteral::form, a, b, depth);
    case Kind::reader_conditional:
      return pairs_equal(heap, &ReaderConditional::form, &ReaderConditional::splicing, a, b, depth);
    case Kind::instance: return is_identity_instance(heap, a) ? Answer::no : Answer::bail;
    default: return is_collection(a) ? collections_equal(heap, a, b, depth) : Answer::no;
  }
}

}  // namespace

Answer equals_slow(Heap& heap, Value a, Value b) { return equals_at(heap, a, b, 0); }

// What is nested deeper in one of the items is the caller's, who else would look at it again at each level.
constexpr int kLevelsInRun = 3;

EqualityRun::EqualityRun() {
  work_left.begin();
  walks += kEqualityDepthLimit - kLevelsInRun;
}
EqualityRun::~EqualityRun() { walks -= kEqualityDepthLimit - kLevelsInRun; }

bool EqualityRun::goes_on(int64_t items) { return work_left.take(items); }

Answer EqualityRun::equals(Heap& heap, Value a, Value b) { return equals_at(heap, a, b, 0); }

}  // namespace norn
