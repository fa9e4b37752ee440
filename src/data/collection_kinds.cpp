// Which kinds the JVM's collection interfaces stand for. Declared in data/seq.h.
#include "data/queue.h"
#include "data/seq.h"
#include "data/type.h"

namespace norn {

namespace {

enum Trait : uint8_t {
  kSeq = 1 << 0,
  kSequential = 1 << 1,
  kCounted = 1 << 2,
  kCollection = 1 << 3,
  kAssociative = 1 << 4,
  kIndexed = 1 << 5,
  kReversible = 1 << 6,
  kSeqable = 1 << 7,
};

constexpr uint8_t traits_of(Kind kind) {
  constexpr uint8_t kAnySeq = kSeq | kSequential | kCollection | kSeqable;
  constexpr uint8_t kAnyMap = kCollection | kCounted | kAssociative | kSeqable;
  switch (kind) {
    case Kind::empty_list:
    case Kind::list:
    case Kind::range:
    case Kind::vector_seq:
    case Kind::string_seq:
    case Kind::array_seq: return kAnySeq | kCounted;
    case Kind::cons:
    case Kind::chunked_cons:
    case Kind::map_seq:
    case Kind::queue_seq:
    case Kind::sorted_seq: return kAnySeq;
    case Kind::lazy_seq: return kAnySeq;
    case Kind::vector:
    case Kind::map_entry:
      return kSequential | kCounted | kCollection | kAssociative | kIndexed | kReversible | kSeqable;
    case Kind::array_map:
    case Kind::hash_map:
    case Kind::record: return kAnyMap;
    case Kind::sorted_map: return kAnyMap | kReversible;
    case Kind::hash_set: return kCollection | kCounted | kSeqable;
    case Kind::sorted_set: return kCollection | kCounted | kSeqable | kReversible;
    case Kind::queue: return kSequential | kCollection | kCounted | kSeqable;
    case Kind::transient_vector: return kCounted | kIndexed;
    case Kind::transient_map:
    case Kind::transient_set: return kCounted;
    case Kind::string:
    case Kind::object_array:
    case Kind::primitive_array: return kSeqable;
    default: return 0;
  }
}

struct Table {
  uint8_t traits[256] = {};
  constexpr Table() {
    for (int i = 0; i < kKindCount; ++i) traits[i] = traits_of(static_cast<Kind>(i));
  }
};
constexpr Table kTable;

bool has(Value v, uint8_t trait) {
  return v.is_object() && (kTable.traits[static_cast<int>(v.as_object()->kind)] & trait);
}

}  // namespace

bool is_seq(Value v) { return has(v, kSeq); }
bool is_sequential(Value v) { return has(v, kSequential); }
bool is_counted(Value v) { return has(v, kCounted); }
bool is_collection(Value v) { return has(v, kCollection); }
bool is_associative(Value v) { return has(v, kAssociative); }
bool is_vector(Value v) { return is<Vector>(v) || is<MapEntry>(v); }
bool is_list(Value v) { return is<List>(v) || is<EmptyList>(v); }
bool is_indexed(Value v) { return has(v, kIndexed); }
bool is_seqable(Value v) { return v.is_nil() || has(v, kSeqable); }
bool is_reversible(Value v) { return has(v, kReversible); }

}  // namespace norn
