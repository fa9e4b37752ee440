#include "vm/stack_trace.h"

#include "data/print.h"
#include "data/string.h"
#include "data/type.h"
#include "vm/twins.h"

namespace norn {

Value settled(const Heap& heap, Value value) {
  Value now = heap.forwarded_or_dead(value);
  return now.is_marker(Marker::absent) ? value : now;
}

TraceFrame describe_place(Value code_value, uint32_t offset, const Heap* clearing) {
  auto there = [&](Value value) { return clearing ? settled(*clearing, value) : value; };
  TraceFrame frame;
  Code* code = try_as<Code>(there(code_value));
  if (!code) return frame;
  Template* shape = code->owner.get();
  if (shape) {
    if (Symbol* name = try_as<Symbol>(there(shape->name))) frame.function = symbol_text(name);
    if (String* file = try_as<String>(there(shape->file))) frame.file = std::string(file->view());
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

std::vector<TraceFrame> parked_frames(Vm& vm, Task* task, int limit, bool clearing) {
  std::vector<TraceFrame> frames;
  for (Segment* s = task->stack; s; s = s->parent) {
    const Word* next = s->pc;
    Value* base = s->memory + s->base;
    while (static_cast<int>(frames.size()) < limit) {
      if (!vm.is_adapter(base)) {
        Code* code = vm.code_at(next - 1, base);
        frames.push_back(describe_place(to_value(code), static_cast<uint32_t>(next - 1 - code->words()),
                                        clearing ? &vm.heap : nullptr));
      }
      Value return_word = base[-1];
      next = return_pc(return_word);
      base -= return_distance(return_word);
      if (next == kSegmentEnd) break;
    }
  }
  return frames;
}

const TraceFrame* waiting_frame(const std::vector<TraceFrame>& frames) {
  for (const TraceFrame& frame : frames)
    if (!frame.file.starts_with("clojure/") && !frame.file.starts_with("norn/")) return &frame;
  return frames.empty() ? nullptr : &frames.front();
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
  if (!task->name().is_nil()) text += " (" + task_name_text(heap, task->name()) + ")";
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

}  // namespace norn
