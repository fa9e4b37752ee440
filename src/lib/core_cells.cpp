// Host module: metadata, volatiles, reduced values, and what delays and lazy
// seqs can say without running their code.
#include "base/result.h"
#include "data/delay.h"
#include "data/instance_traits.h"
#include "data/map.h"
#include "data/metadata.h"
#include "data/reduced.h"
#include "data/seq.h"
#include "data/volatile.h"
#include "lib/args.h"

namespace norn {
namespace {

OrRaised<Value> meta_arg(HostCall& call, uint32_t i) {
  if (call[i].is_nil() || is_map(call[i])) return call[i];
  NORN_RAISE(raise_cannot_cast(call.heap, call[i], "clojure.lang.IPersistentMap"));
}

}  // namespace

NORN_HOST(meta_, "clojure.core/meta", "([obj])", "Returns the metadata map of obj, nil if it has none.") {
  if (const Instance* instance = try_as<Instance>(call[0]))
    if (type_has_method(call.heap, instance->type.get(), {"meta"})) NORN_RAISE(Raised::bail());
  Value meta = meta_of(call[0]);
  const Var* var = try_as<Var>(call[0]);
  if (!var || !var->ns) return meta;
  // A var's own name and namespace are part of its metadata, as on the JVM, but not stored there.
  World& world = world_of(call);
  if (meta.is_nil()) meta = empty_map(call.heap);
  meta = map_assoc_plain(call.heap, meta, to_value(world.intern_keyword("name")), var->name.value());
  return map_assoc_plain(call.heap, meta, to_value(world.intern_keyword("ns")), var->ns.value());
}

NORN_HOST(with_meta_, "clojure.core/with-meta", "([obj m])",
          "Returns obj with the map m as its metadata. (meta (with-meta [] {:a 1})) => {:a 1}") {
  Value meta = NORN_TRY(meta_arg(call, 1));
  Value obj = call[0];
  if (const Instance* instance = try_as<Instance>(obj))
    if (type_has_method(call.heap, instance->type.get(), {"withMeta"})) NORN_RAISE(Raised::bail());
  if (is<LazySeq>(obj) && !as<LazySeq>(obj)->realized()) NORN_RAISE(Raised::bail());
  if (!can_have_meta(obj)) NORN_RAISE(raise_cannot_cast(call.heap, obj, "clojure.lang.IObj"));
  return with_meta(call.heap, obj, meta);
}

NORN_HOST(reset_meta_, "clojure.core/reset-meta!", "([iref metadata-map])",
          "Replaces the metadata of a var, namespace or atom; returns it.") {
  Value meta = NORN_TRY(meta_arg(call, 1));
  if (Var* var = try_as<Var>(call[0]))
    var_set_meta(call.heap, var, meta);
  else if (!reset_meta(call.heap, call[0], meta))
    NORN_RAISE(raise_cannot_cast(call.heap, call[0], "clojure.lang.IReference"));
  return meta;
}

NORN_HOST(volatile_, "clojure.core/volatile!", "([val])",
          "Returns a volatile that holds val: a cell without watches or compare-and-set.") {
  return to_value(make_volatile(call.heap, call[0]));
}

NORN_HOST(volatile_p, "clojure.core/volatile?", "([x])", "Returns whether x is a volatile.") {
  return Value::boolean(is<Volatile>(call[0]));
}

NORN_HOST(volatile_get, "norn.prim/volatile-value", "([vol])", "What a volatile holds.") {
  return NORN_TRY(object_arg<Volatile>(call, 0, "a volatile"))->state;
}

NORN_HOST(volatile_set, "clojure.core/vreset!", "([vol newval])", "Sets a volatile; returns newval.") {
  Volatile* cell = NORN_TRY(object_arg<Volatile>(call, 0, "a volatile"));
  call.heap.written(cell);
  cell->state = call[1];
  return call[1];
}

NORN_HOST(reduced_, "clojure.core/reduced", "([x])", "Returns x wrapped so that a reduction ends with it.") {
  return to_value(make_reduced(call.heap, call[0]));
}

NORN_HOST(reduced_p, "clojure.core/reduced?", "([x])", "Returns whether x is the result of reduced.") {
  return Value::boolean(is<Reduced>(call[0]));
}

NORN_HOST(reduced_value, "norn.prim/reduced-value", "([x])", "What is inside a reduced value.") {
  return NORN_TRY(object_arg<Reduced>(call, 0, "a reduced value"))->value;
}

NORN_HOST(delay_, "norn.prim/delay*", "([thunk])", "A delay that calls (thunk) once, when it is first forced.") {
  return to_value(make_delay(call.heap, call[0]));
}

NORN_HOST(delay_realized, "norn.prim/delay-realized?", "([delay])", "Whether a delay has been forced.") {
  return Value::boolean(NORN_TRY(object_arg<Delay>(call, 0, "a delay"))->realized());
}

NORN_HOST(lazy_realized, "norn.prim/lazy-realized?", "([lazy-seq])", "Whether a lazy seq has been realized.") {
  return Value::boolean(NORN_TRY(object_arg<LazySeq>(call, 0, "a lazy seq"))->realized());
}

NORN_MODULE(kCellsModule, meta_, with_meta_, reset_meta_, volatile_, volatile_p, volatile_get, volatile_set, reduced_,
            reduced_p, reduced_value, delay_, delay_realized, lazy_realized);

}  // namespace norn
