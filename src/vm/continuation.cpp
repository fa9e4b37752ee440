// Delimited continuations: prompts, capture, resumption. See stack.h for the
// picture. One-shot continuations own their segments and hand them over;
// multi-shot ones keep them and copy at each resumption.

#include <algorithm>
#include <vector>

#include "data/delay.h"
#include "data/transient_fork.h"
#include "vm/twins.h"
#include "vm/vm.h"

namespace norn {
namespace {
uint32_t window_of(const Vm& vm, const HostCall& call) { return static_cast<uint32_t>(call.args - vm.base) - 2; }

// A lazy seq or delay that is being realized in the captured frames can be finished only once.
bool realizes_something(const Segment* top) {
  for (const Segment* s = top; s; s = s->parent) {
    for (uint32_t i = 0; i < s->top; ++i) {
      if (LazySeq* lazy = try_as<LazySeq>(s->memory[i]); lazy && !lazy->owner.is_nil()) return true;
      if (Delay* delay = try_as<Delay>(s->memory[i]); delay && !delay->owner.is_nil()) return true;
    }
  }
  return false;
}

// Gives a copied chain what belongs to its frames (data/transient_fork.h).
void fork_what_changes(Heap& heap, Segment* top) {
  std::vector<std::pair<Value, Value>> forks;
  for (Segment* s = top; s; s = s->parent) {
    for (uint32_t i = 0; i < s->top; ++i) {
      Value& slot = s->memory[i];
      if (!is_forked(slot)) continue;
      auto known = std::find_if(forks.begin(), forks.end(), [&](auto& fork) { return fork.first == slot; });
      if (known == forks.end()) known = forks.insert(forks.end(), {slot, fork_of(heap, slot)});
      slot = known->second;
    }
  }
}
}  // namespace

Raised Vm::enter_prompt(HostCall& call, Value tag, Value thunk) {
  uint32_t window = window_of(*this, call);
  save_current(pc, base, window + 1, window);
  Segment* below = segment;
  Segment* fresh = segments.acquire();
  fresh->parent = below;
  fresh->prompt = tag;
  enter_segment(fresh);
  fresh->memory[1] = make_return_word(kSegmentEnd, 0);
  Value* bottom = fresh->memory + 2;
  Ref<Code> code = is<Function>(thunk) ? as<Function>(thunk)->code->direct[0] : Ref<Code>();
  if (code && ensure_stack(bottom, code->frame_size)) {
    bottom[-2] = thunk;
    base = bottom;
    pc = code->words();
    return Raised::switched();
  }
  bottom[-2] = adapter;
  bottom[0] = Value::fixnum(-2);
  bottom[1] = thunk;
  pc = invoke(as<Function>(adapter)->code->direct[0]->words() + 1, bottom, 1, 0);
  return Raised::switched();
}

Raised Vm::capture(HostCall& call, Value tag, Value receiver, bool multi_shot, bool keep_prompt) {
  Segment* bottom = segment;
  while (bottom && bottom->prompt != tag) bottom = bottom->parent;
  if (!bottom || !bottom->parent) {
    std::string name =
        is<PromptTag>(tag) && !as<PromptTag>(tag)->name.is_nil() ? describe(heap, as<PromptTag>(tag)->name) : "";
    return raise(heap, world.types.illegal_state_exception.get(),
                 "shift: no enclosing reset " + (name.empty() ? "" : "for prompt " + name + " ") +
                     "in this task (prompts do not reach across async)");
  }
  uint32_t window = window_of(*this, call);
  save_current(pc, base, window + 1, window);
  Segment* below = bottom->parent;
  Continuation* k = heap.make<Continuation>();
  k->tag = tag;
  k->top = segment;
  k->bottom = bottom;
  // A live scope, timeout or shield cannot be entered twice (SEMANTICS 22).
  for (Segment* s = segment; s != bottom; s = s->parent)
    multi_shot = multi_shot && !(is<PromptTag>(s->prompt) && s->prompt.as_object()->aux);
  k->multi_shot = multi_shot;
  bottom->parent = nullptr;
  heap.add_finalizable(k);
  if (keep_prompt) {  // shift: the receiver runs delimited as the captured part was
    Segment* fresh = segments.acquire();
    fresh->parent = below;
    fresh->prompt = tag;
    enter_segment(fresh);
    fresh->memory[1] = make_return_word(kSegmentEnd, 0);
    Value* bottom = fresh->memory + 2;
    bottom[-2] = adapter;
    bottom[0] = Value::fixnum(-2);
    bottom[1] = receiver;
    bottom[3] = to_value(k);
    pc = invoke(as<Function>(adapter)->code->direct[0]->words() + 1, bottom, 1, 1);
    return Raised::switched();
  }
  // The receiver is called where the reset was called, and its value is the reset's value.
  enter_segment(below);
  base = below->memory + below->base;
  uint32_t at = below->result_register;
  if (!ensure_stack(base, at + 8)) NORN_UNREACHABLE("room for one call below a prompt");
  base[at] = receiver;
  base[at + 2] = to_value(k);
  pc = invoke(below->pc, base, at, 1);
  return Raised::switched();
}

Raised Vm::resume(HostCall& call, Continuation* k, ResumeKind kind, Value value) {
  if (!k->top) {
    return raise(
        heap, world.types.illegal_state_exception.get(),
        "This continuation was already used: it is one-shot (shift1, or it holds a scope, timeout or lock), or "
        "was discarded",
        world.keyword_map("type", "norn/continuation-used"));
  }
  uint32_t window = window_of(*this, call);
  save_current(pc, base, window + 1, window);
  Segment* below = segment;
  Segment* top = k->top;
  Segment* bottom = k->bottom;
  size_t values = 0;
  for (Segment* s = top; s; s = s->parent) values += s->top;
  if (k->multi_shot && realizes_something(top)) k->multi_shot = 0;
  if (k->multi_shot) {
    if (stack_would_overflow(values + below->top)) {
      return raise(heap, world.types.stack_overflow_error.get(),
                   "Stack overflow: resuming this continuation exceeds the task's stack limit");
    }
    Segment* first = nullptr;
    Segment* last = nullptr;
    for (Segment* s = top; s; s = s->parent) {
      Segment* copied = segments.copy(s);
      if (s->dirty) adopt_dirty(copied);
      if (last)
        last->parent = copied;
      else
        first = copied;
      last = copied;
    }
    top = first;
    bottom = last;
    fork_what_changes(heap, top);
    for (Segment* s = top; s; s = s->parent) adopt_dirty(s);
  } else {
    k->top = nullptr;
    k->bottom = nullptr;
  }
  k->used = 1;
  bottom->parent = below;
  enter_segment(top);
  base = top->memory + top->base;
  pc = top->pc;
  if (kind == ResumeKind::value)
    base[top->result_register] = value;
  else
    pc = unwind(pc, base, value);
  return Raised::switched();
}

}  // namespace norn
