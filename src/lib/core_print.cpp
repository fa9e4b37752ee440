// Text of values: the primitives below clj/clojure/core/print.clj. Which
// options hold is decided there, from the dynamic vars.
#include "data/list.h"
#include "data/map.h"
#include "data/print.h"
#include "data/vector.h"
#include "lib/args.h"
#include "vm/vm.h"

namespace norn {

namespace {

constexpr size_t kBytesPerCall = 8;  // printing so much takes about as long as a call

// [readably length level namespace-maps meta custom] as `pr` collects them from *print-readably* and the others.
OrRaised<PrintOptions> options_arg(HostCall& call, uint32_t i) {
  PrintOptions options;
  if (call[i].is_nil()) return options;
  Vector* vector = NORN_TRY(object_arg<Vector>(call, i, "a vector of print options"));
  auto option = [&](uint64_t at) { return at < vector->count ? vector_nth(vector, at) : Value::nil(); };
  auto limit = [&](uint64_t at) {
    auto n = as_int64(option(at));
    return n ? std::max<int64_t>(*n, 0) : -1;
  };
  options.readably = option(0).truthy();
  options.length = limit(1);
  options.level = limit(2);
  options.namespace_maps = option(3).truthy();
  options.meta = option(4).truthy();
  options.custom = option(5);
  if (!options.custom.is_nil() && !is<ObjectArray>(options.custom))
    NORN_RAISE(wrong_argument(call, i, "an array of print methods"));
  return options;
}

}  // namespace

NORN_HOST(print_string, "norn.prim/print-string", "([options & values])",
          "The text of values, separated by blanks. options: nil for the defaults of `pr`, or [readably? length level "
          "namespace-maps? "
          "meta? custom], custom an array of the classes and keywords that have a print-method, or nil. Bails on what "
          "needs the "
          "language.") {
  PrintOptions options = NORN_TRY(options_arg(call, 0));
  std::string text;
  for (uint32_t i = 1; i < call.count; ++i) {
    if (i > 1) text += ' ';
    if (print_to(call.heap, text, call[i], options) == Answer::bail) NORN_RAISE(Raised::bail());
  }
  call.vm.charge(text.size() / kBytesPerCall);
  return string_value(call, text);
}
NORN_HOST(print_string_or_nil, "norn.prim/print-string-or-nil", "([options value])",
          "As print-string for one value, but nil where that bails: for printers that go on piece by piece.") {
  PrintOptions options = NORN_TRY(options_arg(call, 0));
  std::string text;
  const bool done = print_to(call.heap, text, call[1], options) == Answer::yes;
  call.vm.charge(text.size() / kBytesPerCall);
  if (!done) return Value::nil();
  return string_value(call, text);
}
NORN_HOST(print_some_, "norn.prim/print-some!", "([options builder items separator])",
          "Appends the texts of the first items of a seq to a builder, as many as can be printed in one go without the "
          "language. Returns the seq of the others: nil if there are none, items itself if not even one could be.") {
  PrintOptions options = NORN_TRY(options_arg(call, 0));
  StringBuilder* builder = NORN_TRY(object_arg<StringBuilder>(call, 1, "a string builder"));
  String* separator = NORN_TRY(string_arg(call, 3));
  std::string text;
  Value left = print_some(call.heap, text, call[2], separator->view(), options);
  string_builder_append(call.heap, builder, text);
  call.vm.charge(text.size() / kBytesPerCall);
  return left;
}
NORN_HOST(print_brief_, "norn.prim/print-brief", "([x])",
          "A short readable text of any value, for messages. Never runs user code.") {
  return string_value(call, print_brief(call.heap, call[0]));
}
NORN_HOST(str_of, "norn.prim/str-or-nil", "([x])", "As (str x), but nil where the language is needed.") {
  std::string text;
  if (str_to(call.heap, text, call[0]) == Answer::bail) return Value::nil();
  return string_value(call, text);
}
NORN_HOST(identity_text, "norn.prim/opaque-string", "([x])",
          "The class name and identity of an object, as Object.toString on the JVM.") {
  return string_value(call, opaque_text(call.heap, call[0]));
}
NORN_HOST(hex_identity, "norn.prim/hex-identity", "([x])",
          "The identity hash of an object in hexadecimal. (hex-identity x) => \"1f3a\"") {
  return string_value(call, hexadecimal(call[0].is_object() ? call.heap.identity_hash(call[0].as_object()) : 0));
}
NORN_HOST(lift_namespace_, "norn.prim/lift-namespace", "([m])",
          "[ns entries] when all keys of map m are keywords or symbols of one namespace: its name, and a vector of "
          "[key value] with the keys "
          "without it. nil otherwise.") {
  if (!is_map(call[0])) return Value::nil();
  std::string ns = common_namespace(call.heap, call[0]);
  if (ns.empty()) return Value::nil();
  World& world = world_of(call);
  std::vector<Value> entries;
  map_for_each(call.heap, call[0], [&](Value key, Value value) {
    auto* keyword = try_as<Keyword>(key);
    Symbol* symbol = keyword ? keyword->symbol.get() : as<Symbol>(key);
    Value plain = keyword ? to_value(world.intern_keyword({}, symbol->name->view()))
                          : to_value(make_symbol(call.heap, nullptr, symbol->name.get()));
    entries.push_back(make_map_entry(call.heap, plain, value));
  });
  return to_value(make_vector(call.heap, {string_value(call, ns), to_value(make_vector(call.heap, entries))}));
}
NORN_HOST(identity_hash, "norn.prim/identity-hash", "([x])",
          "A number that stays with an object as long as it lives.") {
  return Value::fixnum(call[0].is_object() ? call.heap.identity_hash(call[0].as_object()) : 0);
}

NORN_MODULE(kPrintModule, print_string, print_string_or_nil, print_some_, print_brief_, str_of, identity_text,
            hex_identity, lift_namespace_, identity_hash);

}  // namespace norn
