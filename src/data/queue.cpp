#include "data/queue.h"

#include "data/list.h"
#include "data/seq.h"

namespace norn {

namespace {

Queue* make_queue(Heap& heap, Value meta, Value front, Vector* rear, uint64_t count) {
  Queue* queue = heap.make<Queue>();
  queue->meta = meta;
  queue->front = front;
  queue->rear = rear;
  queue->count = count;
  return queue;
}

Value whole_seq(Heap& heap, Vector* vector) {
  VectorSeq* seq = heap.make<VectorSeq>();
  seq->vector = to_value(vector);
  return to_value(seq);
}

// What follows the first element of a front made by this file: a List or a VectorSeq, both realized.
Value front_next(Heap& heap, Value front) {
  Returned next = next_of(heap, front);
  NORN_ASSERT(next.has_value(), "the front of a queue is realized");
  return *next;
}

}  // namespace

Queue* queue_conj(Heap& heap, Queue* queue, Value value) {
  if (queue->count == 0) return make_queue(heap, queue->meta, make_list(heap, {&value, 1}), nullptr, 1);
  Vector* rear = queue->rear ? vector_conj(heap, queue->rear.get(), value) : make_vector(heap, {value});
  return make_queue(heap, queue->meta, queue->front, rear, queue->count + 1);
}

Value queue_peek(Heap& heap, Queue* queue) { return queue->count == 0 ? Value::nil() : seq_first(heap, queue->front); }

Queue* queue_pop(Heap& heap, Queue* queue) {
  if (queue->count == 0) return queue;
  Value front = front_next(heap, queue->front);
  Vector* rear = queue->rear.get();
  if (front.is_nil() && rear) {
    front = whole_seq(heap, rear);
    rear = nullptr;
  }
  return make_queue(heap, queue->meta, front, rear, queue->count - 1);
}

Value queue_seq(Heap& heap, Queue* queue) {
  if (queue->count == 0) return Value::nil();
  QueueSeq* seq = heap.make<QueueSeq>();
  seq->front = queue->front;
  seq->rear = queue->rear;
  return to_value(seq);
}

Value queue_seq_next(Heap& heap, QueueSeq* seq) {
  Value front = front_next(heap, seq->front);
  Vector* rear = seq->rear.get();
  if (front.is_nil()) {
    if (!rear) return Value::nil();
    front = whole_seq(heap, rear);
    rear = nullptr;
  }
  QueueSeq* next = heap.make<QueueSeq>();
  next->front = front;
  next->rear = rear;
  return to_value(next);
}

}  // namespace norn
