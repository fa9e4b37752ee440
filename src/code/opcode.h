// Opcodes as an enum and as a table of descriptions. Everything derives from opcodes.def.
#pragma once

#include <cstdint>

namespace norn {

enum class Op : uint16_t {
#define NORN_OP(name, operands, extra, intrinsic, meaning) name,
#include "code/opcodes.def"
#undef NORN_OP
};

inline constexpr int kOpCount = 0
#define NORN_OP(name, operands, extra, intrinsic, meaning) +1
#include "code/opcodes.def"
#undef NORN_OP
    ;

struct OpInfo {
  const char* name;
  const char* operands;   // three letters
  const char* extra;      // "", "k", "x", "kx", "t"
  const char* intrinsic;  // "clojure.core/+:2" or ""
  const char* meaning;
};

inline constexpr OpInfo kOpInfo[kOpCount] = {
#define NORN_OP(name, operands, extra, intrinsic, meaning) {#name, operands, extra, intrinsic, meaning},
#include "code/opcodes.def"
#undef NORN_OP
};

constexpr const OpInfo& info(Op op) { return kOpInfo[static_cast<int>(op)]; }

}  // namespace norn
