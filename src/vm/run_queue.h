// The queue of runnable tasks: a growable ring. Its order is FIFO, with one
// exception: a task that awaits hands over to whom it awaits, and a task that
// ends to whom it was awaited by (put_first). So a tree of tasks is walked depth
// first and most of it never exists at the same time. Whoever is handed to runs
// in the rest of the time slice, so nobody else is put off for longer than that.
// A seed shuffles the queue instead (SEMANTICS 2).
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "base/random.h"
#include "vm/task.h"

namespace norn {

class RunQueue {
 public:
  bool empty() const { return count_ == holes_ && first_.is_nil(); }
  size_t size() const { return count_ - holes_ + (first_.is_nil() ? 0 : 1); }
  void push(Task* task) {
    if (__builtin_expect(count_ > mask_, 0)) grow();
    task->queue_position = static_cast<uint32_t>(head_ + count_);
    entry(count_++) = Value::object(task);
    ++young_;
  }
  // The next to run is one that just became runnable ...
  void put_first(Task* task) {
    if (shuffle_state_) return push(task);
    if (!first_.is_nil()) push(as<Task>(first_));
    first_ = Value::object(task);
  }
  // ... or one that stands in the queue.
  void put_queued_first(Task* task) {
    if (shuffle_state_ || first_ == Value::object(task)) return;
    const size_t index = task->queue_position - static_cast<uint32_t>(head_);
    if (index >= count_ || entry(index) != Value::object(task)) return;  // it was shuffled
    entry(index) = Value::nil();
    ++holes_;
    while (count_ > 0 && entry(count_ - 1).is_nil()) {  // what was spawned last is awaited last, if not before
      --count_;
      --holes_;
      young_ -= young_ > 0;
    }
    put_first(task);
  }
  // Whether the next to run is one that was put first.
  bool is_handed_over() const { return !first_.is_nil(); }
  // Requires: !empty().
  Task* pop() {
    if (!first_.is_nil()) return as<Task>(std::exchange(first_, Value::nil()));
    for (;;) {
      if (__builtin_expect(shuffle_state_ != 0, 0)) shuffle_head();
      const Value next = entry(0);
      ++head_;
      --count_;
      if (__builtin_expect(!next.is_nil(), 1)) return as<Task>(next);
      --holes_;
    }
  }
  template <typename Visit>
  void for_each(Visit visit) {
    if (!first_.is_nil()) visit(as<Task>(first_));
    for (size_t i = 0; i < count_; ++i)
      if (!entry(i).is_nil()) visit(as<Task>(entry(i)));
  }
  // From here on the order depends on the seed alone.
  void set_seed(uint64_t seed) { shuffle_state_ = Random(seed).next() | 1; }
  // What the next choice depends on; 0 means FIFO. To be put back with set_order.
  uint64_t order() const { return shuffle_state_; }
  void set_order(uint64_t order) { shuffle_state_ = order; }
  // A minor collection looks only at the entries pushed since the last one: the others are old. (Shuffling mixes them.)
  void trace(RootVisitor& visitor) {
    visitor.visit(first_);
    size_t known = visitor.minor() && !shuffle_state_ ? count_ - std::min(young_, count_) : 0;
    for (size_t i = known; i < count_; ++i) visitor.visit(entry(i));
    young_ = 0;
  }

 private:
  Value& entry(size_t index) { return ring_[(head_ + index) & mask_]; }
  void grow() {
    std::vector<Value> bigger(ring_.size() * 2);
    for (size_t i = 0; i < count_; ++i) bigger[(head_ + i) & (bigger.size() - 1)] = entry(i);
    ring_.swap(bigger);
    mask_ = ring_.size() - 1;
  }
  void shuffle_head() {  // exchange the head with a random entry (xorshift64)
    shuffle_state_ ^= shuffle_state_ << 13;
    shuffle_state_ ^= shuffle_state_ >> 7;
    shuffle_state_ ^= shuffle_state_ << 17;
    std::swap(entry(0), entry(shuffle_state_ % count_));
  }
  std::vector<Value> ring_ = std::vector<Value>(256);
  size_t mask_ = ring_.size() - 1;  // its size is a power of two
  size_t head_ = 0;                 // number of the oldest entry; they are numbered in the order of their coming
  size_t count_ = 0;                // entries, holes included
  size_t holes_ = 0;                // nil: whoever stood there was put first
  size_t young_ = 0;                // entries pushed since the last collection
  Value first_;                     // a Task, or nil
  uint64_t shuffle_state_ = 0;
};

}  // namespace norn
