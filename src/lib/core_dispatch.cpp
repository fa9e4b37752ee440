// Host functions that look into a value and hand everything unusual to bytecode: deref, protocol lookup.
#include "base/hash.h"
#include "data/atom.h"
#include "data/delay.h"
#include "data/hash_set.h"
#include "data/hashing.h"
#include "data/reduced.h"
#include "data/var.h"
#include "data/volatile.h"
#include "lib/args.h"
#include "vm/task.h"
#include "vm/vm.h"

namespace norn {

NORN_HOST(deref, "clojure.core/deref", "([ref] [ref timeout-ms timeout-val])",
          "Returns what an atom, var, volatile, delay, reduced value, agent, future or promise holds; also written "
          "@ref. Computes a delay "
          "and waits for a future, promise or task, at most timeout-ms milliseconds: then returns timeout-val. @(atom "
          "1) => 1") {
  Value ref = call[0];
  if (!ref.is_object()) NORN_RAISE(Raised::bail());
  switch (ref.as_object()->kind) {
    case Kind::atom: return as<Atom>(ref)->state;
    case Kind::volatile_: return as<Volatile>(ref)->state;
    case Kind::reduced: return as<Reduced>(ref)->value;
    case Kind::var: {
      Var* var = as<Var>(ref);
      Value* slot = var->aux & kVarBound ? call.vm.find_binding(var) : nullptr;
      Value value = slot ? *slot : var->root;
      if (value.is_marker()) NORN_RAISE(raise_state(call.heap, "Var is unbound: #'" + var_text(var)));
      return value;
    }
    case Kind::delay: {
      const Delay* delay = as<Delay>(ref);
      if (!delay->realized()) NORN_RAISE(Raised::bail());
      if (!delay->exception.is_nil()) NORN_RAISE(Raised{delay->exception});
      return delay->value;
    }
    default: NORN_RAISE(Raised::bail());
  }
}

NORN_HOST(protocol_find, "norn.prim/protocol-find", "([method x])",
          "The function that implements a protocol method for x. Bails where the method's cache does not know.") {
  const ProtocolMethod* method = NORN_TRY(object_arg<ProtocolMethod>(call, 0, "a protocol method"));
  Type* type = type_of(call.heap, call[1]);
  if (type && !method->cache.is_nil()) {
    ObjectArray* cache = as<ObjectArray>(method->cache);
    uint64_t slot = (type->id * 2) & (cache->tail_count - 1);
    if (cache->data()[slot] == Value::fixnum(static_cast<int64_t>(type->id))) return cache->data()[slot + 1];
  }
  NORN_RAISE(Raised::bail());
}

NORN_HOST(instance_p, "norn.prim/instance?", "([x])", "Whether x is an object of a deftype or reify (no record).") {
  return Value::boolean(is<Instance>(call[0]));
}

NORN_HOST(transient_set_p, "norn.prim/transient-set?", "([x])", "Whether x is a transient set.") {
  return Value::boolean(call[0].is_object() && call[0].as_object()->kind == Kind::transient_set);
}

NORN_HOST(hash_record, "norn.prim/hash-record", "([record entries-hash])",
          "The hash of a record from that of its entries as a map.") {
  Record* record = NORN_TRY(object_arg<Record>(call, 0, "a record"));
  uint32_t entries = static_cast<uint32_t>(NORN_TRY(integer_arg(call, 1)));
  uint32_t hash = hash_combine(symbol_hash(record->type->name.get()), entries);
  return Value::fixnum(static_cast<int32_t>(hash_nonzero(hash)));
}

extern const HostModule kDispatchModule;
NORN_MODULE(kDispatchModule, deref, protocol_find, instance_p, transient_set_p, hash_record);

}  // namespace norn
