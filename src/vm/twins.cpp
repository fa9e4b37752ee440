#include "vm/twins.h"

#include "data/host_function_object.h"
#include "data/list.h"
#include "data/var.h"

namespace norn {
namespace {

// "clojure.core/get:2" names the var clojure.core/get; opcodes without an intrinsic are
// "norn.prim/<op-name-with-dashes>".
std::string twin_name(Op op) {
  std::string name = info(op).intrinsic;
  if (!name.empty()) return name.substr(0, name.find(':'));
  name = std::string("norn.prim/") + info(op).name;
  for (char& c : name)
    if (c == '_') c = '-';
  return name;
}

}  // namespace

Value opcode_twin(Vm& vm, Op op) {
  if (op == Op::get_keyword) op = Op::get;
  Value table = vm.hook(Hook::opcode_twins);
  return table.is_nil() ? Value::nil() : as<ObjectArray>(table)->data()[static_cast<int>(op)];
}

bool install_twin(Vm& vm, std::string_view name, Value function) {
  bool found = false;
  Value& table = vm.world.hooks[static_cast<int>(Hook::opcode_twins)];
  if (table.is_nil()) table = to_value(vm.heap.make_tail_old<ObjectArray>(kOpCount));
  for (int op = 0; op < kOpCount; ++op) {
    if (twin_name(static_cast<Op>(op)) != name) continue;
    as<ObjectArray>(table)->data()[op] = function;
    vm.heap.written(table.as_object());
    found = true;
  }
  size_t slash = name.find('/');
  Var* var = vm.world.intern_var(name.substr(0, slash), name.substr(slash + 1));
  if (HostFunction* host = try_as<HostFunction>(var->root)) {
    host->twin = function;
    vm.heap.written(host);
    found = true;
  }
  return found;
}

}  // namespace norn
