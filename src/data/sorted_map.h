// Sorted maps: persistent AVL trees.
//
// C++ searches only by the natural `compare`; with a user comparator every
// keyed operation bails. The bytecode twin then walks the nodes itself and
// names the place it found by a path: a fixnum that starts as 1 (the root) and
// takes one bit per step, 2p to the left, 2p+1 to the right.
#pragma once

#include "data/raised.h"

namespace norn {

struct SortedNode : Object {  // aux: height
  static constexpr Kind kKind = Kind::sorted_node;
  Value key, value;
  Ref<SortedNode> left, right;
};

struct SortedMap : Object {
  static constexpr Kind kKind = Kind::sorted_map;
  Value meta;
  Ref<SortedNode> root;
  Value comparator;  // nil: `compare`
  uint64_t count;
};

struct SortedSet : Object {  // each key maps to itself
  static constexpr Kind kKind = Kind::sorted_set;
  Value meta;
  Ref<SortedMap> map;
};

enum SeqFlag : uint16_t {  // aux of MapSeq and SortedSeq
  kSeqEntries = 0,
  kSeqKeys = 1,
  kSeqValues = 2,
  kSeqProjection = 3,  // mask of the above
  kSeqDescending = 4,
};

// Standing at `node`; what comes after its other subtree is `next`.
struct SortedSeq : Object {
  static constexpr Kind kKind = Kind::sorted_seq;
  Value meta;
  Ref<SortedNode> node;
  Ref<SortedSeq> next;
};

SortedMap* make_sorted_map(Heap& heap, Value comparator);  // empty
SortedSet* make_sorted_set(Heap& heap, Value comparator);  // empty

// The node of a key by the natural order; nullptr if there is none. Requires: comparator is nil.
OrRaised<SortedNode*> sorted_find(Heap& heap, SortedMap* map, Value key);
OrRaised<SortedMap*> sorted_assoc(Heap& heap, SortedMap* map, Value key, Value value);
OrRaised<SortedMap*> sorted_dissoc(Heap& heap, SortedMap* map, Value key);

// By path. insert_at: the path leads to a node, whose value is replaced (its key stays), or to an empty place.
SortedNode* sorted_node_at(SortedMap* map, uint64_t path);
SortedMap* sorted_insert_at(Heap& heap, SortedMap* map, uint64_t path, Value key, Value value);
SortedMap* sorted_remove_at(Heap& heap, SortedMap* map, uint64_t path);  // Requires: there is a node.

// nil or a SortedSeq over the whole tree.
Value sorted_seq(Heap& heap, SortedNode* root, uint16_t flags);
Value sorted_seq_next(Heap& heap, SortedSeq* seq);  // nil at the end
// The part of a seq that begins at the place of a path found by bytecode or sorted_path (subseq, rsubseq): the node
// itself when there is one, else its successor in the direction of `flags`.
Value sorted_seq_from(Heap& heap, SortedMap* map, uint64_t path, uint16_t flags);
// The path of a key by the natural order: to its node or to the empty place where it would be.
OrRaised<uint64_t> sorted_path(Heap& heap, SortedMap* map, Value key);

}  // namespace norn

NORN_LAYOUT(SortedNode, norn::Tail::none, 0, key, value, left, right);
NORN_LAYOUT(SortedMap, norn::Tail::none, 8, meta, root, comparator);
NORN_LAYOUT(SortedSet, norn::Tail::none, 0, meta, map);
NORN_LAYOUT(SortedSeq, norn::Tail::none, 0, meta, node, next);
