#include "data/transient_fork.h"

#include "data/hash_map.h"
#include "data/hash_set.h"
#include "data/list.h"
#include "data/set.h"
#include "data/vector.h"

namespace norn {

bool is_live_transient(Value v) {
  if (!v.is_object()) return false;
  switch (v.as_object()->kind) {
    case Kind::transient_vector: return as<TransientVector>(v)->alive;
    case Kind::transient_map: return as<TransientMap>(v)->alive;
    case Kind::transient_set: return true;
    default: return false;
  }
}

Value fork_transient(Heap& heap, Value v) {
  if (TransientVector* vector = try_as<TransientVector>(v)) {
    // Nodes name their owner, so the fork owns none of the nodes it shares.
    TransientVector* fork = heap.make<TransientVector>();
    fork->aux = vector->aux;
    fork->root = vector->root;
    fork->tail = vector->tail;
    fork->meta = vector->meta;
    fork->count = vector->count;
    fork->start = vector->start;
    fork->alive = vector->alive;
    return to_value(fork);
  }
  if (TransientMap* map = try_as<TransientMap>(v)) {
    TransientMap* fork = heap.make<TransientMap>();
    fork->aux = map->aux;
    fork->root = map->root;
    if (ObjectArray* slots = try_as<ObjectArray>(map->root)) {  // small maps are changed in place
      ObjectArray* copy = heap.make_tail<ObjectArray>(slots->tail_count);
      for (uint64_t i = 0; i < slots->tail_count; ++i) copy->data()[i] = slots->data()[i];
      fork->root = to_value(copy);
    }
    fork->meta = map->meta;
    fork->count = map->count;
    fork->alive = map->alive;
    return to_value(fork);
  }
  TransientSet* set = as<TransientSet>(v);
  TransientSet* fork = heap.make<TransientSet>();
  fork->aux = set->aux;
  fork->map = as<TransientMap>(fork_transient(heap, set->map.value()));
  return to_value(fork);
}

}  // namespace norn
