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
  std::string task;       // the name of the spawned task, "" if it has none
  uint64_t left_out = 0;  // spawn levels left out before this one
};

// `clearing`: the heap, while it clears weak references, when objects may have moved.
TraceFrame describe_place(Value code, uint32_t offset, const Heap* clearing = nullptr);
// Newest first: calls, then spawn sites.
std::vector<TraceFrame> read_trace(Heap& heap, Value trace);
// Where a parked task stands; an empty vector if it never ran.
std::vector<TraceFrame> parked_frames(Vm& vm, Task* task, int limit, bool clearing = false);
// The frame that names a wait: the first that is not the library's, else the first; nullptr if there is none.
const TraceFrame* waiting_frame(const std::vector<TraceFrame>& frames);
// Inside RootSource::clear_dead: where the object is now; a dead one is still intact where it was.
Value settled(const Heap& heap, Value value);
std::string frame_text(const TraceFrame& frame);      // "ns/name (file.clj:3:7)"
std::string printed_text(Heap& heap, Value value);    // readably, shortened; the class if it needs bytecode
std::string task_name_text(Heap& heap, Value name);   // "fetcher"
std::string task_text(Heap& heap, const Task* task);  // "main task", "task 7", "task 7 (fetcher)"
// Who asked for a cancellation, and where: "task 7 at ns/name (file.clj:3:7)"; "" if it was the runtime.
std::string canceller_text(Heap& heap, const Exception* signal);

}  // namespace norn
