// Transient maps: an array of 8 entries first, then a trie whose nodes they own.
#include <algorithm>

#include "base/result.h"
#include "data/hash_trie.h"
#include "data/list.h"
#include "data/map.h"
#include "data/world.h"

namespace norn {

using hash_trie::Edit;
using hash_trie::Outcome;
using hash_trie::Wanted;

namespace {

OrRaised<uint32_t> hash_or_bail(Heap& heap, Value key) {
  std::optional<uint32_t> hash = hash_of(heap, key);
  if (!hash) NORN_RAISE(Raised::bail());
  return *hash;
}

bool is_small(const TransientMap* map) { return !is<HashNode>(map->root); }

Value* small_slots(TransientMap* map) { return map->root.is_nil() ? nullptr : as<ObjectArray>(map->root)->data(); }

// The entry of a key, or nullptr.
OrRaised<const Value*> find_entry(Heap& heap, TransientMap* map, Value key) {
  if (is_small(map)) {
    uint64_t i = 0;
    switch (array_find(heap, small_slots(map), map->count, key, &i)) {
      case Answer::yes: return small_slots(map) + 2 * i;
      case Answer::no: return nullptr;
      case Answer::bail: NORN_RAISE(Raised::bail());
    }
  }
  const Value* entry = nullptr;
  Wanted wanted{key, NORN_TRY(hash_or_bail(heap, key))};
  if (hash_trie::find(heap, as<HashNode>(map->root), wanted, &entry) == Answer::bail) NORN_RAISE(Raised::bail());
  return entry;
}

void set_value(Heap& heap, TransientMap* map, uint64_t index, Value value) {
  heap.written(map->root.as_object());
  small_slots(map)[2 * index + 1] = value;
}

bool edit_assoc(Heap& heap, TransientMap* map, const Wanted& wanted, Value slot, Value value) {
  Edit edit(heap, to_value(map), wanted);
  HashNode* root = edit.assoc(try_as<HashNode>(map->root), slot, value);
  if (edit.outcome() == Outcome::bail) return false;
  heap.written(map);
  map->root = to_value(root);
  map->count += edit.outcome() == Outcome::added;
  return true;
}

bool edit_dissoc(Heap& heap, TransientMap* map, const Wanted& wanted) {
  Edit edit(heap, to_value(map), wanted);
  HashNode* root = edit.dissoc(as<HashNode>(map->root));
  if (edit.outcome() == Outcome::bail) return false;
  heap.written(map);
  map->root = to_value(root);
  map->count -= edit.outcome() == Outcome::removed;
  return true;
}

// Adds an entry whose key is not there yet.
void add_new(Heap& heap, TransientMap* map, uint32_t hash, Value slot, Value value) {
  if (is_small(map) && map->count < kArrayMapLimit) {
    heap.written(map);
    if (map->root.is_nil()) map->root = to_value(heap.make_tail<ObjectArray>(2 * kArrayMapLimit));
    heap.written(map->root.as_object());
    small_slots(map)[2 * map->count] = slot;
    small_slots(map)[2 * map->count + 1] = value;
    ++map->count;
    return;
  }
  Value absent = Value::marker(Marker::absent);
  if (is_small(map)) {
    const Value* slots = small_slots(map);
    uint64_t count = map->count;
    map->root = Value::nil();
    map->count = 0;
    for (uint64_t i = 0; i < count; ++i)
      edit_assoc(heap, map, {absent, hash_trie::slot_hash(heap, slots[2 * i]), true}, slots[2 * i], slots[2 * i + 1]);
  }
  edit_assoc(heap, map, {absent, hash, true}, slot, value);
}

void remove_small(Heap& heap, TransientMap* map, uint64_t index) {
  heap.written(map->root.as_object());
  Value* slots = small_slots(map);
  std::copy(slots + 2 * index + 2, slots + 2 * map->count, slots + 2 * index);
  --map->count;
  slots[2 * map->count] = slots[2 * map->count + 1] = Value::nil();
}

}  // namespace

TransientMap* make_transient_map(Heap& heap, Value map) {
  TransientMap* transient = heap.make<TransientMap>();
  transient->alive = 1;
  transient->count = map_count(map);
  if (HashMap* hash_map = try_as<HashMap>(map)) {
    transient->root = hash_map->root.value();
    transient->meta = hash_map->meta;
    return transient;
  }
  ArrayMap* array = as<ArrayMap>(map);
  transient->meta = array->meta;
  if (array->count() != 0) {
    ObjectArray* slots = heap.make_tail<ObjectArray>(std::max(array->tail_count, 2 * kArrayMapLimit));
    std::copy_n(array->data(), array->tail_count, slots->data());
    transient->root = to_value(slots);
  }
  return transient;
}

Value make_persistent(Heap& heap, TransientMap* transient) {
  Value result;
  if (is_small(transient)) {
    ArrayMap* map = heap.make_tail<ArrayMap>(2 * transient->count);
    map->meta = transient->meta;
    std::copy_n(small_slots(transient), 2 * transient->count, map->data());
    result = transient->count == 0 && map->meta.is_nil() ? empty_map(heap) : to_value(map);
  } else {
    HashMap* map = heap.make<HashMap>();
    map->meta = transient->meta;
    map->root = as<HashNode>(transient->root);
    map->count = transient->count;
    result = to_value(map);
  }
  heap.written(transient);
  transient->alive = 0;
  transient->root = Value::nil();
  transient->meta = Value::nil();
  return result;
}

Returned transient_map_get(Heap& heap, TransientMap* map, Value key, Value not_found) {
  const Value* entry = NORN_TRY(find_entry(heap, map, key));
  return entry ? entry[1] : not_found;
}

Returned transient_map_find(Heap& heap, TransientMap* map, Value key) {
  const Value* entry = NORN_TRY(find_entry(heap, map, key));
  return entry ? make_map_entry(heap, key_in_slot(entry[0]), entry[1]) : Value::nil();
}

OrRaised<bool> transient_map_assoc(Heap& heap, TransientMap* map, Value key, Value value) {
  if (!is_small(map)) {
    if (!edit_assoc(heap, map, {key, NORN_TRY(hash_or_bail(heap, key))}, key, value)) NORN_RAISE(Raised::bail());
    return true;
  }
  uint64_t i = 0;
  switch (array_find(heap, small_slots(map), map->count, key, &i)) {
    case Answer::bail: NORN_RAISE(Raised::bail());
    case Answer::yes: set_value(heap, map, i, value); return true;
    case Answer::no: break;
  }
  add_new(heap, map, NORN_TRY(hash_or_bail(heap, key)), key, value);
  return true;
}

OrRaised<bool> transient_map_dissoc(Heap& heap, TransientMap* map, Value key) {
  if (!is_small(map)) {
    if (!edit_dissoc(heap, map, {key, NORN_TRY(hash_or_bail(heap, key))})) NORN_RAISE(Raised::bail());
    return true;
  }
  uint64_t i = 0;
  switch (array_find(heap, small_slots(map), map->count, key, &i)) {
    case Answer::bail: NORN_RAISE(Raised::bail());
    case Answer::yes: remove_small(heap, map, i); break;
    case Answer::no: break;
  }
  return true;
}

void transient_map_assoc_hashed(Heap& heap, TransientMap* map, uint32_t hash, Value stored_key, Value key,
                                Value value) {
  if (!is_small(map)) {
    edit_assoc(heap, map, {stored_key, hash, true}, hash_trie::make_slot(heap, key, hash), value);
    return;
  }
  uint64_t i = array_find_stored(small_slots(map), map->count, stored_key);
  if (i < map->count)
    set_value(heap, map, i, value);
  else
    add_new(heap, map, hash, hash_trie::make_slot(heap, key, hash), value);
}

void transient_map_dissoc_hashed(Heap& heap, TransientMap* map, uint32_t hash, Value stored_key) {
  if (!is_small(map)) {
    edit_dissoc(heap, map, {stored_key, hash, true});
    return;
  }
  uint64_t i = array_find_stored(small_slots(map), map->count, stored_key);
  if (i < map->count) remove_small(heap, map, i);
}

}  // namespace norn
