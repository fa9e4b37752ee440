// The virtual machine: one running task, the run queue behind it, and the
// operations that switch between stacks.
//
// `run()` is entered only by the scheduler (one call site). It executes
// bytecode, calls host functions (leaves), switches tasks inside opcodes, and
// returns an outcome when somebody outside has to act: the loop is to be
// polled, nothing is runnable, or the program is to stop. The interpreter
// (interpreter.cpp) holds pc, base and budget in machine registers; the fields
// below are up to date only in slow paths and host functions.
//
// Slow paths have the type SlowPath: they get pc and base, may change
// `vm.base`, and return the pc to continue at.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "data/host_function_object.h"
#include "data/type.h"
#include "data/world.h"
#include "vm/cancel_probe.h"
#include "vm/dead_registers.h"
#include "vm/host_function.h"
#include "vm/run_queue.h"
#include "vm/tombstones.h"

namespace norn {

enum class Outcome : uint8_t {
  idle,  // no runnable task
  poll,  // a time slice is over: poll timers and I/O, then go on
  stop,  // vm.request_stop was called
};

struct VmOptions {
  size_t stack_limit_values = size_t{96} << 20;  // per task: 96 Mi Values = 768 MiB; beyond it StackOverflowError
  int64_t slice = 4000;                          // calls and back-edges between safepoints
  int slices_per_poll = 16;                      // safepoints between two polls of the loop while tasks run
  int64_t gc_stress = 0;                         // not 0: so many calls between safepoints, a collection at each
};

// Bytecode the VM needs by role, installed with norn.prim/install-hook!.
enum class Hook : uint8_t {
  invoke,  // (f callee args): calls of values that are not functions
  print_uncaught,
  opcode_twins,  // ObjectArray: twin by opcode
  at_exit,       // (f), once, when the program would end by itself
  count_,
};

// What a new task gets of the running one: spawn record and bindings (with them its scope), or not its scope, or
// nothing.
enum class Inherit : uint8_t { nothing, all, outside_scopes };

// When a task runs that becomes runnable: after those that are so already, or before them (run_queue.h).
enum class Turn : uint8_t { in_order, next };

class Scheduler;

struct Vm final : RootSource {
  Vm(Heap& heap, const VmOptions& options);
  ~Vm();

  // --- for the scheduler ---
  Outcome run();
  void make_runnable(Task* runnable, Turn turn = Turn::in_order) {  // Requires: parked or new, not in the queue.
    runnable->aux |= kTaskRunnable;
    if (turn == Turn::next)
      queue.put_first(runnable);
    else
      queue.push(runnable);
  }

  // --- tasks (task.cpp) ---
  // A new task that will call `thunk` with no arguments; not yet in the queue.
  Task* make_task(Value thunk, Inherit inherit, Value name = Value::nil());
  TaskNotes* notes(Task* of);          // to be written to
  std::vector<Task*> pending_tasks();  // all that have not ended, oldest first
  // Ends the wait of a parked task; false if its epoch has moved on (somebody else was first).
  bool wake(Task* task, uint64_t epoch, ResumeKind kind, Value value, Turn turn = Turn::in_order);
  // The running task, just parked, waits behind another one: perhaps in a cycle (sched/deadlock.h).
  void note_wait() {
    if (waits_noted.size() < kMaxNotedWaits)
      waits_noted.push_back(Value::object(task));
    else
      waits_lost = true;
  }
  // Registers the current task as parked (the host function then returns Raised::park()). Returns the wait's epoch.
  uint64_t park_current(Value waits_on, WaitKind kind = WaitKind::other);
  // Remembers, for reports, where `awaiter` awaited `failed` (nothing if that is nullptr), whose failure it gets.
  void note_failed_await(Task* awaiter, const Task* failed, Value exception);
  // The value of a task or promise that is done, or its failure; else registers the current task with it and returns
  // Raised::park(). Raised::bail() for anything else. A suspension point: a pending cancellation is raised here.
  Returned wait_for(Value awaited, Value on = Value::nil());
  // Whether the running task is inside a scope that owns what it spawns (scope_var is bound).
  bool is_in_scope();
  void observe(Task* looked_at);  // Somebody looks at how the task ends: its failure is not unhandled.
  void add_waiter(Object* owner, Value* first, Value* last, Value task_or_function, uint64_t epoch);
  // Stores the result first, then the state, then wakes all waiters in order.
  void complete_task(Task* task, TaskState state, Value result);
  void wake_waiters(Value first, ResumeKind kind, Value value, Value source, Turn turn = Turn::in_order);
  Value failure_for_awaiter(Task* failed);  // the exception an awaiter of it gets
  bool complete_promise(Promise* promise, TaskState state, Value result);

  // --- control (continuation.cpp); each replaces the calling host function's frame and returns an outcome marker ---
  Raised enter_prompt(HostCall& call, Value tag, Value thunk);
  Raised capture(HostCall& call, Value tag, Value receiver, bool multi_shot, bool keep_prompt);
  // Resumes `k` and delivers a value, raises an exception, or calls a thunk at the capture point.
  Raised resume(HostCall& call, Continuation* k, ResumeKind kind, Value value);

  // --- bindings ---
  Value* find_binding(const Var* var);  // nullptr: not bound; the value slot may be in an inherited binding
  Returned set_binding(const Var* var, Value value);  // raises if no binding was made by this task
  Value current_bindings();                           // a flat list for conveyance to a new task
  Value join_bindings(std::span<const Value> lists);
  Value bindings_outside_scopes();  // the same, for a task that belongs to no scope (SEMANTICS 16)
  void push_binding(Var* var, Value value, bool frame_start);
  bool pop_bindings();

  // --- traces ---
  Value capture_trace();                  // Trace of the running task
  Value capture_trace_of(Task* waiting);  // of a parked task, or the running one
  Value capture_trace_from(const Word* next, Value* the_base, Segment* s, const Task* of);
  Value spawn_site(Value name);  // SpawnRecord for the spawn of a task of this name by the running task
  Value shorten_spawn_chain(SpawnRecord* chain);
  struct Place {
    Code* code = nullptr;
    uint32_t offset = 0;
    bool is_running_frame = false;  // and no library's
  };
  Value caller_trace();  // that place as a Trace of one entry, or nil
  Place caller_place();  // where the running host function was called from, by code that is not library

  // --- slow-path helpers ---
  // Unwinds with an exception (or control signal) raised at `pc`/`base`; returns where to continue.
  const Word* unwind(const Word* pc, Value* base, Value exception);
  const Word* raise_at(const Word* pc, Value* base, Raised raised);  // Requires: raised.is_exception()
  const Word* raise_stack_overflow(const Word* next, Value* base);
  const Word* invoke(const Word* next, Value* base, uint32_t window,
                     uint32_t count);  // call r[window] with count arguments
  const Word* invoke_with_rest(const Word* next, Value* base, uint32_t window, uint32_t count, Value rest);
  const Word* bail_call(const Word* pc, Value* base, uint32_t dest, Value twin, std::span<const Value> args);
  // Behind a host call nobody is interrupted by force: what the call took (a lock, a permit) is not in its `try` yet.
  enum class Interruption : uint8_t { possible, at_next_call };
  const Word* safepoint(const Word* pc, Value* base, uint32_t height, Interruption = Interruption::possible);
  const Word* switch_to_next();    // the current task no longer runs
  const Word* suspend_current() {  // Requires: save_current was called. Switches to the next task.
    task->stack = std::exchange(segment, nullptr);
    task = nullptr;
    return switch_to_next();
  }
  const Word* finish_current(TaskState state, Value result);
  // False when the stack limit is reached. May move the segment: `base` is updated.
  [[nodiscard]] bool ensure_stack(Value*& base, size_t values_above_base);
  bool stack_would_overflow(size_t more) const;
  bool segment_is_full(const Value* base, size_t values_above_base) const;
  // Moves the call window at r[window] to a new segment on top; false at the stack limit. `base` is then the window.
  [[nodiscard]] bool continue_in_new_segment(const Word* next, Value*& base, uint32_t window, uint32_t count);
  void save_current(const Word* next, Value* the_base, uint32_t height, uint32_t result_register) {
    segment->pc = next;
    segment->at_call = true;
    segment->base = static_cast<uint32_t>(the_base - segment->memory);
    segment->top = segment->base + height;
    segment->result_register = static_cast<uint16_t>(result_register);
  }
  // Whether this frame or one below it in its segment is in the middle of a `finally`. `next` is behind the frame's
  // call or, unless at_call, the instruction still to be executed.
  bool runs_cleanup(const Word* next, const Value* the_base, bool at_call) const;
  Code* code_at(const Word* pc, const Value* base) const;  // the code object that `pc` runs in
  bool is_adapter(const Value* base) const { return base[-2] == adapter; }
  Value hook(Hook h) const { return world.hooks[static_cast<int>(h)]; }
  // 1: the instruction at hand, then again.
  int64_t slice() const {
    if (cancel_probe.at == CancelPoint::safepoint) return 1;
    return options.gc_stress ? options.gc_stress : options.slice;
  }
  // A host function has done work worth so many calls: the slice of its task ends earlier.
  void charge(uint64_t calls) { budget -= static_cast<int64_t>(calls); }
  void set_slice() { budget = turn_budget = slice(); }

  // --- segments ---
  void enter_segment(Segment* next) {  // makes it the running one
    segment = next;
    next->is_cleared = false;
    stack_limit = next->memory + next->limit;
    adopt_dirty(next);
  }
  void release_segment(Segment* released);
  void release_segments(Segment* top);  // the whole chain
  void mark_clean(Segment* released);
  void adopt_dirty(Segment* copy) {  // a copy of a dirty segment is dirty
    if (!copy->dirty) add_dirty(copy);
  }
  void add_dirty(Segment* running);
  void abandon(Segment* top);  // its owner was collected
  void leave();                // nothing runs any more
  const Word* start_task(Value argument);
  const Word* call_host(const Word* pc, const Word* next, Value* base, uint32_t window, uint32_t count);
  void clear_dead_registers(Segment* parked);
  uint32_t frames_end(Segment* s);  // one past the last register of any of its frames
  void trace_segment(Segment* segment, RootVisitor& visitor);

  // RootSource
  void trace_roots(RootVisitor& visitor) override;
  void collection_finished(bool major) override;
  void clear_dead(Heap& heap, bool major) override;

  Value* base = nullptr;
  const Word* pc = nullptr;
  int64_t budget = 0;
  int64_t turn_budget =
      0;  // what was left of the slice when the turn began (also by whom the running task was handed it)
  Value* stack_limit = nullptr;  // end of the running segment
  Segment* segment = nullptr;    // the running one
  Task* task = nullptr;          // the running one
  Heap& heap;
  World& world;
  VmOptions options;
  RunQueue queue;
  SegmentPool segments;
  DeadRegisters dead_registers;
  std::vector<const HostInfo*> host_table;  // by HostFunction::index
  std::vector<Segment*> dirty_segments;     // ran since the last minor collection, now parked
  std::vector<Value> unobserved;            // failed tasks nobody has awaited yet
  size_t reported_failures = 0;             // tasks with kTaskReported
  static constexpr size_t kMaxNotedWaits = 1024;
  std::vector<Value> waits_noted;   // weak
  bool waits_lost = false;          // there were more
  std::vector<Value> waited_tasks;  // weak: every task that has waited, has not ended and was not collected
  size_t young_tasks_from = 0;      // waited_tasks from here on were entered since the last collection
  Value adapter;                    // the function of adapter frames
  Value tail_call_function;         // Raised::tail_call(): what to call
  std::vector<Value> tail_call_arguments;
  Outcome outcome = Outcome::idle;
  bool stop_requested = false;
  bool collect_major_at_safepoint = false;
  bool interrupt_requested = false;  // forced interrupt at the next safepoint
  bool in_virtual_time = false;      // a timer of virtual time is delivered: tasks made meanwhile live by it too
  uint64_t next_task_id = 1;
  uint32_t safepoint_height = 0;  // of the running frame, valid during a collection
  int slices_until_poll = 0;
  static constexpr int64_t kPollNs = 1'000'000;  // at the latest, while tasks run
  int64_t polled_ns = 0;
  bool poll_is_due();
  uint64_t tasks_started = 0, tasks_finished = 0, switches = 0;
  CancelProbe cancel_probe;
  Value last_spawn_record;              // reused for repeated spawns at one place
  const Word* last_spawn_pc = nullptr;  // of that place, if it is the running frame's and no library's
  struct {                              // the answer of current_bindings, reused while nothing is bound, left or set
    std::vector<Value> lists;
    Value joined;
  } conveyed;
  Var* scope_var;  // norn.async/*scope*
  uint64_t stacks_abandoned = 0;
  Tombstones tombstones;           // tasks collected while they waited
  Scheduler* scheduler = nullptr;  // opaque here; host functions reach it as Scheduler::of(vm)
  Value tail_call_rest;            // with Raised::tail_call(): a seq of further arguments, or nil

  // The VM of this thread: finalizers and trace hooks get nothing but the object.
  static thread_local Vm* current;
};

// Control signals (cancellation) unwind through `finally` only; no `catch` sees them.
inline constexpr uint16_t kExceptionControl = 1;  // Object::aux of an Exception
bool is_control_signal(Value v);

// Static instructions that return addresses may point at.
extern const Word kSegmentEnd[2];
extern const Word kExit[2];

void register_vm_kinds(Heap& heap);
// Creates the HostFunction objects and vars of all modules (when there is no image).
void install_modules(Vm& vm, const ModuleTable& table);
void build_host_table(Vm& vm, const ModuleTable& table);

}  // namespace norn
