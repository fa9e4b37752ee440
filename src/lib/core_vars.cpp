// Vars and namespaces: the primitives below clj/clojure/core/{vars,namespaces}.clj.
#include "base/edit_distance.h"
#include "data/map.h"
#include "data/metadata.h"
#include "data/munge.h"
#include "data/seq.h"
#include "data/set.h"
#include "lib/args.h"
#include "vm/vm.h"

namespace norn {

namespace {

Value present(Value found) { return found.is_marker(Marker::absent) ? Value::nil() : found; }

// A symbol without namespace and metadata, as the keys of mappings are.
OrRaised<Symbol*> plain_name_arg(HostCall& call, uint32_t i) {
  Symbol* symbol = NORN_TRY(symbol_arg(call, i));
  if (symbol->ns)
    NORN_RAISE(raise_illegal_argument(call.heap, "Can't intern namespace-qualified symbol: " + symbol_text(symbol)));
  return world_of(call).intern_symbol({}, symbol->name->view());
}

}  // namespace

// --- vars --------------------------------------------------------------------------------

NORN_HOST(var_p, "norn.prim/var?", "([x])", "Whether x is a var.") { return Value::boolean(is<Var>(call[0])); }
NORN_HOST(var_p_public, "clojure.core/var?", "([v])", "Whether v is a var.") {
  return Value::boolean(is<Var>(call[0]));
}
NORN_HOST(var_root, "norn.prim/var-root", "([var])",
          "The root value of a var, whatever the bindings; nil if it has none.") {
  Value root = NORN_TRY(var_arg(call, 0))->root;
  return root.is_marker() ? Value::nil() : root;
}
NORN_HOST(var_bound, "norn.prim/var-bound?", "([var])", "Whether a var has a root value.") {
  return Value::boolean(!NORN_TRY(var_arg(call, 0))->root.is_marker(Marker::unbound));
}
NORN_HOST(var_set_root_, "norn.prim/var-set-root!", "([var value])",
          "Sets the root value of a var. Returns the value.") {
  var_set_root(call.heap, NORN_TRY(var_arg(call, 0)), call[1]);
  return call[1];
}
NORN_HOST(
    var_cas_root, "norn.prim/var-cas-root!", "([var old new])",
    "Sets the root of a var to `new` if it is still the very value `old` (nil for none). Returns whether it did.") {
  Var* var = NORN_TRY(var_arg(call, 0));
  Value root = var->root.is_marker() ? Value::nil() : var->root;
  if (root != call[1]) return Value::boolean(false);
  var_set_root(call.heap, var, call[2]);
  return Value::boolean(true);
}
NORN_HOST(var_unbind_root, "norn.prim/var-unbind-root!", "([var])", "Takes the root value of a var away.") {
  var_set_root(call.heap, NORN_TRY(var_arg(call, 0)), Value::marker(Marker::unbound));
  return Value::nil();
}
NORN_HOST(var_ns, "norn.prim/var-ns", "([var])", "The namespace a var was made in, nil for an unnamed one.") {
  return NORN_TRY(var_arg(call, 0))->ns.value();
}
NORN_HOST(var_name, "norn.prim/var-name", "([var])", "The unqualified name of a var, a symbol.") {
  return NORN_TRY(var_arg(call, 0))->name.value();
}
NORN_HOST(var_symbol, "norn.prim/var-symbol", "([var])",
          "The qualified name of a var. (var-symbol #'map) => clojure.core/map") {
  Var* var = NORN_TRY(var_arg(call, 0));
  return to_value(world_of(call).intern_symbol(var_text(var)));
}
NORN_HOST(var_macro, "norn.prim/var-macro?", "([var])", "Whether a var names a macro.") {
  return Value::boolean(NORN_TRY(var_arg(call, 0))->is_macro());
}
NORN_HOST(var_private, "norn.prim/var-private?", "([var])", "Whether a var is private to its namespace.") {
  return Value::boolean(NORN_TRY(var_arg(call, 0))->aux & kVarPrivate);
}
NORN_HOST(var_dynamic, "norn.prim/var-dynamic?", "([var])", "Whether a var may be bound with `binding`.") {
  return Value::boolean(NORN_TRY(var_arg(call, 0))->is_dynamic());
}
NORN_HOST(var_set_dynamic, "norn.prim/var-set-dynamic!", "([var dynamic?])",
          "Makes a var dynamic or not. Returns the var.") {
  Var* var = NORN_TRY(var_arg(call, 0));
  if (call[1].truthy())
    var->aux |= kVarDynamic;
  else
    var->aux &= static_cast<uint16_t>(~kVarDynamic);
  return call[0];
}
NORN_HOST(var_set_macro, "norn.prim/var-set-macro!", "([var])",
          "Makes the function in a var a macro. Returns the var.") {
  NORN_TRY(var_arg(call, 0))->aux |= kVarMacro;
  return call[0];
}
NORN_HOST(var_set_meta_, "norn.prim/var-set-meta!", "([var meta])",
          "Sets the metadata of a var, and with it :macro, :private and :dynamic. Returns the metadata.") {
  if (!call[1].is_nil() && !is_map(call[1])) NORN_RAISE(wrong_argument(call, 1, "a map"));
  var_set_meta(call.heap, NORN_TRY(var_arg(call, 0)), call[1]);
  return call[1];
}
NORN_HOST(make_local_var, "norn.prim/make-local-var", "([])", "A new dynamic var without name and namespace.") {
  Var* var = make_var(call.heap, nullptr, world_of(call).intern_symbol("--unnamed--"));
  var->aux |= kVarDynamic;
  return to_value(var);
}
NORN_HOST(define_var, "norn.prim/define-var!", "([ns-string name-string value])",
          "Sets the root of the var with this name, creating namespace and var as needed. Returns the var.") {
  String* ns = NORN_TRY(string_arg(call, 0));
  String* name = NORN_TRY(string_arg(call, 1));
  Var* var = world_of(call).intern_var(ns->view(), name->view());
  var_set_root(call.heap, var, call[2]);
  return to_value(var);
}
NORN_HOST(declare_var, "norn.prim/declare-var!", "([ns sym])",
          "The var of that name in the namespace itself; made without a value if there is none, in place of a referred "
          "one.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  return to_value(namespace_intern(call.heap, ns, NORN_TRY(plain_name_arg(call, 1))));
}
NORN_HOST(
    intern_var, "norn.prim/intern-var", "([ns sym meta])",
    "The var of that name in the namespace itself, made if there is none; takes the metadata unless that is nil.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  Var* var = namespace_intern(call.heap, ns, NORN_TRY(plain_name_arg(call, 1)));
  if (is_map(call[2]) || var->meta.is_nil()) var_define_meta(call.heap, var, call[2]);
  return to_value(var);
}

// --- namespaces ---------------------------------------------------------------------------

NORN_HOST(namespace_p, "norn.prim/namespace?", "([x])", "Whether x is a namespace.") {
  return Value::boolean(is<Namespace>(call[0]));
}
NORN_HOST(find_ns, "clojure.core/find-ns", "([sym])", "The namespace named by a symbol, or nil.") {
  return to_value(world_of(call).find_namespace(NORN_TRY(symbol_arg(call, 0))));
}
NORN_HOST(find_ns_prim, "norn.prim/find-ns", "([sym])", "The namespace named by a symbol, or nil.") {
  return to_value(world_of(call).find_namespace(NORN_TRY(symbol_arg(call, 0))));
}
NORN_HOST(create_ns, "clojure.core/create-ns", "([sym])",
          "The namespace named by a symbol; made, and empty, if there is none.") {
  return to_value(world_of(call).find_or_create_namespace(NORN_TRY(symbol_arg(call, 0))));
}
NORN_HOST(remove_ns, "clojure.core/remove-ns", "([sym])",
          "Removes the namespace named by a symbol and returns it; nil if there is none. clojure.core stays.") {
  Symbol* name = NORN_TRY(symbol_arg(call, 0));
  if (symbol_is(name, "clojure.core")) NORN_RAISE(raise_illegal_argument(call.heap, "Cannot remove clojure namespace"));
  Value ns = to_value(world_of(call).find_namespace(name));
  world_of(call).remove_namespace(name);
  return ns;
}
NORN_HOST(all_ns, "clojure.core/all-ns", "([])", "All namespaces, a list.") {
  std::vector<Value> all;
  for (Namespace* ns : world_of(call).all_namespaces()) all.push_back(to_value(ns));
  return make_list(call.heap, all);
}
NORN_HOST(ns_name, "clojure.core/ns-name", "([ns])",
          "The name of a namespace, a symbol; ns is a namespace or its name.") {
  if (auto* symbol = try_as<Symbol>(call[0])) {
    Namespace* ns = world_of(call).find_namespace(symbol);
    if (!ns)
      NORN_RAISE(
          raise(call.heap, world_of(call).types.exception.get(), "No namespace: " + symbol_text(symbol) + " found"));
    return ns->name.value();
  }
  return NORN_TRY(namespace_arg(call, 0))->name.value();
}
NORN_HOST(resolve_symbol_, "norn.prim/resolve-symbol", "([ns sym])",
          "What a symbol, qualified or not, stands for in code of the namespace: a var, a class, or nil.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  return present(resolve_symbol(call.heap, ns, NORN_TRY(symbol_arg(call, 1))));
}
NORN_HOST(ns_alias, "norn.prim/ns-alias", "([ns sym])", "The namespace a symbol is an alias of, or nil.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  return to_value(namespace_alias(call.heap, ns, NORN_TRY(symbol_arg(call, 1))));
}
NORN_HOST(ns_mappings, "norn.prim/ns-mappings", "([ns])",
          "The map from symbols to the vars and classes they stand for.") {
  return NORN_TRY(namespace_arg(call, 0))->mappings;
}
NORN_HOST(ns_alias_map, "norn.prim/ns-alias-map", "([ns])", "The map from alias symbols to namespaces.") {
  return NORN_TRY(namespace_arg(call, 0))->aliases;
}
NORN_HOST(ns_add_alias, "norn.prim/ns-add-alias!", "([ns sym target])",
          "Makes a symbol an alias of a namespace; raises IllegalStateException if it is one of another.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  Symbol* alias = NORN_TRY(plain_name_arg(call, 1));
  Namespace* target = NORN_TRY(namespace_arg(call, 2));
  Namespace* known = namespace_alias(call.heap, ns, alias);
  if (known && known != target) {
    NORN_RAISE(raise_state(call.heap, "Alias " + symbol_text(alias) + " already exists in namespace " +
                                          symbol_text(ns->name.get()) + ", aliasing " +
                                          symbol_text(known->name.get())));
  }
  namespace_add_alias(call.heap, ns, alias, target);
  return Value::nil();
}
NORN_HOST(ns_remove_alias, "norn.prim/ns-remove-alias!", "([ns sym])", "Removes an alias.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  ns->aliases = NORN_TRY(map_dissoc(call.heap, ns->aliases, call[1]));
  call.heap.written(ns);
  return Value::nil();
}
NORN_HOST(ns_unmap, "norn.prim/ns-unmap!", "([ns sym])", "Removes what a symbol stands for.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  ns->mappings = NORN_TRY(map_dissoc(call.heap, ns->mappings, call[1]));
  call.heap.written(ns);
  return Value::nil();
}
NORN_HOST(ns_refer, "norn.prim/ns-refer!", "([ns sym var-or-class])",
          "Makes a symbol stand for a var of another namespace, or a class. Raises IllegalStateException when the "
          "namespace has a var "
          "of its own, or one referred from elsewhere than clojure.core, under that name.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  Symbol* name = NORN_TRY(plain_name_arg(call, 1));
  if (!is<Var>(call[2]) && !is<Type>(call[2])) NORN_RAISE(wrong_argument(call, 2, "a var or a class"));
  Value known = namespace_lookup(call.heap, ns, name);
  if (is<Var>(known) && is<Var>(call[2]) && known != call[2] && as<Var>(known)->ns.get() != world_of(call).core.get()) {
    NORN_RAISE(raise_state(call.heap, symbol_text(name) + " already refers to: #'" + var_text(as<Var>(known)) +
                                          " in namespace: " + symbol_text(ns->name.get())));
  }
  namespace_refer(call.heap, ns, name, call[2]);
  return Value::nil();
}
NORN_HOST(ns_refer_all, "norn.prim/ns-refer-all!", "([ns mappings])",
          "Makes all symbols of a map from symbols to vars known in a namespace that knows none yet: shares the map.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  if (!is_map(call[1])) NORN_RAISE(wrong_argument(call, 1, "a map"));
  if (map_count(ns->mappings) != 0)
    NORN_RAISE(raise_state(call.heap, "namespace " + symbol_text(ns->name.get()) + " knows names already"));
  ns->mappings = call[1];
  call.heap.written(ns);
  return Value::nil();
}
NORN_HOST(ns_own_public, "norn.prim/ns-own-public", "([ns sym])",
          "The public var a namespace itself defines under a name, or nil.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  Value found = namespace_lookup(call.heap, ns, NORN_TRY(symbol_arg(call, 1)));
  bool own = is<Var>(found) && as<Var>(found)->ns.get() == ns && !(as<Var>(found)->aux & kVarPrivate);
  return own ? found : Value::nil();
}
NORN_HOST(ns_publics, "norn.prim/ns-own-publics", "([ns])",
          "The map from symbols to the public vars a namespace itself defines.") {
  Namespace* ns = NORN_TRY(namespace_arg(call, 0));
  Value publics = empty_map(call.heap);
  map_for_each(call.heap, ns->mappings, [&](Value name, Value found) {
    bool own = is<Var>(found) && as<Var>(found)->ns.get() == ns && !(as<Var>(found)->aux & kVarPrivate);
    if (own) publics = map_assoc_plain(call.heap, publics, name, found);
  });
  return publics;
}
NORN_HOST(alter_ns_meta, "norn.prim/alter-ns-meta!", "([sym meta])",
          "Sets the metadata of the namespace named by a symbol.") {
  Symbol* name = NORN_TRY(symbol_arg(call, 0));
  Namespace* ns = world_of(call).find_namespace(name);
  if (!ns)
    NORN_RAISE(raise(call.heap, world_of(call).types.exception.get(), "No namespace: " + symbol_text(name) + " found"));
  ns->meta = call[1];
  call.heap.written(ns);
  return call[1];
}
NORN_HOST(set_current_ns, "norn.prim/set-current-ns!", "([ns])",
          "Makes a namespace the value of *ns*: of its binding, or of its root when unbound.") {
  NORN_TRY(namespace_arg(call, 0));
  Var* current = world_of(call).intern_var("clojure.core", "*ns*");
  if (call.vm.find_binding(current)) {
    NORN_TRY(call.vm.set_binding(current, call[0]));
  } else {
    var_set_root(call.heap, current, call[0]);
  }
  return call[0];
}
NORN_HOST(not_found_message, "norn.prim/not-found-message", "([prefix name candidates])",
          "prefix, followed by a suggestion when one of the candidates (symbols or strings) is nearly the name.") {
  std::string text(NORN_TRY(string_arg(call, 0))->view());
  DidYouMean nearest(NORN_TRY(string_arg(call, 1))->view());
  for (Value candidate : NORN_TRY(collect(call.heap, call[2]))) {
    if (auto* symbol = try_as<Symbol>(candidate)) nearest.offer(symbol_text(symbol));
    if (auto* string = try_as<String>(candidate)) nearest.offer(string->view());
  }
  if (!nearest.best().empty()) text += ". Did you mean " + nearest.best() + "?";
  return string_value(call, text);
}
NORN_HOST(munge_, "clojure.core/munge", "([s])",
          "A name with what Java forbids replaced: (munge \"a-b?\") => \"a_b_QMARK_\"") {
  if (auto* symbol = try_as<Symbol>(call[0])) return to_value(world_of(call).intern_symbol(munge(symbol_text(symbol))));
  return string_value(call, munge(NORN_TRY(string_arg(call, 0))->view()));
}

NORN_MODULE(kVarsModule, var_p, var_p_public, var_root, var_bound, var_set_root_, var_cas_root, var_unbind_root, var_ns,
            var_name, var_symbol, var_macro, var_private, var_dynamic, var_set_dynamic, var_set_macro, var_set_meta_,
            make_local_var, define_var, declare_var, intern_var, namespace_p, find_ns, find_ns_prim, create_ns,
            remove_ns, all_ns, ns_name, resolve_symbol_, ns_alias, ns_mappings, ns_alias_map, ns_add_alias,
            ns_remove_alias, ns_unmap, ns_refer, ns_refer_all, ns_own_public, ns_publics, alter_ns_meta, set_current_ns,
            not_found_message, munge_);

}  // namespace norn
