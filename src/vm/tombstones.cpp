#include "vm/tombstones.h"

#include <algorithm>

#include "vm/stack_trace.h"

namespace norn {
namespace {

std::string shown(const TraceFrame* frame) { return frame ? frame_text(*frame) : ""; }

Tombstone tombstone_of(Vm& vm, Task* dead) {
  Tombstone stone;
  stone.task_id = dead->id;
  if (!dead->notes.is_nil()) {
    const TaskNotes* notes = as<TaskNotes>(settled(vm.heap, dead->notes));
    if (Value name = settled(vm.heap, notes->name); !name.is_nil()) stone.name = task_name_text(vm.heap, name);
  }
  std::vector<TraceFrame> frames = parked_frames(vm, dead, 32, true);
  stone.waited_at = shown(waiting_frame(frames));
  if (!dead->spawn.is_nil()) {
    const SpawnRecord* spawn = as<SpawnRecord>(settled(vm.heap, dead->spawn));
    TraceFrame frame = describe_place(spawn->code, spawn->offset, &vm.heap);
    stone.spawned_at = shown(&frame);
  }
  return stone;
}

}  // namespace

void Tombstones::bury(Vm& vm, std::span<Task* const> dead) {
  const size_t told = std::min(dead.size(), kKept);
  buried_ += dead.size() - told;
  for (Task* task : dead.last(told)) {
    const size_t place = buried_++ % kKept;
    if (place >= ring_.size()) ring_.resize(place + 1);
    ring_[place] = tombstone_of(vm, task);
  }
}

}  // namespace norn
