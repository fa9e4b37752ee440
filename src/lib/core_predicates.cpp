// Host module: questions about what kind of value something is. Objects of
// deftype and reify answer by the interfaces their type declares.
#include "base/result.h"
#include "data/delay.h"
#include "data/map.h"
#include "data/metadata.h"
#include "data/queue.h"
#include "data/reduced.h"
#include "data/seq.h"
#include "data/tagged_literal.h"
#include "data/volatile.h"
#include "lib/args.h"

namespace norn {
namespace {

// Whether the type of a deftype or reify object implements a host interface.
bool implements(HostCall& call, Value v, std::string_view interface) {
  const Instance* instance = try_as<Instance>(v);
  if (!instance) return false;
  Value symbol = to_value(world_of(call).intern_symbol(interface));
  Returned type = map_get(call.heap, world_of(call).host_classes, symbol);
  return type && is<Type>(*type) && type_is(instance->type.get(), as<Type>(*type));
}

Value yes_or(HostCall& call, bool answer, std::string_view interface) {
  return Value::boolean(answer || implements(call, call[0], interface));
}

bool is_callable(Value v) {
  if (is_map(v)) return !is<Record>(v);
  if (is_set(v) || is_vector(v)) return true;
  if (!v.is_object()) return false;
  switch (v.as_object()->kind) {
    case Kind::function:
    case Kind::host_function:
    case Kind::protocol_method:
    case Kind::multimethod:
    case Kind::continuation:
    case Kind::keyword:
    case Kind::symbol:
    case Kind::var:
    case Kind::promise:
    case Kind::transient_vector:
    case Kind::transient_map:
    case Kind::transient_set: return true;
    default: return false;
  }
}

bool is_function(Value v) {
  return is(v, Kind::function) || is(v, Kind::host_function) || is(v, Kind::protocol_method) ||
         is(v, Kind::continuation);
}

}  // namespace

NORN_HOST(nil_p, "clojure.core/nil?", "([x])", "Returns whether x is nil.") { return Value::boolean(call[0].is_nil()); }
NORN_HOST(true_p, "clojure.core/true?", "([x])", "Returns whether x is true.") {
  return Value::boolean(call[0].is_true());
}
NORN_HOST(false_p, "clojure.core/false?", "([x])", "Returns whether x is false.") {
  return Value::boolean(call[0].is_false());
}
NORN_HOST(boolean_p, "clojure.core/boolean?", "([x])", "Returns whether x is true or false.") {
  return Value::boolean(call[0].is_boolean());
}
NORN_HOST(boolean_, "clojure.core/boolean", "([x])", "Returns false for nil and false, true for all else.") {
  return Value::boolean(call[0].truthy());
}
NORN_HOST(not_, "clojure.core/not", "([x])", "Returns true for nil and false, false for all else.") {
  return Value::boolean(!call[0].truthy());
}
NORN_HOST(coll_p, "clojure.core/coll?", "([x])", "Returns whether x is a collection.") {
  return yes_or(call, is_collection(call[0]), "clojure.lang.IPersistentCollection");
}
NORN_HOST(seq_p, "clojure.core/seq?", "([x])", "Returns whether x is a seq.") {
  return yes_or(call, is_seq(call[0]), "clojure.lang.ISeq");
}
NORN_HOST(list_p, "clojure.core/list?", "([x])", "Returns whether x is a list.") {
  return yes_or(call, is_list(call[0]), "clojure.lang.IPersistentList");
}
NORN_HOST(vector_p, "clojure.core/vector?", "([x])", "Returns whether x is a vector or a map entry.") {
  return yes_or(call, is_vector(call[0]), "clojure.lang.IPersistentVector");
}
NORN_HOST(plain_vector_p, "norn.prim/vector?", "([x])", "Whether x is a built-in vector, no map entry.") {
  return Value::boolean(is<Vector>(call[0]));
}
NORN_HOST(map_p, "clojure.core/map?", "([x])", "Returns whether x is a map; records are.") {
  return yes_or(call, is_map(call[0]), "clojure.lang.IPersistentMap");
}
NORN_HOST(set_p, "clojure.core/set?", "([x])", "Returns whether x is a set.") {
  return yes_or(call, is_set(call[0]), "clojure.lang.IPersistentSet");
}
NORN_HOST(map_entry_p, "clojure.core/map-entry?", "([x])", "Returns whether x is an entry of a map.") {
  return yes_or(call, is<MapEntry>(call[0]), "java.util.Map$Entry");
}
NORN_HOST(sequential_p, "clojure.core/sequential?", "([coll])",
          "Returns whether coll is a collection in a given order: a seq, list or vector.") {
  return yes_or(call, is_sequential(call[0]), "clojure.lang.Sequential");
}
NORN_HOST(associative_p, "clojure.core/associative?", "([coll])",
          "Returns whether assoc works on coll: maps and vectors.") {
  return yes_or(call, is_associative(call[0]), "clojure.lang.Associative");
}
NORN_HOST(counted_p, "clojure.core/counted?", "([coll])", "Returns whether coll counts its items in constant time.") {
  return yes_or(call, is_counted(call[0]), "clojure.lang.Counted");
}
NORN_HOST(indexed_p, "clojure.core/indexed?", "([coll])", "Returns whether nth on coll takes constant time.") {
  return yes_or(call, is_indexed(call[0]), "clojure.lang.Indexed");
}
NORN_HOST(sorted_p, "clojure.core/sorted?", "([coll])", "Returns whether coll is a sorted map or set.") {
  return yes_or(call, is<SortedMap>(call[0]) || is<SortedSet>(call[0]), "clojure.lang.Sorted");
}
NORN_HOST(reversible_p, "clojure.core/reversible?", "([coll])", "Returns whether rseq works on coll.") {
  return yes_or(call, is_reversible(call[0]), "clojure.lang.Reversible");
}
NORN_HOST(fn_p, "clojure.core/fn?", "([x])", "Returns whether x is a function made by fn.") {
  return yes_or(call, is_function(call[0]), "clojure.lang.Fn");
}
NORN_HOST(ifn_p, "clojure.core/ifn?", "([x])",
          "Returns whether x can be called: functions, keywords, symbols, maps, sets, vectors, vars ...") {
  return yes_or(call, is_callable(call[0]), "clojure.lang.IFn");
}
NORN_HOST(delay_p, "clojure.core/delay?", "([x])", "Returns whether x is a delay.") {
  return Value::boolean(is<Delay>(call[0]));
}
NORN_HOST(tagged_literal_p, "clojure.core/tagged-literal?", "([value])",
          "Returns whether value is a tagged literal as data.") {
  return Value::boolean(is<TaggedLiteral>(call[0]));
}
NORN_HOST(reader_conditional_p, "clojure.core/reader-conditional?", "([value])",
          "Returns whether value is a reader conditional as data.") {
  return Value::boolean(is<ReaderConditional>(call[0]));
}

NORN_MODULE(kPredicatesModule, nil_p, true_p, false_p, boolean_p, boolean_, not_, coll_p, seq_p, list_p, vector_p,
            plain_vector_p, map_p, set_p, map_entry_p, sequential_p, associative_p, counted_p, indexed_p, sorted_p,
            reversible_p, fn_p, ifn_p, delay_p, tagged_literal_p, reader_conditional_p);

}  // namespace norn
