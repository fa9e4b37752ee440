// Building, checking and showing code objects.
#include <doctest/doctest.h>

#include "code/code_builder.h"
#include "code/disassembler.h"
#include "code/register_liveness.h"
#include "code/verifier.h"
#include "data/array.h"
#include "data/world.h"

using namespace norn;

namespace {

struct Fixture {
  Heap heap{HeapOptions{}};
  World world{heap};
  CodeBuilder builder;
  Fixture() { register_code_kinds(heap); }
  Code* finish(uint32_t frame, uint16_t required = 0) {
    return builder.finish(heap, {nullptr, frame, required, false});
  }
};

}  // namespace

TEST_CASE("labels may be used before they are bound, and jumps to jumps go straight on") {
  Fixture f;
  CodeBuilder::Label a = f.builder.make_label(), b = f.builder.make_label();
  f.builder.emit_jump(Op::jump_if, 0, 0, a);
  f.builder.emit(Op::load_nil, 0);
  f.builder.bind(a);
  f.builder.emit_jump(Op::jump, 0, 0, b);
  f.builder.emit(Op::load_true, 0);
  f.builder.bind(b);
  f.builder.emit(Op::ret, 0);
  Code* code = f.finish(1);
  CHECK(verify(code) == "");
  CHECK(disassemble(f.heap, code).find("jump_if               r0 -> 4") != std::string::npos);
}

TEST_CASE("a 16-bit jump that does not reach is reported") {
  Fixture f;
  CodeBuilder::Label far = f.builder.make_label();
  f.builder.emit_jump(Op::jump_unless_less, 0, 1, far);
  for (int n = 0; n < 40'000; ++n) f.builder.emit(Op::load_nil, 0);
  f.builder.bind(far);
  f.builder.emit(Op::ret, 0);
  CHECK(f.finish(2) == nullptr);
}

TEST_CASE("lines: the last entry at or before the offset") {
  Fixture f;
  f.builder.emit(Op::load_nil, 0);
  f.builder.set_position({3, 7});
  f.builder.emit(Op::load_true, 0);
  f.builder.set_position({0, 0});
  f.builder.emit(Op::load_false, 0);
  f.builder.set_position({4, 1});
  f.builder.emit(Op::ret, 0);
  Code* code = f.finish(1);
  CHECK(code->line_at(0).line == 0);
  CHECK(code->line_at(1).line == 3);
  CHECK(code->line_at(2).column == 7);
  CHECK(code->line_at(3).line == 4);
}

TEST_CASE("constants between instructions are traced and moved") {
  Fixture f;
  Persistent<String> text(f.heap, make_string(f.heap, "young"));
  f.builder.emit_constant(Op::load_const, 0, 0, 0, text.value());
  f.builder.emit(Op::ret, 0);
  Persistent<Code> code(f.heap, f.finish(1));
  f.heap.collect();
  Value constant = Value::from_bits(code->words()[1]);
  CHECK(constant == text.value());
  CHECK(as<String>(constant)->view() == "young");
}

TEST_CASE("find_code: exact arity first, then the variadic one") {
  Fixture f;
  auto make_code = [&](uint16_t required, bool variadic) {
    CodeBuilder builder;
    builder.emit(Op::load_nil, 0);
    builder.emit(Op::ret, 0);
    return builder.finish(f.heap, {nullptr, 32, required, variadic});
  };
  Template* function = f.heap.make_old<Template>();
  Code *one = make_code(1, false), *nine = make_code(9, false), *rest = make_code(9, true);
  function->direct[1] = one;
  ObjectArray* others = make_object_array(f.heap, 1);
  others->data()[0] = to_value(nine);
  function->others = to_value(others);
  function->variadic = rest;
  CHECK(find_code(function, 0) == nullptr);
  CHECK(find_code(function, 1) == one);
  CHECK(find_code(function, 8) == nullptr);
  CHECK(find_code(function, 9) == nine);
  CHECK(find_code(function, 10) == rest);
}

TEST_CASE("the verifier finds what the interpreter must not meet") {
  auto problem = [](auto emit, uint32_t frame = 4) {
    Fixture f;
    emit(f.builder);
#if defined(NORN_DEBUG) || defined(NORN_VERIFY_CODE)
    // finish() would assert: assemble something valid and overwrite its words.
    CodeBuilder placeholder;
    for (uint32_t n = 0; n + 1 < f.builder.offset(); ++n) placeholder.emit(Op::load_nil, 0);
    placeholder.emit(Op::ret, 0);
    Code* code = placeholder.finish(f.heap, {nullptr, frame, 0, false});
    for (uint32_t n = 0; n < f.builder.offset(); ++n) code->words()[n] = f.builder.word_at(n);
#else
    Code* code = f.finish(frame);
#endif
    return verify(code);
  };
  CHECK(problem([](CodeBuilder& b) { b.emit(Op::load_nil, 0); }) == "at 0: control runs past the end");
  CHECK(problem([](CodeBuilder& b) { b.emit(Op::ret, 4); }) == "at 0: a register outside the frame");
  CHECK(problem([](CodeBuilder& b) {
          b.emit(Op::call, 2, 1);
          b.emit(Op::ret, 0);
        }) == "at 0: a register outside the frame");
  CHECK(problem([](CodeBuilder& b) {
          b.emit(Op::exit);
          b.emit(Op::ret, 0);
        }) == "at 0: an opcode only the VM may use");
  CHECK(problem([](CodeBuilder& b) {
          b.emit_wide(Op::jump, 0, 7);
          b.emit(Op::ret, 0);
        }) == "at 0: a jump into the middle of an instruction");
  CHECK(problem([](CodeBuilder& b) {
          b.emit(Op::ret, 0);
          b.emit_wide(Op::jump, 0, -2);
        }) == "at 1: loop opcodes jump backward, and only they");
  CHECK(problem([](CodeBuilder& b) {
          b.emit_constant(Op::call_var, 0, 0, 0, Value::nil());
          b.emit(Op::ret, 0);
        }) == "at 0: the constant is not a var");
  CHECK(problem([](CodeBuilder& b) {
          b.emit(Op::make_map, 0, 0, 3);
          b.emit(Op::ret, 0);
        }) == "at 0: a map of an odd number of values");
}

TEST_CASE("liveness of registers across a call") {
  Fixture f;
  f.builder.emit(Op::load_nil, 0);
  f.builder.emit(Op::load_nil, 1);
  f.builder.emit(Op::load_nil, 2);
  f.builder.emit(Op::call, 2, 0);
  f.builder.emit(Op::add, 0, 0, 2);
  f.builder.emit(Op::ret, 0);
  Code* code = f.finish(4);
  CHECK(RegisterLiveness(code).across(3) == std::vector<uint32_t>{0});
}
