#include "data/transient_fork.h"

#include <algorithm>

#include "data/array.h"
#include "data/hash_map.h"
#include "data/hash_set.h"
#include "data/list.h"
#include "data/regex.h"
#include "data/set.h"
#include "data/string_builder.h"
#include "data/vector.h"

namespace norn {

bool is_forked(Value v) {
  if (!v.is_object()) return false;
  switch (v.as_object()->kind) {
    case Kind::transient_vector: return as<TransientVector>(v)->alive;
    case Kind::transient_map: return as<TransientMap>(v)->alive;
    case Kind::transient_set: return true;
    case Kind::string_builder:
    case Kind::matcher:
    case Kind::object_array: return v.as_object()->aux == kBelongsToFrames;
    default: return false;
  }
}

namespace {

Value copy_of(Heap& heap, ObjectArray* array) {
  ObjectArray* copy = make_object_array(heap, array->tail_count);
  std::copy_n(array->data(), array->tail_count, copy->data());
  return to_value(copy);
}

Value fork_state(Heap& heap, ObjectArray* state) {
  const Value fork = copy_of(heap, state);
  fork.as_object()->aux = state->aux;
  for (Value& field : as<ObjectArray>(fork)->values())
    if (ObjectArray* array = try_as<ObjectArray>(field)) field = copy_of(heap, array);
  return fork;
}

}  // namespace

Value fork_of(Heap& heap, Value v) {
  if (ObjectArray* state = try_as<ObjectArray>(v)) return fork_state(heap, state);
  if (const StringBuilder* builder = try_as<StringBuilder>(v)) {
    StringBuilder* fork = make_string_builder(heap, builder->view());
    fork->aux = builder->aux;
    return to_value(fork);
  }
  if (const Matcher* matcher = try_as<Matcher>(v)) {
    Matcher* fork = heap.make<Matcher>();
    fork->aux = matcher->aux;
    fork->regex = matcher->regex;
    fork->input = matcher->input;
    fork->groups = matcher->groups;  // each match makes new ones
    fork->matched = matcher->matched;
    fork->from = matcher->from;
    return to_value(fork);
  }
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
      fork->root = copy_of(heap, slots);
    }
    fork->meta = map->meta;
    fork->count = map->count;
    fork->alive = map->alive;
    return to_value(fork);
  }
  TransientSet* set = as<TransientSet>(v);
  TransientSet* fork = heap.make<TransientSet>();
  fork->aux = set->aux;
  fork->map = as<TransientMap>(fork_of(heap, set->map.value()));
  return to_value(fork);
}

}  // namespace norn
