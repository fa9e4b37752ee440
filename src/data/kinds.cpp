#include "data/kinds.h"

#include "data/array.h"
#include "data/atom.h"
#include "data/delay.h"
#include "data/exception.h"
#include "data/host_function_object.h"
#include "data/host_resource.h"
#include "data/instant.h"
#include "data/number.h"
#include "data/queue.h"
#include "data/reduced.h"
#include "data/regex.h"
#include "data/seq.h"
#include "data/string.h"
#include "data/string_builder.h"
#include "data/symbol.h"
#include "data/tagged_literal.h"
#include "data/type.h"
#include "data/uuid.h"
#include "data/var.h"
#include "data/volatile.h"
#include "data/world.h"

namespace norn {

namespace {

template <HeapObject... T>
void register_all(Heap& heap) {
  (heap.register_kind<T>(), ...);
}

}  // namespace

void register_data_kinds(Heap& heap) {
  // numbers and text
  register_all<BoxedLong, BoxedDouble, BigInt, Ratio, Decimal, String, Symbol, Keyword, Uuid, Instant, StringBuilder>(
      heap);
  register_regex_kinds(heap);
  // sequences
  register_all<EmptyList, List, Cons, LazySeq, ChunkedCons, Range, VectorSeq, StringSeq, ArraySeq, MapSeq, QueueSeq,
               SortedSeq>(heap);
  // collections
  register_all<Vector, VectorNode, TransientVector, ArrayMap, HashMap, HashNode, HashCollision, HashedKey, TransientMap,
               HashSet, TransientSet, SortedMap, SortedNode, SortedSet, Queue, MapEntry, ObjectArray, PrimitiveArray>(
      heap);
  // state
  register_all<Var, Namespace, Atom, Volatile, Delay, Reduced, Exception, TaggedLiteral, ReaderConditional>(heap);
  // types
  register_all<Type, Record, Instance, Protocol, ProtocolMethod, Multimethod, HostFunction>(heap);
  register_host_resource_kind(heap);
}

void make_empty_collections(World& world) {
  Heap& heap = world.heap;
  world.empty_list = heap.make_old<EmptyList>();
  Vector* vector = heap.make_old<Vector>();
  vector->aux = kVectorBits;
  world.empty_vector = vector;
  world.empty_map = heap.make_tail_old<ArrayMap>(0);
  HashSet* set = heap.make_old<HashSet>();
  set->map = world.empty_map.value();
  world.empty_set = set;
  world.empty_sorted_map = heap.make_old<SortedMap>();
  SortedSet* sorted_set = heap.make_old<SortedSet>();
  sorted_set->map = world.empty_sorted_map.get();
  world.empty_sorted_set = sorted_set;
  world.empty_queue = heap.make_old<Queue>();
}

}  // namespace norn
