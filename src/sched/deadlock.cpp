#include "sched/deadlock.h"

#include <algorithm>

#include "data/array.h"
#include "data/atom.h"
#include "data/delay.h"
#include "data/hash_set.h"
#include "data/map.h"
#include "data/seq.h"
#include "data/string.h"
#include "data/var.h"
#include "data/vector.h"
#include "sched/channel.h"
#include "vm/stack_trace.h"
#include "vm/twins.h"

namespace norn {
namespace {

constexpr int kFollowed = 64;           // holders looked at behind a noted wait
constexpr int kScopesFollowed = 64;     // scopes around a task
constexpr size_t kListed = 100;         // tasks in a report
constexpr size_t kBuriedListed = 5;     // collected tasks in a report
constexpr size_t kTasksPerIdle = 1000;  // a vain check of n tasks is made up for by n / 1000 idle turns without one

Value field(Heap& heap, Value object, std::string_view name) {
  Instance* instance = try_as<Instance>(object);
  if (!instance) return Value::nil();
  const int index = type_field_index(instance->type.get(), heap.world->intern_symbol(name));
  return index < 0 ? Value::nil() : instance->fields()[index];
}

std::string shown_type(Heap& heap, Value object) {
  if (String* kind = try_as<String>(field(heap, object, "kind"))) return "a " + std::string(kind->view());
  Instance* instance = try_as<Instance>(object);
  std::string type = instance ? symbol_text(instance->type->name.get()) : "";
  constexpr std::string_view kOurs = "norn.async.";
  if (!type.starts_with(kOurs)) return describe(heap, object);
  type.erase(0, kOurs.size());
  type[0] = static_cast<char>(type[0] | 0x20);
  return "a " + type;
}

bool is_waiting(const Task* task) { return (task->aux & kTaskParked) && !task->done(); }

}  // namespace

// --- the graph --------------------------------------------------------------------------

// Calls f with every task that could end this wait, until f says false. False if there is none, or f said so: then
// something else may end it.
template <typename F>
bool Deadlocks::for_each_holder(const Task* waiting, F f) {
  Value on = waiting->waits_on;
  if (waiting->wait_kind == WaitKind::lock) {
    Task* owner = locks_.owner(vm_, on);
    return owner && f(owner);
  }
  if (Task* task = try_as<Task>(on)) return f(task);
  if (LazySeq* lazy = try_as<LazySeq>(on)) return is<Task>(lazy->owner) && f(as<Task>(lazy->owner));
  if (Delay* delay = try_as<Delay>(on)) return is<Task>(delay->owner) && f(as<Task>(delay->owner));
  Atom* holders = try_as<Atom>(field(vm_.heap, on, "holders"));
  if (!holders) return false;
  bool all = true, any = false;
  auto visit = [&](Value key) {
    any = true;
    all = all && is<Task>(key) && f(as<Task>(key));
  };
  if (is_map(holders->state)) map_for_each(vm_.heap, holders->state, [&](Value key, Value) { visit(key); });
  return any && all;
}

std::vector<Task*> Deadlocks::holders(const Task* waiting) {
  std::vector<Task*> found;
  for_each_holder(waiting, [&](Task* holder) {
    found.push_back(holder);
    return true;
  });
  return found;
}

bool Deadlocks::may_time_out(const Task* task) const {
  for (int i = 0; i < kScopesFollowed; ++i) {
    if (task->timeouts) return true;
    Value scope = Value::nil();
    for (Value at = task->bindings; !at.is_nil(); at = as<Binding>(at)->next) {
      if (as<Binding>(at)->var != Value::object(vm_.scope_var)) continue;
      scope = as<Binding>(at)->value;
      break;
    }
    Task* owner = try_as<Task>(field(vm_.heap, scope, "owner"));
    if (!owner || owner == task) return false;
    task = owner;
  }
  return true;  // who knows
}

bool Deadlocks::waits_on_holders(const Task* task) {
  return is_waiting(task) && for_each_holder(task, [](Task*) { return true; }) && !may_time_out(task);
}

// --- suspicion ----------------------------------------------------------------------------

bool Deadlocks::may_be_stuck(const Task* task, const Task* start, int& steps) {
  if (!is_waiting(task) || (task->aux & kTaskStuck)) return false;  // behind a known cycle is nothing new
  if (--steps < 0) return true;
  return for_each_holder(task,
                         [&](Task* holder) {
                           if (holder == start) {
                             certain_ = true;
                             return true;
                           }
                           return may_be_stuck(holder, start, steps);
                         }) &&
         !may_time_out(task);
}

void Deadlocks::follow_noted_waits() {
  suspected_ = suspected_ || vm_.waits_lost;
  vm_.waits_lost = false;
  for (Value v : vm_.waits_noted) {
    const Task* task = as<Task>(v);
    int steps = kFollowed;
    const bool was_certain = certain_;
    if (may_be_stuck(task, task, steps))
      suspected_ = true;
    else
      certain_ = was_certain;
  }
  vm_.waits_noted.clear();
}

std::vector<Task*> Deadlocks::find_stuck(Told told) {
  std::vector<Task*> waiting;
  for (Value v : vm_.waited_tasks) {
    Task* task = as<Task>(v);
    if (!waits_on_holders(task) || (told == Told::left_out && (task->aux & kTaskStuck))) continue;
    waiting.push_back(task);
    task->mark = static_cast<uint32_t>(waiting.size());
  }
  // Who waits on a task that is not stuck is not stuck: take those away until none is left.
  struct Edge {
    uint32_t holder, waiter;
  };
  std::vector<Edge> edges;
  std::vector<uint32_t> freed;
  std::vector<bool> is_free(waiting.size(), false);
  for (uint32_t i = 0; i < waiting.size(); ++i) {
    const bool all_wait = for_each_holder(waiting[i], [&](Task* holder) {
      if (holder->mark) edges.push_back({holder->mark - 1, i});
      return holder->mark != 0;
    });
    if (all_wait) continue;
    is_free[i] = true;
    freed.push_back(i);
  }
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.holder < b.holder; });
  while (!freed.empty()) {
    const uint32_t holder = freed.back();
    freed.pop_back();
    auto edge = std::lower_bound(edges.begin(), edges.end(), holder,
                                 [](const Edge& candidate, uint32_t wanted) { return candidate.holder < wanted; });
    for (; edge != edges.end() && edge->holder == holder; ++edge) {
      if (is_free[edge->waiter]) continue;
      is_free[edge->waiter] = true;
      freed.push_back(edge->waiter);
    }
  }
  std::vector<Task*> stuck;
  for (uint32_t i = 0; i < waiting.size(); ++i) {
    waiting[i]->mark = 0;
    if (!is_free[i]) stuck.push_back(waiting[i]);
  }
  return stuck;
}

std::string Deadlocks::check() {
  follow_noted_waits();
  if (!suspected_) return "";
  if (!certain_ && skip_checks_ > 0) {
    --skip_checks_;
    return "";
  }
  suspected_ = certain_ = false;
  std::vector<Task*> stuck = find_stuck(Told::left_out);
  skip_checks_ = vm_.waited_tasks.size() / kTasksPerIdle;
  if (stuck.empty()) return "";
  for (Task* task : stuck) task->aux |= kTaskStuck;
  return "Deadlock: these tasks wait on each other for ever; the rest of the program goes on.\n" + describe(stuck);
}

// --- words -------------------------------------------------------------------------------------

std::string Deadlocks::wait_text(const Task* waiting) {
  Heap& heap = vm_.heap;
  Value on = waiting->waits_on;
  if (on.is_nil()) return "something unnamed";
  std::string text;
  if (waiting->wait_kind == WaitKind::lock) {
    text = "the lock of " + norn::describe(heap, on);
  } else if (is<Task>(on)) {
    return task_text(heap, as<Task>(on));
  } else if (is<Promise>(on)) {
    return "a promise";
  } else if (is<Channel>(on)) {
    const bool put = waiting->wait_kind == WaitKind::put;
    return put ? "room in a channel" : "a value from a channel";
  } else if (is<Vector>(on)) {
    return "the first of " + std::to_string(vector_count(as<Vector>(on))) + " channel operations";
  } else if (is<LazySeq>(on)) {
    text = "a lazy seq";
  } else if (is<Delay>(on)) {
    text = "a delay";
  } else if (String* said = try_as<String>(on)) {
    return std::string(said->view());
  } else if (is<Keyword>(on)) {
    return "a " + symbol_text(as<Keyword>(on)->symbol.get());
  } else {
    text = shown_type(heap, on);
  }
  const bool computed = is<LazySeq>(on) || is<Delay>(on);
  bool first = true;
  for (Task* holder : holders(waiting)) {
    text += (first ? (computed ? ", computed by " : ", held by ") : " and ") + task_text(heap, holder);
    first = false;
  }
  if (first && waiting->wait_kind == WaitKind::lock) text += ", held by a task that was collected";
  return text;
}

std::string Deadlocks::describe(std::vector<Task*> tasks) {
  // The main task, then whom it waits on, and so on; then the others, newest first.
  std::sort(tasks.begin(), tasks.end(), [](const Task* a, const Task* b) { return a->id < b->id; });
  std::vector<Task*> order;
  auto add = [&](Task* task) {
    if (task->mark || !is_waiting(task) || order.size() >= kListed) return;
    task->mark = 1;
    order.push_back(task);
  };
  for (Task* task : tasks)
    if (task->aux & kTaskMain) add(task);
  for (size_t i = 0; i < order.size(); ++i)
    for (Task* holder : holders(order[i])) add(holder);
  for (size_t i = tasks.size(); i-- > 0;) add(tasks[i]);
  size_t waiting = 0;
  for (Task* task : tasks) waiting += is_waiting(task);
  std::string text;
  for (Task* task : order) {
    task->mark = 0;
    text += "  " + task_text(vm_.heap, task) + " waits on " + wait_text(task) + "\n";
    std::vector<TraceFrame> frames = parked_frames(vm_, task, 32);
    if (const TraceFrame* frame = waiting_frame(frames)) text += "      at " + frame_text(*frame) + "\n";
    if (SpawnRecord* spawn = try_as<SpawnRecord>(task->spawn))
      text += "      spawned at " + frame_text(describe_place(spawn->code, spawn->offset)) + "\n";
  }
  if (waiting > order.size()) text += "  ... and " + std::to_string(waiting - order.size()) + " more\n";
  return text;
}

std::string Deadlocks::describe_all() {
  std::vector<Task*> tasks;
  for (Value v : vm_.waited_tasks)
    if (Task* task = as<Task>(v); is_waiting(task) && !(task->aux & kTaskService)) tasks.push_back(task);
  std::string text = describe(tasks);
  const Tombstones& buried = vm_.tombstones;
  if (buried.buried() == 0) return text;
  const bool one = buried.buried() == 1;
  text += "  " + std::to_string(buried.buried()) + (one ? " task was" : " tasks were") +
          " collected earlier, because nothing could wake " + (one ? "it" : "them") + " any more:\n";
  for (size_t i = 0; i < std::min(kBuriedListed, buried.kept()); ++i) {
    const Tombstone& stone = buried.newest(i);
    text += "  task " + std::to_string(stone.task_id);
    if (!stone.name.empty()) text += " (" + stone.name + ")";
    text += " waited\n";
    if (!stone.waited_at.empty()) text += "      at " + stone.waited_at + "\n";
    if (!stone.spawned_at.empty()) text += "      spawned at " + stone.spawned_at + "\n";
  }
  return text;
}

}  // namespace norn
