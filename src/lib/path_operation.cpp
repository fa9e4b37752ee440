#include "lib/path_operation.h"

#include <cerrno>

#include "data/map.h"

namespace norn {

namespace {

bool is_about_the_path(int status) {
  return status == -ENOENT || status == -EACCES || status == -EISDIR || status == -ENOTDIR || status == -ENAMETOOLONG ||
         status == -ELOOP;
}

}  // namespace

Value keyword(Vm& vm, std::string_view name) { return to_value(vm.world.intern_keyword(name)); }
Value text_value(Vm& vm, std::string_view text) { return to_value(make_string(vm.heap, text)); }

Raised raise_path_error(Vm& vm, std::string_view operation, std::string_view path, int status) {
  const Error error = path_error(operation, path, status);
  const Returned data = make_map(
      vm.heap, {keyword(vm, "type"), keyword(vm, "norn/io-error"), keyword(vm, "code"), keyword(vm, error.code),
                keyword(vm, "operation"), keyword(vm, operation), keyword(vm, "path"), text_value(vm, path)});
  Types& types = vm.world.types;
  Type* type = is_about_the_path(status) ? types.file_not_found_exception.get() : types.io_exception.get();
  return raise(vm.heap, type, error.text, data.value_or(Value::nil()));
}

}  // namespace norn
