#include "data/array_map.h"

#include <algorithm>

#include "data/equality.h"
#include "data/hash_map.h"
#include "data/hashing.h"

namespace norn {

namespace {

ArrayMap* make_like(Heap& heap, const ArrayMap* map, uint64_t words) {
  ArrayMap* copy = heap.make_tail<ArrayMap>(words);
  copy->meta = map->meta;
  return copy;
}

// A HashedKey can be told apart by its hash when C++ can hash the key that is looked for.
Answer hashed_key_matches(Heap& heap, const HashedKey* hashed, Value key) {
  if (hashed->key == key) return Answer::yes;
  std::optional<uint32_t> hash = hash_of(heap, key);
  if (hash && *hash != hashed->hash) return Answer::no;
  return equals(heap, key, hashed->key);
}

}  // namespace

Answer array_find(Heap& heap, const Value* slots, uint64_t count, Value key, uint64_t* index) {
  bool identity_only = equal_by_identity(key);
  for (uint64_t i = 0; i < count; ++i) {
    Value slot = slots[2 * i];
    if (slot == key) {
      *index = i;
      return Answer::yes;
    }
    if (identity_only) continue;
    const HashedKey* hashed = try_as<HashedKey>(slot);
    Answer answer = hashed ? hashed_key_matches(heap, hashed, key) : equals(heap, key, slot);
    if (answer == Answer::no) continue;
    *index = i;
    return answer;
  }
  return Answer::no;
}

uint64_t array_find_stored(const Value* slots, uint64_t count, Value stored_key) {
  for (uint64_t i = 0; i < count; ++i)
    if (key_in_slot(slots[2 * i]) == stored_key) return i;
  return count;
}

ArrayMap* array_map_replace(Heap& heap, const ArrayMap* map, uint64_t index, Value value) {
  ArrayMap* copy = make_like(heap, map, map->tail_count);
  std::copy_n(map->data(), map->tail_count, copy->data());
  copy->data()[2 * index + 1] = value;
  return copy;
}

ArrayMap* array_map_append(Heap& heap, const ArrayMap* map, Value slot, Value value) {
  ArrayMap* copy = make_like(heap, map, map->tail_count + 2);
  std::copy_n(map->data(), map->tail_count, copy->data());
  copy->data()[map->tail_count] = slot;
  copy->data()[map->tail_count + 1] = value;
  return copy;
}

ArrayMap* array_map_remove(Heap& heap, const ArrayMap* map, uint64_t index) {
  ArrayMap* copy = make_like(heap, map, map->tail_count - 2);
  std::copy_n(map->data(), 2 * index, copy->data());
  std::copy_n(map->data() + 2 * index + 2, map->tail_count - 2 * index - 2, copy->data() + 2 * index);
  return copy;
}

}  // namespace norn
