#include "data/hashing.h"

#include "base/long_work.h"
#include "base/result.h"
#include "data/instance_traits.h"
#include "data/instant.h"
#include "data/number.h"
#include "data/seq.h"
#include "data/tagged_literal.h"
#include "data/type.h"
#include "data/uuid.h"

namespace norn {

namespace {

using MaybeHash = std::optional<uint32_t>;

constinit thread_local WorkLeft work_left;

MaybeHash hash_at(Heap& heap, Value v, int depth);

constexpr uint32_t kTrueHash = 0x4D25767F;
constexpr uint32_t kFalseHash = 0x7A4A5B5B;
constexpr uint32_t kKeywordHash = 0x9E3779B9;
constexpr uint32_t kCharacterHash = 0x3C6EF372;

MaybeHash hash_sequence(Heap& heap, Value v, int depth) {
  SeqCursor cursor(heap, v);
  uint32_t sum = kOrderedHashSeed;
  uint64_t count = 0;
  Value element;
  for (;;) {
    OrRaised<bool> more = cursor.next(&element);
    if (!more) return std::nullopt;
    if (!*more) return finish_collection_hash(sum, count);
    if (!work_left.take(1)) return std::nullopt;
    MaybeHash hash = hash_at(heap, element, depth + 1);
    if (!hash) return std::nullopt;
    sum = ordered_hash_step(sum, *hash);
    ++count;
  }
}

MaybeHash hash_map_entries(Heap& heap, Value map, int depth) {
  MapIterator it(heap, map);
  uint32_t sum = kUnorderedHashSeed;
  uint64_t count = 0;
  while (it.next()) {
    if (!work_left.take(2)) return std::nullopt;
    MaybeHash key = hash_at(heap, it.key(), depth + 1);
    MaybeHash value = key ? hash_at(heap, it.value(), depth + 1) : std::nullopt;
    if (!value) return std::nullopt;
    sum = unordered_hash_step(sum, entry_hash(*key, *value));
    ++count;
  }
  return finish_collection_hash(sum, count);
}

MaybeHash hash_set_elements(Heap& heap, Value set, int depth) {
  MapIterator it(heap, set_map(set));
  uint32_t sum = kUnorderedHashSeed;
  uint64_t count = 0;
  while (it.next()) {
    if (!work_left.take(1)) return std::nullopt;
    MaybeHash hash = hash_at(heap, it.key(), depth + 1);
    if (!hash) return std::nullopt;
    sum = unordered_hash_step(sum, *hash);
    ++count;
  }
  return finish_collection_hash(sum, count);
}

MaybeHash hash_pair(Heap& heap, Value first, Value second, int depth) {
  MaybeHash a = hash_at(heap, first, depth + 1);
  MaybeHash b = a ? hash_at(heap, second, depth + 1) : std::nullopt;
  if (!b) return std::nullopt;
  return entry_hash(*a, *b);
}

MaybeHash hash_record(Heap& heap, Value v, int depth) {
  MaybeHash entries = hash_map_entries(heap, v, depth);
  if (!entries) return std::nullopt;
  return hash_nonzero(hash_combine(symbol_hash(as<Record>(v)->type->name.get()), *entries));
}

// Hashes of content that is not a collection; nothing for collections and for what is hashed by identity.
MaybeHash hash_leaf(Value v) {
  if (!v.is_object()) {
    if (v.is_fixnum()) return hash_int64(v.as_fixnum());
    if (v.is_nil()) return kNilHash;
    if (v.is_boolean()) return v.is_true() ? kTrueHash : kFalseHash;
    return hash_nonzero(hash_bits64(v.bits()) ^ kCharacterHash);
  }
  Object* object = v.as_object();
  switch (object->kind) {
    case Kind::boxed_long:
    case Kind::boxed_double:
    case Kind::bigint:
    case Kind::ratio:
    case Kind::decimal: return number_hash(v);
    case Kind::string: return string_hash(static_cast<String*>(object));
    case Kind::symbol: return symbol_hash(static_cast<Symbol*>(object));
    case Kind::keyword:
      if (object->hash == 0) object->hash = hash_nonzero(symbol_hash(as<Keyword>(v)->symbol.get()) + kKeywordHash);
      return object->hash;
    case Kind::uuid: return uuid_hash(static_cast<Uuid*>(object));
    case Kind::instant: return instant_hash(static_cast<Instant*>(object));
    default: return std::nullopt;
  }
}

MaybeHash hash_collection(Heap& heap, Value v, int depth) {
  if (is_map(v)) return is<Record>(v) ? hash_record(heap, v, depth) : hash_map_entries(heap, v, depth);
  if (is_set(v)) return hash_set_elements(heap, v, depth);
  return hash_sequence(heap, v, depth);
}

MaybeHash hash_at(Heap& heap, Value v, int depth) {
  if (MaybeHash leaf = hash_leaf(v)) return leaf;
  Object* object = v.as_object();
  if (const TaggedLiteral* literal = try_as<TaggedLiteral>(v))
    return hash_pair(heap, literal->tag, literal->form, depth);
  if (const ReaderConditional* form = try_as<ReaderConditional>(v))
    return hash_pair(heap, form->form, form->splicing, depth);
  if (const Instance* instance = try_as<Instance>(v)) {
    if (!has_identity_equality(heap, instance->type.get())) return std::nullopt;
    return heap.identity_hash(object);
  }
  if (!is_collection(v)) return heap.identity_hash(object);
  if (object->hash != 0) return object->hash;
  if (depth >= kHashDepthLimit) return std::nullopt;
  MaybeHash hash = hash_collection(heap, v, depth);
  if (hash) object->hash = *hash;
  return hash;
}

}  // namespace

std::optional<uint32_t> hash_slow(Heap& heap, Value v) {
  work_left.begin();
  return hash_at(heap, v, 0);
}

HashRun::HashRun() { work_left.begin(); }

bool HashRun::goes_on() { return work_left.take(1); }

std::optional<uint32_t> HashRun::hash(Heap& heap, Value v) {
  constexpr int kLevels = 3;  // what is nested deeper would be looked at again at each level
  return hash_at(heap, v, kHashDepthLimit - kLevels);
}

uint32_t identity_hash_of(Heap& heap, Value v) {
  if (MaybeHash leaf = hash_leaf(v)) return *leaf;
  if (!is_collection(v)) return heap.identity_hash(v.as_object());
  work_left.begin_unlimited();
  MaybeHash hash = hash_at(heap, v, 0);
  return hash ? *hash : static_cast<uint32_t>(v.as_object()->kind) + 1;
}

void remember_hash(Value v, uint32_t hash) {
  if (is_collection(v) && !is<Instance>(v)) v.as_object()->hash = hash;
}

}  // namespace norn
