#include "vm/stack_trace.h"

#include "data/print.h"
#include "data/string.h"
#include "data/type.h"
#include "vm/twins.h"

namespace norn {

TraceFrame describe_place(Value code_value, uint32_t offset) {
  TraceFrame frame;
  Code* code = try_as<Code>(code_value);
  if (!code) return frame;
  Template* shape = code->owner.get();
  if (shape) {
    if (Symbol* name = try_as<Symbol>(shape->name)) frame.function = symbol_text(name);
    if (String* file = try_as<String>(shape->file)) frame.file = std::string(file->view());
  }
  LineEntry entry = code->line_at(offset);
  frame.line = entry.line;
  frame.column = entry.column;
  return frame;
}

std::vector<TraceFrame> read_trace(Heap& heap, Value value) {
  std::vector<TraceFrame> frames;
  Trace* trace = try_as<Trace>(value);
  if (!trace) return frames;
  for (uint64_t i = 0; i + 1 < trace->tail_count; i += 2) {
    Value code = trace->entries()[i];
    if (!code.is_nil()) {
      frames.push_back(describe_place(code, static_cast<uint32_t>(trace->entries()[i + 1].as_fixnum())));
      continue;
    }
    for (SpawnRecord* r = try_as<SpawnRecord>(trace->entries()[i + 1]); r; r = try_as<SpawnRecord>(r->parent)) {
      TraceFrame frame = describe_place(r->code, r->offset);
      frame.spawn = true;
      if (!r->name.is_nil()) frame.task = task_name_text(heap, r->name);
      frame.left_out = r->left_out;
      frames.push_back(frame);
    }
  }
  return frames;
}

std::vector<TraceFrame> parked_frames(Vm& vm, Task* task, int limit) {
  std::vector<TraceFrame> frames;
  for (Segment* s = task->stack; s; s = s->parent) {
    const Word* next = s->pc;
    Value* base = s->memory + s->base;
    while (static_cast<int>(frames.size()) < limit) {
      if (!vm.is_adapter(base)) {
        Code* code = vm.code_at(next - 1, base);
        frames.push_back(describe_place(to_value(code), static_cast<uint32_t>(next - 1 - code->words())));
      }
      Value return_word = base[-1];
      next = return_pc(return_word);
      base -= return_distance(return_word);
      if (next == kSegmentEnd) break;
    }
  }
  return frames;
}

std::string frame_text(const TraceFrame& frame) {
  std::string text = frame.function.empty() ? "?" : frame.function;
  if (frame.line)
    text += " (" + (frame.file.empty() ? std::string("NO_SOURCE_FILE") : frame.file) + ":" +
            std::to_string(frame.line) + ":" + std::to_string(frame.column) + ")";
  return text;
}

std::string printed_text(Heap& heap, Value value) {
  PrintOptions options;
  options.readably = true;
  options.length = 8;
  options.level = 3;
  std::string text;
  if (print_to(heap, text, value, options) == Answer::yes) return text;
  return symbol_text(type_of(heap, value)->name.get());
}

std::string task_name_text(Heap& heap, Value name) {
  if (String* string = try_as<String>(name)) return std::string(string->view());
  return printed_text(heap, name);
}

std::string task_text(Heap& heap, const Task* task) {
  std::string text = task->aux & kTaskMain ? "main task" : "task " + std::to_string(task->id);
  if (!task->name.is_nil()) text += " (" + task_name_text(heap, task->name) + ")";
  return text;
}

std::string canceller_text(Heap& heap, const Exception* signal) {
  String* who = try_as<String>(signal->message);
  std::string text = who ? std::string(who->view()) : "";
  for (const TraceFrame& frame : read_trace(heap, signal->trace)) {
    text += " at " + frame_text(frame);
    break;
  }
  return text;
}

std::string Vm::describe_waiters() {
  constexpr int kListed = 100;
  std::string text;
  int listed = 0;
  size_t parked = 0;
  for (size_t i = all_tasks.size(); i-- > 0;) {
    Task* waiting = as<Task>(all_tasks[i]);
    if (!(waiting->aux & kTaskParked) || waiting->done()) continue;
    ++parked;
    if (++listed > kListed) continue;
    text += "  " + task_text(heap, waiting) + " waits on " +
            (waiting->waits_on.is_nil() ? std::string("something unnamed") : describe(heap, waiting->waits_on));
    for (const TraceFrame& frame : parked_frames(*this, waiting, 32)) {
      if (frame.function.starts_with("clojure.core/await") || frame.function.starts_with("clojure.core/deref") ||
          frame.function.starts_with("norn.async/") || frame.function.starts_with("clojure.core.async/"))
        continue;
      text += "\n      at " + frame_text(frame);
      break;
    }
    if (SpawnRecord* spawn = try_as<SpawnRecord>(waiting->spawn))
      text += "\n      spawned at " + frame_text(describe_place(spawn->code, spawn->offset));
    text += "\n";
  }
  if (parked > kListed) text += "  ... and " + std::to_string(parked - kListed) + " more\n";
  return text;
}

}  // namespace norn
