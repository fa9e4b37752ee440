#include "sched/channel.h"

#include <algorithm>

#include "base/assert.h"
#include "data/list.h"
#include "data/vector.h"

namespace norn {
namespace {

constexpr uint64_t kFirstRing = 4;
constexpr uint32_t kFirstSweep = 32;

// --- the ring ----------------------------------------------------------------------

void grow_ring(Heap& heap, Channel* channel) {
  ObjectArray* old = try_as<ObjectArray>(channel->ring);
  ObjectArray* grown = heap.make_tail<ObjectArray>(old ? 2 * old->tail_count : kFirstRing);
  for (uint64_t i = 0; i < channel->count; ++i)
    grown->data()[i] = old->data()[(channel->head + i) & (old->tail_count - 1)];
  channel->ring = to_value(grown);
  channel->head = 0;
  heap.written(channel);
}

void ring_push(Heap& heap, Channel* channel, Value value) {
  if (channel->ring.is_nil() || channel->count == as<ObjectArray>(channel->ring)->tail_count) grow_ring(heap, channel);
  ObjectArray* ring = as<ObjectArray>(channel->ring);
  ring->data()[(channel->head + channel->count++) & (ring->tail_count - 1)] = value;
  heap.written(ring);
}

// Requires: count > 0.
Value ring_pop(Channel* channel) {
  ObjectArray* ring = as<ObjectArray>(channel->ring);
  Value value = ring->data()[channel->head];
  ring->data()[channel->head] = Value::nil();
  channel->head = (channel->head + 1) & (ring->tail_count - 1);
  --channel->count;
  return value;
}

// Requires: count > 0. A promise keeps its value.
Value buffer_take(Channel* channel) {
  return channel->policy == BufferPolicy::promise ? as<ObjectArray>(channel->ring)->data()[channel->head]
                                                  : ring_pop(channel);
}

// --- wait lists ----------------------------------------------------------------------

struct WaitList {
  Channel* channel;
  Value& first;
  Value& last;
  uint32_t& entries;
  uint32_t& sweep_at;
  uint32_t& callbacks;
};

WaitList takes_of(Channel* channel) {
  return {channel,        channel->takes_first, channel->takes_last,
          channel->takes, channel->takes_sweep, channel->take_callbacks};
}

WaitList puts_of(Channel* channel) {
  return {channel, channel->puts_first, channel->puts_last, channel->puts, channel->puts_sweep, channel->put_callbacks};
}

bool is_live(const Waiter* waiter) {
  if (waiter->aux & kWaiterCallback) return true;
  const Task* task = as<Task>(waiter->task);
  return (task->aux & kTaskParked) && task->epoch == waiter->epoch;
}

// Requires: the list is not empty.
Waiter* pop_first(WaitList list) {
  Waiter* waiter = as<Waiter>(list.first);
  list.first = waiter->next;
  if (list.first.is_nil()) list.last = Value::nil();
  --list.entries;
  if (waiter->aux & kWaiterCallback) --list.callbacks;
  return waiter;
}

// Drops stale entries from the front; true if a live one remains.
bool has_live(WaitList list) {
  while (!list.first.is_nil()) {
    if (is_live(as<Waiter>(list.first))) return true;
    pop_first(list);
  }
  return false;
}

// Keeps the live entries. Runs when the list has doubled since the last time, so an entry costs O(1) of it.
void sweep(Heap& heap, WaitList list) {
  Value kept = Value::nil();  // the last one kept
  uint32_t live = 0;
  for (Value at = list.first; !at.is_nil(); at = as<Waiter>(at)->next) {
    if (!is_live(as<Waiter>(at))) continue;
    ++live;
    if (kept.is_nil()) {
      list.first = at;
    } else {
      as<Waiter>(kept)->next = at;
      heap.written(kept.as_object());
    }
    kept = at;
  }
  if (kept.is_nil())
    list.first = Value::nil();
  else
    as<Waiter>(kept)->next = Value::nil();
  list.last = kept;
  list.entries = live;
  list.sweep_at = std::max(kFirstSweep, 2 * live);
}

void add_entry(Vm& vm, WaitList list, Value task_or_function, Value extra, uint64_t epoch, uint16_t flags) {
  if (list.entries >= list.sweep_at) sweep(vm.heap, list);
  Waiter* waiter = vm.heap.make<Waiter>();
  waiter->aux = flags;
  waiter->task = task_or_function;
  waiter->extra = extra;
  waiter->epoch = epoch;
  if (list.last.is_nil()) {
    list.first = to_value(waiter);
  } else {
    as<Waiter>(list.last)->next = to_value(waiter);
    vm.heap.written(list.last.as_object());
  }
  list.last = to_value(waiter);
  ++list.entries;
  if (flags & kWaiterCallback) ++list.callbacks;
  vm.heap.written(list.channel);
}

// Takes the woken task's entries off the timeouts it waited for as well: a timeout without waiters can be collected.
void leave_timeouts(Vm& vm, Value ports) {
  constexpr uint32_t kSweptAtOnce = 8;
  if (!is<Vector>(ports)) return;
  vector_for_each(as<Vector>(ports), [&](Value port) {
    Channel* channel = try_as<Channel>(port);
    if (!channel || !channel->timer || channel->takes > kSweptAtOnce) return;
    sweep(vm.heap, takes_of(channel));
    vm.heap.written(channel);
  });
}

// Gives a waiter its answer; false if it is stale.
bool answer(Vm& vm, Channel* channel, Waiter* waiter, Value value) {
  if (waiter->aux & kWaiterCallback) {
    if (waiter->task.is_nil()) return true;
    Task* callback = vm.make_task(waiter->task, Inherit::nothing);
    callback->aux |= kTaskStartWithValue;
    callback->resume_value = value;
    vm.make_runnable(callback);
    return true;
  }
  if (!is_live(waiter)) return false;
  Task* task = as<Task>(waiter->task);
  if (!(waiter->aux & kWaiterAlts)) return vm.wake(task, waiter->epoch, ResumeKind::value, value);
  Value ports = task->waits_on;
  vm.wake(task, waiter->epoch, ResumeKind::value, to_value(make_vector(vm.heap, {value, to_value(channel)})));
  leave_timeouts(vm, ports);
  return true;
}

// The value goes to the first taker that still waits; false if there is none.
bool hand_to_taker(Vm& vm, Channel* channel, Value value) {
  WaitList takes = takes_of(channel);
  while (!takes.first.is_nil()) {
    Waiter* waiter = pop_first(takes);
    if (answer(vm, channel, waiter, value)) {
      vm.heap.written(channel);
      return true;
    }
  }
  return false;
}

// The value of the first put that still waits, whose task goes on with true.
bool accept_put(Vm& vm, Channel* channel, Value* value) {
  WaitList puts = puts_of(channel);
  while (!puts.first.is_nil()) {
    Waiter* waiter = pop_first(puts);
    if (!answer(vm, channel, waiter, Value::boolean(true))) continue;
    *value = waiter->extra;
    vm.heap.written(channel);
    return true;
  }
  return false;
}

void give_takers(Vm& vm, Channel* channel) {
  while (channel->count > 0 && has_live(takes_of(channel))) hand_to_taker(vm, channel, buffer_take(channel));
}

void release_takers(Vm& vm, Channel* channel) {
  while (hand_to_taker(vm, channel, Value::nil())) {
  }
}

constexpr ChannelOutcome kBlocked = {ChannelResult::blocked, Value::nil()};
ChannelOutcome done(Value value) { return {ChannelResult::done, value}; }

}  // namespace

bool Channel::is_full() const {
  if (policy == BufferPolicy::none) return true;
  return policy == BufferPolicy::fixed && count >= capacity;
}

Channel* make_channel(Heap& heap, BufferPolicy policy, uint64_t capacity, Value transducer) {
  Channel* channel = heap.make<Channel>();
  channel->policy = policy;
  channel->capacity = capacity;
  channel->transducer = transducer;
  channel->takes_sweep = channel->puts_sweep = kFirstSweep;
  return channel;
}

ChannelOutcome channel_take_now(Vm& vm, Channel* channel) {
  if (channel->count > 0) {
    Value value = buffer_take(channel);
    if (channel->has_transducer()) return done(value);  // the caller sees to the puts: channel_begin_step
    for (Value put; !channel->is_full() && accept_put(vm, channel, &put);) channel_buffer(vm, channel, put);
    return done(value);
  }
  Value value;
  if (!channel->has_transducer() && accept_put(vm, channel, &value)) return done(value);
  if (channel->closed && !channel->stepping && !has_live(puts_of(channel))) return done(Value::nil());
  return kBlocked;
}

ChannelOutcome channel_put_now(Vm& vm, Channel* channel, Value value) {
  NORN_ASSERT(!value.is_nil(), "nil means closed");
  if (channel->closed) return done(Value::boolean(false));
  if (channel->has_transducer()) {
    if (channel->stepping || channel->is_full()) return kBlocked;
    channel->stepping = true;
    return {ChannelResult::step, Value::nil()};
  }
  if (channel->policy != BufferPolicy::promise && hand_to_taker(vm, channel, value)) return done(Value::boolean(true));
  if (channel->is_full()) return kBlocked;
  channel_buffer(vm, channel, value);
  if (channel->policy == BufferPolicy::promise) give_takers(vm, channel);
  return done(Value::boolean(true));
}

void channel_add_take(Vm& vm, Channel* channel, Value task_or_function, uint64_t epoch, uint16_t flags) {
  add_entry(vm, takes_of(channel), task_or_function, Value::nil(), epoch, flags);
}

void channel_add_put(Vm& vm, Channel* channel, Value value, Value task_or_function, uint64_t epoch, uint16_t flags) {
  add_entry(vm, puts_of(channel), task_or_function, value, epoch, flags);
}

bool channel_close(Vm& vm, Channel* channel) {
  if (channel->closed) return false;
  channel->closed = true;
  if (!channel->has_transducer()) {
    release_takers(vm, channel);
    return false;
  }
  // Waiting puts still go through the transducer; its completion is then due after the last of them.
  if (channel->stepping || has_live(puts_of(channel))) return false;
  channel->stepping = channel->completed = true;
  return true;
}

void channel_buffer(Vm& vm, Channel* channel, Value value) {
  NORN_ASSERT(!value.is_nil(), "nil means closed");
  switch (channel->policy) {
    case BufferPolicy::promise:
      if (channel->count > 0) return;
      break;
    case BufferPolicy::dropping:
      if (channel->count >= channel->capacity) return;
      break;
    case BufferPolicy::sliding:
      if (channel->count >= channel->capacity) ring_pop(channel);
      break;
    default: break;
  }
  ring_push(vm.heap, channel, value);
}

NextStep channel_next_step(Vm& vm, Channel* channel, bool finished, Value* value) {
  channel->stepping = false;
  if (finished) {
    for (Value dropped; accept_put(vm, channel, &dropped);) {
    }
    channel->closed = true;
  }
  give_takers(vm, channel);
  const NextStep next = channel_begin_step(vm, channel, value);
  if (next == NextStep::none && channel->closed && channel->count == 0) release_takers(vm, channel);
  return next;
}

NextStep channel_begin_step(Vm& vm, Channel* channel, Value* value) {
  if (channel->stepping) return NextStep::none;
  if (!channel->is_full() && accept_put(vm, channel, value)) {
    channel->stepping = true;
    return NextStep::value;
  }
  if (channel->closed && !channel->completed && !has_live(puts_of(channel))) {
    channel->stepping = channel->completed = true;
    return NextStep::complete;
  }
  return NextStep::none;
}

bool channel_has_taker(Channel* channel) { return has_live(takes_of(channel)); }

void register_channel_kind(Heap& heap) { heap.register_kind<Channel>(); }

}  // namespace norn
