// How much a host function does in one go (SEMANTICS 34). One that finds more
// to do bails before it has changed anything, and its twin in bytecode does the
// same in pieces (lib/long_collections.cpp, lib/long_texts.cpp), between which
// others run. The limit is a variable so that tests can make everything long.
#pragma once

#include <cstdint>

namespace norn {

inline constexpr int64_t kDefaultLongWork = 100'000;  // items: well below a millisecond, unless memory is slow
inline constexpr int64_t kBytesPerItem = 4;           // of a text

inline constinit thread_local int64_t long_work_limit = kDefaultLongWork;

inline bool is_long_work(uint64_t items) { return items > static_cast<uint64_t>(long_work_limit); }
inline bool is_long_text(uint64_t bytes) { return is_long_work(bytes / kBytesPerItem); }

// What is left of the work one call may do.
class WorkLeft {
 public:
  void begin() { left_ = long_work_limit; }
  void begin_unlimited() { left_ = INT64_MAX; }
  // False when it is used up.
  bool take(int64_t items) { return (left_ -= items) >= 0; }

 private:
  int64_t left_ = 0;
};

}  // namespace norn
