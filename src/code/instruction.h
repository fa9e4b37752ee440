// One instruction word and how it is put together and taken apart.
#pragma once

#include "code/opcode.h"

namespace norn {

using Word = uint64_t;

struct Instruction {
  Word word = 0;
  constexpr Op op() const { return static_cast<Op>(word & 0xFFFF); }
  constexpr uint16_t a() const { return static_cast<uint16_t>(word >> 16); }
  constexpr uint16_t b() const { return static_cast<uint16_t>(word >> 32); }
  constexpr uint16_t c() const { return static_cast<uint16_t>(word >> 48); }
  constexpr int32_t bc() const { return static_cast<int32_t>(word >> 32); }
};

constexpr Word encode(Op op, uint16_t a = 0, uint16_t b = 0, uint16_t c = 0) {
  return static_cast<Word>(op) | Word{a} << 16 | Word{b} << 32 | Word{c} << 48;
}
constexpr Word encode_wide(Op op, uint16_t a, int32_t bc) {
  return static_cast<Word>(op) | Word{a} << 16 | static_cast<Word>(static_cast<uint32_t>(bc)) << 32;
}

// How many extra words follow.
constexpr int extra_words(Instruction i) {
  const char* extra = info(i.op()).extra;
  int n = 0;
  for (; *extra; ++extra) n += *extra == 't' ? i.c() : 1;
  return n;
}

}  // namespace norn
