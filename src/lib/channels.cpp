// Channels as host functions (namespace norn.prim). What users see is
// clj/clojure/core/async.clj.
//
// Each operation comes twice. The plain one serves channels without transducer
// and bails on the others; its bytecode twin then calls the one whose name ends
// in *, which answers with the caller's `step` object when the caller has to run
// the transducer.

#include <vector>

#include "data/vector.h"
#include "lib/args.h"
#include "sched/channel.h"
#include "sched/scheduler.h"
#include "vm/cancellation.h"
#include "vm/twins.h"

namespace norn {
namespace {

OrRaised<Channel*> channel_arg(HostCall& call, uint32_t i) {
  if (Channel* channel = try_as<Channel>(call[i])) return channel;
  NORN_RAISE(raise_type_error(call.heap, "expected a channel, got " + describe(call.heap, call[i])));
}

#define NORN_CHANNEL_ARG(name, index)                             \
  OrRaised<Channel*> name##_or_raised = channel_arg(call, index); \
  if (!name##_or_raised) NORN_RAISE(name##_or_raised.error());    \
  Channel* name = *name##_or_raised

#define NORN_CHANNEL_VALUE(index) \
  if (call[index].is_nil()) NORN_RAISE(raise_nil_put(call.heap))

Raised raise_nil_put(Heap& heap) {
  return raise_illegal_argument(heap, "Can't put nil on a channel: nil is what a take from a closed channel gives");
}

Raised raise_too_many(Vm& vm, std::string_view what) {
  return raise(vm.heap, vm.world.types.assertion_error.get(),
               "Assert failed: No more than 1024 pending " + std::string(what) +
                   " are allowed on a single channel; use a dropping or sliding buffer, or park a task");
}

Returned take(HostCall& call, Channel* channel) {
  Raised signal{};
  if (take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  ChannelOutcome outcome = channel_take_now(call.vm, channel);
  if (outcome.result == ChannelResult::done) return outcome.value;
  uint64_t epoch = call.vm.park_current(to_value(channel), WaitKind::take);
  channel_add_take(call.vm, channel, to_value(call.vm.task), epoch, 0);
  NORN_RAISE(Raised::park());
}

Returned put(HostCall& call, Channel* channel, Value step) {
  NORN_CHANNEL_VALUE(1);
  Raised signal{};
  if (take_pending_cancel(call.vm, &signal)) NORN_RAISE(signal);
  ChannelOutcome outcome = channel_put_now(call.vm, channel, call[1]);
  if (outcome.result == ChannelResult::step) return step;
  if (outcome.result == ChannelResult::done) return outcome.value;
  uint64_t epoch = call.vm.park_current(to_value(channel), WaitKind::put);
  channel_add_put(call.vm, channel, call[1], to_value(call.vm.task), epoch, 0);
  NORN_RAISE(Raised::park());
}

// --- alts! -----------------------------------------------------------------------------

struct Alternative {
  Channel* channel;
  Value value;  // nil: a take
};

OrRaised<Alternative> alternative(HostCall& call, Value port) {
  if (Channel* channel = try_as<Channel>(port)) return Alternative{channel, Value::nil()};
  Vector* pair = try_as<Vector>(port);
  if (!pair || vector_count(pair) != 2 || !is<Channel>(vector_nth(pair, 0)))
    NORN_RAISE(raise_type_error(
        call.heap, "alts: expected a channel or a vector [channel value], got " + describe(call.heap, port)));
  if (vector_nth(pair, 1).is_nil()) NORN_RAISE(raise_nil_put(call.heap));
  return Alternative{as<Channel>(vector_nth(pair, 0)), vector_nth(pair, 1)};
}

OrRaised<std::vector<Alternative>> alternatives(HostCall& call, bool steps_allowed) {
  Vector* ports = try_as<Vector>(call[0]);
  if (!ports || vector_count(ports) == 0)
    NORN_RAISE(raise_illegal_argument(call.heap, "alts must have at least one channel operation"));
  std::vector<Alternative> all(vector_count(ports));
  for (uint64_t i = 0; i < all.size(); ++i) {
    OrRaised<Alternative> one = alternative(call, vector_nth(ports, i));
    if (!one) NORN_RAISE(one.error());
    all[i] = *one;
    if (!steps_allowed && one->channel->has_transducer()) NORN_RAISE(Raised::bail());
  }
  return all;
}

// Arguments: ports, priority?, then `step` if steps are allowed, then perhaps a default.
Returned alts(HostCall& call, bool steps_allowed) {
  OrRaised<std::vector<Alternative>> parsed = alternatives(call, steps_allowed);
  if (!parsed) NORN_RAISE(parsed.error());
  std::vector<Alternative>& all = *parsed;
  Vm& vm = call.vm;
  Raised signal{};
  if (take_pending_cancel(vm, &signal)) NORN_RAISE(signal);
  if (!call[1].truthy()) {
    Random& random = Scheduler::of(vm).random();
    for (size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.below(i)]);
  }
  for (Alternative& one : all) {
    ChannelOutcome outcome =
        one.value.is_nil() ? channel_take_now(vm, one.channel) : channel_put_now(vm, one.channel, one.value);
    if (outcome.result == ChannelResult::done)
      return to_value(make_vector(call.heap, {outcome.value, to_value(one.channel)}));
    if (outcome.result == ChannelResult::step)
      return to_value(make_vector(call.heap, {call[2], to_value(one.channel), one.value}));
  }
  const uint32_t default_at = steps_allowed ? 3 : 2;
  if (call.count > default_at)
    return to_value(make_vector(call.heap, {call[default_at], keyword_value(call, "default")}));
  uint64_t epoch = vm.park_current(call[0]);
  for (Alternative& one : all) {
    if (one.value.is_nil())
      channel_add_take(vm, one.channel, to_value(vm.task), epoch, kWaiterAlts);
    else
      channel_add_put(vm, one.channel, one.value, to_value(vm.task), epoch, kWaiterAlts);
  }
  NORN_RAISE(Raised::park());
}

// --- callbacks ---------------------------------------------------------------------------

Returned put_callback(HostCall& call, Channel* channel, Value step) {
  NORN_CHANNEL_VALUE(1);
  ChannelOutcome outcome = channel_put_now(call.vm, channel, call[1]);
  if (outcome.result == ChannelResult::step) return step;
  if (outcome.result == ChannelResult::done) return outcome.value;
  if (channel->put_callbacks >= Channel::kMaxCallbacks) NORN_RAISE(raise_too_many(call.vm, "puts"));
  channel_add_put(call.vm, channel, call[1], call[2], 0, kWaiterCallback);
  return Value::nil();
}

Returned take_callback(HostCall& call, Channel* channel) {
  ChannelOutcome outcome = channel_take_now(call.vm, channel);
  if (outcome.result == ChannelResult::done) return outcome.value;
  if (channel->take_callbacks >= Channel::kMaxCallbacks) NORN_RAISE(raise_too_many(call.vm, "takes"));
  channel_add_take(call.vm, channel, call[1], 0, kWaiterCallback);
  return call[2];
}

Returned offer(HostCall& call, Channel* channel, Value step) {
  NORN_CHANNEL_VALUE(1);
  ChannelOutcome outcome = channel_put_now(call.vm, channel, call[1]);
  if (outcome.result == ChannelResult::step) return step;
  return outcome.value;  // nil when it would block
}

Value next_step_value(HostCall& call, NextStep next, Value value, uint32_t none, uint32_t complete) {
  return next == NextStep::value ? value : call[next == NextStep::none ? none : complete];
}

}  // namespace

#define NORN_BAIL_ON_TRANSDUCER(channel) \
  if (channel->has_transducer()) NORN_RAISE(Raised::bail())

NORN_HOST(is_channel, "norn.prim/channel?", "([x])", "True if x is a channel.") {
  return Value::boolean(is<Channel>(call[0]));
}

NORN_HOST(chan, "norn.prim/chan", "([] [capacity] [policy capacity transducer])",
          "A new channel. policy: nil, :fixed, :dropping, :sliding or :promise.") {
  if (call.count == 0) return to_value(make_channel(call.heap, BufferPolicy::none, 0, Value::nil()));
  const uint32_t capacity_at = call.count == 1 ? 0 : 1;
  std::optional<int64_t> capacity = as_int64(call[capacity_at]);
  if (!capacity || *capacity < 0 || *capacity > INT32_MAX)
    NORN_RAISE(raise_illegal_argument(
        call.heap, "chan: expected a buffer or its size, got " + describe(call.heap, call[capacity_at])));
  BufferPolicy policy = *capacity ? BufferPolicy::fixed : BufferPolicy::none;
  if (call.count == 3) {
    static constexpr std::string_view kNames[] = {"none", "fixed", "dropping", "sliding", "promise"};
    for (int i = 1; i <= 4; ++i)
      if (call[0] == keyword_value(call, kNames[i])) policy = static_cast<BufferPolicy>(i);
  }
  return to_value(make_channel(call.heap, policy, static_cast<uint64_t>(*capacity), call.arg_or(2, Value::nil())));
}

NORN_HOST(chan_take, "norn.prim/chan-take", "([channel])",
          "Takes a value, suspending the caller until there is one; nil once the channel is closed and drained.") {
  NORN_CHANNEL_ARG(channel, 0);
  NORN_BAIL_ON_TRANSDUCER(channel);
  return take(call, channel);
}

NORN_HOST(chan_take_step, "norn.prim/chan-take*", "([channel])", "chan-take for every channel; see channel-step.") {
  NORN_CHANNEL_ARG(channel, 0);
  return take(call, channel);
}

NORN_HOST(chan_put, "norn.prim/chan-put", "([channel value])",
          "Puts a value, suspending the caller until it is accepted; true, or false when the channel is closed.") {
  NORN_CHANNEL_ARG(channel, 0);
  NORN_BAIL_ON_TRANSDUCER(channel);
  return put(call, channel, Value::nil());
}

NORN_HOST(chan_put_step, "norn.prim/chan-put*", "([channel value step])",
          "chan-put for every channel; `step` when the caller must run the transducer.") {
  NORN_CHANNEL_ARG(channel, 0);
  return put(call, channel, call[2]);
}

NORN_HOST(chan_poll, "norn.prim/chan-poll", "([channel])", "Takes a value if there is one at once; else nil.") {
  NORN_CHANNEL_ARG(channel, 0);
  NORN_BAIL_ON_TRANSDUCER(channel);
  return channel_take_now(call.vm, channel).value;
}

NORN_HOST(chan_poll_step, "norn.prim/chan-poll*", "([channel])", "chan-poll for every channel.") {
  NORN_CHANNEL_ARG(channel, 0);
  return channel_take_now(call.vm, channel).value;
}

NORN_HOST(chan_offer, "norn.prim/chan-offer", "([channel value])",
          "Puts a value if that is possible at once: true; false when the channel is closed, nil when it would wait.") {
  NORN_CHANNEL_ARG(channel, 0);
  NORN_BAIL_ON_TRANSDUCER(channel);
  return offer(call, channel, Value::nil());
}

NORN_HOST(chan_offer_step, "norn.prim/chan-offer*", "([channel value step])", "chan-offer for every channel.") {
  NORN_CHANNEL_ARG(channel, 0);
  return offer(call, channel, call[2]);
}

NORN_HOST(chan_put_callback, "norn.prim/chan-put-callback", "([channel value f])",
          "Puts a value: true or false at once, or nil, and then (f accepted?) runs as a task later (f may be nil).") {
  NORN_CHANNEL_ARG(channel, 0);
  NORN_BAIL_ON_TRANSDUCER(channel);
  return put_callback(call, channel, Value::nil());
}

NORN_HOST(chan_put_callback_step, "norn.prim/chan-put-callback*", "([channel value f step])",
          "chan-put-callback for every channel.") {
  NORN_CHANNEL_ARG(channel, 0);
  return put_callback(call, channel, call[3]);
}

NORN_HOST(chan_take_callback, "norn.prim/chan-take-callback", "([channel f pending])",
          "Takes a value at once, or returns `pending`, and (f value) runs as a task later.") {
  NORN_CHANNEL_ARG(channel, 0);
  NORN_BAIL_ON_TRANSDUCER(channel);
  return take_callback(call, channel);
}

NORN_HOST(chan_take_callback_step, "norn.prim/chan-take-callback*", "([channel f pending])",
          "chan-take-callback for every channel.") {
  NORN_CHANNEL_ARG(channel, 0);
  return take_callback(call, channel);
}

NORN_HOST(
    chan_alts, "norn.prim/chan-alts", "([ports priority?] [ports priority? default])",
    "Performs the first of the operations that can be performed: [value channel]. Random choice unless priority?.") {
  return alts(call, false);
}

NORN_HOST(chan_alts_step, "norn.prim/chan-alts*", "([ports priority? step] [ports priority? step default])",
          "chan-alts for every channel; [step channel value] when the caller must run the transducer.") {
  return alts(call, true);
}

NORN_HOST(chan_close, "norn.prim/chan-close", "([channel])", "Closes the channel.") {
  NORN_CHANNEL_ARG(channel, 0);
  NORN_BAIL_ON_TRANSDUCER(channel);
  channel_close(call.vm, channel);
  return Value::nil();
}

NORN_HOST(chan_close_step, "norn.prim/chan-close*", "([channel])",
          "Closes any channel; true when the caller must run the transducer's completion.") {
  NORN_CHANNEL_ARG(channel, 0);
  return Value::boolean(channel_close(call.vm, channel));
}

NORN_HOST(chan_closed, "norn.prim/chan-closed?", "([channel])", "True once the channel was closed.") {
  NORN_CHANNEL_ARG(channel, 0);
  return Value::boolean(channel->closed);
}

NORN_HOST(chan_transducer, "norn.prim/chan-transducer", "([channel])", "What was given to chan as its transducer.") {
  NORN_CHANNEL_ARG(channel, 0);
  return channel->transducer;
}

NORN_HOST(chan_buffer, "norn.prim/chan-buffer", "([channel value])",
          "Adds what came out of a transducer to the buffer. Returns the channel.") {
  NORN_CHANNEL_ARG(channel, 0);
  NORN_CHANNEL_VALUE(1);
  channel_buffer(call.vm, channel, call[1]);
  return call[0];
}

NORN_HOST(
    chan_next_step, "norn.prim/chan-next-step", "([channel finished? none complete])",
    "Ends a step of the transducer. Returns the value of the next step, which the caller must run, or `complete`, "
    "or `none`.") {
  NORN_CHANNEL_ARG(channel, 0);
  Value value;
  NextStep next = channel_next_step(call.vm, channel, call[1].truthy(), &value);
  return next_step_value(call, next, value, 2, 3);
}

NORN_HOST(chan_begin_step, "norn.prim/chan-begin-step", "([channel none complete])",
          "Begins a step if a waiting put can be served now. Returns what chan-next-step does.") {
  NORN_CHANNEL_ARG(channel, 0);
  Value value;
  NextStep next = channel_begin_step(call.vm, channel, &value);
  return next_step_value(call, next, value, 1, 2);
}

NORN_HOST(chan_timeout, "norn.prim/chan-timeout", "([ms])", "A channel that closes after ms milliseconds.") {
  if (!is_number(call[0]))
    NORN_RAISE(raise_type_error(call.heap, "timeout: expected milliseconds, got " + describe(call.heap, call[0])));
  double ms = to_double(call[0]);
  int64_t ns = !(ms > 0) ? 0 : ms > 9e12 ? INT64_MAX : static_cast<int64_t>(ms * 1e6);
  Channel* channel = make_channel(call.heap, BufferPolicy::none, 0, Value::nil());
  Scheduler::of(call.vm).close_later(channel, ns);
  return to_value(channel);
}

NORN_MODULE(kChannelsModule, is_channel, chan, chan_take, chan_take_step, chan_put, chan_put_step, chan_poll,
            chan_poll_step, chan_offer, chan_offer_step, chan_put_callback, chan_put_callback_step, chan_take_callback,
            chan_take_callback_step, chan_alts, chan_alts_step, chan_close, chan_close_step, chan_closed,
            chan_transducer, chan_buffer, chan_next_step, chan_begin_step, chan_timeout);

}  // namespace norn
