// The VM on hand-assembled code: calls, tasks and continuations, without reader
// and compiler.
#include <doctest/doctest.h>

#include <initializer_list>

#include "data/number.h"
#include "data/var.h"
#include "lib/modules.h"
#include "loop/sim_loop.h"
#include "sched/scheduler.h"
#include "vm/vm.h"

using namespace norn;

namespace {

struct Machine {
  explicit Machine(bool stress = false)
      : heap(HeapOptions{.stress = stress}),
        kinds((register_code_kinds(heap), register_vm_kinds(heap), 0)),
        world(heap),
        vm(heap, VmOptions{.gc_stress = stress}),
        loop(SimOptions{}) {
    Vm::current = &vm;
    install_modules(vm, {library_modules()});
    scheduler.emplace(vm, loop);
  }
  ~Machine() { heap.finalize_all(); }

  Function* function(int params, int frame, std::initializer_list<Word> words) {
    Code* code = heap.make_tail_old<Code>(words.size() * 8);
    std::copy(words.begin(), words.end(), code->words());
    code->frame_size = frame;
    code->required = params;
    Template* shape = heap.make_old<Template>();
    shape->name = to_value(world.intern_symbol("test", "f"));
    shape->direct[params] = code;
    code->owner = shape;
    Function* made = heap.make_tail_old<Function>(0);
    made->code = shape;
    return made;
  }
  Word host(const char* name) {  // address of an old object: usable as a constant word without tracing
    size_t slash = std::string_view(name).find('/');
    return world.intern_var(std::string_view(name).substr(0, slash), std::string_view(name).substr(slash + 1))
        ->root.bits();
  }
  static Word value(Function* f) { return to_value(f).bits(); }

  Value run(Function* main) {
    scheduler->run_main(to_value(main), Value::nil());
    Task* task = scheduler->main_task();
    CHECK(task->state == TaskState::success);
    return task->result;
  }

  Heap heap;
  int kinds;
  World world;
  Vm vm;
  SimLoop loop;
  std::optional<Scheduler> scheduler;
};

Function* make_fib(Machine& m) {
  Var* fib = m.world.intern_var("test", "fib");
  Word var = to_value(fib).bits();
  Function* f = m.function(1, 8,
                           {encode(Op::jump_unless_less_int, 0, 2, 1), encode(Op::ret, 0),
                            encode(Op::add_int, 3, 0, static_cast<uint16_t>(-1)), encode(Op::call_var, 1, 1), var,
                            encode(Op::add_int, 4, 0, static_cast<uint16_t>(-2)), encode(Op::call_var, 2, 1), var,
                            encode(Op::add, 0, 1, 2), encode(Op::ret, 0)});
  var_set_root(m.heap, fib, to_value(f));
  return f;
}

}  // namespace

TEST_CASE("calls and arithmetic: fib") {
  for (bool stress : {false, true}) {
    Machine m(stress);
    Function* fib = make_fib(m);
    Function* main = m.function(0, 5,
                                {encode(Op::load_const, 0), Machine::value(fib), encode_wide(Op::load_int, 2, 15),
                                 encode(Op::call, 0, 1), encode(Op::ret, 0)});
    CHECK(m.run(main) == Value::fixnum(610));
  }
}

TEST_CASE("deep recursion grows the stack; runaway recursion is a catchable error") {
  Machine m;
  Function* main = m.function(0, 5, {encode(Op::load_self, 0), encode(Op::call, 0, 0), encode(Op::ret, 0)});
  m.scheduler->run_main(to_value(main), Value::nil());
  Task* task = m.scheduler->main_task();
  REQUIRE(task->state == TaskState::failure);
  CHECK(as<Exception>(task->result)->type.get() == m.world.types.stack_overflow_error.get());
}

TEST_CASE("reset and shift: (reset (+ 1 (shift k (* 2 (k 10))))) is 22, with k used twice 32") {
  for (bool stress : {false, true}) {
    for (bool twice : {false, true}) {
      Machine m(stress);
      Word tag = to_value(m.heap.make_old<PromptTag>()).bits();
      Function* once_receiver =
          m.function(1, 6,
                     {encode(Op::move, 1, 0), encode_wide(Op::load_int, 3, 10), encode(Op::call, 1, 1),
                      encode_wide(Op::load_int, 2, 2), encode(Op::multiply, 1, 2, 1), encode(Op::ret, 1)});
      Function* twice_receiver = m.function(
          1, 8,
          {encode(Op::move, 1, 0), encode_wide(Op::load_int, 3, 10), encode(Op::call, 1, 1), encode(Op::move, 2, 0),
           encode_wide(Op::load_int, 4, 20), encode(Op::call, 2, 1), encode(Op::add, 1, 1, 2), encode(Op::ret, 1)});
      Function* receiver = twice ? twice_receiver : once_receiver;
      Function* body = m.function(0, 8,
                                  {encode(Op::load_const, 0), m.host("norn.prim/capture"), encode(Op::load_const, 2),
                                   tag, encode(Op::load_const, 3), Machine::value(receiver), encode(Op::load_nil, 4),
                                   encode(Op::call, 0, 3), encode(Op::add_int, 0, 0, 1), encode(Op::ret, 0)});
      Function* main =
          m.function(0, 6,
                     {encode(Op::load_const, 0), m.host("norn.prim/prompt"), encode(Op::load_const, 2), tag,
                      encode(Op::load_const, 3), Machine::value(body), encode(Op::call, 0, 2), encode(Op::ret, 0)});
      CHECK(m.run(main) == Value::fixnum(twice ? 32 : 22));
    }
  }
}

TEST_CASE("spawn, sleep, await") {
  for (bool stress : {false, true}) {
    Machine m(stress);
    Function* child =
        m.function(0, 5,
                   {encode(Op::load_const, 0), m.host("norn.async/sleep"), encode_wide(Op::load_int, 2, 100),
                    encode(Op::call, 0, 1), encode_wide(Op::load_int, 0, 42), encode(Op::ret, 0)});
    Function* main =
        m.function(0, 8,
                   {encode(Op::load_const, 0), m.host("norn.prim/spawn"), encode(Op::load_const, 2),
                    Machine::value(child), encode(Op::call, 0, 1), encode(Op::load_const, 1),
                    m.host("norn.prim/await*"), encode(Op::move, 3, 0), encode(Op::call, 1, 1), encode(Op::ret, 1)});
    CHECK(m.run(main) == Value::fixnum(42));
    CHECK(m.vm.segments.in_use() == 0);
  }
}

TEST_CASE("two tasks that await each other are a deadlock, reported with exit code 70") {
  Machine m;
  Function* main = m.function(
      0, 5,
      {encode(Op::load_const, 0), m.host("norn.prim/promise*"), encode(Op::call, 0, 0), encode(Op::load_const, 1),
       m.host("norn.prim/await*"), encode(Op::move, 3, 0), encode(Op::call, 1, 1), encode(Op::ret, 1)});
  ExitStatus status = m.scheduler->run_main(to_value(main), Value::nil());
  CHECK(status.code == 70);
}
