// Compiled code: a Template per `fn*` form, a Code per arity, a Function per
// closure. Templates and Code live in old space and never move: return
// addresses and inline caches point into them.
#pragma once

#include <span>

#include "code/instruction.h"
#include "data/list.h"
#include "data/symbol.h"

namespace norn {

struct Template;

enum class HandlerKind : uint16_t {
  catches,  // does not see control signals (cancellation)
  finally,  // sees them
  cleanup,  // handles nothing: the range is code of a `finally`, which cancellation must not interrupt
};

// One range of a try form. Ranges are in word offsets [start, end) of the code;
// inner ranges come first. `exception_register` receives what was thrown.
struct Handler {
  uint32_t start, end, target;
  uint16_t exception_register;
  HandlerKind kind;
  bool covers(uint32_t offset) const { return kind != HandlerKind::cleanup && offset >= start && offset < end; }
};

// Where an instruction comes from: sorted by offset; valid up to the next entry. `live_registers` belongs to the
// instruction at `offset` alone: registers from there on are dead while it waits for bytecode or a safepoint.
struct LineEntry {
  static constexpr uint16_t kAllLive = 0xFFFF;
  uint32_t offset;
  uint32_t line;
  uint16_t column;
  uint16_t live_registers;
};

enum CodeFlag : uint16_t { kCodeVariadic = 1 << 0 };

// tail: instruction words.
struct Code : TailObject {
  static constexpr Kind kKind = Kind::code;
  static constexpr uint32_t kMaxFrame = 60000;  // registers
  Ref<Template> owner;
  Value debug;          // PrimitiveArray bytes: Handler[handler_count], then LineEntry[line_count]
  Value constants;      // bytes: uint32_t offsets of the Value words in the instructions
  Value locals;         // vector of local names for --dump, or nil
  uint32_t frame_size;  // registers, call windows included
  uint16_t required;    // parameters; a variadic code has one more register for the rest
  uint16_t code_flags;
  uint32_t handler_count, line_count;

  bool variadic() const { return code_flags & kCodeVariadic; }
  Word* words() { return reinterpret_cast<Word*>(this + 1); }
  const Word* words() const { return reinterpret_cast<const Word*>(this + 1); }
  size_t word_count() const { return tail_count / 8; }
  std::span<const Handler> handlers() const;
  std::span<const LineEntry> lines() const;
  LineEntry line_at(uint32_t offset) const;
  // How many registers may be alive across the BAILS or loop opcode at this offset.
  uint32_t live_registers(uint32_t offset) const;
  std::span<const uint32_t> constant_offsets() const;
};

struct Template : Object {
  static constexpr Kind kKind = Kind::template_;
  static constexpr int kDirect = 8;     // arities 0..7 are found without a search
  static constexpr int kMaxArity = 20;  // as in Clojure; more arguments only through &
  Value name;                           // Symbol "ns/name" (or "ns/outer/fn--line") for stack traces
  Value file;                           // String or nil
  Value arglists;                       // list of vectors, for error messages
  Ref<Code> direct[kDirect];            // by argument count; nil: slow path
  Value others;                         // ObjectArray of Code with more parameters, or nil
  Ref<Code> variadic;
  uint64_t capture_count;
};

struct Function : TailObject {
  static constexpr Kind kKind = Kind::function;
  Ref<Template> code;
  Value meta;
  Value* captures() { return reinterpret_cast<Value*>(this + 1); }
};

// The code that takes `count` arguments: exact arity first, then the variadic one; nullptr if none does.
Code* find_code(Template* code, uint32_t count);

void register_code_kinds(Heap& heap);

}  // namespace norn

NORN_LAYOUT(Code, norn::Tail::bytes, 16, owner, debug, constants, locals);
NORN_LAYOUT(Template, norn::Tail::none, 8, name, file, arglists, direct[0], direct[1], direct[2], direct[3], direct[4],
            direct[5], direct[6], direct[7], others, variadic);
NORN_LAYOUT(Function, norn::Tail::values, 0, code, meta);
