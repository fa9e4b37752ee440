// Lists and the small sequence kinds.
#pragma once

#include <span>

#include "data/raised.h"

namespace norn {

struct EmptyList : Object {
  static constexpr Kind kKind = Kind::empty_list;
  Value meta;
};

// A counted list, as `(list 1 2)` and the reader make it. `rest` is a List or the empty list.
struct List : Object {
  static constexpr Kind kKind = Kind::list;
  Value meta, first, rest;
  uint64_t count;
};

// (cons x seq): rest is any seqable or nil.
struct Cons : Object {
  static constexpr Kind kKind = Kind::cons;
  Value meta, first, rest;
};

// A lazy sequence. `thunk` is a function until realized, then nil and `seq` holds the value (nil or a seq).
// While it is being realized `owner` is the task that does it; others park on `waiters` (SEMANTICS 25).
struct LazySeq : Object {
  static constexpr Kind kKind = Kind::lazy_seq;
  Value meta, thunk, seq, owner, waiters;
  bool realized() const { return thunk.is_nil() && owner.is_nil(); }
};

// A chunk (ObjectArray slice) followed by `rest` (any seqable or nil).
struct ChunkedCons : Object {
  static constexpr Kind kKind = Kind::chunked_cons;
  Value meta;
  Value chunk;  // ObjectArray
  Value rest;
  uint32_t offset, end;  // offset < end
};

// start, start+step, ... of 64-bit integers; never empty.
struct Range : Object {
  static constexpr Kind kKind = Kind::range;
  Value meta;
  int64_t start, step, count;
};

// aux: kSeqDescending (data/sorted_map.h) when it runs from `index` down to 0, as rseq does.
struct VectorSeq : Object {
  static constexpr Kind kKind = Kind::vector_seq;
  Value meta, vector;
  uint64_t index;
};

struct StringSeq : Object {
  static constexpr Kind kKind = Kind::string_seq;
  Value meta, string;
  uint64_t index;        // code point
  uint64_t byte_offset;  // of that code point
};

struct ArraySeq : Object {
  static constexpr Kind kKind = Kind::array_seq;
  Value meta, array;  // ObjectArray or PrimitiveArray
  uint64_t index;
};

struct ObjectArray : TailObject {
  static constexpr Kind kKind = Kind::object_array;
  Value meta;
  Value* data() { return reinterpret_cast<Value*>(this + 1); }
  std::span<Value> values() { return {data(), tail_count}; }
};

Value make_list(Heap& heap, std::span<const Value> values);                   // the empty list if there are none
Value make_list_star(Heap& heap, std::span<const Value> values, Value rest);  // conses onto rest
Value cons(Heap& heap, Value first, Value rest);
List* list_conj(Heap& heap, Value list_or_empty, Value first);  // a counted list

}  // namespace norn

NORN_LAYOUT(EmptyList, norn::Tail::none, 0, meta);
NORN_LAYOUT(List, norn::Tail::none, 8, meta, first, rest);
NORN_LAYOUT(Cons, norn::Tail::none, 0, meta, first, rest);
NORN_LAYOUT(LazySeq, norn::Tail::none, 0, meta, thunk, seq, owner, waiters);
NORN_LAYOUT(ChunkedCons, norn::Tail::none, 8, meta, chunk, rest);
NORN_LAYOUT(Range, norn::Tail::none, 24, meta);
NORN_LAYOUT(VectorSeq, norn::Tail::none, 8, meta, vector);
NORN_LAYOUT(StringSeq, norn::Tail::none, 16, meta, string);
NORN_LAYOUT(ArraySeq, norn::Tail::none, 8, meta, array);
NORN_LAYOUT(ObjectArray, norn::Tail::values, 0, meta);
