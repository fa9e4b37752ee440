// Exceptions: traces, handlers, popping frames and segments.

#include <string>

#include "data/print.h"
#include "data/string.h"
#include "data/type.h"
#include "data/var.h"
#include "data/vector.h"
#include "vm/cancellation.h"
#include "vm/slow_paths.h"
#include "vm/twins.h"
#include "vm/vm.h"

namespace norn {
namespace {
constexpr int kTraceFrames = 100;  // newest frames kept in a trace

bool contains(const Code* code, const Word* pc) {
  return code && pc >= code->words() && pc < code->words() + code->word_count();
}

// Whether code is Norn's own, by its file. (A cheap guess: it decides only which frame a report names.)
bool is_library(const Code* code) {
  const Template* shape = code->owner.get();
  const String* file = shape ? try_as<String>(shape->file) : nullptr;
  return file && (file->view().starts_with("clojure/") || file->view().starts_with("norn/"));
}
}  // namespace

Code* Vm::code_at(const Word* at, const Value* the_base) const {
  Template* shape = as<Function>(the_base[-2])->code.get();
  for (Ref<Code> code : shape->direct)
    if (contains(code.get(), at)) return code.get();
  if (contains(shape->variadic.get(), at)) return shape->variadic.get();
  if (!shape->others.is_nil())
    for (Value other : as<ObjectArray>(shape->others)->values())
      if (is<Code>(other) && contains(as<Code>(other), at)) return as<Code>(other);
  NORN_UNREACHABLE("a pc outside its function's code");
}

const Word* Vm::raise_at(const Word* next, Value* the_base, Raised raised) {
  pc = next;
  base = the_base;
  if (Exception* exception = try_as<Exception>(raised.value); exception && exception->trace.is_nil()) {
    exception->trace = capture_trace();
    heap.written(exception);
  }
  return unwind(next, the_base, raised.value);
}

const Word* Vm::unwind(const Word* next, Value* the_base, Value exception) {
  bool control = is_control_signal(exception);
  for (;;) {
    const Word* at = next - 1;  // inside the instruction that called or raised
    if (the_base[-2] != adapter) {
      Code* code = code_at(at, the_base);
      uint32_t offset = static_cast<uint32_t>(at - code->words());
      for (const Handler& handler : code->handlers()) {
        if (!handler.covers(offset) || (control && handler.kind == HandlerKind::catches)) continue;
        the_base[handler.exception_register] = exception;
        base = the_base;
        return code->words() + handler.target;
      }
    }
    Value return_word = the_base[-1];
    next = return_pc(return_word);
    the_base -= return_distance(return_word);
    if (next != kSegmentEnd) continue;
    Segment* ended = segment;
    Segment* parent = ended->parent;
    if (!parent) return finish_current(control ? TaskState::cancelled : TaskState::failure, exception);
    bool reached =
        control && !as<Exception>(exception)->info.is_nil() && as<Exception>(exception)->info == ended->prompt;
    release_segment(ended);
    enter_segment(parent);
    the_base = parent->memory + parent->base;
    next = parent->pc;
    if (!reached) continue;
    // Another prompt than a boundary is where a discarded continuation ends.
    bool is_boundary = as<Exception>(exception)->info.as_object()->aux & kPromptBoundary;
    Value outer = is_boundary ? signal_at_boundary(*this, exception) : Value::nil();
    if (outer.is_nil()) {  // the boundary function returns the signal as a value
      base = the_base;
      base[parent->result_register] = is_boundary ? exception : Value::nil();
      return next;
    }
    exception = outer;
  }
}

bool Vm::runs_cleanup(const Word* next, const Value* the_base, bool at_call) const {
  for (;; at_call = true) {
    if (the_base[-2] != adapter) {
      const Word* at = at_call ? next - 1 : next;
      const Code* code = code_at(at, the_base);
      const uint32_t offset = static_cast<uint32_t>(at - code->words());
      for (const Handler& handler : code->handlers())
        if (handler.kind == HandlerKind::cleanup && offset >= handler.start && offset < handler.end) return true;
    }
    Value return_word = the_base[-1];
    next = return_pc(return_word);
    if (next == kSegmentEnd) return false;
    the_base -= return_distance(return_word);
  }
}

Value Vm::capture_trace() { return capture_trace_from(pc, base, segment, task); }

Value Vm::capture_trace_of(Task* waiting) {
  if (waiting == task) return capture_trace();
  Segment* top = waiting->stack;
  return top ? capture_trace_from(top->pc, top->memory + top->base, top, waiting) : Value::nil();
}

Value Vm::capture_trace_from(const Word* next, Value* the_base, Segment* s, const Task* of) {
  std::vector<Value> entries;
  int frames = 0;
  while (s && frames < kTraceFrames) {
    if (the_base[-2] != adapter) {
      Code* code = code_at(next - 1, the_base);
      entries.push_back(to_value(code));
      entries.push_back(Value::fixnum(next - 1 - code->words()));
      ++frames;
    }
    Value return_word = the_base[-1];
    next = return_pc(return_word);
    the_base -= return_distance(return_word);
    if (next != kSegmentEnd) continue;
    s = s->parent;
    if (s) {
      the_base = s->memory + s->base;
      next = s->pc;
    }
  }
  if (of && !of->spawn.is_nil()) {
    entries.push_back(Value::nil());
    entries.push_back(of->spawn);
  }
  Trace* trace = heap.make_tail<Trace>(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) trace->entries()[i] = entries[i];
  return to_value(trace);
}

Vm::Place Vm::caller_place() {
  constexpr int kLibraryFrames = 24;  // looked through; then the nearest frame has to do
  Place nearest;
  const Word* next = pc;
  Value* the_base = base;
  Segment* s = segment;
  for (int looked_at = 0; s && looked_at < kLibraryFrames;) {
    if (the_base[-2] != adapter) {
      Code* code = code_at(next - 1, the_base);
      Place place = {.code = code, .offset = static_cast<uint32_t>(next - 1 - code->words())};
      place.is_running_frame = the_base == base && !is_library(code);
      if (!is_library(code)) return place;
      if (looked_at++ == 0) nearest = place;
    }
    Value return_word = the_base[-1];
    next = return_pc(return_word);
    the_base -= return_distance(return_word);
    if (next != kSegmentEnd) continue;
    s = s->parent;
    if (s) {
      the_base = s->memory + s->base;
      next = s->pc;
    }
  }
  return nearest;
}

Value Vm::caller_trace() {
  Place place = caller_place();
  if (!place.code) return Value::nil();
  Trace* trace = heap.make_tail<Trace>(2);
  trace->entries()[0] = to_value(place.code);
  trace->entries()[1] = Value::fixnum(place.offset);
  return to_value(trace);
}

// --- what calling can get wrong -----------------------------------------------------------

std::string describe(Heap& heap, Value value) {
  if (value.is_nil()) return "nil";
  Type* type = type_of(heap, value);
  std::string text = type ? symbol_text(type->name.get()) : "a value";
  std::string printed;
  PrintOptions options;
  options.readably = true;
  options.length = 8;
  options.level = 3;
  if (print_to(heap, printed, value, options) == Answer::yes) {
    if (printed.size() > 60) {
      size_t cut = 57;
      while (cut > 0 && (printed[cut] & 0xC0) == 0x80) --cut;
      printed = printed.substr(0, cut) + "...";
    }
    text = printed + " (" + text + ")";
  }
  return text;
}

Raised raise_not_callable(Vm& vm, Value callee) {
  if (callee.is_nil())
    return raise(vm.heap, vm.world.types.null_pointer_exception.get(), "Cannot call nil as a function");
  Type* type = type_of(vm.heap, callee);
  return raise_type_error(vm.heap, "class " + (type ? symbol_text(type->name.get()) : "?") +
                                       " cannot be cast to class clojure.lang.IFn: " + describe(vm.heap, callee) +
                                       " is not a function");
}

Raised raise_arity(Vm& vm, Value callee, uint32_t count) {
  std::string name = "a function", lists;
  if (Function* function = try_as<Function>(callee)) {
    if (Symbol* symbol = try_as<Symbol>(function->code->name)) name = symbol_text(symbol);
    PrintOptions options;
    if (!function->code->arglists.is_nil() &&
        print_to(vm.heap, lists, function->code->arglists, options) != Answer::yes)
      lists.clear();
  } else if (HostFunction* host = try_as<HostFunction>(callee)) {
    name = symbol_text(host->name.get());
    lists = vm.host_table[host->index]->arglists;
  } else {
    name = describe(vm.heap, callee);
  }
  std::string text = "Wrong number of args (" + std::to_string(count) + ") passed to: " + name;
  if (!lists.empty()) text += ", which takes " + lists;
  return raise(vm.heap, vm.world.types.arity_exception.get(), text);
}

}  // namespace norn
