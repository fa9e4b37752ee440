// The language's `hash` on data: equal values hash equal across kinds
// (list/vector/lazy seq/range, array/hash/sorted maps, sets, numbers).
//
// Content hashes are cached in the object header; the identity hash of other
// objects lives in the same place. Never 0 for objects and numbers.
#pragma once

#include <optional>

#include "base/hash.h"
#include "data/raised.h"

namespace norn {

inline constexpr int kHashDepthLimit = 200;
inline constexpr uint32_t kNilHash = 0;

std::optional<uint32_t> hash_slow(Heap& heap, Value v);

// Nothing means bail: the value is, or contains, what only the language can hash, or too much for one go.
inline std::optional<uint32_t> hash_of(Heap& heap, Value v) {
  if (v.is_fixnum()) return hash_int64(v.as_fixnum());
  return hash_slow(heap, v);
}

// The hashes of several values, which share what one call may do (base/long_work.h); see EqualityRun.
class HashRun {
 public:
  HashRun();
  bool goes_on();
  std::optional<uint32_t> hash(Heap& heap, Value v);  // nothing means bail
};

// For System/identityHashCode. The header has room for one hash, so what is hashed by content answers with that.
uint32_t identity_hash_of(Heap& heap, Value v);
// Caches the hash bytecode has computed for an immutable collection; ignored for other values.
void remember_hash(Value v, uint32_t hash);

// The steps of collection hashes, shared with the bytecode twin (norn.prim/hash-ordered-step ...).
inline constexpr uint32_t kOrderedHashSeed = 1;
inline constexpr uint32_t kUnorderedHashSeed = 0;
inline constexpr uint32_t ordered_hash_step(uint32_t sum, uint32_t element) { return hash_combine(sum, element); }
inline constexpr uint32_t unordered_hash_step(uint32_t sum, uint32_t element) { return sum + hash_bits64(element); }
inline constexpr uint32_t finish_collection_hash(uint32_t sum, uint64_t count) { return hash_finish(sum, count); }
// An entry of a map hashes as the vector [key value].
inline constexpr uint32_t entry_hash(uint32_t key, uint32_t value) {
  return finish_collection_hash(ordered_hash_step(ordered_hash_step(kOrderedHashSeed, key), value), 2);
}

}  // namespace norn
