// Host module: pieces of work on large collections (SEMANTICS 34). `=`, `hash`,
// `compare`, `vec`, `to-array`, `count` and their kin bail when there is more to
// do than one call may (base/long_work.h); their twins go on with these, each
// call of which does some of the work and says what is left of it. They change
// nothing they were not given to fill, so a twin can be captured between two.
#include <algorithm>

#include "base/long_work.h"
#include "base/result.h"
#include "data/array.h"
#include "data/compare.h"
#include "data/equality.h"
#include "data/hashing.h"
#include "data/map_entry.h"
#include "data/seq.h"
#include "lib/args.h"
#include "vm/vm.h"

namespace norn {
namespace {

constexpr uint32_t kChunk = 32;
constexpr int64_t kEntryCost = 8;  // of finding a key in a map, in items

// Somebody else's turn is next: this call did as much as a call may.
void end_turn(HostCall& call) { call.vm.charge(static_cast<uint64_t>(call.vm.slice())); }

// Some items of a realized seqable, and what is behind them.
class Run {
 public:
  Run(Heap& heap, Value items) : heap_(heap), from_(items) {}
  // How many came: 0 at the end. Nothing: the language has to look at what is left first.
  OrRaised<std::optional<uint32_t>> take(uint32_t limit = kChunk) {
    OrRaised<uint32_t> n = take_chunk(heap_, from_, items, limit, &behind_);
    if (!n && n.error().is_bail()) return std::nullopt;
    if (!n) return std::unexpected(n.error());
    taken_ = *n;
    return taken_;
  }
  // The seq from the item `n` of those taken on.
  Value behind(uint32_t n) {
    if (n == 0) return from_;
    if (n == taken_) return behind_;
    Value rest, skipped[kChunk];
    OrRaised<uint32_t> again = take_chunk(heap_, from_, skipped, n, &rest);
    NORN_ASSERT(again && *again == n, "they were there a moment ago");
    return rest;
  }
  void skip(uint32_t n) { from_ = behind(n); }
  Value left() const { return from_; }

  Value items[kChunk];

 private:
  Heap& heap_;
  Value from_, behind_;
  uint32_t taken_ = 0;
};

OrRaised<int64_t> count_arg(HostCall& call, uint32_t i) { return integer_arg(call, i); }

uint32_t hash_bits(Value v) { return static_cast<uint32_t>(v.as_fixnum()); }

}  // namespace

NORN_HOST(
    equal_rest, "norn.prim/equal-rest", "([a b])",
    "Compares the items of two seqables from the front. True or false when that decides it; else an entry of what "
    "is left of both: their first items are for the language to compare, or it is somebody else's turn.") {
  Run a(call.heap, call[0]), b(call.heap, call[1]);
  EqualityRun equality;
  auto left = [&](uint32_t n) {
    end_turn(call);
    return make_map_entry(call.heap, a.behind(n), b.behind(n));
  };
  while (equality.goes_on(kChunk)) {
    auto from_a = NORN_TRY(a.take()), from_b = NORN_TRY(b.take());
    if (!from_a || !from_b) return left(0);
    if (*from_a == 0 || *from_b == 0) return Value::boolean(*from_a == *from_b);
    const uint32_t n = std::min(*from_a, *from_b);
    for (uint32_t i = 0; i < n; ++i) {
      Answer same = equality.equals(call.heap, a.items[i], b.items[i]);
      if (same == Answer::no) return Value::boolean(false);
      if (same == Answer::bail) return left(i);
    }
    a.skip(n);
    b.skip(n);
  }
  return left(0);
}

NORN_HOST(equal_entries_rest, "norn.prim/equal-entries-rest", "([entries map])",
          "Looks the entries of one map up in another one. True if all are there, false if one is not; else the seq of "
          "those left, the first of which is for the language.") {
  if (!is_map(call[1])) return call[0];
  Run run(call.heap, call[0]);
  EqualityRun equality;
  auto left = [&](uint32_t n) {
    end_turn(call);
    return run.behind(n);
  };
  while (equality.goes_on(kChunk * kEntryCost)) {
    auto taken = NORN_TRY(run.take());
    if (!taken) return left(0);
    if (*taken == 0) return Value::boolean(true);
    for (uint32_t i = 0; i < *taken; ++i) {
      const MapEntry* entry = try_as<MapEntry>(run.items[i]);
      if (!entry) return left(i);
      Returned there = map_get(call.heap, call[1], entry->key, Value::marker(Marker::absent));
      if (!there && there.error().is_bail()) return left(i);
      if (!there || there->is_marker()) return Value::boolean(false);  // not comparable: not in there
      Answer same = equality.equals(call.heap, entry->value, *there);
      if (same == Answer::no) return Value::boolean(false);
      if (same == Answer::bail) return left(i);
    }
    run.skip(*taken);
  }
  return left(0);
}

NORN_HOST(
    equal_members_rest, "norn.prim/equal-members-rest", "([items set])",
    "Looks items up in a set. True if all are there, false if one is not; else the seq of those left, the first of "
    "which is for the language.") {
  if (!is_set(call[1])) return call[0];
  Run run(call.heap, call[0]);
  EqualityRun equality;
  auto left = [&](uint32_t n) {
    end_turn(call);
    return run.behind(n);
  };
  while (equality.goes_on(kChunk * kEntryCost)) {
    auto taken = NORN_TRY(run.take());
    if (!taken) return left(0);
    if (*taken == 0) return Value::boolean(true);
    for (uint32_t i = 0; i < *taken; ++i) {
      OrRaised<bool> there = set_contains(call.heap, call[1], run.items[i]);
      if (!there && there.error().is_bail()) return left(i);
      if (!there || !*there) return Value::boolean(false);
    }
    run.skip(*taken);
  }
  return left(0);
}

NORN_HOST(hash_run, "norn.prim/hash-run", "([kind sum count items])",
          "Adds items to the hash basis `sum` of `count` items, of a sequence (kind 0), a set (1), or a map's entries "
          "(2). Returns [sum count items] with the items left, whose first is for the language; nil when there are "
          "none.") {
  const int64_t kind = NORN_TRY(integer_arg(call, 0));
  uint32_t sum = hash_bits(Value::fixnum(NORN_TRY(integer_arg(call, 1))));
  int64_t count = NORN_TRY(count_arg(call, 2));
  Run run(call.heap, call[3]);
  HashRun hashes;
  auto result = [&](Value rest) {
    return to_value(make_vector(call.heap, {Value::fixnum(static_cast<int32_t>(sum)), Value::fixnum(count), rest}));
  };
  auto item_hash = [&](Value item) -> std::optional<uint32_t> {
    const MapEntry* entry = kind == 2 ? try_as<MapEntry>(item) : nullptr;
    if (!entry) return kind == 2 ? std::nullopt : hashes.hash(call.heap, item);
    std::optional<uint32_t> key = hashes.hash(call.heap, entry->key);
    std::optional<uint32_t> value = key ? hashes.hash(call.heap, entry->value) : std::nullopt;
    return value ? std::optional(entry_hash(*key, *value)) : std::nullopt;
  };
  for (;;) {
    auto taken = NORN_TRY(run.take());
    if (taken && *taken == 0) return result(Value::nil());
    for (uint32_t i = 0; i < taken.value_or(0); ++i) {
      std::optional<uint32_t> hash = hashes.goes_on() ? item_hash(run.items[i]) : std::nullopt;
      if (!hash) {
        end_turn(call);
        return result(run.behind(i));
      }
      sum = kind == 0 ? ordered_hash_step(sum, *hash) : unordered_hash_step(sum, *hash);
      ++count;
    }
    if (!taken) return result(run.left());
    run.skip(*taken);
  }
}

NORN_HOST(compare_from, "norn.prim/compare-from", "([a b i])",
          "The first index from i on at which the items of two vectors of one length are for the language to compare: "
          "they differ, or are no data, or it is somebody else's turn. Their length if all are the same.") {
  const Vector* a = try_as<Vector>(call[0]);
  const Vector* b = try_as<Vector>(call[1]);
  uint64_t i = static_cast<uint64_t>(NORN_TRY(count_arg(call, 2)));
  if (a && b && a->count == b->count) {
    WorkLeft work;
    work.begin();
    for (; i < a->count; ++i) {
      Value item = vector_nth(a, i);
      if (!work.take(1 + static_cast<int64_t>(count_if_counted(item).value_or(0)))) break;
      OrRaised<int> order = compare_values(call.heap, item, vector_nth(b, i));
      if (!order || *order != 0) break;
    }
    end_turn(call);
  }
  return Value::fixnum(static_cast<int64_t>(i));
}

NORN_HOST(conj_some_, "norn.prim/conj-some!", "([vector items])",
          "Adds the first items of a seqable to a transient vector. Returns what is left: nil at the end.") {
  TransientVector* vector = NORN_TRY(object_arg<TransientVector>(call, 0, "a transient vector"));
  Run run(call.heap, call[1]);
  WorkLeft work;
  work.begin();
  do {
    auto taken = NORN_TRY(run.take());
    if (!taken) break;
    if (*taken == 0) return Value::nil();
    for (uint32_t i = 0; i < *taken; ++i) transient_conj(call.heap, vector, run.items[i]);
    run.skip(*taken);
  } while (work.take(kChunk));
  end_turn(call);
  return run.left();
}

NORN_HOST(fill_array_some_, "norn.prim/fill-array-some!", "([array vector i])",
          "Stores the items of a vector from index i on in an array at the same indices. Returns the index where to go "
          "on, nil when all are stored or the array is full.") {
  if (!is_array(call[0])) NORN_RAISE(wrong_argument(call, 0, "an array"));
  Vector* vector = NORN_TRY(object_arg<Vector>(call, 1, "a vector"));
  const uint64_t end = std::min(vector->count, array_length(call[0]));
  uint64_t i = static_cast<uint64_t>(NORN_TRY(count_arg(call, 2)));
  WorkLeft work;
  for (work.begin(); i < end && work.take(1); ++i) NORN_TRY(array_set(call.heap, call[0], i, vector_nth(vector, i)));
  if (i >= end) return Value::nil();
  end_turn(call);
  return Value::fixnum(static_cast<int64_t>(i));
}

NORN_HOST(
    skip_some, "norn.prim/skip-some", "([items n])",
    "Passes the first n items of a seqable, or some of them. Returns an entry of how many were passed and what is "
    "left.") {
  Run run(call.heap, call[0]);
  const int64_t wanted = NORN_TRY(count_arg(call, 1));
  int64_t passed = 0;
  WorkLeft work;
  work.begin();
  while (passed < wanted) {
    auto taken = NORN_TRY(run.take(static_cast<uint32_t>(std::min<int64_t>(kChunk, wanted - passed))));
    if (!taken || *taken == 0) break;
    passed += *taken;
    run.skip(*taken);
    if (!work.take(kChunk)) break;
  }
  if (passed < wanted) end_turn(call);
  return make_map_entry(call.heap, Value::fixnum(passed), run.left());
}

NORN_HOST(set_long_work_, "norn.prim/set-long-work!", "([items])",
          "For tests: how many items make a collection a large one. Returns what it was.") {
  const int64_t before = long_work_limit;
  long_work_limit = std::max<int64_t>(NORN_TRY(integer_arg(call, 0)), 1);
  return Value::fixnum(before);
}

NORN_MODULE(kLongCollectionsModule, equal_rest, equal_entries_rest, equal_members_rest, hash_run, compare_from,
            conj_some_, fill_array_some_, skip_some, set_long_work_);

}  // namespace norn
