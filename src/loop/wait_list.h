// Waiting for something long-lived: bytes on a connection, a client at a
// listener, room in a queue.
//
// Whoever waits adds a cookie; whoever makes it happen wakes the first or all
// of them. A woken cookie stands in the loop's ReadyQueue until the scheduler
// takes it as a Completion of kind `ready`. Nothing here allocates per wait.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "loop/request.h"

namespace norn {

// The cookies that were woken and not taken yet, first come, first served.
class ReadyQueue {
 public:
  struct Entry {
    Cookie cookie;
    int status;
  };

  bool empty() const { return next_ == entries_.size(); }
  void push(Cookie cookie, int status) { entries_.push_back({cookie, status}); }
  // Requires: !empty().
  Entry pop() {
    const Entry taken = entries_[next_++];
    if (next_ == entries_.size()) {
      entries_.clear();
      next_ = 0;
    }
    return taken;
  }

  // How many cookies stand in wait lists that keep the program running.
  size_t awaited() const { return awaited_; }
  // And in those that do not.
  size_t idly_awaited() const { return idly_awaited_; }

 private:
  friend class WaitList;
  std::vector<Entry> entries_;
  size_t next_ = 0;
  size_t awaited_ = 0;
  size_t idly_awaited_ = 0;
};

// Requires: the queue outlives the list.
class WaitList {
 public:
  explicit WaitList(ReadyQueue& ready) : ready_(&ready) {}
  WaitList(const WaitList&) = delete;
  WaitList& operator=(const WaitList&) = delete;
  ~WaitList() { note(-static_cast<int>(count())); }

  bool empty() const { return cookies_.size() == first_; }
  size_t count() const { return cookies_.size() - first_; }

  void add(Cookie cookie) {
    cookies_.push_back(cookie);
    note(+1);
  }
  // For a cookie that was woken in vain: its place is in front.
  void add_first(Cookie cookie) {
    if (first_ > 0)
      cookies_[--first_] = cookie;
    else
      cookies_.insert(cookies_.begin(), cookie);
    note(+1);
  }
  // For one that gives up. If it was woken already, the next one is woken in its place.
  void remove(Cookie cookie) {
    for (size_t i = first_; i < cookies_.size(); ++i) {
      if (cookies_[i] != cookie) continue;
      cookies_.erase(cookies_.begin() + static_cast<ptrdiff_t>(i));
      note(-1);
      return;
    }
    wake_first();
  }
  // False if nobody waits.
  bool wake_first(int status = 0) {
    if (empty()) return false;
    ready_->push(cookies_[first_++], status);
    if (first_ == cookies_.size()) {
      cookies_.clear();
      first_ = 0;
    }
    note(-1);
    return true;
  }
  void wake_all(int status = 0) {
    while (wake_first(status)) {
    }
  }

  // Whether waiting here keeps the program running; it does unless told otherwise.
  void set_referenced(bool referenced) {
    if (referenced == is_referenced_) return;
    const int waiters = static_cast<int>(count());
    note(-waiters);
    is_referenced_ = referenced;
    note(waiters);
  }

 private:
  void note(int change) { (is_referenced_ ? ready_->awaited_ : ready_->idly_awaited_) += static_cast<size_t>(change); }

  ReadyQueue* ready_;
  std::vector<Cookie> cookies_;
  size_t first_ = 0;  // what is before has been woken
  bool is_referenced_ = true;
};

}  // namespace norn
