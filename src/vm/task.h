// Tasks (fibers), promises, and the records that waiting is made of. Data only:
// policy is in sched/.
#pragma once

#include "data/exception.h"
#include "vm/stack.h"

namespace norn {

// Who spawned a task and where, for stack traces. Immutable; holds code, never a task (SEMANTICS 7).
struct SpawnRecord : Object {
  static constexpr Kind kKind = Kind::spawn_record;
  static constexpr uint32_t kNewest = 16, kOldest = 4;
  Value code;         // Code, or nil for a mark of left-out levels
  Value parent;       // SpawnRecord or nil
  Value name;         // of the spawned task, or nil
  uint32_t offset;    // word offset of the spawning call
  uint32_t depth;     // length of the chain
  uint64_t left_out;  // levels left out between this record and its parent
};

// A dynamic binding; an immutable list, newest first, whose values can be set!.
struct Binding : Object {
  static constexpr Kind kKind = Kind::binding;
  Value var, value, next;
  uint64_t frame_start;  // 1 on the oldest binding of its `binding` form: popping ends here
};

// One entry of a wait list. It counts only while `task` is still in the wait
// numbered `epoch`: waking, cancelling or timing out a task moves its epoch on,
// so a stale entry is ignored wherever it still stands.
struct Waiter : Object {
  static constexpr Kind kKind = Kind::waiter;
  Value task;   // Task; or a function, for callbacks
  Value next;   // Waiter or nil
  Value extra;  // what the wait list needs to know (value put, alternative chosen, ...)
  uint64_t epoch;
};

enum class TaskState : uint8_t { pending, success, failure, cancelled };
enum class ResumeKind : uint8_t { none, start, value, exception, control };

// What `waits_on` alone does not say.
enum class WaitKind : uint16_t { other, lock, take, put };

enum TaskFlag : uint16_t {  // Object::aux of a Task
  kTaskRunnable = 1 << 0,   // in the run queue or running
  kTaskParked = 1 << 1,
  kTaskFuture = 1 << 2,           // deref wraps failures in ExecutionException
  kTaskCancelRequested = 1 << 3,  // `pending` is not empty, or was once for the whole task
  kTaskInsisted = 1 << 4,         // a request was repeated with force: what a cleanup waits for is interrupted too
  kTaskForced = 1 << 5,           // a forced cancellation is to be delivered at the next safepoint
  kTaskObserved = 1 << 6,         // somebody awaited it or registered a callback: its failure is not "unhandled"
  kTaskMain = 1 << 7,
  kTaskService = 1 << 8,          // library service: not listed as a user task
  kTaskListed = 1 << 9,           // it is in Vm::waited_tasks
  kTaskStartWithValue = 1 << 11,  // calls its thunk with resume_value as the argument
  kTaskReported = 1 << 12,        // its failure was reported as unhandled, and nobody has looked at it since
  kTaskVirtualTime = 1 << 13,     // its clock is the virtual one while that is open (sched/virtual_time.h)
  kTaskStuck = 1 << 14,           // it was reported as part of, or behind, a deadlock
};

// What few tasks have; made when the first of it comes (Vm::notes).
struct TaskNotes : Object {
  static constexpr Kind kKind = Kind::task_notes;
  Value name;
  Value pending;  // requested cancellations not delivered yet: a list of control signals (vm/cancellation.h), or nil
  Value failed_awaits;  // (exception . traces of the awaits it came through, newest first), or nil
};

// Small: a million of them may be waiting.
struct Task : Object {
  static constexpr Kind kKind = Kind::task;
  Value result;       // value or exception; until it starts, the function it will call
  Value waiters;      // first Waiter or nil
  Value last_waiter;  // last Waiter or nil
  Value spawn;        // SpawnRecord or nil
  Value bindings;     // inherited, immutable
  Value resume_value;
  Value waits_on;  // what it is parked on, for reports
  Value notes;     // TaskNotes or nil
  Segment* stack;  // top segment while parked
  uint64_t id;
  uint32_t epoch;  // number of the current wait
  TaskState state;
  ResumeKind resume_kind;
  WaitKind wait_kind;
  uint32_t wait_slot;       // what it waits for outside the VM (sched); 0 = nothing
  uint32_t timeouts;        // timers that will unwind it to a boundary
  uint32_t mark;            // of whoever walks the tasks (sched/deadlock.cpp); 0 in between
  uint32_t queue_position;  // in the run queue, while it stands there (run_queue.h)
  bool done() const { return state != TaskState::pending; }
  bool has_started() const { return resume_kind != ResumeKind::start; }
  Value name() const { return notes.is_nil() ? Value::nil() : as<TaskNotes>(notes)->name; }
  Value pending() const { return notes.is_nil() ? Value::nil() : as<TaskNotes>(notes)->pending; }
  Value failed_awaits() const { return notes.is_nil() ? Value::nil() : as<TaskNotes>(notes)->failed_awaits; }
};
static_assert(sizeof(Task) == 112);

struct Promise : Object {
  static constexpr Kind kKind = Kind::promise;
  Value result;
  Value waiters, last_waiter;
  TaskState state;
  uint8_t padding[7];
};

enum PromptFlag : uint16_t {  // Object::aux of a PromptTag
  kPromptBoundary =
      1 << 0,  // of a scope or timeout: control signals aimed at it stop there; makes continuations one-shot
  kPromptShield = 1 << 1,  // cancellation from outside does not pass
};

struct PromptTag : Object {
  static constexpr Kind kKind = Kind::prompt_tag;
  Value name;
};

// A captured chain of segments, top first. One-shot unless multi_shot.
struct Continuation : Object {
  static constexpr Kind kKind = Kind::continuation;
  Value tag;
  Segment* top;     // nullptr when used up
  Segment* bottom;  // the segment of the prompt
  uint32_t multi_shot;
  uint32_t used;
};

// A stack trace: pairs of Code and word offset (fixnum), newest first; then pairs (nil, SpawnRecord).
struct Trace : TailObject {
  static constexpr Kind kKind = Kind::trace;
  Value* entries() { return reinterpret_cast<Value*>(this + 1); }
};

}  // namespace norn

NORN_LAYOUT(SpawnRecord, norn::Tail::none, 16, code, parent, name);
NORN_LAYOUT(Binding, norn::Tail::none, 8, var, value, next);
NORN_LAYOUT(Waiter, norn::Tail::none, 8, task, next, extra);
NORN_LAYOUT(TaskNotes, norn::Tail::none, 0, name, pending, failed_awaits);
NORN_LAYOUT(Task, norn::Tail::none, 40, result, waiters, last_waiter, spawn, bindings, resume_value, waits_on, notes);
NORN_LAYOUT(Promise, norn::Tail::none, 8, result, waiters, last_waiter);
NORN_LAYOUT(PromptTag, norn::Tail::none, 0, name);
NORN_LAYOUT(Continuation, norn::Tail::none, 24, tag);
NORN_LAYOUT_UNTRACED(Trace, norn::Tail::values, 0);
