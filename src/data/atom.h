// The state cell of `atom`. The tables are swapped by bytecode (swap! is a compare-and-set loop there).
#pragma once

#include "data/raised.h"

namespace norn {

struct Atom : Object {
  static constexpr Kind kKind = Kind::atom;
  Value state;
  Value meta;
  Value watches;    // map or nil
  Value validator;  // function or nil
};

Atom* make_atom(Heap& heap, Value state);

}  // namespace norn

NORN_LAYOUT(Atom, norn::Tail::none, 0, state, meta, watches, validator);
