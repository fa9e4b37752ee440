#include "data/var.h"

#include "data/map.h"
#include "data/world.h"

namespace norn {

void var_set_root(Heap& heap, Var* var, Value root) {
  var->root = root;
  heap.written(var);
}

void var_set_meta(Heap& heap, Var* var, Value meta) {
  var->meta = meta;
  heap.written(var);
  auto set_flag = [&](std::string_view key, uint16_t flag) {
    if (map_get_keyword(heap, meta, key).truthy())
      var->aux |= flag;
    else
      var->aux &= static_cast<uint16_t>(~flag);
  };
  set_flag("private", kVarPrivate);
  set_flag("macro", kVarMacro);
  set_flag("const", kVarConst);
  // A var stays dynamic: code compiled while it was searches the bindings, and bindings may exist.
  if (map_get_keyword(heap, meta, "dynamic").truthy()) var->aux |= kVarDynamic;
}

void var_define_meta(Heap& heap, Var* var, Value meta) {
  World& world = World::of(heap);
  Value full = meta.is_nil() ? empty_map(heap) : meta;
  full = map_assoc_plain(heap, full, to_value(world.intern_keyword("name")), var->name.value());
  full = map_assoc_plain(heap, full, to_value(world.intern_keyword("ns")), var->ns.value());
  var_set_meta(heap, var, full);
}

Var* make_var(Heap& heap, Namespace* ns, Symbol* name) {
  Var* var = heap.make_old<Var>();
  var->root = Value::marker(Marker::unbound);
  var->ns = ns;
  var->name = name;
  return var;
}

Var* namespace_intern(Heap& heap, Namespace* ns, Symbol* name) {
  Value found = namespace_lookup(heap, ns, name);
  if (is<Var>(found) && as<Var>(found)->ns.get() == ns) return as<Var>(found);
  // The name without its metadata, interned: a var outlives the form that defined it.
  Symbol* plain = World::of(heap).intern_symbol({}, name->name->view());
  Var* var = make_var(heap, ns, plain);
  namespace_refer(heap, ns, plain, to_value(var));
  return var;
}

Value namespace_lookup(Heap& heap, Namespace* ns, Symbol* name) {
  return *map_get(heap, ns->mappings, to_value(name), Value::marker(Marker::absent));
}

Namespace* namespace_alias(Heap& heap, Namespace* ns, Symbol* alias) {
  Value found = *map_get(heap, ns->aliases, to_value(alias));
  return found.is_nil() ? nullptr : as<Namespace>(found);
}

void namespace_refer(Heap& heap, Namespace* ns, Symbol* name, Value var_or_type) {
  ns->mappings = map_assoc_plain(heap, ns->mappings, to_value(name), var_or_type);
  heap.written(ns);
}

void namespace_add_alias(Heap& heap, Namespace* ns, Symbol* alias, Namespace* target) {
  ns->aliases = map_assoc_plain(heap, ns->aliases, to_value(alias), to_value(target));
  heap.written(ns);
}

Value resolve_symbol(Heap& heap, Namespace* ns, Symbol* symbol) {
  World& world = World::of(heap);
  Value absent = Value::marker(Marker::absent);
  if (symbol->ns) {
    Symbol* prefix = world.intern_symbol({}, symbol->ns->view());
    Namespace* target = namespace_alias(heap, ns, prefix);
    if (!target) target = world.find_namespace(prefix);
    if (!target) return absent;
    Value found = namespace_lookup(heap, target, world.intern_symbol({}, symbol->name->view()));
    // A name that `target` only refers to is not one of its own.
    return is<Var>(found) && as<Var>(found)->ns.get() == target ? found : absent;
  }
  Value found = namespace_lookup(heap, ns, symbol);
  if (!found.is_marker(Marker::absent)) return found;
  return *map_get(heap, world.host_classes, to_value(symbol), absent);
}

std::string var_text(const Var* var) {
  if (!var->ns) return std::string(var->name->name->view());
  return symbol_text(var->ns->name.get()) + "/" + std::string(var->name->name->view());
}

}  // namespace norn
