// Host module: sorting. Stable, by `compare` here, or by a comparator of the
// program, which bytecode calls (it may wait).
//
// Both are one bottom-up merge sort whose state is an array of the language, so
// that it can stop anywhere: by `compare` it stops after so many moves and asks
// to be called again; with a comparator it stops at every comparison, by tail
// calling the comparator in its own place, and goes on when bytecode comes back
// with the answer:
//
//   (loop [answer nil]
//     (let [answer (sort-step! state comparator answer)]
//       (if (identical? answer state) (sort-result state) (recur answer))))
#include <algorithm>

#include "base/result.h"
#include "data/array.h"
#include "data/compare.h"
#include "data/seq.h"
#include "data/transient_fork.h"
#include "lib/args.h"
#include "vm/vm.h"

namespace norn {
namespace {

constexpr uint64_t kMovesPerTurn = 1 << 16;
constexpr uint64_t kCheckWidth = 16;  // runs of this length are first checked for being in order already

// Runs of `width` items in `from` are merged into `to`. Without keys both hold items, else indices of items.
enum StateField { kItems, kKeys, kFrom, kTo, kWidth, kLeft, kMiddle, kRight, kEnd, kOut, kPhase, kStateFields };
enum class Phase : uint8_t { next_run, check_order, merge, done };

class MergeSort {
 public:
  MergeSort(Heap& heap, ObjectArray* state)
      : heap_(heap),
        state_(state),
        from_(as<ObjectArray>(state->data()[kFrom])),
        to_(as<ObjectArray>(state->data()[kTo])),
        keys_(try_as<ObjectArray>(state->data()[kKeys])),
        count_(from_->tail_count),
        width_(load(kWidth)),
        left_(load(kLeft)),
        middle_(load(kMiddle)),
        right_(load(kRight)),
        end_(load(kEnd)),
        out_(load(kOut)),
        phase_(static_cast<Phase>(load(kPhase))) {
    heap.written(from_);
    heap.written(to_);
  }

  // Goes on to the next comparison: is later() before earlier()? False: sorted.
  bool advance() {
    for (;;) {
      switch (phase_) {
        case Phase::merge:
          if (left_ < middle_ && right_ < end_) return true;
          finish_run();
          break;
        case Phase::next_run:
          if (!begin_run()) return false;
          if (phase_ == Phase::check_order) return true;
          break;
        case Phase::check_order: return true;
        case Phase::done: return false;
      }
    }
  }

  Value later() const { return key(from_->data()[phase_ == Phase::check_order ? middle_ : right_]); }
  Value earlier() const { return key(from_->data()[phase_ == Phase::check_order ? middle_ - 1 : left_]); }

  void answer(bool later_is_before) {
    if (phase_ == Phase::check_order) {
      phase_ = Phase::merge;
      if (!later_is_before) {  // in order: move all
        copy_to_out(left_, end_);
        left_ = middle_;
        right_ = end_;
      }
      return;
    }
    to_->data()[out_++] = from_->data()[later_is_before ? right_++ : left_++];
    ++moves_;
  }

  uint64_t moves() const { return moves_; }

  void save() {
    heap_.written(state_);
    state_->data()[kFrom] = to_value(from_);
    state_->data()[kTo] = to_value(to_);
    store(kWidth, width_);
    store(kLeft, left_);
    store(kMiddle, middle_);
    store(kRight, right_);
    store(kEnd, end_);
    store(kOut, out_);
    store(kPhase, static_cast<uint64_t>(phase_));
  }

 private:
  uint64_t load(StateField field) const { return static_cast<uint64_t>(state_->data()[field].as_fixnum()); }
  void store(StateField field, uint64_t n) { state_->data()[field] = Value::fixnum(static_cast<int64_t>(n)); }
  Value key(Value v) const { return keys_ ? keys_->data()[v.as_fixnum()] : v; }

  void copy_to_out(uint64_t first, uint64_t last) {
    std::copy(from_->data() + first, from_->data() + last, to_->data() + out_);
    out_ += last - first;
    moves_ += last - first;
  }

  void finish_run() {
    copy_to_out(left_, middle_);
    copy_to_out(right_, end_);
    phase_ = Phase::next_run;
  }

  // False when everything is one run, which then is in from_.
  bool begin_run() {
    if (end_ == count_) {
      std::swap(from_, to_);
      width_ *= 2;
      end_ = 0;
      if (width_ >= count_) {
        phase_ = Phase::done;
        return false;
      }
    }
    left_ = out_ = end_;
    middle_ = right_ = std::min(left_ + width_, count_);
    end_ = std::min(middle_ + width_, count_);
    phase_ = width_ >= kCheckWidth && middle_ < end_ ? Phase::check_order : Phase::merge;
    return true;
  }

  Heap& heap_;
  ObjectArray* state_;
  ObjectArray* from_;
  ObjectArray* to_;
  ObjectArray* keys_;
  uint64_t count_, width_, left_, middle_, right_, end_, out_;
  Phase phase_;
  uint64_t moves_ = 0;
};

ObjectArray* copy_of(Heap& heap, ObjectArray* array) { return as<ObjectArray>(array_copy(heap, to_value(array))); }

ObjectArray* make_state(Heap& heap, ObjectArray* items, ObjectArray* keys) {
  ObjectArray* state = make_object_array(heap, kStateFields);
  std::fill_n(state->data(), kStateFields, Value::fixnum(0));
  uint64_t count = items->tail_count;
  ObjectArray* from = keys ? make_object_array(heap, count) : copy_of(heap, items);
  if (keys)
    for (uint64_t i = 0; i < count; ++i) from->data()[i] = Value::fixnum(static_cast<int64_t>(i));
  state->aux = kBelongsToFrames;
  Value* fields = state->data();
  fields[kItems] = to_value(items);
  fields[kKeys] = to_value(keys);
  fields[kFrom] = to_value(from);
  fields[kTo] = to_value(make_object_array(heap, count));
  fields[kWidth] = Value::fixnum(1);
  fields[kPhase] = Value::fixnum(static_cast<int64_t>(count < 2 ? Phase::done : Phase::next_run));
  return state;
}

bool is_state(Value v) {
  const ObjectArray* array = try_as<ObjectArray>(v);
  return array && array->aux == kBelongsToFrames && array->tail_count == kStateFields;
}

// Requires: the state is done.
ObjectArray* result_of(Heap& heap, ObjectArray* state) {
  ObjectArray* from = as<ObjectArray>(state->data()[kFrom]);
  if (state->data()[kKeys].is_nil()) return from;
  ObjectArray* items = as<ObjectArray>(state->data()[kItems]);
  ObjectArray* sorted = make_object_array(heap, from->tail_count);
  for (uint64_t i = 0; i < sorted->tail_count; ++i) sorted->data()[i] = items->data()[from->data()[i].as_fixnum()];
  return sorted;
}

OrRaised<bool> is_before(Heap& heap, Value a, Value b) {
  if (a.is_fixnum() && b.is_fixnum()) return a.as_fixnum() < b.as_fixnum();
  return NORN_TRY(compare_values(heap, a, b)) < 0;
}

// What the answer of a comparator, asked (comparator later earlier), means. As AFunction.compare on the JVM.
OrRaised<bool> means_before(Heap& heap, Value answer) {
  if (answer.is_fixnum()) return answer.as_fixnum() < 0;
  if (answer.is_boolean()) return answer.is_true();
  if (!is_number(answer)) NORN_RAISE(raise_cannot_cast(heap, answer, "java.lang.Number"));
  return to_double(answer) <= -1.0;  // its int value
}

// Small arrays of small integers: nothing can fail, no state is needed.
bool sort_fixnums(std::span<Value> values) {
  if (!std::all_of(values.begin(), values.end(), [](Value v) { return v.is_fixnum(); })) return false;
  std::sort(values.begin(), values.end(), [](Value a, Value b) { return a.as_fixnum() < b.as_fixnum(); });
  return true;
}

Returned sort_turn(HostCall& call, ObjectArray* items, ObjectArray* keys) {
  Heap& heap = call.heap;
  bool resumed = is_state(to_value(items));
  if (!resumed && !keys && items->tail_count <= kMovesPerTurn) {
    ObjectArray* copy = copy_of(heap, items);
    if (sort_fixnums(copy->values())) return to_value(copy);
  }
  ObjectArray* state = resumed ? items : make_state(heap, items, keys);
  MergeSort sort(heap, state);
  while (sort.advance()) {
    if (sort.moves() >= kMovesPerTurn) {
      sort.save();
      call.args[0] = to_value(state);
      NORN_RAISE(Raised::again());
    }
    OrRaised<bool> before = is_before(heap, sort.later(), sort.earlier());
    if (!before) {
      call.args[0] = state->data()[kItems];  // the twin begins anew
      return std::unexpected(before.error());
    }
    sort.answer(*before);
  }
  sort.save();
  return to_value(result_of(heap, state));
}

OrRaised<ObjectArray*> keys_arg(HostCall& call, uint32_t i, ObjectArray* items) {
  ObjectArray* keys = NORN_TRY(object_arg<ObjectArray>(call, i, "an array of keys"));
  if (!is_state(to_value(items)) && keys->tail_count != items->tail_count)
    NORN_RAISE(raise_illegal_argument(call.heap, "Sorting by keys needs as many keys as items"));
  return keys;
}

}  // namespace

NORN_HOST(sort_natural, "norn.prim/sort-natural", "([array])", "A new array of the items sorted by compare, stable.") {
  return sort_turn(call, NORN_TRY(object_arg<ObjectArray>(call, 0, "an array")), nullptr);
}

NORN_HOST(sort_natural_by, "norn.prim/sort-natural-by", "([array keys])",
          "A new array of the items sorted by the keys at the same indices, by compare, stable.") {
  ObjectArray* items = NORN_TRY(object_arg<ObjectArray>(call, 0, "an array"));
  return sort_turn(call, items, NORN_TRY(keys_arg(call, 1, items)));
}

NORN_HOST(sort_begin, "norn.prim/sort-begin", "([array] [array keys])",
          "The state of sorting the items, or, by a comparator of keys, the items with these keys: for sort-step!.") {
  ObjectArray* items = NORN_TRY(object_arg<ObjectArray>(call, 0, "an array"));
  ObjectArray* keys = call.count == 2 ? NORN_TRY(keys_arg(call, 1, items)) : nullptr;
  return to_value(make_state(call.heap, items, keys));
}

NORN_HOST(sort_step, "norn.prim/sort-step!", "([state comparator answer])",
          "Takes the comparator's answer to the question before (nil at first) and calls it with the next two items in "
          "place of "
          "itself; returns the state when everything is sorted.") {
  if (!is_state(call[0])) NORN_RAISE(wrong_argument(call, 0, "the state of a sort"));
  ObjectArray* state = as<ObjectArray>(call[0]);
  MergeSort sort(call.heap, state);
  if (state->data()[kPhase] != Value::fixnum(static_cast<int64_t>(Phase::next_run)))
    if (sort.advance()) sort.answer(NORN_TRY(means_before(call.heap, call[2])));
  bool more = sort.advance();
  sort.save();
  if (!more) return call[0];
  call.vm.tail_call_function = call[1];
  call.vm.tail_call_arguments.assign({sort.later(), sort.earlier()});
  NORN_RAISE(Raised::tail_call());
}

NORN_HOST(sort_result, "norn.prim/sort-result", "([state])",
          "The array of the sorted items, when sort-step! has returned the state.") {
  if (!is_state(call[0])) NORN_RAISE(wrong_argument(call, 0, "the state of a sort"));
  return to_value(result_of(call.heap, as<ObjectArray>(call[0])));
}

NORN_MODULE(kSortingModule, sort_natural, sort_natural_by, sort_begin, sort_step, sort_result);

}  // namespace norn
