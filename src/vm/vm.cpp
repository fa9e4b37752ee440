// The VM's own life: construction, stacks and their switching, safepoints, roots.

#include "vm/vm.h"

#include <algorithm>
#include <utility>

#include "base/clock.h"
#include "data/var.h"
#include "vm/cancellation.h"
#include "vm/slow_paths.h"

namespace norn {

// Values kept usable above the top of a stack that was scanned.
static constexpr uint32_t kHeadroom = 64;
// A deep recursion goes on in a further segment beyond this many Values: a minor collection looks only at segments that
// ran since the last one, so it need not scan the whole of a deep stack again.
static constexpr size_t kFullSegment = 16384;

Vm::Vm(Heap& the_heap, const VmOptions& the_options)
    : heap(the_heap), world(World::of(the_heap)), options(the_options), segments(the_heap) {
  heap.add_root_source(this);
  heap.set_wanted_flag(&budget);
  // The function of adapter frames: returns arrive at word 1, so that word 0 is "the call".
  Code* code = heap.make_tail_old<Code>(16);
  code->words()[0] = encode(Op::exit);
  code->words()[1] = encode(Op::adapter_resume);
  code->frame_size = 8;
  Template* shape = heap.make_old<Template>();
  shape->name = to_value(world.intern_symbol("norn.vm", "adapter"));
  code->owner = shape;
  shape->direct[0] = code;
  Function* function = heap.make_tail_old<Function>(0);
  function->code = shape;
  adapter = to_value(function);
  scope_var = world.intern_var("norn.async", "*scope*");
  set_slice();
  slices_until_poll = options.slices_per_poll;
}

Vm::~Vm() {
  heap.set_wanted_flag(nullptr);
  heap.remove_root_source(this);
}

// --- segments ------------------------------------------------------------------

void Vm::add_dirty(Segment* next) {
  next->dirty = true;
  next->dirty_index = static_cast<uint32_t>(dirty_segments.size());
  dirty_segments.push_back(next);
}

void Vm::mark_clean(Segment* released) {
  if (!released->dirty) return;
  Segment* last = dirty_segments.back();
  dirty_segments[released->dirty_index] = last;
  last->dirty_index = released->dirty_index;
  dirty_segments.pop_back();
  released->dirty = false;
}

void Vm::release_segment(Segment* released) {
  mark_clean(released);
  segments.release(released);
}

void Vm::release_segments(Segment* top) {
  while (top) {
    Segment* parent = top->parent;
    release_segment(top);
    top = parent;
  }
}

bool Vm::stack_would_overflow(size_t more) const {
  size_t total = more;
  for (Segment* s = segment; s; s = s->parent) total += s == segment ? 0 : s->top;
  return total > options.stack_limit_values;
}

bool Vm::ensure_stack(Value*& the_base, size_t values_above_base) {
  size_t offset = static_cast<size_t>(the_base - segment->memory);
  size_t needed = offset + values_above_base;
  if (needed <= segment->limit) return true;
  if (stack_would_overflow(needed)) return false;
  segments.grow(segment, needed);
  stack_limit = segment->memory + segment->limit;
  the_base = segment->memory + offset;
  return true;
}

bool Vm::segment_is_full(const Value* the_base, size_t values_above_base) const {
  size_t needed = static_cast<size_t>(the_base - segment->memory) + values_above_base;
  return needed > kFullSegment && needed > segment->limit && the_base != segment->memory;
}

bool Vm::continue_in_new_segment(const Word* next, Value*& the_base, uint32_t window, uint32_t count) {
  if (stack_would_overflow(segment->capacity + count)) return false;
  Value* call_window = the_base + window;
  save_current(next, the_base, window + 1, window);
  Segment* below = segment;
  Segment* fresh = segments.acquire();
  fresh->parent = below;
  if (count + 2 > fresh->limit) segments.grow(fresh, count + 2);
  fresh->memory[0] = call_window[0];
  for (uint32_t i = 0; i < count; ++i) fresh->memory[2 + i] = call_window[2 + i];
  enter_segment(fresh);
  the_base = fresh->memory;
  return true;
}

// --- safepoints -------------------------------------------------------------------

const Word* Vm::safepoint(const Word* next, Value* the_base, uint32_t height, Interruption interruption) {
  pc = next;
  base = the_base;
  safepoint_height = height;
  // A collection costs nobody the rest of his slice: the order of tasks does not depend on when memory runs out.
  const int64_t left = budget < -Heap::kBudgetAside / 2 ? budget + Heap::kBudgetAside : 0;
  if (heap.wants_collection() || options.gc_stress || collect_major_at_safepoint) {
    if (std::exchange(collect_major_at_safepoint, false))
      heap.collect_major();
    else
      heap.collect();
    the_base = base;
  }
  // A task that got its turn with the last of another's slice may go on with one of its own; else two tasks in step
  // could keep a third from ever finishing a call.
  bool turn_is_over = turn_budget * 2 >= slice();
  set_slice();
  const bool may_interrupt = interruption == Interruption::possible;
  if (may_interrupt && cancel_probe.at == CancelPoint::safepoint) probe_safepoint(*this);
  if (!may_interrupt && ((task->aux & kTaskForced) || cancel_probe.at == CancelPoint::safepoint)) {
    budget = 0;
    return next;
  }
  if (task->aux & kTaskForced) {
    interrupt_requested = false;
    if (Value signal = take_forced_cancel(*this); !signal.is_nil()) {
      set_slice();
      return unwind(next + 1, the_base, signal);  // `next` is the instruction at hand: inside its own handlers
    }
  }
  if (left > 0 && !stop_requested && !interrupt_requested && !poll_is_due()) {
    budget = left;
    return next;
  }
  bool poll = --slices_until_poll <= 0 || poll_is_due();
  if (poll || stop_requested || (turn_is_over && !queue.empty()) || interrupt_requested) {
    save_current(next, the_base, height, 0);
    segment->at_call = false;
    task->stack = segment;
    segment = nullptr;
    task->resume_kind = ResumeKind::none;
    queue.push(task);
    if (poll || stop_requested || interrupt_requested) {
      slices_until_poll = options.slices_per_poll;
      polled_ns = monotonic_clock_ns();
      leave();
      outcome = stop_requested ? Outcome::stop : Outcome::poll;
      return kExit;
    }
    task = nullptr;
    return switch_to_next();
  }
  return next;
}

// Calls of host functions take longer than those of bytecode, so counting them is not enough. Where the order of tasks
// is to depend on a seed alone, it has to be.
bool Vm::poll_is_due() { return queue.order() == 0 && monotonic_clock_ns() - polled_ns >= kPollNs; }

void Vm::leave() {
  task = nullptr;
  segment = nullptr;
  base = nullptr;
}

const Word* Vm::switch_to_next() {
  if (queue.empty() || stop_requested) {
    leave();
    outcome = stop_requested ? Outcome::stop : Outcome::idle;
    return kExit;
  }
  ++switches;
  if (!queue.is_handed_over()) turn_budget = budget;  // else it is the same turn
  Task* next = queue.pop();
  task = next;
  const ResumeKind kind = std::exchange(next->resume_kind, ResumeKind::none);
  const Value value = std::exchange(next->resume_value, Value::nil());
  next->aux &= ~kTaskRunnable;
  if (next->done()) return switch_to_next();  // cancelled before its first run
  if (kind == ResumeKind::start) return start_task(value);
  Segment* stack = std::exchange(next->stack, nullptr);
  enter_segment(stack);
  base = stack->memory + stack->base;
  switch (kind) {
    case ResumeKind::value: base[stack->result_register] = value; return stack->pc;
    case ResumeKind::exception: return raise_at(stack->pc, base, Raised{value});
    case ResumeKind::control: return unwind(stack->pc, base, value);
    default: return stack->pc;
  }
}

const Word* Vm::start_task(Value argument) {
  ++tasks_started;
  Segment* stack = segments.acquire();
  enter_segment(stack);
  Value thunk = std::exchange(task->result, Value::nil());
  stack->memory[0] = adapter;
  stack->memory[1] = make_return_word(kSegmentEnd, 0);
  base = stack->memory + 2;
  bool with_value = task->aux & kTaskStartWithValue;
  if (!with_value && is<Function>(thunk)) {
    // The common case needs no frame of its own: the thunk's frame is the bottom.
    Ref<Code> code = as<Function>(thunk)->code->direct[0];
    if (code) {
      if (!ensure_stack(base, code->frame_size)) NORN_UNREACHABLE("a first frame fits the stack limit");
      base[-2] = thunk;
      return code->words();
    }
  }
  // Otherwise an adapter frame calls whatever the thunk is: its window is r[1], the adapter hands the result down to
  // r[0] of nothing, so the bottom is a second adapter whose return word says segment_end.
  base[1] = thunk;
  base[3] = argument;
  const Word* resume = as<Function>(adapter)->code->direct[0]->words() + 1;
  base[0] = Value::fixnum(-2);  // adapter_resume stores the result where segment_end looks for it
  return invoke(resume, base, 1, with_value ? 1 : 0);
}

// --- roots ---------------------------------------------------------------------------

void Vm::trace_segment(Segment* s, RootVisitor& visitor) {
  const uint32_t end_of_frames = s->limit > s->top + kHeadroom ? frames_end(s) : s->limit;
  visitor.visit(s->prompt);
  visitor.visit(s->bindings);
  visitor.visit(s->marks);
  const bool is_settled = s->is_cleared;
  if (!visitor.minor() && !is_settled) {
    clear_dead_registers(s);
    s->is_cleared = s != segment;
  }
  visitor.visit_values(s->memory, s->top);
  if (!is_settled)
    for (uint32_t i = s->top; i < s->limit; ++i) s->memory[i] = Value::nil();
  s->limit = std::min(s->limit, std::max(s->top + kHeadroom, end_of_frames));
  segments.shrink(s, s->limit);
  if (s == segment) {  // machine registers are reloaded from these after a collection
    base = s->memory + s->base;
    stack_limit = s->memory + s->limit;
  }
}

// The frames of a segment may use their registers without asking for room again.
uint32_t Vm::frames_end(Segment* s) {
  const bool at_instruction = s == segment || !s->at_call;
  const Word* at = (s == segment ? pc : s->pc) - (at_instruction ? 0 : 1);
  const Value* frame = s->memory + s->base;
  size_t end = 0;
  for (;;) {
    if (frame[-2] != adapter)
      end = std::max(end, static_cast<size_t>(frame - s->memory) + code_at(at, frame)->frame_size);
    const Value return_word = frame[-1];
    const Word* next = return_pc(return_word);
    if (next == kSegmentEnd) return static_cast<uint32_t>(end);
    frame -= return_distance(return_word);
    at = next - 1;
  }
}

void Vm::clear_dead_registers(Segment* s) {
  // The running frame stands at an instruction still to be executed.
  bool exact = s != segment && s->at_call;
  const Word* next = s == segment ? pc : s->pc;
  Value* frame = s->memory + s->base;
  size_t registers = s->top - s->base;
  for (;;) {
    if (exact && frame[-2] != adapter) dead_registers.clear(code_at(next - 1, frame), next, frame, registers);
    exact = true;
    Value return_word = frame[-1];
    next = return_pc(return_word);
    if (next == kSegmentEnd) return;
    uint64_t distance = return_distance(return_word);
    frame -= distance;
    registers = distance - 2;
  }
}

void Vm::trace_roots(RootVisitor& visitor) {
  if (segment && base) {
    segment->base = static_cast<uint32_t>(base - segment->memory);
    segment->top = segment->base + safepoint_height;
  }
  if (visitor.minor()) {
    for (Segment* s : dirty_segments) trace_segment(s, visitor);
  } else {
    for (Segment* s = segment; s; s = s->parent) trace_segment(s, visitor);
  }
  if (task) {
    Value running = Value::object(task);
    visitor.visit(running);
    task = as<Task>(running);
  }
  queue.trace(visitor);
  visitor.visit_values(unobserved.data(), unobserved.size());
  visitor.visit(adapter);
  visitor.visit(tail_call_function);
  visitor.visit(tail_call_rest);
  visitor.visit_values(tail_call_arguments.data(), tail_call_arguments.size());
  visitor.visit(last_spawn_record);
  visitor.visit(cancel_probe.parked);
  if (!visitor.minor()) conveyed = {};  // it would keep alive what was bound
  visitor.visit_values(conveyed.lists.data(), conveyed.lists.size());
  visitor.visit(conveyed.joined);
}

void Vm::collection_finished(bool) {
  dead_registers.forget();
  // Everything a stack refers to is old now; only the running segment can get young values before the next collection.
  for (Segment* s : dirty_segments) s->dirty = false;
  dirty_segments.clear();
  if (segment) enter_segment(segment);
}

static void prefetch_task(Value task) {
  const Task* there = static_cast<const Task*>(task.as_object());
  __builtin_prefetch(there);
  __builtin_prefetch(&there->state);
}

void Vm::clear_dead(Heap&, bool major) {
  size_t kept = major ? 0 : young_tasks_from;
  std::vector<Task*> abandoned;
  for (size_t i = kept; i < waited_tasks.size(); ++i) {
    prefetch_task(waited_tasks[std::min(i + 16, waited_tasks.size() - 1)]);
    Value alive = heap.forwarded_or_dead(waited_tasks[i]);
    if (alive.is_marker() && !as<Task>(waited_tasks[i])->done()) abandoned.push_back(as<Task>(waited_tasks[i]));
    if (!alive.is_marker() && !as<Task>(alive)->done()) waited_tasks[kept++] = alive;
  }
  tombstones.bury(*this, abandoned);
  for (Task* dead : abandoned) abandon(std::exchange(dead->stack, nullptr));
  for (Value& noted : waits_noted) noted = heap.forwarded_or_dead(noted);
  std::erase_if(waits_noted, [](Value noted) { return noted.is_marker(); });
  waited_tasks.resize(kept);
  young_tasks_from = kept;
}

void trace_stack_owner(Vm& vm, Segment* top, RootVisitor& visitor) {
  for (Segment* s = top; s; s = s->parent)
    if (!visitor.minor() || s->dirty) vm.trace_segment(s, visitor);
}

namespace {
// Hooks get only the object; the VM is found through the heap's world.
Vm* vm_of_object(Object*) { return Vm::current; }

void trace_task(Object* object, RootVisitor& visitor) {
  trace_stack_owner(*vm_of_object(object), static_cast<Task*>(object)->stack, visitor);
}
void trace_continuation(Object* object, RootVisitor& visitor) {
  trace_stack_owner(*vm_of_object(object), static_cast<Continuation*>(object)->top, visitor);
}
void prefetch_stack(const Object* object) {
  constexpr size_t kCacheLine = 64;
  const char* stack = reinterpret_cast<const char*>(static_cast<const Task*>(object)->stack);
  if (!stack) return;
  for (size_t at = 0; at < sizeof(Segment); at += kCacheLine) __builtin_prefetch(stack + at, 1);
}
bool never_in_an_image(Object*) { return false; }
void finalize_continuation(Heap&, Object* object) {
  Continuation* k = static_cast<Continuation*>(object);
  if (k->top) Vm::current->abandon(k->top);
  k->top = nullptr;
}
}  // namespace

thread_local Vm* Vm::current = nullptr;

void Vm::abandon(Segment* top) {
  ++stacks_abandoned;
  release_segments(top);
}

void register_vm_kinds(Heap& heap) {
  heap.register_kind<Task>({.trace = trace_task, .prefetch = prefetch_stack, .freeze = never_in_an_image});
  heap.register_kind<Continuation>({.trace = trace_continuation, .finalize = finalize_continuation});
  heap.register_kind<Promise>();
  heap.register_kind<PromptTag>();
  heap.register_kind<SpawnRecord>();
  heap.register_kind<TaskNotes>();
  heap.register_kind<Waiter>();
  heap.register_kind<Binding>();
  heap.register_kind<Trace>();
}

}  // namespace norn
