// The facade over all kinds of maps: keyed operations and construction.
// Iteration is in map_iteration.cpp, transients in hash_map_transient.cpp.
#include "data/map.h"

#include <algorithm>
#include <vector>

#include "base/result.h"
#include "data/equality.h"
#include "data/hash_trie.h"
#include "data/hashing.h"
#include "data/list.h"
#include "data/metadata.h"
#include "data/type.h"
#include "data/vector.h"
#include "data/world.h"

namespace norn {

using hash_trie::Edit;
using hash_trie::Outcome;
using hash_trie::Wanted;

namespace {

// The owner of nodes that nobody else can see yet: for tries built from nothing.
constexpr Value kBuilder = Value::boolean(true);

Kind kind_of(Value map) { return map.as_object()->kind; }

OrRaised<uint32_t> hash_or_bail(Heap& heap, Value key) {
  std::optional<uint32_t> hash = hash_of(heap, key);
  if (!hash) NORN_RAISE(Raised::bail());
  return *hash;
}

// A stored entry, or nothing.
struct Entry {
  Value key, value;
  bool found = false;
};

int record_field(const Record* record, Value key) {
  const Keyword* keyword = try_as<Keyword>(key);
  return keyword ? type_field_index(record->type.get(), keyword->symbol.get()) : -1;
}

OrRaised<Entry> find_entry(Heap& heap, Value map, Value key) {
  if (map.is_nil()) return Entry{};
  switch (kind_of(map)) {
    case Kind::array_map: {
      const ArrayMap* array = as<ArrayMap>(map);
      uint64_t i = 0;
      switch (array_find(heap, array->data(), array->count(), key, &i)) {
        case Answer::yes: return Entry{key_in_slot(array->data()[2 * i]), array->data()[2 * i + 1], true};
        case Answer::no: return Entry{};
        case Answer::bail: NORN_RAISE(Raised::bail());
      }
      break;
    }
    case Kind::hash_map: {
      uint32_t hash = NORN_TRY(hash_or_bail(heap, key));
      const Value* at = nullptr;
      switch (hash_trie::find(heap, as<HashMap>(map)->root.get(), {key, hash}, &at)) {
        case Answer::yes: return Entry{key_in_slot(at[0]), at[1], true};
        case Answer::no: return Entry{};
        case Answer::bail: NORN_RAISE(Raised::bail());
      }
      break;
    }
    case Kind::sorted_map: {
      SortedNode* node = NORN_TRY(sorted_find(heap, as<SortedMap>(map), key));
      return node ? Entry{node->key, node->value, true} : Entry{};
    }
    case Kind::record: {
      Record* record = as<Record>(map);
      int field = record_field(record, key);
      if (field >= 0) return Entry{key, record->fields()[field], true};
      return find_entry(heap, record->extra, key);
    }
    default: break;
  }
  NORN_UNREACHABLE("find_entry: not a map");
}

HashMap* make_hash_map_with(Heap& heap, Value meta, HashNode* root, uint64_t count) {
  HashMap* map = heap.make<HashMap>();
  map->meta = meta;
  map->root = root;
  map->count = count;
  return map;
}

// An array map's entries as a hash map: no key is compared, all differ.
HashMap* to_hash_map(Heap& heap, const ArrayMap* array) {
  HashNode* root = nullptr;
  for (uint64_t i = 0; i < array->count(); ++i) {
    Value slot = array->data()[2 * i];
    Edit edit(heap, kBuilder, {Value::marker(Marker::absent), hash_trie::slot_hash(heap, slot), true});
    root = edit.assoc(root, slot, array->data()[2 * i + 1]);
  }
  return make_hash_map_with(heap, array->meta, root, array->count());
}

Returned assoc_in_trie(Heap& heap, HashMap* map, const Wanted& wanted, Value slot, Value value) {
  Edit edit(heap, Value::nil(), wanted);
  HashNode* root = edit.assoc(map->root.get(), slot, value);
  switch (edit.outcome()) {
    case Outcome::bail: NORN_RAISE(Raised::bail());
    case Outcome::unchanged: return to_value(map);
    default: break;
  }
  return to_value(make_hash_map_with(heap, map->meta, root, map->count + (edit.outcome() == Outcome::added)));
}

Returned dissoc_in_trie(Heap& heap, HashMap* map, const Wanted& wanted) {
  Edit edit(heap, Value::nil(), wanted);
  HashNode* root = edit.dissoc(map->root.get());
  if (edit.outcome() == Outcome::bail) NORN_RAISE(Raised::bail());
  if (edit.outcome() == Outcome::unchanged) return to_value(map);
  return to_value(make_hash_map_with(heap, map->meta, root, map->count - 1));
}

Value array_append_or_grow(Heap& heap, ArrayMap* map, uint32_t hash, Value slot, Value value) {
  if (map->count() < kArrayMapLimit) return to_value(array_map_append(heap, map, slot, value));
  Wanted new_key{Value::marker(Marker::absent), hash, true};
  return *assoc_in_trie(heap, to_hash_map(heap, map), new_key, slot, value);
}

Record* copy_record(Heap& heap, Record* record) {
  Record* copy = heap.make_tail<Record>(record->tail_count);
  copy->type = record->type;
  copy->meta = record->meta;
  copy->extra = record->extra;
  std::copy_n(record->fields(), record->tail_count, copy->fields());
  return copy;
}

Value record_with_extra(Heap& heap, Record* record, Value extra) {
  if (extra == record->extra) return to_value(record);
  Record* copy = copy_record(heap, record);
  copy->extra = extra;
  return to_value(copy);
}

Value extra_or_empty(Heap& heap, const Record* record) {
  return record->extra.is_nil() ? empty_map(heap) : record->extra;
}

// A record as the plain map it becomes when it loses a field.
Value record_without_field(Heap& heap, Record* record, uint64_t field) {
  Value result = with_meta(heap, extra_or_empty(heap, record), record->meta);
  uint64_t i = 0;
  MapIterator it(heap, to_value(record));
  for (; i < record->tail_count && it.next(); ++i)
    if (i != field) result = map_assoc_plain(heap, result, it.key(), it.value());
  return result;
}

}  // namespace

uint64_t map_count(Value map) {
  if (map.is_nil()) return 0;
  switch (kind_of(map)) {
    case Kind::array_map: return as<ArrayMap>(map)->count();
    case Kind::hash_map: return as<HashMap>(map)->count;
    case Kind::sorted_map: return as<SortedMap>(map)->count;
    case Kind::record: return as<Record>(map)->tail_count + map_count(as<Record>(map)->extra);
    default: NORN_UNREACHABLE("map_count: not a map");
  }
}

Value empty_map(Heap& heap) { return World::of(heap).empty_map.value(); }

Returned map_get(Heap& heap, Value map, Value key, Value not_found) {
  Entry entry = NORN_TRY(find_entry(heap, map, key));
  return entry.found ? entry.value : not_found;
}

OrRaised<bool> map_contains(Heap& heap, Value map, Value key) { return NORN_TRY(find_entry(heap, map, key)).found; }

Returned map_find(Heap& heap, Value map, Value key) {
  Entry entry = NORN_TRY(find_entry(heap, map, key));
  return entry.found ? make_map_entry(heap, entry.key, entry.value) : Value::nil();
}

Value map_get_keyword(Heap& heap, Value map, Keyword* key, Value not_found) {
  Value keyword = to_value(key);
  if (const ArrayMap* array = try_as<ArrayMap>(map)) {
    for (uint64_t i = 0; i < array->count(); ++i)
      if (array->data()[2 * i] == keyword) return array->data()[2 * i + 1];
    return not_found;
  }
  if (SortedMap* sorted = try_as<SortedMap>(map); sorted && !sorted->comparator.is_nil()) {
    MapIterator it(heap, map);
    while (it.next())
      if (it.key() == keyword) return it.value();
    return not_found;
  }
  if (!is_map(map)) return not_found;
  Returned found = map_get(heap, map, keyword, not_found);
  return found ? *found : not_found;
}

Value map_get_keyword(Heap& heap, Value map, std::string_view name, Value not_found) {
  return map_get_keyword(heap, map, World::of(heap).intern_keyword(name), not_found);
}

Returned map_assoc(Heap& heap, Value map, Value key, Value value) {
  switch (kind_of(map)) {
    case Kind::array_map: {
      ArrayMap* array = as<ArrayMap>(map);
      uint64_t i = 0;
      switch (array_find(heap, array->data(), array->count(), key, &i)) {
        case Answer::bail: NORN_RAISE(Raised::bail());
        case Answer::yes:
          return array->data()[2 * i + 1] == value ? map : to_value(array_map_replace(heap, array, i, value));
        case Answer::no: break;
      }
      uint32_t hash = NORN_TRY(hash_or_bail(heap, key));
      return array_append_or_grow(heap, array, hash, key, value);
    }
    case Kind::hash_map: {
      uint32_t hash = NORN_TRY(hash_or_bail(heap, key));
      return assoc_in_trie(heap, as<HashMap>(map), {key, hash}, key, value);
    }
    case Kind::sorted_map: return to_value(NORN_TRY(sorted_assoc(heap, as<SortedMap>(map), key, value)));
    case Kind::record: {
      Record* record = as<Record>(map);
      int field = record_field(record, key);
      if (field < 0)
        return record_with_extra(heap, record, NORN_TRY(map_assoc(heap, extra_or_empty(heap, record), key, value)));
      if (record->fields()[field] == value) return map;
      Record* copy = copy_record(heap, record);
      copy->fields()[field] = value;
      return to_value(copy);
    }
    default: NORN_UNREACHABLE("map_assoc: not a map");
  }
}

Value map_assoc_plain(Heap& heap, Value map, Value key, Value value) {
  Returned result = map_assoc(heap, map, key, value);
  NORN_ASSERT(result.has_value(), "map_assoc_plain: keys must be keywords, symbols, strings or numbers");
  return *result;
}

Returned map_dissoc(Heap& heap, Value map, Value key) {
  switch (kind_of(map)) {
    case Kind::array_map: {
      ArrayMap* array = as<ArrayMap>(map);
      uint64_t i = 0;
      switch (array_find(heap, array->data(), array->count(), key, &i)) {
        case Answer::bail: NORN_RAISE(Raised::bail());
        case Answer::no: return map;
        case Answer::yes: break;
      }
      return to_value(array_map_remove(heap, array, i));
    }
    case Kind::hash_map: {
      uint32_t hash = NORN_TRY(hash_or_bail(heap, key));
      return dissoc_in_trie(heap, as<HashMap>(map), {key, hash});
    }
    case Kind::sorted_map: return to_value(NORN_TRY(sorted_dissoc(heap, as<SortedMap>(map), key)));
    case Kind::record: {
      Record* record = as<Record>(map);
      int field = record_field(record, key);
      if (field >= 0) return record_without_field(heap, record, static_cast<uint64_t>(field));
      if (record->extra.is_nil()) return map;
      return record_with_extra(heap, record, NORN_TRY(map_dissoc(heap, record->extra, key)));
    }
    default: NORN_UNREACHABLE("map_dissoc: not a map");
  }
}

// --- construction ---------------------------------------------------------------

Returned make_array_map(Heap& heap, std::span<const Value> keys_and_values) {
  ArrayMap* map = heap.make_tail<ArrayMap>(keys_and_values.size());
  uint64_t count = 0;
  for (size_t i = 0; i < keys_and_values.size(); i += 2) {
    Value key = keys_and_values[i];
    uint64_t at = count;
    switch (array_find(heap, map->data(), count, key, &at)) {
      case Answer::bail: NORN_RAISE(Raised::bail());
      case Answer::yes: break;
      case Answer::no: NORN_TRY(hash_or_bail(heap, key)); map->data()[2 * count++] = key;
    }
    map->data()[2 * at + 1] = keys_and_values[i + 1];
  }
  if (2 * count == keys_and_values.size()) return to_value(map);
  ArrayMap* exact = heap.make_tail<ArrayMap>(2 * count);
  std::copy_n(map->data(), 2 * count, exact->data());
  return to_value(exact);
}

Returned make_hash_map(Heap& heap, std::span<const Value> keys_and_values) {
  if (keys_and_values.empty()) return empty_map(heap);
  HashNode* root = nullptr;
  uint64_t count = 0;
  for (size_t i = 0; i < keys_and_values.size(); i += 2) {
    Value key = keys_and_values[i];
    Edit edit(heap, kBuilder, {key, NORN_TRY(hash_or_bail(heap, key))});
    root = edit.assoc(root, key, keys_and_values[i + 1]);
    if (edit.outcome() == Outcome::bail) NORN_RAISE(Raised::bail());
    count += edit.outcome() == Outcome::added;
  }
  return to_value(make_hash_map_with(heap, Value::nil(), root, count));
}

Returned make_map(Heap& heap, std::span<const Value> keys_and_values) {
  if (keys_and_values.empty()) return empty_map(heap);
  if (keys_and_values.size() <= 2 * kArrayMapLimit) return make_array_map(heap, keys_and_values);
  return make_hash_map(heap, keys_and_values);
}

Returned make_map(Heap& heap, std::initializer_list<Value> keys_and_values) {
  return make_map(heap, std::span<const Value>(keys_and_values.begin(), keys_and_values.size()));
}

// --- the split operations ------------------------------------------------------------

namespace {

// The array behind an array map or a small transient; nullptr for tries.
std::span<const Value> small_slots(Value map) {
  if (const ArrayMap* array = try_as<ArrayMap>(map)) return {array->data(), array->tail_count};
  if (const TransientMap* transient = try_as<TransientMap>(map); transient && !is<HashNode>(transient->root))
    return transient->root.is_nil() ? std::span<const Value>()
                                    : as<ObjectArray>(transient->root)->values().first(2 * transient->count);
  return {};
}

HashNode* trie_root(Value map) {
  if (const HashMap* hash_map = try_as<HashMap>(map)) return hash_map->root.get();
  if (const TransientMap* transient = try_as<TransientMap>(map)) return try_as<HashNode>(transient->root);
  return nullptr;
}

template <typename F>
void for_each_candidate(Heap& heap, Value map, uint32_t hash, F f) {
  std::span<const Value> slots = small_slots(map);
  for (size_t i = 0; i < slots.size(); i += 2)
    if (hash_trie::slot_hash(heap, slots[i]) == hash) f(key_in_slot(slots[i]), slots[i + 1]);
  if (HashNode* root = trie_root(map))
    hash_trie::for_each_with_hash(heap, root, hash, [&](Value slot, Value value) { f(key_in_slot(slot), value); });
}

}  // namespace

ObjectArray* map_candidates(Heap& heap, Value map, uint32_t hash) {
  if (const Record* record = try_as<Record>(map)) map = record->extra;
  std::vector<Value> keys;
  for_each_candidate(heap, map, hash, [&](Value key, Value) { keys.push_back(key); });
  ObjectArray* array = heap.make_tail<ObjectArray>(keys.size());
  std::copy(keys.begin(), keys.end(), array->data());
  return array;
}

Value map_value_of_stored(Heap& heap, Value map, uint32_t hash, Value stored_key) {
  if (const Record* record = try_as<Record>(map)) map = record->extra;
  Value found = Value::nil();
  for_each_candidate(heap, map, hash, [&](Value key, Value value) {
    if (key == stored_key) found = value;
  });
  return found;
}

Value map_assoc_hashed(Heap& heap, Value map, uint32_t hash, Value stored_key, Value key, Value value) {
  if (Record* record = try_as<Record>(map)) {
    Value extra = map_assoc_hashed(heap, extra_or_empty(heap, record), hash, stored_key, key, value);
    return record_with_extra(heap, record, extra);
  }
  if (ArrayMap* array = try_as<ArrayMap>(map)) {
    uint64_t i = array_find_stored(array->data(), array->count(), stored_key);
    if (i == array->count())
      return array_append_or_grow(heap, array, hash, hash_trie::make_slot(heap, key, hash), value);
    return array->data()[2 * i + 1] == value ? map : to_value(array_map_replace(heap, array, i, value));
  }
  return *assoc_in_trie(heap, as<HashMap>(map), {stored_key, hash, true}, hash_trie::make_slot(heap, key, hash), value);
}

Value map_dissoc_hashed(Heap& heap, Value map, uint32_t hash, Value stored_key) {
  if (Record* record = try_as<Record>(map)) {
    if (record->extra.is_nil()) return map;
    return record_with_extra(heap, record, map_dissoc_hashed(heap, record->extra, hash, stored_key));
  }
  if (ArrayMap* array = try_as<ArrayMap>(map)) {
    uint64_t i = array_find_stored(array->data(), array->count(), stored_key);
    return i == array->count() ? map : to_value(array_map_remove(heap, array, i));
  }
  return *dissoc_in_trie(heap, as<HashMap>(map), {stored_key, hash, true});
}

}  // namespace norn
