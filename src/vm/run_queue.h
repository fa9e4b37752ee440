// The queue of runnable tasks: a growable ring. Its order is FIFO unless a seed
// is set, which shuffles it (SEMANTICS 2).
#pragma once

#include <algorithm>
#include <vector>

#include "base/random.h"
#include "vm/task.h"

namespace norn {

class RunQueue {
 public:
  bool empty() const { return count_ == 0; }
  size_t size() const { return count_; }
  void push(Task* task) {
    if (count_ == ring_.size()) grow();
    ring_[(head_ + count_++) & (ring_.size() - 1)] = Value::object(task);
    ++young_;
  }
  Task* pop() {
    if (shuffle_state_) shuffle_head();
    Task* task = as<Task>(ring_[head_]);
    ring_[head_] = Value::nil();
    head_ = (head_ + 1) & (ring_.size() - 1);
    --count_;
    return task;
  }
  // From here on the order depends on the seed alone.
  void set_seed(uint64_t seed) { shuffle_state_ = Random(seed).next() | 1; }
  // What the next choice depends on; 0 means FIFO. To be put back with set_order.
  uint64_t order() const { return shuffle_state_; }
  void set_order(uint64_t order) { shuffle_state_ = order; }
  // A minor collection looks only at the entries pushed since the last one: the others are old. (Shuffling mixes them.)
  void trace(RootVisitor& visitor) {
    size_t known = visitor.minor() && !shuffle_state_ ? count_ - std::min(young_, count_) : 0;
    for (size_t i = known; i < count_; ++i) visitor.visit(ring_[(head_ + i) & (ring_.size() - 1)]);
    young_ = 0;
  }

 private:
  void grow() {
    std::vector<Value> bigger(ring_.empty() ? 256 : ring_.size() * 2);
    for (size_t i = 0; i < count_; ++i) bigger[i] = ring_[(head_ + i) & (ring_.size() - 1)];
    ring_.swap(bigger);
    head_ = 0;
  }
  void shuffle_head() {  // exchange the head with a random entry (xorshift64)
    shuffle_state_ ^= shuffle_state_ << 13;
    shuffle_state_ ^= shuffle_state_ >> 7;
    shuffle_state_ ^= shuffle_state_ << 17;
    std::swap(ring_[head_], ring_[(head_ + shuffle_state_ % count_) & (ring_.size() - 1)]);
  }
  std::vector<Value> ring_;
  size_t head_ = 0, count_ = 0;
  size_t young_ = 0;  // pushed since the last collection
  uint64_t shuffle_state_ = 0;
};

}  // namespace norn
