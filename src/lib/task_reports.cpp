// What the runtime knows of its tasks, as data (namespace norn.runtime).

#include <vector>

#include "base/result.h"
#include "data/map.h"
#include "data/vector.h"
#include "lib/args.h"
#include "sched/scheduler.h"
#include "vm/stack_trace.h"
#include "vm/twins.h"

namespace norn {
namespace {

class Entries {
 public:
  explicit Entries(HostCall& call) : call_(call) {}
  void add(std::string_view key, Value value) {
    if (value.is_nil()) return;
    entries_.push_back(keyword_value(call_, key));
    entries_.push_back(value);
  }
  void add(std::string_view key, const std::string& text) {
    if (!text.empty()) add(key, string_value(call_, text));
  }
  Returned map() { return make_map(call_.heap, entries_); }

 private:
  HostCall& call_;
  std::vector<Value> entries_;
};

Returned task_map(HostCall& call, Task* task) {
  Deadlocks& deadlocks = Scheduler::of(call.vm).deadlocks();
  Entries entries(call);
  entries.add("task", to_value(task));
  entries.add("id", Value::fixnum(static_cast<int64_t>(task->id)));
  entries.add("name", task->name());
  if (task->aux & kTaskParked) {
    entries.add("waits-on", deadlocks.wait_text(task));
    std::vector<Value> holders;
    for (Task* holder : deadlocks.holders(task)) holders.push_back(to_value(holder));
    if (!holders.empty()) entries.add("held-by", to_value(make_vector(call.heap, holders)));
    std::vector<TraceFrame> frames = parked_frames(call.vm, task, 32);
    if (const TraceFrame* frame = waiting_frame(frames)) entries.add("at", frame_text(*frame));
  }
  if (SpawnRecord* spawn = try_as<SpawnRecord>(task->spawn))
    entries.add("spawned-at", frame_text(describe_place(spawn->code, spawn->offset)));
  return entries.map();
}

}  // namespace

NORN_HOST(
    stuck, "norn.runtime/stuck", "([])",
    "The tasks that can never go on, because they wait on each other or behind such a cycle, although the rest of "
    "the program may run: a vector of maps with :task :id :name :waits-on (text) :held-by (the tasks that could end "
    "the wait) :at (where it waits, \"ns/name (file:line:column)\") :spawned-at. Tasks with a timeout are not stuck. "
    "(norn.runtime/stuck) => []") {
  std::vector<Value> maps;
  for (Task* task : Scheduler::of(call.vm).deadlocks().find_stuck()) maps.push_back(NORN_TRY(task_map(call, task)));
  return to_value(make_vector(call.heap, maps));
}

NORN_HOST(
    tasks, "norn.runtime/tasks", "([])",
    "Every task that has not ended, oldest first: maps as those of stuck; :waits-on, :held-by and :at only while it "
    "waits. Costs as much as there are tasks.") {
  std::vector<Value> maps;
  for (Task* task : call.vm.pending_tasks()) maps.push_back(NORN_TRY(task_map(call, task)));
  return to_value(make_vector(call.heap, maps));
}

NORN_HOST(
    abandoned, "norn.runtime/abandoned", "([])",
    "The newest 1,000 of the tasks that were collected while they waited, because nothing could wake them any more; "
    "newest first: maps with :id :name :at (where it waited) :spawned-at. Their `finally` blocks did not run. How "
    "many there were is in (stats).") {
  const Tombstones& tombstones = call.vm.tombstones;
  std::vector<Value> maps;
  for (size_t i = 0; i < tombstones.kept(); ++i) {
    const Tombstone& stone = tombstones.newest(i);
    Entries entries(call);
    entries.add("id", Value::fixnum(static_cast<int64_t>(stone.task_id)));
    entries.add("name", stone.name);
    entries.add("at", stone.waited_at);
    entries.add("spawned-at", stone.spawned_at);
    maps.push_back(NORN_TRY(entries.map()));
  }
  return to_value(make_vector(call.heap, maps));
}

NORN_MODULE(kTaskReportsModule, stuck, tasks, abandoned);

}  // namespace norn
