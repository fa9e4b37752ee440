// Walking maps: MapIterator for C++ loops, MapSeq for the language.
#include "data/map.h"
#include "data/type.h"
#include "data/vector.h"
#include "data/world.h"

namespace norn {

namespace {

Value record_field_key(Heap& heap, Record* record, uint64_t field) {
  Value symbol = vector_nth(as<Vector>(record->type->fields), field);
  return to_value(World::of(heap).intern_keyword(as<Symbol>(symbol)));
}

}  // namespace

// --- MapIterator ------------------------------------------------------------------

MapIterator::MapIterator(Heap& heap, Value map) : heap_(heap) { enter_map(map); }

void MapIterator::enter_map(Value map) {
  if (map.is_nil()) return;
  switch (map.as_object()->kind) {
    case Kind::array_map: enter_node(map); break;
    case Kind::hash_map:
      if (HashNode* root = as<HashMap>(map)->root.get()) enter_node(to_value(root));
      break;
    case Kind::sorted_map: push_spine(as<SortedMap>(map)->root.get()); break;
    case Kind::record: record_ = map; break;
    default: NORN_UNREACHABLE("MapIterator: not a map");
  }
}

void MapIterator::enter_node(Value node) {
  if (const HashNode* trie_node = try_as<HashNode>(node)) {
    entry_ = trie_node->data();
    entries_ = trie_node->entry_count();
    if (trie_node->child_count() != 0) levels_[depth_++] = {entry_ + 2 * entries_, trie_node->child_count()};
  } else if (const HashCollision* collision = try_as<HashCollision>(node)) {
    entry_ = collision->data();
    entries_ = collision->entry_count();
  } else {
    const ArrayMap* array = as<ArrayMap>(node);
    entry_ = array->data();
    entries_ = array->count();
  }
}

void MapIterator::push_spine(SortedNode* node) {
  for (; node; node = node->left.get()) sorted_stack_[sorted_depth_++] = node;
}

bool MapIterator::next() {
  while (entries_ == 0) {
    if (sorted_depth_ != 0) return next_sorted();
    if (!record_.is_nil() && next_record_field()) return true;
    if (entries_ != 0 || sorted_depth_ != 0) continue;  // the record's extra map
    if (depth_ == 0) return false;
    Level& level = levels_[depth_ - 1];
    Value child = *level.children++;
    if (--level.remaining == 0) --depth_;
    enter_node(child);
  }
  key_ = key_in_slot(entry_[0]);
  value_ = entry_[1];
  entry_ += 2;
  --entries_;
  return true;
}

bool MapIterator::next_sorted() {
  SortedNode* node = sorted_stack_[--sorted_depth_];
  key_ = node->key;
  value_ = node->value;
  push_spine(node->right.get());
  return true;
}

// False when the fields are exhausted; then the extra map has been entered.
bool MapIterator::next_record_field() {
  Record* record = as<Record>(record_);
  if (field_ == record->tail_count) {
    record_ = Value::nil();
    enter_map(record->extra);
    return false;
  }
  key_ = record_field_key(heap_, record, field_);
  value_ = record->fields()[field_++];
  return true;
}

// --- MapSeq ----------------------------------------------------------------------

namespace {

// Index runs over the entries of the node, then over its children.
struct Position {
  Value node, next;
  uint64_t index;
};

uint64_t entries_in(Value node) {
  switch (node.as_object()->kind) {
    case Kind::hash_node: return as<HashNode>(node)->entry_count();
    case Kind::hash_collision: return as<HashCollision>(node)->entry_count();
    case Kind::array_map: return as<ArrayMap>(node)->count();
    case Kind::record: return as<Record>(node)->tail_count;
    default: NORN_UNREACHABLE("not a node of a map seq");
  }
}

Value make_seq(Heap& heap, const Position& position, uint16_t flags) {
  MapSeq* seq = heap.make<MapSeq>();
  seq->aux = flags;
  seq->node = position.node;
  seq->next = position.next;
  seq->index = position.index;
  return to_value(seq);
}

// The map behind a record's fields, as a node; nil if there are no more entries.
Value extra_node(Record* record) {
  if (const HashMap* map = try_as<HashMap>(record->extra)) return map->root.value();
  return record->extra;
}

// Moves to the nearest position that is an entry; false at the end of the map.
bool settle(Heap& heap, Position& p, uint16_t flags) {
  for (;;) {
    uint64_t entries = entries_in(p.node);
    if (p.index < entries) return true;
    if (const HashNode* node = try_as<HashNode>(p.node)) {
      uint64_t end = entries + node->child_count();
      if (p.index < end) {
        Value child = node->data()[entries + p.index];  // behind 2 * entries values: 2 * entries + (index - entries)
        ++p.index;
        if (p.index < end) p.next = make_seq(heap, p, flags);
        p.node = child;
        p.index = 0;
        continue;
      }
    } else if (Record* record = try_as<Record>(p.node)) {
      Value extra = extra_node(record);
      if (!extra.is_nil()) {
        p = {extra, p.next, 0};
        continue;
      }
    }
    const MapSeq* rest = try_as<MapSeq>(p.next);
    if (!rest) return false;
    p = {rest->node, rest->next, rest->index};
  }
}

Value entry_at(Heap& heap, const Position& p, uint16_t flags) {
  Value key, value;
  if (Record* record = try_as<Record>(p.node)) {
    key = record_field_key(heap, record, p.index);
    value = record->fields()[p.index];
  } else {
    const Value* slots = is<HashNode>(p.node)        ? as<HashNode>(p.node)->data()
                         : is<HashCollision>(p.node) ? as<HashCollision>(p.node)->data()
                                                     : as<ArrayMap>(p.node)->data();
    key = key_in_slot(slots[2 * p.index]);
    value = slots[2 * p.index + 1];
  }
  switch (flags & kSeqProjection) {
    case kSeqKeys: return key;
    case kSeqValues: return value;
    default: return make_map_entry(heap, key, value);
  }
}

}  // namespace

Value map_seq(Heap& heap, Value map, uint16_t projection) {
  if (map_count(map) == 0) return Value::nil();
  if (SortedMap* sorted = try_as<SortedMap>(map)) return sorted_seq(heap, sorted->root.get(), projection);
  Position p{is<HashMap>(map) ? as<HashMap>(map)->root.value() : map, Value::nil(), 0};
  settle(heap, p, projection);
  return make_seq(heap, p, projection);
}

Value map_seq_first(Heap& heap, MapSeq* seq) { return entry_at(heap, {seq->node, seq->next, seq->index}, seq->aux); }

Value map_seq_next(Heap& heap, MapSeq* seq) {
  Position p{seq->node, seq->next, seq->index + 1};
  return settle(heap, p, seq->aux) ? make_seq(heap, p, seq->aux) : Value::nil();
}

uint32_t map_seq_take(Heap& heap, MapSeq* seq, Value* out, uint32_t limit, Value* rest) {
  Position p{seq->node, seq->next, seq->index};
  uint32_t taken = 0;
  while (settle(heap, p, seq->aux)) {
    if (taken == limit) {
      *rest = make_seq(heap, p, seq->aux);
      return taken;
    }
    out[taken++] = entry_at(heap, p, seq->aux);
    ++p.index;
  }
  *rest = Value::nil();
  return taken;
}

}  // namespace norn
