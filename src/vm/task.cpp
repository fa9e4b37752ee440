// Making, parking, waking and ending tasks; promises; bindings; spawn records.

#include "vm/task.h"

#include <algorithm>

#include "data/list.h"
#include "data/map.h"
#include "data/string.h"
#include "data/type.h"
#include "data/var.h"
#include "vm/stack_trace.h"
#include "vm/vm.h"

namespace norn {

bool is_control_signal(Value v) { return is<Exception>(v) && v.as_object()->aux == kExceptionControl; }

// --- spawning -------------------------------------------------------------------------

Value Vm::spawn_site(Value name) {
  Value parent = task ? task->spawn : Value::nil();
  if (pc == last_spawn_pc) {  // the very instruction of last time, in code of the program
    SpawnRecord* last = as<SpawnRecord>(last_spawn_record);
    if (last->parent == parent && last->name == name) return last_spawn_record;
  }
  Place place = caller_place();
  if (!place.code) return parent;
  last_spawn_pc = nullptr;
  if (SpawnRecord* last = try_as<SpawnRecord>(last_spawn_record); last && last->code == to_value(place.code) &&
                                                                  last->offset == place.offset &&
                                                                  last->parent == parent && last->name == name)
    return last_spawn_record;
  SpawnRecord* above = try_as<SpawnRecord>(parent);
  if (above && above->depth >= 2 * SpawnRecord::kNewest + SpawnRecord::kOldest) parent = shorten_spawn_chain(above);
  SpawnRecord* record = heap.make<SpawnRecord>();
  record->code = to_value(place.code);
  record->offset = place.offset;
  record->parent = parent;
  record->name = name;
  above = try_as<SpawnRecord>(parent);
  record->depth = above ? above->depth + 1 : 1;
  last_spawn_record = to_value(record);
  if (place.is_running_frame && record->parent == parent) last_spawn_pc = pc;
  return last_spawn_record;
}

// Keeps the newest 16 and the oldest 4 levels; a copy, so that others' chains stay as they are.
Value Vm::shorten_spawn_chain(SpawnRecord* chain) {
  std::vector<SpawnRecord*> levels;
  for (SpawnRecord* r = chain; r; r = try_as<SpawnRecord>(r->parent)) levels.push_back(r);
  size_t kept_newest = SpawnRecord::kNewest, kept_oldest = SpawnRecord::kOldest;
  Value result = Value::nil();
  uint64_t left_out = 0;
  for (size_t i = kept_newest; i + kept_oldest < levels.size(); ++i) left_out += 1 + levels[i]->left_out;
  left_out += levels[kept_newest - 1]->left_out;
  for (size_t i = levels.size(); i-- > 0;) {
    if (i >= kept_newest && i + kept_oldest < levels.size()) continue;
    SpawnRecord* copy = heap.make<SpawnRecord>();
    copy->code = levels[i]->code;
    copy->offset = levels[i]->offset;
    copy->parent = result;
    copy->name = levels[i]->name;
    SpawnRecord* above = try_as<SpawnRecord>(result);
    copy->depth = above ? above->depth + 1 : 1;
    copy->left_out = i == kept_newest - 1 ? left_out : 0;
    result = to_value(copy);
  }
  return result;
}

Task* Vm::make_task(Value thunk, Inherit inherit, Value name) {
  Task* made = heap.make<Task>();
  made->id = next_task_id++;
  made->result = thunk;
  made->resume_kind = ResumeKind::start;
  if (in_virtual_time || (task && (task->aux & kTaskVirtualTime))) made->aux |= kTaskVirtualTime;
  if (!name.is_nil()) notes(made)->name = name;
  if (__builtin_expect(cancel_probe.at != CancelPoint::nowhere, 0)) inherit_probe(*this, made);
  if (inherit != Inherit::nothing && task) {
    made->spawn = spawn_site(name);
    made->bindings = inherit == Inherit::all ? current_bindings() : bindings_outside_scopes();
  }
  return made;
}

TaskNotes* Vm::notes(Task* of) {
  if (of->notes.is_nil()) {
    of->notes = to_value(heap.make<TaskNotes>());
    heap.written(of);
  }
  TaskNotes* notes = as<TaskNotes>(of->notes);
  heap.written(notes);
  return notes;
}

std::vector<Task*> Vm::pending_tasks() {
  std::vector<Task*> tasks;
  for (Value v : waited_tasks) tasks.push_back(as<Task>(v));
  queue.for_each([&](Task* queued) { tasks.push_back(queued); });
  if (task) tasks.push_back(task);
  std::erase_if(tasks, [](const Task* each) { return each->done(); });
  std::sort(tasks.begin(), tasks.end(), [](const Task* a, const Task* b) { return a->id < b->id; });
  tasks.erase(std::unique(tasks.begin(), tasks.end()), tasks.end());
  return tasks;
}

// --- waiting ----------------------------------------------------------------------------

uint64_t Vm::park_current(Value waits_on, WaitKind kind) {
  if (!(task->aux & kTaskListed)) waited_tasks.push_back(Value::object(task));
  task->aux |= kTaskParked | kTaskListed;
  task->wait_kind = kind;
  task->waits_on = waits_on;
  heap.written(task);
  return ++task->epoch;
}

bool Vm::wake(Task* parked, uint64_t epoch, ResumeKind kind, Value value, Turn turn) {
  if (!(parked->aux & kTaskParked) || parked->epoch != epoch) return false;
  if (kind == ResumeKind::exception) note_failed_await(parked, try_as<Task>(parked->waits_on), value);
  parked->aux &= ~kTaskParked;
  parked->waits_on = Value::nil();
  parked->resume_kind = kind;
  parked->resume_value = value;
  heap.written(parked);
  make_runnable(parked, turn);
  return true;
}

bool Vm::is_in_scope() {
  if (!(scope_var->aux & kVarBound)) return false;
  const Value* bound = find_binding(scope_var);
  return bound && !bound->is_nil();
}

void Vm::observe(Task* looked_at) {
  if (looked_at->aux & kTaskReported) --reported_failures;
  looked_at->aux = static_cast<uint16_t>((looked_at->aux | kTaskObserved) & ~kTaskReported);
}

static Value pair(Heap& heap, Value first, Value rest) {
  Cons* made = heap.make<Cons>();
  made->first = first;
  made->rest = rest;
  return to_value(made);
}

// Kept with the awaiting task, not with the exception: two tasks that await the same failure see one way each.
void Vm::note_failed_await(Task* awaiter, const Task* failed, Value exception) {
  constexpr int kKept = 20;  // nearest the failure
  // Of a cancelled task each awaiter gets an exception of its own, whose trace is the awaiter's.
  if (!failed || failed->state == TaskState::cancelled) return;
  Value before = Value::nil();
  if (Cons* way = try_as<Cons>(failed->failed_awaits()); way && way->first == exception) before = way->rest;
  int length = 0;
  for (Cons* at = try_as<Cons>(before); at; at = try_as<Cons>(at->rest)) ++length;
  if (length < kKept) before = pair(heap, capture_trace_of(awaiter), before);
  notes(awaiter)->failed_awaits = pair(heap, exception, before);
}

void Vm::add_waiter(Object* owner, Value* first, Value* last, Value task_or_function, uint64_t epoch) {
  Waiter* waiter = heap.make<Waiter>();
  waiter->task = task_or_function;
  waiter->epoch = epoch;
  if (last->is_nil()) {
    *first = to_value(waiter);
  } else {
    Waiter* previous = as<Waiter>(*last);
    previous->next = to_value(waiter);
    heap.written(previous);
  }
  *last = to_value(waiter);
  heap.written(owner);
}

void Vm::wake_waiters(Value first, ResumeKind kind, Value value, Value source, Turn turn) {
  for (Value at = first; !at.is_nil(); at = as<Waiter>(at)->next) {
    Waiter* waiter = as<Waiter>(at);
    if (Task* waiting = try_as<Task>(waiter->task)) {
      // `extra` true: it waits for the end only, whatever comes of it.
      bool end_only = kind == ResumeKind::exception && waiter->extra.is_true();
      wake(waiting, waiter->epoch, end_only ? ResumeKind::value : kind, end_only ? Value::nil() : value, turn);
    } else {
      // A callback: a task of its own that gets the finished task (SEMANTICS: in order, never inside the registering
      // call).
      Task* callback = make_task(waiter->task, Inherit::nothing);
      callback->aux |= kTaskStartWithValue;
      callback->resume_value = source;
      callback->bindings = waiter->extra;
      make_runnable(callback);
    }
  }
}

void Vm::complete_task(Task* done, TaskState state, Value result) {
  if (done->state != TaskState::pending) return;
  ++tasks_finished;
  done->result = result;
  done->state = state;
  Value waiters = done->waiters;
  done->waiters = done->last_waiter = Value::nil();
  done->bindings = Value::nil();
  heap.written(done);
  const bool is_only_one = !waiters.is_nil() && as<Waiter>(waiters)->next.is_nil();
  const Turn turn = is_only_one ? Turn::next : Turn::in_order;
  if (state == TaskState::success) {
    wake_waiters(waiters, ResumeKind::value, result, to_value(done), turn);
  } else {
    if (!waiters.is_nil()) done->aux |= kTaskObserved;
    wake_waiters(waiters, ResumeKind::exception, failure_for_awaiter(done), to_value(done), turn);
    if (state == TaskState::failure && !(done->aux & kTaskObserved)) unobserved.push_back(to_value(done));
  }
}

Value Vm::failure_for_awaiter(Task* failed) {
  if (failed->state != TaskState::cancelled) return failed->result;
  // Awaiting a task that was cancelled throws an ordinary exception (SEMANTICS 10), which says who did it, where and
  // why.
  const Exception* signal = as<Exception>(failed->result);
  Value data = world.keyword_map("type", "norn/cancelled");
  auto add = [&](std::string_view key, Value value) {
    data = map_assoc_plain(heap, data, to_value(world.intern_keyword(key)), value);
  };
  if (!signal->data.is_nil()) add("reason", signal->data);
  if (std::string by = canceller_text(heap, signal); !by.empty()) add("by", to_value(make_string(heap, by)));
  return norn::raise(heap, world.types.cancellation_exception.get(), "The awaited task was cancelled", data).value;
}

bool Vm::complete_promise(Promise* promise, TaskState state, Value result) {
  if (promise->state != TaskState::pending) return false;
  promise->result = result;
  promise->state = state;
  Value waiters = promise->waiters;
  promise->waiters = promise->last_waiter = Value::nil();
  heap.written(promise);
  wake_waiters(waiters, state == TaskState::success ? ResumeKind::value : ResumeKind::exception, result,
               to_value(promise));
  return true;
}

const Word* Vm::finish_current(TaskState state, Value result) {
  Task* done = task;
  release_segments(segment);
  segment = nullptr;
  task = nullptr;
  base = nullptr;
  complete_task(done, state, result);
  return switch_to_next();
}

// --- bindings -----------------------------------------------------------------------------

Value* Vm::find_binding(const Var* var) {
  Value wanted = Value::object(var);
  for (Segment* s = segment; s; s = s->parent)
    for (Value at = s->bindings; !at.is_nil(); at = as<Binding>(at)->next)
      if (as<Binding>(at)->var == wanted) return &as<Binding>(at)->value;
  for (Value at = task ? task->bindings : Value::nil(); !at.is_nil(); at = as<Binding>(at)->next)
    if (as<Binding>(at)->var == wanted) return &as<Binding>(at)->value;
  return nullptr;
}

Returned Vm::set_binding(const Var* var, Value value) {
  Value wanted = Value::object(var);
  for (Segment* s = segment; s; s = s->parent) {
    for (Value at = s->bindings; !at.is_nil(); at = as<Binding>(at)->next) {
      if (as<Binding>(at)->var != wanted) continue;
      as<Binding>(at)->value = value;
      heap.written(at.as_object());
      conveyed.lists.clear();
      return value;
    }
  }
  bool inherited = find_binding(var) != nullptr;
  NORN_RAISE(norn::raise(heap, world.types.illegal_state_exception.get(),
                         inherited ? "Can't set!: " + var_text(var) + " from a task that did not bind it"
                                   : "Can't change/establish root binding of: " + var_text(var) + " with set"));
}

Value Vm::current_bindings() {
  // Usually nothing was bound since the task began (share its list), or nothing since the last spawn.
  std::vector<Value>& lists = conveyed.lists;
  size_t count = 0;
  bool is_same = true;
  auto compare = [&](Value list) {
    is_same = is_same && count < lists.size() && lists[count] == list;
    ++count;
  };
  for (Segment* s = segment; s; s = s->parent)
    if (!s->bindings.is_nil()) compare(s->bindings);
  if (count == 0) return task->bindings;
  compare(task->bindings);
  if (is_same && count == lists.size()) return conveyed.joined;
  lists.clear();
  for (Segment* s = segment; s; s = s->parent)
    if (!s->bindings.is_nil()) lists.push_back(s->bindings);
  lists.push_back(task->bindings);
  return conveyed.joined = join_bindings(lists);
}

// A copy of the lists, innermost first, as one that ends in the last of them.
Value Vm::join_bindings(std::span<const Value> lists) {
  Value result = lists.back();
  for (size_t i = lists.size() - 1; i-- > 0;) {
    std::vector<Binding*> list;
    for (Value at = lists[i]; !at.is_nil(); at = as<Binding>(at)->next) list.push_back(as<Binding>(at));
    for (size_t n = list.size(); n-- > 0;) {
      Binding* copy = heap.make<Binding>();
      copy->var = list[n]->var;
      copy->value = list[n]->value;
      copy->next = result;
      result = to_value(copy);
    }
  }
  return result;
}

Value Vm::bindings_outside_scopes() {
  Value all = current_bindings();
  Value wanted = Value::object(scope_var);
  for (Value at = all; !at.is_nil(); at = as<Binding>(at)->next) {
    if (as<Binding>(at)->var != wanted) continue;
    if (as<Binding>(at)->value.is_nil()) break;
    Binding* hides = heap.make<Binding>();
    hides->var = wanted;
    hides->next = all;
    hides->frame_start = 1;
    return to_value(hides);
  }
  return all;
}

void Vm::push_binding(Var* var, Value value, bool frame_start) {
  var->aux |= kVarBound;
  Binding* binding = heap.make<Binding>();
  binding->var = to_value(var);
  binding->value = value;
  binding->next = segment->bindings;
  binding->frame_start = frame_start;
  segment->bindings = to_value(binding);
}

bool Vm::pop_bindings() {
  Value at = segment->bindings;
  if (at.is_nil()) return false;
  while (!at.is_nil()) {
    Binding* binding = as<Binding>(at);
    at = binding->next;
    if (binding->frame_start) break;
  }
  segment->bindings = at;
  return true;
}

}  // namespace norn
