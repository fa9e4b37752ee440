// The interpreter: one body per row of code/opcodes.def, fast paths only.
//
// With clang every opcode is a function and dispatch is a guaranteed tail call:
// pc, base, vm, budget and the instruction word stay in registers
// (preserve_none), so growing the interpreter costs existing opcodes nothing.
// Elsewhere (g++, sanitizers) the same bodies become labels of one function
// with computed goto. Everything that is not a fast path leaves through SLOW,
// which writes the registers back, calls a SlowPath (slow_paths.h) and
// continues where that says.
//
// Two habits keep the code good. A body never calls anything before its last
// action (a call would force a frame into the fast path). A conditional jump
// has two separate dispatch tails, with an opaque statement on the taken one,
// because clang otherwise turns the branch into a conditional move on pc, which
// is slower by a factor (FACTS section 1). tools/insn_check looks at the machine
// code for both: calls in fast paths, conditional jumps whose tails were merged.

#include "data/number.h"
#include "data/type.h"
#include "data/var.h"
#include "vm/slow_paths.h"
#include "vm/vm.h"

namespace norn {

const Word kSegmentEnd[2] = {encode(Op::segment_end), encode(Op::segment_end)};
const Word kExit[2] = {encode(Op::exit), encode(Op::exit)};

#if defined(__clang__) && !defined(NORN_COMPUTED_GOTO)
#define NORN_TAIL_CALLS 1
#else
#define NORN_TAIL_CALLS 0
#endif

#define A (static_cast<uint16_t>(word >> 16))
#define B (static_cast<uint16_t>(word >> 32))
#define C (static_cast<uint16_t>(word >> 48))
#define BC (static_cast<int32_t>(word >> 32))
#define SB (static_cast<int16_t>(word >> 32))
#define SC (static_cast<int16_t>(word >> 48))
#define R(i) (base[i])
#define K(i) (Value::from_bits(pc[i]))
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

#if NORN_TAIL_CALLS

#define NORN_OP_PARAMETERS                                                                \
  [[maybe_unused]] const Word *pc, [[maybe_unused]] Value *base, [[maybe_unused]] Vm *vm, \
      [[maybe_unused]] int64_t budget, [[maybe_unused]] Word word
using OpFunction = __attribute__((preserve_none)) void (*)(const Word*, Value*, Vm*, int64_t, Word);
extern const OpFunction kDispatch[kOpCount];

#define OP(name) static __attribute__((preserve_none)) void op_##name(NORN_OP_PARAMETERS)
#define DISPATCH()                                                                   \
  do {                                                                               \
    word = *pc;                                                                      \
    [[clang::musttail]] return kDispatch[word & 0xFFFF](pc, base, vm, budget, word); \
  } while (0)

template <SlowPath F>
__attribute__((preserve_none, noinline)) void slow_tail(NORN_OP_PARAMETERS) {
  vm->budget = budget;
  pc = F(*vm, pc, base);
  base = vm->base;
  budget = vm->budget;
  DISPATCH();
}
#define SLOW(path) [[clang::musttail]] return slow_tail<path>(pc, base, vm, budget, word)

#else

#define OP(name) label_##name:
#define DISPATCH()                \
  do {                            \
    word = *pc;                   \
    goto* kLabels[word & 0xFFFF]; \
  } while (0)
#define SLOW(path)            \
  do {                        \
    vm->budget = budget;      \
    pc = path(*vm, pc, base); \
    base = vm->base;          \
    budget = vm->budget;      \
    DISPATCH();               \
  } while (0)

#endif

#define NEXT(n) \
  do {          \
    pc += (n);  \
    DISPATCH(); \
  } while (0)

// if (condition) pc += taken; else pc += 1; as two dispatch tails.
#define BRANCH(condition, taken)   \
  do {                             \
    if (condition) {               \
      pc += 1 + (taken);           \
      asm volatile("" : "+r"(pc)); \
      DISPATCH();                  \
    }                              \
    NEXT(1);                       \
  } while (0)

#define BOTH_FIXNUMS(x, y) ((((x).bits() | (y).bits()) & 1) == 0)
#define IS_DOUBLE(v) ((v).is_object() && (v).as_object()->kind == Kind::boxed_double)
#define DOUBLE_OF(v) (static_cast<BoxedDouble*>((v).as_object())->value)

// r[a] = a new double; leaves for a collection when the nursery is full.
#define RETURN_DOUBLE(expression)                                                          \
  do {                                                                                     \
    double result_ = (expression);                                                         \
    Heap& heap_ = vm->heap;                                                                \
    char* at_ = heap_.cursor;                                                              \
    if (UNLIKELY(at_ + sizeof(BoxedDouble) > heap_.soft_limit)) SLOW(slow_arithmetic);     \
    heap_.cursor = at_ + sizeof(BoxedDouble);                                              \
    BoxedDouble* boxed_ = reinterpret_cast<BoxedDouble*>(at_);                             \
    *reinterpret_cast<uint64_t*>(boxed_) = static_cast<uint64_t>(Kind::boxed_double) << 8; \
    boxed_->value = result_;                                                               \
    R(A) = Value::object(boxed_);                                                          \
    NEXT(1);                                                                               \
  } while (0)

// x and y hold r[b] and r[c]; doubles, or a double and a fixnum.
#define DOUBLE_ARITHMETIC(op)                                                               \
  do {                                                                                      \
    if (IS_DOUBLE(x)) {                                                                     \
      if (IS_DOUBLE(y)) RETURN_DOUBLE(DOUBLE_OF(x) op DOUBLE_OF(y));                        \
      if (y.is_fixnum()) RETURN_DOUBLE(DOUBLE_OF(x) op static_cast<double>(y.as_fixnum())); \
    } else if (x.is_fixnum() && IS_DOUBLE(y)) {                                             \
      RETURN_DOUBLE(static_cast<double>(x.as_fixnum()) op DOUBLE_OF(y));                    \
    }                                                                                       \
    SLOW(slow_arithmetic);                                                                  \
  } while (0)

#define COMPARE(op)                                                                            \
  do {                                                                                         \
    Value x = R(B), y = R(C);                                                                  \
    if (LIKELY(BOTH_FIXNUMS(x, y))) {                                                          \
      R(A) = Value::boolean(static_cast<int64_t>(x.bits()) op static_cast<int64_t>(y.bits())); \
      NEXT(1);                                                                                 \
    }                                                                                          \
    if (IS_DOUBLE(x) && IS_DOUBLE(y)) {                                                        \
      R(A) = Value::boolean(DOUBLE_OF(x) op DOUBLE_OF(y));                                     \
      NEXT(1);                                                                                 \
    }                                                                                          \
    SLOW(slow_arithmetic);                                                                     \
  } while (0)

#define JUMP_UNLESS(op)                                                                                              \
  do {                                                                                                               \
    Value x = R(A), y = R(B);                                                                                        \
    if (LIKELY(BOTH_FIXNUMS(x, y))) BRANCH(!(static_cast<int64_t>(x.bits()) op static_cast<int64_t>(y.bits())), SC); \
    if (IS_DOUBLE(x) && IS_DOUBLE(y)) BRANCH(!(DOUBLE_OF(x) op DOUBLE_OF(y)), SC);                                   \
    SLOW(slow_compare_jump);                                                                                         \
  } while (0)

#define JUMP_UNLESS_INT(op)                                                                                   \
  do {                                                                                                        \
    Value x = R(A);                                                                                           \
    if (LIKELY(x.is_fixnum())) BRANCH(!(static_cast<int64_t>(x.bits()) op static_cast<int64_t>(SB) * 2), SC); \
    SLOW(slow_compare_jump);                                                                                  \
  } while (0)

#if !NORN_TAIL_CALLS
static void interpret(const Word* pc, Value* base, Vm* vm, int64_t budget) {
  static const void* const kLabels[] = {
#define NORN_OP(name, operands, extra, intrinsic, meaning) &&label_##name,
#include "code/opcodes.def"
#undef NORN_OP
  };
  Word word;
  DISPATCH();
#endif

  // --- moves and constants ---
  OP(move) {
    R(A) = R(B);
    NEXT(1);
  }
  OP(move_clear) {
    R(A) = R(B);
    R(B) = Value::nil();
    NEXT(1);
  }
  OP(clear) {
    R(A) = Value::nil();
    NEXT(1);
  }
  OP(load_nil) {
    R(A) = Value::nil();
    NEXT(1);
  }
  OP(load_true) {
    R(A) = Value::boolean(true);
    NEXT(1);
  }
  OP(load_false) {
    R(A) = Value::boolean(false);
    NEXT(1);
  }
  OP(load_int) {
    R(A) = Value::fixnum(BC);
    NEXT(1);
  }
  OP(load_const) {
    R(A) = K(1);
    NEXT(2);
  }
  OP(load_capture) {
    R(A) = static_cast<Function*>(base[-2].as_object())->captures()[B];
    NEXT(1);
  }
  OP(load_self) {
    R(A) = base[-2];
    NEXT(1);
  }

  // --- vars ---
  OP(var_get) {
    Value root = static_cast<Var*>(K(1).as_object())->root;
    if (UNLIKELY(root.is_marker())) SLOW(slow_unbound_var);
    R(A) = root;
    NEXT(2);
  }
  OP(var_get_dynamic) {
    Var* var = static_cast<Var*>(K(1).as_object());
    if (LIKELY(!(var->aux & kVarBound) && !var->root.is_marker())) {
      R(A) = var->root;
      NEXT(2);
    }
    SLOW(slow_var_get_dynamic);
  }
  OP(var_set) { SLOW(slow_var_set); }
  OP(define) { SLOW(slow_define); }

  // --- functions and calls ---
  OP(closure) {
    Heap& heap = vm->heap;
    uint64_t count = C;
    size_t bytes = sizeof(Function) + 8 * count;
    char* at = heap.cursor;
    if (UNLIKELY(at + bytes > heap.soft_limit)) SLOW(slow_closure);
    heap.cursor = at + bytes;
    Function* function = reinterpret_cast<Function*>(at);
    *reinterpret_cast<uint64_t*>(function) = static_cast<uint64_t>(Kind::function) << 8;
    function->tail_count = count;
    reinterpret_cast<Value*>(function)[2] = K(1);
    function->meta = Value::nil();
    for (uint64_t i = 0; i < count; ++i) function->captures()[i] = R(B + i);
    R(A) = Value::object(function);
    NEXT(2);
  }
  OP(closure_patch) { SLOW(slow_closure_patch); }

// The callee has a Code for exactly this number of arguments, in `direct`.
#define CALL(function_value, instruction_words)                                                                    \
  do {                                                                                                             \
    Value callee_ = (function_value);                                                                              \
    if (LIKELY(callee_.is_object() && callee_.as_object()->kind == Kind::function && B < Template::kDirect)) {     \
      Ref<Code> code_ = static_cast<Function*>(callee_.as_object())->code->direct[B];                              \
      if (LIKELY(static_cast<bool>(code_))) {                                                                      \
        Value* callee_base_ = base + A + 2;                                                                        \
        if (UNLIKELY(callee_base_ + code_->frame_size > vm->stack_limit || --budget < 0)) SLOW(slow_call_checked); \
        callee_base_[-1] = make_return_word(pc + (instruction_words), static_cast<uint64_t>(A) + 2);               \
        base = callee_base_;                                                                                       \
        pc = code_->words();                                                                                       \
        DISPATCH();                                                                                                \
      }                                                                                                            \
    } else if (callee_.is_object() && callee_.as_object()->kind == Kind::host_function) {                          \
      SLOW(slow_call_host);                                                                                        \
    }                                                                                                              \
    SLOW(slow_call);                                                                                               \
  } while (0)

  OP(call) { CALL(R(A), 1); }
  OP(call_var) {
    Value root = static_cast<Var*>(K(1).as_object())->root;
    R(A) = root;
    CALL(root, 2);
  }
  OP(ret) {
    Value result = R(A);
    Value return_word = base[-1];
    base[-2] = result;
    base -= return_distance(return_word);
    pc = return_pc(return_word);
    DISPATCH();
  }

  // --- jumps ---
  OP(jump) {
    pc += 1 + BC;
    DISPATCH();
  }
  OP(loop_back) {
    if (UNLIKELY(--budget < 0)) SLOW(slow_loop_back);
    pc += 1 + BC;
    DISPATCH();
  }
// A back edge with the loop's test: the taken way is the loop.
#define LOOP_IF(condition)                              \
  do {                                                  \
    if (LIKELY(condition)) {                            \
      if (UNLIKELY(--budget < 0)) SLOW(slow_loop_test); \
      pc += 1 + SC;                                     \
      asm volatile("" : "+r"(pc));                      \
      DISPATCH();                                       \
    }                                                   \
    NEXT(1);                                            \
  } while (0)

  OP(loop_less) {
    Value x = R(A), y = R(B);
    if (LIKELY(BOTH_FIXNUMS(x, y))) LOOP_IF(static_cast<int64_t>(x.bits()) < static_cast<int64_t>(y.bits()));
    SLOW(slow_loop_test);
  }
  OP(loop_less_int) {
    Value x = R(A);
    if (LIKELY(x.is_fixnum())) LOOP_IF(static_cast<int64_t>(x.bits()) < static_cast<int64_t>(SB) * 2);
    SLOW(slow_loop_test);
  }
  OP(loop_increment_less) {
    Value x = R(A), y = R(B);
    // A counter below a fixnum limit cannot overflow by one.
    if (LIKELY(BOTH_FIXNUMS(x, y) && x.as_fixnum() < Value::kFixnumMax)) {
      x = Value::from_bits(x.bits() + 2);
      if (UNLIKELY(budget <= 0)) SLOW(slow_loop_test);
      R(A) = x;
      LOOP_IF(static_cast<int64_t>(x.bits()) < static_cast<int64_t>(y.bits()));
    }
    SLOW(slow_loop_test);
  }
  OP(loop_increment_less_int) {
    Value x = R(A);
    if (LIKELY(x.is_fixnum() && x.as_fixnum() < Value::kFixnumMax)) {
      x = Value::from_bits(x.bits() + 2);
      if (UNLIKELY(budget <= 0)) SLOW(slow_loop_test);
      R(A) = x;
      LOOP_IF(static_cast<int64_t>(x.bits()) < static_cast<int64_t>(SB) * 2);
    }
    SLOW(slow_loop_test);
  }
  OP(jump_if) { BRANCH(R(A).truthy(), BC); }
  OP(jump_if_not) { BRANCH(!R(A).truthy(), BC); }
  OP(jump_if_nil) { BRANCH(R(A).is_nil(), BC); }
  OP(jump_if_not_nil) { BRANCH(!R(A).is_nil(), BC); }
  OP(jump_unless_less) { JUMP_UNLESS(<); }
  OP(jump_unless_less_equal) { JUMP_UNLESS(<=); }
  OP(jump_unless_equal_number) { JUMP_UNLESS(==); }
  OP(jump_unless_less_int) { JUMP_UNLESS_INT(<); }
  OP(jump_unless_less_equal_int) { JUMP_UNLESS_INT(<=); }
  OP(jump_unless_greater_int) { JUMP_UNLESS_INT(>); }
  OP(jump_unless_greater_equal_int) { JUMP_UNLESS_INT(>=); }
  OP(jump_unless_equal_int) { JUMP_UNLESS_INT(==); }
  OP(case_index) { SLOW(slow_collection); }
  OP(jump_table) {
    Value index = R(A);
    if (LIKELY(index.is_fixnum() && static_cast<uint64_t>(index.as_fixnum()) < C)) {
      pc += 1 + C + static_cast<int64_t>(pc[1 + index.as_fixnum()]);
      DISPATCH();
    }
    NEXT(1 + C);
  }

  // --- numbers ---
  OP(add) {
    Value x = R(B), y = R(C);
    if (LIKELY(BOTH_FIXNUMS(x, y))) {
      int64_t sum;
      if (UNLIKELY(__builtin_add_overflow(static_cast<int64_t>(x.bits()), static_cast<int64_t>(y.bits()), &sum)))
        SLOW(slow_arithmetic);
      R(A) = Value::from_bits(static_cast<uint64_t>(sum));
      NEXT(1);
    }
    DOUBLE_ARITHMETIC(+);
  }
  OP(subtract) {
    Value x = R(B), y = R(C);
    if (LIKELY(BOTH_FIXNUMS(x, y))) {
      int64_t difference;
      if (UNLIKELY(__builtin_sub_overflow(static_cast<int64_t>(x.bits()), static_cast<int64_t>(y.bits()), &difference)))
        SLOW(slow_arithmetic);
      R(A) = Value::from_bits(static_cast<uint64_t>(difference));
      NEXT(1);
    }
    DOUBLE_ARITHMETIC(-);
  }
  OP(multiply) {
    Value x = R(B), y = R(C);
    if (LIKELY(BOTH_FIXNUMS(x, y))) {
      int64_t product;
      if (UNLIKELY(__builtin_mul_overflow(static_cast<int64_t>(x.bits()), y.as_fixnum(), &product)))
        SLOW(slow_arithmetic);
      R(A) = Value::from_bits(static_cast<uint64_t>(product));
      NEXT(1);
    }
    DOUBLE_ARITHMETIC(*);
  }
  OP(divide) {
    Value x = R(B), y = R(C);
    if (IS_DOUBLE(x) && IS_DOUBLE(y)) RETURN_DOUBLE(DOUBLE_OF(x) / DOUBLE_OF(y));
    SLOW(slow_arithmetic);
  }
  OP(quotient) {
    Value x = R(B), y = R(C);
    if (LIKELY(BOTH_FIXNUMS(x, y) && y.as_fixnum() > 0)) {
      R(A) = Value::fixnum(x.as_fixnum() / y.as_fixnum());
      NEXT(1);
    }
    SLOW(slow_arithmetic);
  }
  OP(remainder) {
    Value x = R(B), y = R(C);
    if (LIKELY(BOTH_FIXNUMS(x, y) && y.as_fixnum() > 0)) {
      R(A) = Value::fixnum(x.as_fixnum() % y.as_fixnum());
      NEXT(1);
    }
    SLOW(slow_arithmetic);
  }
  OP(modulo) {
    Value x = R(B), y = R(C);
    if (LIKELY(BOTH_FIXNUMS(x, y) && y.as_fixnum() > 0)) {
      int64_t remainder = x.as_fixnum() % y.as_fixnum();
      R(A) = Value::fixnum(remainder < 0 ? remainder + y.as_fixnum() : remainder);
      NEXT(1);
    }
    SLOW(slow_arithmetic);
  }
  OP(add_int) {
    Value x = R(B);
    if (LIKELY(x.is_fixnum())) {
      int64_t sum;
      if (UNLIKELY(__builtin_add_overflow(static_cast<int64_t>(x.bits()), static_cast<int64_t>(SC) * 2, &sum)))
        SLOW(slow_arithmetic);
      R(A) = Value::from_bits(static_cast<uint64_t>(sum));
      NEXT(1);
    }
    if (IS_DOUBLE(x)) RETURN_DOUBLE(DOUBLE_OF(x) + static_cast<double>(SC));
    SLOW(slow_arithmetic);
  }
  OP(less) { COMPARE(<); }
  OP(less_equal) { COMPARE(<=); }
  OP(greater) { COMPARE(>); }
  OP(greater_equal) { COMPARE(>=); }
  OP(equal_number) { COMPARE(==); }
  OP(bit_and) {
    Value x = R(B), y = R(C);
    if (UNLIKELY(!BOTH_FIXNUMS(x, y))) SLOW(slow_arithmetic);
    R(A) = Value::from_bits(x.bits() & y.bits());
    NEXT(1);
  }
  OP(bit_or) {
    Value x = R(B), y = R(C);
    if (UNLIKELY(!BOTH_FIXNUMS(x, y))) SLOW(slow_arithmetic);
    R(A) = Value::from_bits(x.bits() | y.bits());
    NEXT(1);
  }
  OP(bit_xor) {
    Value x = R(B), y = R(C);
    if (UNLIKELY(!BOTH_FIXNUMS(x, y))) SLOW(slow_arithmetic);
    R(A) = Value::from_bits(x.bits() ^ y.bits());
    NEXT(1);
  }
  OP(shift_left) { SLOW(slow_arithmetic); }
  OP(shift_right) {
    Value x = R(B), y = R(C);
    if (UNLIKELY(!BOTH_FIXNUMS(x, y))) SLOW(slow_arithmetic);
    R(A) = Value::fixnum(x.as_fixnum() >> (y.as_fixnum() & 63));
    NEXT(1);
  }

  // --- tests ---
  OP(equal) {
    Value x = R(B), y = R(C);
    if (x == y && !IS_DOUBLE(x)) {
      R(A) = Value::boolean(true);
      NEXT(1);
    }
    // Fixnums, immediates and keywords are equal only to themselves (and integers of other kinds).
    if (x.is_fixnum() && y.is_fixnum()) {
      R(A) = Value::boolean(false);
      NEXT(1);
    }
    if (x.is_object() && x.as_object()->kind == Kind::keyword &&
        !(y.is_object() && y.as_object()->kind == Kind::instance)) {
      R(A) = Value::boolean(false);
      NEXT(1);
    }
    SLOW(slow_collection);
  }
  OP(identical) {
    R(A) = Value::boolean(R(B) == R(C));
    NEXT(1);
  }
  OP(logical_not) {
    R(A) = Value::boolean(!R(B).truthy());
    NEXT(1);
  }
  OP(is_nil) {
    R(A) = Value::boolean(R(B).is_nil());
    NEXT(1);
  }
  OP(is_reduced) {
    R(A) = Value::boolean(R(B).is_object() && R(B).as_object()->kind == Kind::reduced);
    NEXT(1);
  }

  // --- collections ---
  OP(get) { SLOW(slow_collection); }
  OP(get_keyword) {
    Value x = R(B);
    if (x.is_object() && x.as_object()->kind == Kind::record) {
      // The cache word: type id in the upper half, field index in the lower; 0 = empty (ids start at 1).
      Record* record = static_cast<Record*>(x.as_object());
      Word cached = pc[2];
      if (LIKELY(cached >> 32 == record->type->id)) {
        R(A) = record->fields()[cached & 0xFFFFFFFF];
        NEXT(3);
      }
    }
    SLOW(slow_get_keyword);
  }
  OP(nth) {
    Value x = R(B);
    if (LIKELY(x.is_object() && R(C).is_fixnum())) {
      uint64_t index = static_cast<uint64_t>(R(C).as_fixnum());  // a negative index is out of bounds, too
      if (x.as_object()->kind == Kind::vector) SLOW(slow_nth_of_vector);
      if (x.as_object()->kind == Kind::object_array) {
        ObjectArray* array = static_cast<ObjectArray*>(x.as_object());
        if (LIKELY(index < array->tail_count)) {
          R(A) = array->data()[index];
          NEXT(1);
        }
      }
    }
    SLOW(slow_collection);
  }
  OP(first) {
    Value x = R(B);
    if (x.is_object()) {
      if (x.as_object()->kind == Kind::list) {
        R(A) = static_cast<List*>(x.as_object())->first;
        NEXT(1);
      }
      if (x.as_object()->kind == Kind::cons) {
        R(A) = static_cast<Cons*>(x.as_object())->first;
        NEXT(1);
      }
    }
    SLOW(slow_collection);
  }
  OP(next) {
    Value x = R(B);
    if (x.is_object() && (x.as_object()->kind == Kind::cons || x.as_object()->kind == Kind::list)) {
      Value rest = x.as_object()->kind == Kind::cons ? static_cast<Cons*>(x.as_object())->rest
                                                     : static_cast<List*>(x.as_object())->rest;
      // A nonempty list or cons is its own seq; anything else is asked.
      if (rest.is_nil() ||
          (rest.is_object() && (rest.as_object()->kind == Kind::cons || rest.as_object()->kind == Kind::list))) {
        R(A) = rest;
        NEXT(1);
      }
    }
    SLOW(slow_collection);
  }
  OP(rest) {
    Value x = R(B);
    if (x.is_object() && x.as_object()->kind == Kind::list) {
      R(A) = static_cast<List*>(x.as_object())->rest;
      NEXT(1);
    }
    SLOW(slow_collection);
  }
  OP(seq) {
    Value x = R(B);
    if (x.is_nil() || (x.is_object() && (x.as_object()->kind == Kind::list || x.as_object()->kind == Kind::cons))) {
      R(A) = x;
      NEXT(1);
    }
    SLOW(slow_collection);
  }
  OP(count) { SLOW(slow_collection); }
  OP(cons) {
    Value rest = R(C);
    // A fresh Cons onto nil, a list or another seq needs no look at `rest` beyond its kind.
    if (LIKELY(rest.is_object() && (rest.as_object()->kind == Kind::cons || rest.as_object()->kind == Kind::lazy_seq ||
                                    rest.as_object()->kind == Kind::list))) {
      Heap& heap = vm->heap;
      char* at = heap.cursor;
      if (UNLIKELY(at + sizeof(Cons) > heap.soft_limit)) SLOW(slow_collection);
      heap.cursor = at + sizeof(Cons);
      Cons* cell = reinterpret_cast<Cons*>(at);
      *reinterpret_cast<uint64_t*>(cell) = static_cast<uint64_t>(Kind::cons) << 8;
      cell->meta = Value::nil();
      cell->first = R(B);
      cell->rest = rest;
      R(A) = Value::object(cell);
      NEXT(1);
    }
    SLOW(slow_collection);
  }
  OP(make_vector) { SLOW(slow_literal); }
  OP(make_map) { SLOW(slow_literal); }
  OP(make_set) { SLOW(slow_literal); }
  OP(make_list) { SLOW(slow_literal); }
  OP(get_field) {
    Value x = R(B);
    // Record and Instance have the same shape up to the tail, except that a record's `extra` comes before it.
    if (LIKELY(x.is_object() && x.as_object()->kind == Kind::instance)) {
      Instance* instance = static_cast<Instance*>(x.as_object());
      if (LIKELY(C < instance->tail_count)) {
        R(A) = instance->fields()[C];
        NEXT(1);
      }
    } else if (x.is_object() && x.as_object()->kind == Kind::record) {
      Record* record = static_cast<Record*>(x.as_object());
      if (LIKELY(C < record->tail_count)) {
        R(A) = record->fields()[C];
        NEXT(1);
      }
    }
    SLOW(slow_field);
  }
  OP(set_field) { SLOW(slow_field); }
  OP(protocol_find) {
    Value x = R(B);
    ProtocolMethod* method = static_cast<ProtocolMethod*>(K(1).as_object());
    if (x.is_object() && !method->cache.is_nil()) {
      Type* type = nullptr;
      if (x.as_object()->kind == Kind::instance) type = static_cast<Instance*>(x.as_object())->type.get();
      if (x.as_object()->kind == Kind::record) type = static_cast<Record*>(x.as_object())->type.get();
      if (LIKELY(type != nullptr)) {
        ObjectArray* cache = static_cast<ObjectArray*>(method->cache.as_object());
        uint64_t slot = (type->id * 2) & (cache->tail_count - 1);
        if (LIKELY(cache->data()[slot] == Value::fixnum(static_cast<int64_t>(type->id)))) {
          R(A) = cache->data()[slot + 1];
          NEXT(2);
        }
      }
    }
    SLOW(slow_protocol_find);
  }

  // --- tasks ---
  OP(spawn) { SLOW(slow_spawn); }
  OP(await) {
    Value awaited = R(B);
    if (awaited.is_object() && awaited.as_object()->kind == Kind::task && vm->task->notes.is_nil()) {
      Task* other = static_cast<Task*>(awaited.as_object());
      if (other->state == TaskState::success) {
        R(A) = other->result;
        NEXT(1);
      }
    }
    SLOW(slow_await);
  }
  OP(yield) { SLOW(slow_yield); }

  // --- exceptions ---
  OP(raise) { SLOW(slow_raise); }
  OP(reraise) { SLOW(slow_reraise); }

  // --- the VM's own ---
  OP(segment_end) { SLOW(slow_segment_end); }
  OP(adapter_resume) {
    // The adapter frame: r[0] = destination register in the frame below, r[1] = the result.
    Value result = R(1);
    int64_t destination = R(0).as_fixnum();
    Value return_word = base[-1];
    base -= return_distance(return_word);
    pc = return_pc(return_word);
    base[destination] = result;
    DISPATCH();
  }
  OP(exit) {
    vm->pc = pc;
    vm->base = base;
    vm->budget = budget;
    return;
  }

#if NORN_TAIL_CALLS
  const OpFunction kDispatch[kOpCount] = {
#define NORN_OP(name, operands, extra, intrinsic, meaning) op_##name,
#include "code/opcodes.def"
#undef NORN_OP
  };
  static void interpret(const Word* pc, Value* base, Vm* vm, int64_t budget) {
    Word word = *pc;
    kDispatch[word & 0xFFFF](pc, base, vm, budget, word);
  }
#else
}
#endif

  Outcome Vm::run() {
    outcome = Outcome::idle;
    if (stop_requested) return Outcome::stop;
    const Word* start = switch_to_next();
    interpret(start, base, this, budget);
    return outcome;
  }

}  // namespace norn
