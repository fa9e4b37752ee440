// Sequences and the collection operations that work on everything.
//
// Each function here follows the clojure.core function of its name. It bails
// (Raised::bail) on what needs the language: an unrealized lazy seq, a deftype
// or reify instance, a key whose hash or = bails; and raises what the JVM
// raises for types it cannot work on.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "data/list.h"
#include "data/map.h"
#include "data/set.h"
#include "data/vector.h"

namespace norn {

// --- seqs ------------------------------------------------------------------
Returned seq_of(Heap& heap, Value v);    // nil or a seq
Returned first_of(Heap& heap, Value v);  // nil if empty
Returned next_of(Heap& heap, Value v);   // nil or a seq
Returned rest_of(Heap& heap, Value v);   // a seq or the empty list; an unrealized lazy seq is returned as it is
// For values that seq_of has returned (a realized seq): first never fails.
Value seq_first(Heap& heap, Value seq);
Value make_range(Heap& heap, int64_t start, int64_t count, int64_t step);  // the empty list if count is 0

// Takes the next elements of a realized seqable, up to `limit`, without making seq objects for them. Stops early at an
// unrealized lazy seq: then `rest` is that, and only if nothing was taken does it bail. `rest` is nil at the end.
// Returns the number taken.
OrRaised<uint32_t> take_chunk(Heap& heap, Value seqable, Value* out, uint32_t limit, Value* rest);

// --- for C++ loops over any realized seqable --------------------------------------
// SeqCursor cursor(heap, coll); Value v; while (NORN_TRY(cursor.next(&v))) use(v);
class SeqCursor {
 public:
  SeqCursor(Heap& heap, Value seqable) : heap_(heap), rest_(seqable) {}
  OrRaised<bool> next(Value* out) {
    if (at_ == filled_) {
      if (done_) return false;
      OrRaised<uint32_t> n = take_chunk(heap_, rest_, buffer_, kBuffer, &rest_);
      if (!n) return std::unexpected(n.error());
      at_ = 0;
      filled_ = *n;
      done_ = rest_.is_nil();
      if (filled_ == 0) {
        done_ = true;
        return false;
      }
    }
    *out = buffer_[at_++];
    return true;
  }

 private:
  static constexpr uint32_t kBuffer = 32;
  Heap& heap_;
  Value rest_;
  uint32_t at_ = 0, filled_ = 0;
  bool done_ = false;
  Value buffer_[kBuffer];
};

// All elements of a realized seqable.
OrRaised<std::vector<Value>> collect(Heap& heap, Value seqable);
// The same, but bails when there are more than one call should touch (base/long_work.h).
OrRaised<std::vector<Value>> collect_in_one_go(Heap& heap, Value seqable);

// --- collection functions ------------------------------------------------------------
OrRaised<uint64_t> count_of(Heap& heap, Value v);
// The count of counted collections (nil, strings and arrays too) in O(1); nothing for others.
std::optional<uint64_t> count_if_counted(Value v);
Returned nth_of(Heap& heap, Value coll, int64_t index);  // raises when out of bounds, as (nth coll index)
Returned nth_of(Heap& heap, Value coll, int64_t index, Value not_found);
Returned get_of(Heap& heap, Value coll, Value key, Value not_found = Value::nil());
OrRaised<bool> contains_of(Heap& heap, Value coll, Value key);
Returned find_of(Heap& heap, Value coll, Value key);
Returned conj_of(Heap& heap, Value coll, Value value);
Returned assoc_of(Heap& heap, Value coll, Value key, Value value);
Returned dissoc_of(Heap& heap, Value coll, Value key);
Returned disj_of(Heap& heap, Value coll, Value key);
Returned empty_of(Heap& heap, Value coll);
Returned peek_of(Heap& heap, Value coll);
Returned pop_of(Heap& heap, Value coll);
Returned vec_of(Heap& heap, Value coll);
Returned keys_of(Heap& heap, Value coll);
Returned values_of(Heap& heap, Value coll);
Returned rseq_of(Heap& heap, Value coll);
OrRaised<ObjectArray*> to_object_array(Heap& heap, Value coll);

// --- questions about kinds, as the JVM's interfaces answer them ---------------------
bool is_seq(Value v);         // ISeq
bool is_sequential(Value v);  // Sequential
bool is_counted(Value v);
bool is_collection(Value v);  // IPersistentCollection
bool is_associative(Value v);
bool is_vector(Value v);  // Vector or MapEntry
bool is_list(Value v);    // IPersistentList
bool is_indexed(Value v);
bool is_seqable(Value v);
bool is_reversible(Value v);

// "class X cannot be cast to class Y".
Raised raise_cannot_cast(Heap& heap, Value v, std::string_view to);

}  // namespace norn
