#include "reader/pending.h"

#include "data/world.h"

namespace norn {

Value make_pending(Heap& heap, PendingKind kind, Value form) {
  static constexpr std::string_view kNames[] = {"map", "set", "meta", "eval"};
  Symbol* tag = World::of(heap).intern_symbol(kPendingNamespace, kNames[static_cast<int>(kind)]);
  return make_pending_tag(heap, to_value(tag), form);
}

}  // namespace norn
