#include "vm/host_function.h"

#include <string>

#include "data/host_function_object.h"
#include "data/map.h"
#include "data/string.h"
#include "data/var.h"
#include "data/vector.h"
#include "vm/vm.h"

namespace norn {
namespace {

// "([coll] [coll & more])" as a list of vectors of symbols. Destructuring does not occur in host arglists.
Value parse_arglists(World& world, std::string_view text) {
  std::vector<Value> lists, names;
  std::string token;
  auto flush = [&] {
    if (!token.empty()) names.push_back(to_value(world.intern_symbol("", token)));
    token.clear();
  };
  for (char c : text) {
    if (c == '(' || c == ')') continue;
    if (c == '[')
      names.clear();
    else if (c == ' ')
      flush();
    else if (c == ']') {
      flush();
      lists.push_back(to_value(make_vector(world.heap, names)));
    } else {
      token += c;
    }
  }
  return make_list(world.heap, lists);
}

template <typename F>
void each_host_function(const ModuleTable& table, F&& f) {
  for (const HostModule* module : table.modules)
    for (const HostInfo* info : module->functions) f(info);
}

}  // namespace

void build_host_table(Vm& vm, const ModuleTable& table) {
  vm.host_table.clear();
  each_host_function(table, [&](const HostInfo* info) { vm.host_table.push_back(info); });
}

void install_modules(Vm& vm, const ModuleTable& table) {
  build_host_table(vm, table);
  World& world = vm.world;
  uint32_t index = 0;
  each_host_function(table, [&](const HostInfo* info) {
    std::string_view full = info->name;
    size_t slash = full.find('/');
    std::string_view ns = full.substr(0, slash), name = full.substr(slash + 1);
    HostFunction* function = vm.heap.make_old<HostFunction>();
    function->name = world.intern_symbol(ns, name);
    function->index = index++;
    function->min_args = info->min_args;
    function->max_args = info->max_args;
    Var* var = world.intern_var(ns, name);
    NORN_ASSERT(var->root.is_marker(), info->name);  // registered twice
    Value meta[] = {to_value(world.intern_keyword("arglists")), parse_arglists(world, info->arglists),
                    to_value(world.intern_keyword("doc")),      to_value(make_string(vm.heap, info->doc)),
                    to_value(world.intern_keyword("host")),     Value::boolean(true)};
    var_define_meta(vm.heap, var, *make_map(vm.heap, meta));
    var_set_root(vm.heap, var, to_value(function));
  });
  // Calls that compile to opcodes work from the first form on, before the function of that name is defined.
  for (const OpInfo& op : kOpInfo) {
    std::string_view full = op.intrinsic;
    if (full.empty()) continue;
    size_t slash = full.find('/');
    world.intern_var(full.substr(0, slash), full.substr(slash + 1, full.rfind(':') - slash - 1));
  }
}

}  // namespace norn
