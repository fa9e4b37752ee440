#include "data/metadata.h"

#include <algorithm>
#include <cstddef>

#include "data/atom.h"
#include "data/host_function_object.h"
#include "data/queue.h"
#include "data/seq.h"
#include "data/type.h"
#include "data/var.h"

namespace norn {

// What data may know of a closure: code/code_object.h declares it.
struct ClosureShape : TailObject {
  static constexpr Kind kKind = Kind::function;
  Value code, meta;
};

}  // namespace norn

NORN_LAYOUT(ClosureShape, norn::Tail::values, 0, code, meta);
static_assert(offsetof(norn::ClosureShape, meta) == 8 * norn::kFunctionMetaWord);

namespace norn {

namespace {

// Calls f.operator()<T>() with the struct of an immutable kind that carries metadata; false for other kinds.
template <typename F>
bool for_copied_kind(Kind kind, F f) {
  switch (kind) {
    case Kind::symbol: f.template operator()<Symbol>(); return true;
    case Kind::empty_list: f.template operator()<EmptyList>(); return true;
    case Kind::list: f.template operator()<List>(); return true;
    case Kind::cons: f.template operator()<Cons>(); return true;
    case Kind::lazy_seq: f.template operator()<LazySeq>(); return true;
    case Kind::chunked_cons: f.template operator()<ChunkedCons>(); return true;
    case Kind::range: f.template operator()<Range>(); return true;
    case Kind::vector_seq: f.template operator()<VectorSeq>(); return true;
    case Kind::string_seq: f.template operator()<StringSeq>(); return true;
    case Kind::array_seq: f.template operator()<ArraySeq>(); return true;
    case Kind::map_seq: f.template operator()<MapSeq>(); return true;
    case Kind::queue_seq: f.template operator()<QueueSeq>(); return true;
    case Kind::sorted_seq: f.template operator()<SortedSeq>(); return true;
    case Kind::vector: f.template operator()<Vector>(); return true;
    case Kind::array_map: f.template operator()<ArrayMap>(); return true;
    case Kind::hash_map: f.template operator()<HashMap>(); return true;
    case Kind::hash_set: f.template operator()<HashSet>(); return true;
    case Kind::sorted_map: f.template operator()<SortedMap>(); return true;
    case Kind::sorted_set: f.template operator()<SortedSet>(); return true;
    case Kind::queue: f.template operator()<Queue>(); return true;
    case Kind::record: f.template operator()<Record>(); return true;
    case Kind::instance: f.template operator()<Instance>(); return true;
    case Kind::function: f.template operator()<ClosureShape>(); return true;
    case Kind::host_function: f.template operator()<HostFunction>(); return true;
    default: return false;
  }
}

// Instances and functions are hashed by identity: a copy is another object.
bool keeps_hash(Kind kind) { return kind != Kind::instance && kind != Kind::function && kind != Kind::host_function; }

template <HeapObject T>
T* clone(Heap& heap, T* object) {
  T* copy;
  if constexpr (LayoutOf<T>::kLayout.tail == Tail::none)
    copy = heap.make<T>();
  else
    copy = heap.make_tail<T>(object->tail_count);
  const uint64_t* from = reinterpret_cast<const uint64_t*>(object);
  uint64_t* to = reinterpret_cast<uint64_t*>(copy);
  std::copy(from + 1, from + Heap::object_words(heap, object), to + 1);
  copy->aux = object->aux;
  copy->hash = keeps_hash(object->kind) ? object->hash : 0;
  return copy;
}

// The metadata field of a kind that is changed in place; nullptr for others.
Value* place_of_meta(Object* object) {
  switch (object->kind) {
    case Kind::var: return &static_cast<Var*>(object)->meta;
    case Kind::namespace_: return &static_cast<Namespace*>(object)->meta;
    case Kind::atom: return &static_cast<Atom*>(object)->meta;
    case Kind::type: return &static_cast<Type*>(object)->meta;
    case Kind::protocol: return &static_cast<Protocol*>(object)->meta;
    case Kind::multimethod: return &static_cast<Multimethod*>(object)->meta;
    default: return nullptr;
  }
}

}  // namespace

Value meta_of(Value v) {
  if (!v.is_object()) return Value::nil();
  Object* object = v.as_object();
  Value meta;
  if (for_copied_kind(object->kind, [&]<typename T> { meta = static_cast<T*>(object)->meta; })) return meta;
  Value* place = place_of_meta(object);
  return place ? *place : Value::nil();
}

bool can_have_meta(Value v) {
  return v.is_object() && for_copied_kind(v.as_object()->kind, []<typename T> {});
}

Value with_meta(Heap& heap, Value v, Value meta) {
  Object* object = v.as_object();
  Value result;
  bool known = for_copied_kind(object->kind, [&]<typename T> {
    T* copy = clone(heap, static_cast<T*>(object));
    copy->meta = meta;
    result = to_value(copy);
  });
  NORN_ASSERT(known, "with_meta: the kind carries no metadata");
  return result;
}

bool reset_meta(Heap& heap, Value v, Value meta) {
  Value* place = v.is_object() ? place_of_meta(v.as_object()) : nullptr;
  if (!place) return false;
  heap.written(v.as_object());
  *place = meta;
  return true;
}

}  // namespace norn
