// Channels: a buffer between two wait lists (clojure.core.async).
//
// The host owns everything that needs no language: buffering, matching, closing,
// parking and waking. Every operation below is one atomic step. An entry of a
// wait list is a Waiter; it counts only while its task is still in the wait it
// was made in, so an `alts!` parks once with entries on many channels, and the
// first channel that wakes the task wins. Stale entries are skipped when they
// come up, and swept when a list has grown to twice its live length.
//
// A channel with a transducer is `stepping` while bytecode runs the transducer
// for one value (clj/clojure/core/async.clj, SEMANTICS 26). Only the task that
// began the step ends it; meanwhile puts queue, takes get what is buffered.
// Knows nothing of what the transducer is.
#pragma once

#include "vm/vm.h"

namespace norn {

enum class BufferPolicy : uint8_t { none, fixed, dropping, sliding, promise };

struct Channel : Object {
  static constexpr Kind kKind = Kind::channel;
  static constexpr uint32_t kMaxCallbacks = 1024;  // pending put! or take! callbacks, as in core.async

  Value ring;  // ObjectArray (its length a power of two), or nil while nothing was buffered
  Value takes_first, takes_last;
  Value puts_first, puts_last;
  Value transducer;  // nil, or what bytecode steps with

  uint64_t capacity;
  uint64_t head, count;  // of the ring
  uint32_t takes, puts;  // entries in the lists, stale ones included
  uint32_t takes_sweep, puts_sweep;
  uint32_t take_callbacks, put_callbacks;
  BufferPolicy policy;
  bool closed;
  bool stepping;   // a task runs the transducer
  bool timer;      // a timer will close it
  bool completed;  // the transducer's completion has run or is running

  bool has_transducer() const { return !transducer.is_nil(); }
  bool is_full() const;
};

enum WaiterFlag : uint16_t {  // Object::aux of a Waiter in a channel's lists
  kWaiterAlts = 1 << 0,       // gets [value channel]
  kWaiterCallback = 1 << 1,   // `task` is a function to call in a task of its own, or nil
};

enum class ChannelResult : uint8_t {
  done,     // the operation took place; a take's value (nil: closed) or a put's answer is in `value`
  blocked,  // it would have to wait
  step,     // a put on a channel with a transducer: the caller owns the step and must run it
};

struct ChannelOutcome {
  ChannelResult result;
  Value value;
};

Channel* make_channel(Heap& heap, BufferPolicy policy, uint64_t capacity, Value transducer);

// What can be done at once. Requires of a put: the value is not nil.
ChannelOutcome channel_take_now(Vm& vm, Channel* channel);
ChannelOutcome channel_put_now(Vm& vm, Channel* channel, Value value);

// Registers for later: `task_or_function` is the running task, parked with `epoch`, or a callback.
void channel_add_take(Vm& vm, Channel* channel, Value task_or_function, uint64_t epoch, uint16_t flags);
void channel_add_put(Vm& vm, Channel* channel, Value value, Value task_or_function, uint64_t epoch, uint16_t flags);

// Closes: takers that find nothing get nil. True if the caller owns the step now and must run the completion.
bool channel_close(Vm& vm, Channel* channel);

// --- the step of a channel with a transducer ---
// Puts one value that came out of the transducer into the buffer, also beyond its capacity. Requires: not nil.
void channel_buffer(Vm& vm, Channel* channel, Value value);
enum class NextStep : uint8_t { none, value, complete };
// Ends a step; `finished`: the transducer wants no more, so waiting puts are answered and the channel closes. With
// NextStep::value the caller owns the next step, for *value, which a waiting put has handed over.
NextStep channel_next_step(Vm& vm, Channel* channel, bool finished, Value* value);
// Begins a step when there is something to do: a waiting put and room. As above.
NextStep channel_begin_step(Vm& vm, Channel* channel, Value* value);

bool channel_has_taker(Channel* channel);  // whether a live take waits

void register_channel_kind(Heap& heap);

}  // namespace norn

NORN_LAYOUT(Channel, norn::Tail::none, 53, ring, takes_first, takes_last, puts_first, puts_last, transducer);
