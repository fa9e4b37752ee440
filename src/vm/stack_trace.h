// Reading traces: places in code as names and positions.
#pragma once

#include <string>
#include <vector>

#include "vm/vm.h"

namespace norn {

struct TraceFrame {
  std::string function;  // "ns/name"
  std::string file;      // "" if unknown
  uint32_t line = 0, column = 0;
  bool spawn = false;     // where the task was spawned, not a call
  uint64_t left_out = 0;  // spawn levels left out before this one
};

TraceFrame describe_place(Value code, uint32_t offset);
// Newest first: calls, then spawn sites.
std::vector<TraceFrame> read_trace(Value trace);
// Where a parked task stands; an empty vector if it never ran.
std::vector<TraceFrame> parked_frames(Vm& vm, Task* task, int limit);
std::string frame_text(const TraceFrame& frame);  // "ns/name (file.clj:3:7)"

}  // namespace norn
