// The clock of tasks that run in virtual time (SEMANTICS 31).
//
// It stands still while anything can run and, when nothing can, moves straight
// to the next deadline. Which tasks live by it is a flag of theirs
// (kTaskVirtualTime, inherited at spawn); the others keep the loop's clock, so
// a watchdog around a block in virtual time still counts real seconds.
//
// Open while at least one block (or the whole program) wants it. Not a second
// loop: files and sockets stay real, and while a request is under way the
// scheduler does not move this clock. Knows no task and no slot.
#pragma once

#include "loop/timers.h"

namespace norn {

class VirtualTime {
 public:
  bool is_open() const { return blocks_ > 0; }
  // The first block's clock begins at `now_ns`.
  void open(int64_t now_ns) {
    if (blocks_++ == 0) start_ns_ = now_ns_ = now_ns;
  }
  // True if that was the last block: what is left in timers() is the caller's to take over.
  bool close() { return --blocks_ == 0; }

  int64_t now_ns() const { return now_ns_; }
  // Every first block begins at the same moment: a date that is part of a test's result repeats.
  int64_t wall_ms() const { return kStartWallMs + (now_ns_ - start_ns_) / 1'000'000; }

  // Moves to the next deadline; false if there is none.
  bool advance() {
    if (timers_.empty()) return false;
    if (timers_.next_deadline_ns() > now_ns_) now_ns_ = timers_.next_deadline_ns();
    return true;
  }
  std::optional<Cookie> take_expired() { return timers_.take_expired(now_ns_); }
  Timers& timers() { return timers_; }

 private:
  static constexpr int64_t kStartWallMs = 1'000'000'000'000;  // 2001-09-09T01:46:40Z

  int blocks_ = 0;
  int64_t start_ns_ = 0;
  int64_t now_ns_ = 0;
  Timers timers_;
};

}  // namespace norn
