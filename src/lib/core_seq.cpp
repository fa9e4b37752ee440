// Host module: sequences and chunks.
#include <algorithm>

#include "base/result.h"
#include "data/array.h"
#include "data/seq.h"
#include "lib/args.h"

namespace norn {
namespace {

constexpr uint32_t kChunk = 32;

ObjectArray* array_of(HostCall& call, std::span<const Value> values) {
  ObjectArray* array = make_object_array(call.heap, values.size());
  std::copy(values.begin(), values.end(), array->data());
  return array;
}

bool is_chunked(Value v) {
  return is<ChunkedCons>(v) || is<Range>(v) || (is<VectorSeq>(v) && !(as<VectorSeq>(v)->aux & kSeqDescending));
}

// A seq whose elements chunk-first hands out together.
OrRaised<Value> chunked_arg(HostCall& call) {
  if (is_chunked(call[0])) return call[0];
  if (is<Instance>(call[0])) NORN_RAISE(Raised::bail());
  NORN_RAISE(raise_cannot_cast(call.heap, call[0], "clojure.lang.IChunkedSeq"));
}

// How many elements the first chunk has.
uint32_t chunk_size(Value seq) {
  if (const ChunkedCons* chunked = try_as<ChunkedCons>(seq)) return chunked->end - chunked->offset;
  if (const Range* range = try_as<Range>(seq)) return static_cast<uint32_t>(std::min<int64_t>(range->count, kChunk));
  const VectorSeq* vector = as<VectorSeq>(seq);
  return static_cast<uint32_t>(vector_chunk(as<Vector>(vector->vector), vector->index).size());
}

// What follows the first chunk: any seqable or nil.
OrRaised<Value> after_chunk(HostCall& call, Value seq) {
  if (const ChunkedCons* chunked = try_as<ChunkedCons>(seq)) return chunked->rest;
  Value buffer[kChunk], rest;
  NORN_TRY(take_chunk(call.heap, seq, buffer, chunk_size(seq), &rest));
  return rest;
}

Value empty_list(HostCall& call) { return world_of(call).empty_list.value(); }

}  // namespace

NORN_HOST(seq_, "clojure.core/seq", "([coll])",
          "Returns a seq on the items of a collection, string or array; nil if there are none. (seq [1]) => (1)") {
  return seq_of(call.heap, call[0]);
}

NORN_HOST(first_, "clojure.core/first", "([coll])",
          "Returns the first item, nil if there is none. (first [1 2]) => 1") {
  return first_of(call.heap, call[0]);
}

NORN_HOST(next_, "clojure.core/next", "([coll])",
          "Returns a seq of the items after the first, nil if there are none.") {
  return next_of(call.heap, call[0]);
}

NORN_HOST(rest_, "clojure.core/rest", "([coll])",
          "Returns a possibly empty seq of the items after the first, without realizing it.") {
  return rest_of(call.heap, call[0]);
}

NORN_HOST(cons_, "clojure.core/cons", "([x seq])",
          "Returns a seq of x and then the items of seq. (cons 1 [2]) => (1 2)") {
  Value rest = call[1];
  if (!rest.is_nil() && !is_seq(rest)) rest = NORN_TRY(seq_of(call.heap, rest));
  return cons(call.heap, call[0], rest);
}

NORN_HOST(rseq_, "clojure.core/rseq", "([rev])",
          "Returns a seq on a vector or sorted collection in reverse order, nil if it is empty; constant time. (rseq "
          "[1 2]) => (2 1)") {
  return rseq_of(call.heap, call[0]);
}

// --- chunks: an ObjectArray is a chunk; a chunk buffer counts its items in aux -----------------------

NORN_HOST(chunk_buffer, "clojure.core/chunk-buffer", "([capacity])", "Returns a buffer for the items of a chunk.") {
  int64_t capacity = NORN_TRY(index_arg(call, 0));
  if (capacity < 0 || capacity > 0xFFFF)
    NORN_RAISE(raise_illegal_argument(call.heap, "chunk-buffer takes up to 65535 items"));
  return to_value(make_object_array(call.heap, static_cast<uint64_t>(capacity)));
}

NORN_HOST(chunk_append, "clojure.core/chunk-append", "([b x])", "Adds x to a chunk buffer.") {
  ObjectArray* buffer = NORN_TRY(object_arg<ObjectArray>(call, 0, "a chunk buffer"));
  if (buffer->aux >= buffer->tail_count)
    NORN_RAISE(raise_index(call.heap, buffer->aux, static_cast<int64_t>(buffer->tail_count)));
  object_array_set(call.heap, buffer, buffer->aux++, call[1]);
  return Value::nil();
}

NORN_HOST(chunk_, "clojure.core/chunk", "([b])", "Returns the chunk that a buffer has become.") {
  ObjectArray* buffer = NORN_TRY(object_arg<ObjectArray>(call, 0, "a chunk buffer"));
  uint16_t count = buffer->aux;
  buffer->aux = 0;
  if (count == buffer->tail_count) return call[0];
  return to_value(array_of(call, buffer->values().first(count)));
}

NORN_HOST(chunk_cons, "clojure.core/chunk-cons", "([chunk rest])",
          "Returns a chunked seq of the chunk's items and then the rest.") {
  ObjectArray* chunk = NORN_TRY(object_arg<ObjectArray>(call, 0, "a chunk"));
  if (chunk->tail_count == 0) return call[1];
  ChunkedCons* seq = call.heap.make<ChunkedCons>();
  seq->chunk = call[0];
  seq->rest = call[1];
  seq->end = static_cast<uint32_t>(chunk->tail_count);
  return to_value(seq);
}

NORN_HOST(chunk_first, "clojure.core/chunk-first", "([s])",
          "Returns the first chunk of a chunked seq: count and nth work on it.") {
  Value seq = NORN_TRY(chunked_arg(call));
  const ChunkedCons* chunked = try_as<ChunkedCons>(seq);
  if (chunked && chunked->offset == 0 && chunked->end == as<ObjectArray>(chunked->chunk)->tail_count)
    return chunked->chunk;
  ObjectArray* chunk = make_object_array(call.heap, chunk_size(seq));
  Value rest;
  NORN_TRY(take_chunk(call.heap, seq, chunk->data(), static_cast<uint32_t>(chunk->tail_count), &rest));
  return to_value(chunk);
}

NORN_HOST(chunk_rest, "clojure.core/chunk-rest", "([s])",
          "Returns what follows the first chunk, a possibly empty or lazy seq.") {
  Value rest = NORN_TRY(after_chunk(call, NORN_TRY(chunked_arg(call))));
  if (rest.is_nil()) return empty_list(call);
  if (is_seq(rest)) return rest;
  Value seq = NORN_TRY(seq_of(call.heap, rest));
  return seq.is_nil() ? empty_list(call) : seq;
}

NORN_HOST(chunk_next, "clojure.core/chunk-next", "([s])",
          "Returns a seq of what follows the first chunk, nil if nothing does.") {
  return seq_of(call.heap, NORN_TRY(after_chunk(call, NORN_TRY(chunked_arg(call)))));
}

NORN_HOST(chunked_seq, "clojure.core/chunked-seq?", "([s])", "Returns whether s is a chunked seq.") {
  return Value::boolean(is_chunked(call[0]));
}

NORN_HOST(take_next, "norn.prim/chunk-next", "([coll])",
          "An array of the next items of a realized seqable, up to 32, and behind them, as its last element, what "
          "follows (nil at "
          "the end). nil if there are no items. Makes no seq objects for the items of vectors, maps, sets, strings, "
          "lists, ranges.") {
  Value buffer[kChunk + 1];
  uint32_t count = NORN_TRY(take_chunk(call.heap, call[0], buffer, kChunk, &buffer[kChunk]));
  if (count == 0) return Value::nil();
  buffer[count] = buffer[kChunk];
  return to_value(array_of(call, {buffer, count + 1}));
}

// --- ranges ---------------------------------------------------------------------------------------------

NORN_HOST(make_range_, "norn.prim/make-range", "([start end step])",
          "The integers from start, by step, short of end; () if there are none. The step must not be 0.") {
  int64_t start = NORN_TRY(integer_arg(call, 0)), end = NORN_TRY(integer_arg(call, 1)),
          step = NORN_TRY(integer_arg(call, 2));
  if (step == 0) NORN_RAISE(raise_illegal_argument(call.heap, "The step of a range must not be 0"));
  bool empty = step > 0 ? start >= end : start <= end;
  if (empty) return empty_list(call);
  __int128 distance = static_cast<__int128>(end) - start;
  __int128 count = (distance + step + (step > 0 ? -1 : 1)) / step;
  if (count > INT64_MAX) NORN_RAISE(raise_arithmetic(call.heap, "integer overflow"));
  return make_range(call.heap, start, static_cast<int64_t>(count), step);
}

NORN_HOST(is_range, "norn.prim/range?", "([x])", "Whether x is a range of 64-bit integers.") {
  return Value::boolean(is<Range>(call[0]));
}

NORN_HOST(range_step, "norn.prim/range-step", "([range])", "The step of a range of 64-bit integers.") {
  return make_integer(call.heap, NORN_TRY(object_arg<Range>(call, 0, "a range"))->step);
}

NORN_MODULE(kSeqModule, seq_, first_, next_, rest_, cons_, rseq_, chunk_buffer, chunk_append, chunk_, chunk_cons,
            chunk_first, chunk_rest, chunk_next, chunked_seq, take_next, make_range_, is_range, range_step);

}  // namespace norn
