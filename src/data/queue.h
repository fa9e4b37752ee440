// clojure.lang.PersistentQueue: a seq to take from and a vector to add to.
#pragma once

#include "data/raised.h"
#include "data/vector.h"

namespace norn {

struct Queue : Object {
  static constexpr Kind kKind = Kind::queue;
  Value meta;
  Value front;       // a seq; nil only when the queue is empty
  Ref<Vector> rear;  // nil: nothing behind the front
  uint64_t count;
};

struct QueueSeq : Object {
  static constexpr Kind kKind = Kind::queue_seq;
  Value meta;
  Value front;  // a seq, never nil
  Ref<Vector> rear;
};

Queue* queue_conj(Heap& heap, Queue* queue, Value value);
Value queue_peek(Heap& heap, Queue* queue);       // nil when empty
Queue* queue_pop(Heap& heap, Queue* queue);       // an empty queue stays itself
Value queue_seq(Heap& heap, Queue* queue);        // nil or QueueSeq
Value queue_seq_next(Heap& heap, QueueSeq* seq);  // nil at the end

}  // namespace norn

NORN_LAYOUT(Queue, norn::Tail::none, 8, meta, front, rear);
NORN_LAYOUT(QueueSeq, norn::Tail::none, 0, meta, front, rear);
