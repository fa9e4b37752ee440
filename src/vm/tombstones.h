// What is kept of tasks that were collected while they waited: nothing could
// reach them, so nothing could ever have woken them (SEMANTICS 8). Their
// `finally` blocks do not run; where they were started and where they waited is
// remembered for the newest 1,000, so that reports can name them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace norn {

struct Task;
struct Vm;

struct Tombstone {
  uint64_t task_id = 0;
  std::string name;        // "" if it had none
  std::string spawned_at;  // "ns/name (file.clj:3:7)", "" if unknown
  std::string waited_at;
};

class Tombstones {
 public:
  static constexpr size_t kKept = 1000;

  // Called while a collection clears weak references: the dead are still intact.
  void bury(Vm& vm, std::span<Task* const> dead);
  uint64_t buried() const { return buried_; }
  size_t kept() const { return ring_.size(); }
  const Tombstone& newest(size_t i) const { return ring_[(buried_ - 1 - i) % kKept]; }  // Requires: i < kept().

 private:
  std::vector<Tombstone> ring_;
  uint64_t buried_ = 0;
};

}  // namespace norn
