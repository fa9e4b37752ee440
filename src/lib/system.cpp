// The VM as host functions: hooks and twins, exceptions' traces,
// output, program end, statistics (namespaces norn.prim and norn.runtime).

#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "base/result.h"
#include "data/exception.h"
#include "data/list.h"
#include "data/map.h"
#include "data/number.h"
#include "data/seq.h"
#include "data/string.h"
#include "data/type.h"
#include "data/var.h"
#include "data/vector.h"
#include "sched/scheduler.h"
#include "vm/stack_trace.h"
#include "vm/twins.h"

namespace norn {
namespace {

Value text_value(Heap& heap, std::string_view text) { return to_value(make_string(heap, text)); }
Value number(HostCall& call, uint64_t n) { return make_integer(call.heap, static_cast<int64_t>(n)); }

bool name_matches(std::string_view full, std::string_view wanted) {
  if (full == wanted) return true;
  size_t dot = full.rfind('.');
  return dot != std::string_view::npos && full.substr(dot + 1) == wanted;
}

// Whether the exception's class or one of its ancestors has this name, full or short.
bool class_named(const Exception* exception, std::string_view wanted) {
  for (Type* type = exception->type.get();;) {
    if (name_matches(symbol_text(type->name.get()), wanted)) return true;
    if (!type->parent || type->parent.get() == type) return false;
    type = type->parent.get();
  }
}

Returned frame_map(HostCall& call, const TraceFrame& frame, bool is_await) {
  auto key = [&](std::string_view name) { return to_value(call.vm.world.intern_keyword(name)); };
  std::vector<Value> entries = {key("fn"),     text_value(call.heap, frame.function),
                                key("file"),   frame.file.empty() ? Value::nil() : text_value(call.heap, frame.file),
                                key("line"),   Value::fixnum(frame.line),
                                key("column"), Value::fixnum(frame.column)};
  auto mark = [&](std::string_view name) {
    entries.push_back(key(name));
    entries.push_back(Value::boolean(true));
  };
  if (frame.spawn) mark("spawn");
  if (is_await) mark("await");
  if (!frame.task.empty()) {
    entries.push_back(key("task"));
    entries.push_back(text_value(call.heap, frame.task));
  }
  if (frame.left_out) {
    entries.push_back(key("left-out"));
    entries.push_back(number(call, frame.left_out));
  }
  return make_map(call.heap, entries);
}

struct HookName {
  const char* name;
  Hook hook;
};
constexpr HookName kHookNames[] = {
    {"invoke", Hook::invoke}, {"print-uncaught", Hook::print_uncaught}, {"at-exit", Hook::at_exit}};

}  // namespace

NORN_HOST(install_hook, "norn.prim/install-hook!", "([role f])",
          "Makes f the bytecode for a role of the VM: :invoke, :print-uncaught, :at-exit.") {
  Keyword* role = try_as<Keyword>(call[0]);
  for (const HookName& entry : kHookNames) {
    if (!role || !symbol_is(role->symbol.get(), entry.name)) continue;
    call.vm.world.hooks[static_cast<int>(entry.hook)] = call[1];
    return call[1];
  }
  NORN_RAISE(raise_illegal_argument(call.heap, "install-hook!: unknown role " + describe(call.heap, call[0])));
}

NORN_HOST(
    set_twin, "norn.prim/set-twin!", "([name f])",
    "Makes f the bytecode twin of a host function (the function, or its qualified name as a string) or of an opcode.") {
  if (HostFunction* host = try_as<HostFunction>(call[0])) {
    host->twin = call[1];
    call.heap.written(host);
    return call[1];
  }
  String* name = try_as<String>(call[0]);
  if (!name || name->view().find('/') == std::string_view::npos)
    NORN_RAISE(raise_type_error(
        call.heap, "set-twin!: expected a host function or its name, got " + describe(call.heap, call[0])));
  if (!install_twin(call.vm, name->view(), call[1]))
    NORN_RAISE(raise_illegal_argument(call.heap, "set-twin!: no host function or opcode " + std::string(name->view())));
  return call[1];
}

// --- exceptions ---

NORN_HOST(exception_matches, "norn.prim/exception-matches?", "([exception class])",
          "Whether a catch clause for `class` (a Type, a class name symbol, :default, or an error keyword compared "
          "with :type of "
          "the exception's data) takes the exception.") {
  Exception* exception = try_as<Exception>(call[0]);
  if (!exception) return Value::boolean(false);
  if (Type* type = try_as<Type>(call[1])) return Value::boolean(exception_is(exception, type));
  if (Symbol* name = try_as<Symbol>(call[1])) return Value::boolean(class_named(exception, symbol_text(name)));
  if (Keyword* key = try_as<Keyword>(call[1])) {
    if (symbol_is(key->symbol.get(), "default")) return Value::boolean(true);
    Value type = exception->data.is_nil() ? Value::nil() : map_get_keyword(call.heap, exception->data, "type");
    if (type == call[1]) return Value::boolean(true);
    Value code = exception->data.is_nil() ? Value::nil() : map_get_keyword(call.heap, exception->data, "code");
    return Value::boolean(code == call[1]);
  }
  return Value::boolean(false);
}

NORN_HOST(stack_trace, "norn.prim/stack-trace", "([exception] [exception task])",
          "The frames of an exception, newest first: maps with :fn :file :line :column, and :spawn true (where a task "
          "was spawned), :task its name, :left-out n, :await true (the first frame of each await that threw it in the "
          "task, by default "
          "the running one, and in those the task awaited).") {
  Exception* exception = try_as<Exception>(call[0]);
  if (!exception) return Value::nil();
  const Task* task = call.count > 1 ? try_as<Task>(call[1]) : call.vm.task;
  std::vector<Value> frames;
  for (const TraceFrame& frame : read_trace(call.heap, exception->trace))
    frames.push_back(NORN_TRY(frame_map(call, frame, false)));
  const Cons* way = task ? try_as<Cons>(task->failed_awaits()) : nullptr;
  if (way && way->first == call[0]) {
    std::vector<Value> traces;
    for (const Cons* at = try_as<Cons>(way->rest); at; at = try_as<Cons>(at->rest)) traces.push_back(at->first);
    for (size_t i = traces.size(); i-- > 0;) {
      bool first = true;
      for (const TraceFrame& frame : read_trace(call.heap, traces[i])) {
        if (!frame.spawn) frames.push_back(NORN_TRY(frame_map(call, frame, first)));
        first = false;
      }
    }
  }
  return to_value(make_vector(call.heap, frames));
}

NORN_HOST(suppressed, "norn.prim/suppressed", "([exception])",
          "The vector of exceptions suppressed in favour of this one, or nil.") {
  Exception* exception = try_as<Exception>(call[0]);
  return exception ? exception->suppressed : Value::nil();
}

NORN_HOST(set_suppressed, "norn.prim/set-suppressed!", "([exception exceptions])",
          "Stores the vector of suppressed exceptions.") {
  Exception* exception = try_as<Exception>(call[0]);
  if (!exception) NORN_RAISE(raise_type_error(call.heap, "expected an exception, got " + describe(call.heap, call[0])));
  exception->suppressed = call[1];
  call.heap.written(exception);
  return call[0];
}

NORN_HOST(exception_info, "norn.prim/exception-info", "([exception])",
          "[file line column code] of a reader or compiler exception, else nil.") {
  Exception* exception = try_as<Exception>(call[0]);
  return exception && !is_control_signal(call[0]) ? exception->info : Value::nil();
}

// --- output and end ---

NORN_HOST(write_out, "norn.prim/write-out", "([fd text])",
          "Writes a finished string to standard output (1) or error (2) at once.") {
  String* text = try_as<String>(call[1]);
  if (!call[0].is_fixnum() || !text)
    NORN_RAISE(raise_type_error(call.heap, "write-out: expected a descriptor and a string"));
  std::FILE* file = call[0].as_fixnum() == 2 ? stderr : stdout;
  if (std::fwrite(text->data(), 1, text->tail_count, file) == text->tail_count) return Value::nil();
  if (errno == EPIPE) {  // the reader has gone: end quietly (SEMANTICS 32)
    Scheduler::of(call.vm).request_exit(0);
    return Value::nil();
  }
  NORN_RAISE(raise(call.heap, call.vm.world.types.io_exception.get(), "cannot write to standard output"));
}

NORN_HOST(flush_out, "norn.prim/flush-out", "([fd])", "Flushes standard output (1) or error (2).") {
  std::fflush(call[0] == Value::fixnum(2) ? stderr : stdout);
  return Value::nil();
}

NORN_HOST(is_terminal, "norn.prim/terminal?", "([fd])", "True if the descriptor is a terminal.") {
  return Value::boolean(call[0].is_fixnum() && isatty(static_cast<int>(call[0].as_fixnum())));
}

NORN_HOST(exit_program, "norn.prim/exit", "([code])",
          "Ends the program with an exit code after flushing; `finally` blocks do not run.") {
  Scheduler::of(call.vm).request_exit(call[0].is_fixnum() ? static_cast<int>(call[0].as_fixnum()) : 1);
  NORN_RAISE(Scheduler::of(call.vm).yield_current());
}

NORN_HOST(set_exit_code, "norn.prim/set-exit-code!", "([code])",
          "The exit code of the program when it ends by itself.") {
  Scheduler::of(call.vm).set_exit_code(call[0].is_fixnum() ? static_cast<int>(call[0].as_fixnum()) : 1);
  return Value::nil();
}

// --- statistics ---

NORN_HOST(report_unobserved, "norn.prim/report-unobserved!", "([])",
          "Reports the failures of tasks that nobody has looked at, now; returns a vector of the tasks that do so.") {
  return to_value(make_vector(call.heap, Scheduler::of(call.vm).report_unobserved()));
}

NORN_HOST(
    forget_pauses, "norn.runtime/forget-pauses", "([])",
    "The maxima and the percentile among the :gc figures of `stats` count from here on: for looking at one phase of "
    "a program. Returns nil.") {
  call.heap.forget_pauses();
  return Value::nil();
}

NORN_HOST(collect_garbage, "norn.runtime/gc", "([])", "Runs a full garbage collection. Returns nil.") {
  call.vm.collect_major_at_safepoint = true;
  call.vm.budget = 0;
  return Value::nil();
}

NORN_HOST(
    stats, "norn.runtime/stats", "([])",
    "What the runtime is doing: a map of :heap-bytes :native-bytes :rss-bytes (bytes), :tasks (a map of counts: "
    ":started "
    ":finished :parked :runnable :abandoned), :stacks, :switches, :gc (a map: :minor :major counts, :minor-max-ns "
    ":major-max-ns :total-ns).") {
  World& world = call.vm.world;
  HeapStatistics heap = call.heap.statistics();
  size_t parked = 0;
  for (Value v : call.vm.waited_tasks) parked += (as<Task>(v)->aux & kTaskParked) && !as<Task>(v)->done();
  size_t rss = 0;
  if (std::FILE* statm = std::fopen("/proc/self/statm", "r")) {
    unsigned long pages = 0, resident = 0;
    if (std::fscanf(statm, "%lu %lu", &pages, &resident) == 2)
      rss = resident * static_cast<size_t>(sysconf(_SC_PAGESIZE));
    std::fclose(statm);
  }
  auto key = [&](std::string_view name) { return to_value(world.intern_keyword(name)); };
  Value tasks[] = {key("started"),   number(call, call.vm.tasks_started),
                   key("finished"),  number(call, call.vm.tasks_finished),
                   key("parked"),    number(call, parked),
                   key("runnable"),  number(call, call.vm.queue.size()),
                   key("abandoned"), number(call, call.vm.tombstones.buried())};
  Value gc[] = {key("minor"),        number(call, heap.minor_collections),
                key("major"),        number(call, heap.major_collections),
                key("minor-max-ns"), number(call, heap.minor_pause_ns_max),
                key("major-max-ns"), number(call, heap.major_pause_ns_max),
                key("total-ns"),     number(call, heap.pause_ns_total),
                key("minor-p99-ns"), number(call, heap.minor_pause_ns_p99)};
  Value all[] = {key("heap-bytes"),   number(call, heap.nursery_used_bytes + heap.old_bytes),
                 key("native-bytes"), number(call, heap.native_bytes),
                 key("rss-bytes"),    number(call, rss),
                 key("tasks"),        NORN_TRY(make_map(call.heap, tasks)),
                 key("stacks"),       number(call, call.vm.segments.in_use()),
                 key("switches"),     number(call, call.vm.switches),
                 key("gc"),           NORN_TRY(make_map(call.heap, gc))};
  return make_map(call.heap, all);
}

NORN_MODULE(kSystemModule, install_hook, set_twin, exception_matches, stack_trace, suppressed, set_suppressed,
            exception_info, write_out, flush_out, is_terminal, exit_program, set_exit_code, report_unobserved,
            forget_pauses, collect_garbage, stats);

}  // namespace norn
