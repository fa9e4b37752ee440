// Calling, dynamic bindings and delimited continuations as host functions
// (namespace norn.prim).

#include "base/result.h"
#include "data/exception.h"
#include "data/map.h"
#include "data/seq.h"
#include "data/string.h"
#include "data/var.h"
#include "data/vector.h"
#include "loop/signals.h"
#include "sched/scheduler.h"
#include "vm/cancellation.h"
#include "vm/twins.h"
#include "vm/vm.h"

namespace norn {
namespace {

OrRaised<void> check_tag(const HostCall& call) {
  if (is<PromptTag>(call[0])) return {};
  NORN_RAISE(raise_type_error(call.heap, "expected a prompt tag of make-prompt, got " + describe(call.heap, call[0])));
}

// What a call of `f` looks at: a var's value.
Value callee_of(Vm& vm, Value f) {
  while (Var* var = try_as<Var>(f)) {
    Value* slot = vm.find_binding(var);
    f = slot ? *slot : var->root;
  }
  return f;
}

}  // namespace

constexpr size_t kManyArguments = 10'000;

NORN_HOST(required_args, "norn.prim/required-args", "([f])",
          "How many elements of its argument seq (apply f seq) must realize before the call: the fixed parameters of a "
          "variadic "
          "function, 21 for others, -1 (all) for variadic host functions.") {
  Value f = callee_of(call.vm, call[0]);
  if (Function* function = try_as<Function>(f)) {
    if (Code* code = function->code->variadic.get()) return Value::fixnum(code->required);
    return Value::fixnum(Template::kMaxArity + 1);
  }
  if (HostFunction* host = try_as<HostFunction>(f))
    return Value::fixnum(host->max_args == 0xFFFF ? -1 : host->max_args + 1);
  return Value::fixnum(-1);
}

NORN_HOST(apply_seq, "norn.prim/apply-seq", "([f fixed seq])",
          "Calls f with the elements of the vector `fixed` (or nil), then those of the seq, of which (required-args f) "
          "+ 1 are realized.") {
  Vm& vm = call.vm;
  Value f = callee_of(vm, call[0]);
  std::vector<Value> args;
  if (Vector* fixed = try_as<Vector>(call[1]))
    for (uint64_t i = 0; i < vector_count(fixed); ++i) args.push_back(vector_nth(fixed, i));
  const HostFunction* host = try_as<HostFunction>(f);
  Code* variadic = is<Function>(f) ? as<Function>(f)->code->variadic.get() : nullptr;
  Value rest = NORN_TRY(seq_of(call.heap, call[2]));
  size_t fixed_arity_limit = Template::kMaxArity;
  while (!rest.is_nil()) {
    if (variadic && args.size() >= variadic->required) break;                    // a variadic arity is the longest one
    if (is<Function>(f) && !variadic && args.size() > fixed_arity_limit) break;  // an arity error in any case
    if (host && args.size() >= kManyArguments && is<Function>(host->twin)) {     // its twin takes them as a seq
      f = host->twin;
      variadic = as<Function>(f)->code->variadic.get();
      host = nullptr;
      continue;
    }
    args.push_back(NORN_TRY(first_of(call.heap, rest)));
    rest = NORN_TRY(next_of(call.heap, rest));
  }
  if (args.size() > 100'000'000) NORN_RAISE(raise_illegal_argument(call.heap, "apply: too many arguments"));
  vm.tail_call_function = f;
  if (!rest.is_nil() && variadic) {
    // More arguments than fixed parameters: those beyond stay a seq.
    while (args.size() > variadic->required) {
      rest = cons(call.heap, args.back(), rest);
      args.pop_back();
    }
    vm.tail_call_rest = rest;
  }
  vm.tail_call_arguments = std::move(args);
  NORN_RAISE(Raised::tail_call());
}

NORN_HOST(push_bindings, "norn.prim/push-bindings!", "([bindings])",
          "Binds dynamic vars (a map from var to value) in the running task until the matching pop-bindings!.") {
  Raised error{};
  bool failed = false;
  map_for_each(call.heap, call[0], [&](Value key, Value) {
    Var* var = try_as<Var>(key);
    if (failed || (var && var->is_dynamic())) return;
    failed = true;
    error = var ? raise_state(call.heap, "Can't dynamically bind non-dynamic var: " + var_text(var))
                : raise_type_error(call.heap, "binding: expected a var, got " + describe(call.heap, key));
  });
  if (failed) return std::unexpected(error);
  bool first = true;
  map_for_each(call.heap, call[0], [&](Value key, Value value) {
    call.vm.push_binding(as<Var>(key), value, first);
    first = false;
  });
  if (first) call.vm.push_binding(call.vm.world.intern_var("norn.prim", "no-binding"), Value::nil(), true);
  return Value::nil();
}

NORN_HOST(pop_bindings, "norn.prim/pop-bindings!", "([])", "Ends the innermost push-bindings! of the running task.") {
  if (!call.vm.pop_bindings()) NORN_RAISE(raise_state(call.heap, "Pop without matching push"));
  return Value::nil();
}

NORN_HOST(bound_value, "norn.prim/bound-value", "([var])",
          "The var's value in the running task: its binding or root; the var must be bound.") {
  Var* var = try_as<Var>(call[0]);
  if (!var) NORN_RAISE(raise_type_error(call.heap, "expected a var, got " + describe(call.heap, call[0])));
  Value* slot = call.vm.find_binding(var);
  Value value = slot ? *slot : var->root;
  if (value.is_marker()) NORN_RAISE(raise_state(call.heap, "Attempting to use unbound var: #'" + var_text(var)));
  return value;
}

NORN_HOST(is_thread_bound, "norn.prim/task-bound?", "([var])",
          "True if the running task has a binding (its own or inherited) of the var.") {
  Var* var = try_as<Var>(call[0]);
  return Value::boolean(var && call.vm.find_binding(var));
}

NORN_HOST(set_binding, "norn.prim/set-binding!", "([var value])",
          "Changes the running task's own binding of the var; raises if it made none.") {
  Var* var = try_as<Var>(call[0]);
  if (!var) NORN_RAISE(raise_type_error(call.heap, "var-set: expected a var, got " + describe(call.heap, call[0])));
  return call.vm.set_binding(var, call[1]);
}

NORN_HOST(get_bindings, "norn.prim/get-bindings", "([])",
          "The dynamic bindings of the running task: a map from var to value.") {
  std::vector<Value> pairs;
  for (Value at = call.vm.current_bindings(); !at.is_nil(); at = as<Binding>(at)->next) {
    bool shadowed = false;
    for (size_t i = 0; i < pairs.size(); i += 2) shadowed = shadowed || pairs[i] == as<Binding>(at)->var;
    if (shadowed) continue;
    pairs.push_back(as<Binding>(at)->var);
    pairs.push_back(as<Binding>(at)->value);
  }
  return make_map(call.heap, pairs);
}

// --- continuations ---

NORN_HOST(prompt, "norn.prim/prompt", "([tag thunk])",
          "Calls (thunk) on a new stack segment delimited by the prompt tag.") {
  NORN_TRY(check_tag(call));
  NORN_RAISE(call.vm.enter_prompt(call, call[0], call[1]));
}

NORN_HOST(
    capture, "norn.prim/capture", "([tag f one-shot?])",
    "Unlinks the stack up to the nearest prompt with this tag (the prompt included) and calls (f k) in its place.") {
  NORN_TRY(check_tag(call));
  NORN_RAISE(call.vm.capture(call, call[0], call[1], !call[2].truthy(), false));
}

NORN_HOST(shift, "norn.prim/shift*", "([tag f one-shot?])",
          "As capture, but (f k) runs inside a new prompt with the same tag.") {
  NORN_TRY(check_tag(call));
  NORN_RAISE(call.vm.capture(call, call[0], call[1], !call[2].truthy(), true));
}

NORN_HOST(resume, "norn.prim/resume", "([k value])",
          "Resumes the continuation k with a value; returns what its prompt returns.") {
  Continuation* k = try_as<Continuation>(call[0]);
  if (!k)
    NORN_RAISE(raise_type_error(call.heap, "resume: expected a continuation, got " + describe(call.heap, call[0])));
  NORN_RAISE(call.vm.resume(call, k, ResumeKind::value, call[1]));
}

NORN_HOST(resume_throw, "norn.prim/resume-throw", "([k exception])",
          "Resumes the continuation k by throwing the exception where it was captured.") {
  Continuation* k = try_as<Continuation>(call[0]);
  if (!k)
    NORN_RAISE(
        raise_type_error(call.heap, "resume-throw: expected a continuation, got " + describe(call.heap, call[0])));
  if (!is<Exception>(call[1]))
    NORN_RAISE(raise_type_error(call.heap, "resume-throw: expected an exception, got " + describe(call.heap, call[1])));
  NORN_RAISE(call.vm.resume(call, k, ResumeKind::exception, call[1]));
}

NORN_HOST(
    discard, "norn.prim/discard", "([k])",
    "Resumes the continuation k with a signal that unwinds it to its prompt, and uses it up. Nothing happens if it "
    "is used up already.") {
  Continuation* k = try_as<Continuation>(call[0]);
  if (!k)
    NORN_RAISE(raise_type_error(call.heap, "discard: expected a continuation, got " + describe(call.heap, call[0])));
  if (!k->top) return Value::nil();
  k->multi_shot = 0;
  NORN_RAISE(call.vm.resume(call, k, ResumeKind::control, make_control_signal(call.vm, k->tag, Value::nil())));
}

NORN_HOST(is_continuation, "norn.control/continuation?", "([x])", "True if x is a continuation, as shift passes it.") {
  return Value::boolean(is<Continuation>(call[0]));
}

NORN_HOST(make_prompt, "norn.control/make-prompt", "([] [name])",
          "A new prompt tag for reset-at and shift-at, equal only to itself.") {
  PromptTag* tag = call.heap.make<PromptTag>();
  tag->name = call.arg_or(0, Value::nil());
  return to_value(tag);
}

// --- boundaries: what scopes, timeouts and shields are made of (clj/norn/async.clj) ---

NORN_HOST(make_boundary, "norn.prim/make-boundary", "([])", "A new boundary tag for `boundary`.") {
  PromptTag* tag = call.heap.make<PromptTag>();
  tag->aux = kPromptBoundary;
  return to_value(tag);
}

NORN_HOST(boundary, "norn.prim/boundary", "([tag thunk])",
          "Calls (thunk) inside a boundary. Returns its value, or, when a cancellation aimed at this boundary unwound "
          "to here, the "
          "signal (see control-signal?).") {
  if (!is<PromptTag>(call[0]) || call[0].as_object()->aux != kPromptBoundary)
    NORN_RAISE(
        raise_type_error(call.heap, "boundary: expected a tag of make-boundary, got " + describe(call.heap, call[0])));
  NORN_RAISE(call.vm.enter_prompt(call, call[0], call[1]));
}

NORN_HOST(shield, "norn.prim/shield", "([thunk])",
          "Calls (thunk); cancellation from outside waits until it has returned.") {
  PromptTag* tag = call.heap.make<PromptTag>();
  tag->aux = kPromptShield;
  NORN_RAISE(call.vm.enter_prompt(call, to_value(tag), call[0]));
}

NORN_HOST(control_signal_p, "norn.prim/control-signal?", "([x])",
          "True if x is a cancellation signal, as `boundary` returns it.") {
  return Value::boolean(is_control_signal(call[0]));
}

NORN_HOST(signal_reason, "norn.prim/signal-reason", "([signal])", "The reason given with the cancellation, or nil.") {
  return is_control_signal(call[0]) ? as<Exception>(call[0])->data : Value::nil();
}

NORN_HOST(cancel_to, "norn.prim/cancel-to!", "([task tag reason])",
          "Asks the task to unwind to the boundary with this tag.") {
  Task* task = try_as<Task>(call[0]);
  if (!task)
    NORN_RAISE(raise_type_error(call.heap, "cancel-to!: expected a task, got " + describe(call.heap, call[0])));
  Scheduler::of(call.vm).cancel(task, call[1], call[2], false);
  return Value::nil();
}

NORN_HOST(forget_cancel_to, "norn.prim/forget-cancel-to!", "([tag])",
          "The boundary was left: a pending cancellation aimed at it is void.") {
  forget_cancel(call.vm, call.vm.task, call[0]);
  return Value::nil();
}

NORN_HOST(
    on_interrupt, "norn.prim/on-interrupt!", "([target])",
    "What Ctrl-C does from now on. nil: cancels the main task. The tag of a boundary: unwinds the main task to there. "
    ":input: ends a read-line* with :interrupted. A second one before the next on-interrupt! kills.") {
  Scheduler::of(call.vm).set_interrupt_target(call[0]);
  rearm_interrupts();
  return Value::nil();
}

NORN_MODULE(kControlModule, on_interrupt, make_boundary, boundary, shield, control_signal_p, signal_reason, cancel_to,
            forget_cancel_to, required_args, apply_seq, push_bindings, pop_bindings, bound_value, is_thread_bound,
            set_binding, get_bindings, prompt, capture, shift, resume, resume_throw, discard, is_continuation,
            make_prompt);

}  // namespace norn
