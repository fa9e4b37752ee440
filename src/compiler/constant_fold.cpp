#include "compiler/constant_fold.h"

#include "data/number.h"

namespace norn {
namespace {

std::optional<Value> known(Returned result) {
  if (!result) return std::nullopt;
  return *result;
}

std::optional<Value> known(OrRaised<bool> result) {
  if (!result) return std::nullopt;
  return Value::boolean(*result);
}

std::optional<Value> fold_numbers(Heap& heap, Op op, Value a, Value b) {
  switch (op) {
    case Op::add: return known(number_add(heap, a, b));
    case Op::subtract: return known(number_subtract(heap, a, b));
    case Op::multiply: return known(number_multiply(heap, a, b));
    case Op::divide: return known(number_divide(heap, a, b));
    case Op::quotient: return known(number_quotient(heap, a, b));
    case Op::remainder: return known(number_remainder(heap, a, b));
    case Op::modulo: return known(number_modulo(heap, a, b));
    case Op::less: return known(number_less(heap, a, b));
    case Op::less_equal: return known(number_less_equal(heap, a, b));
    case Op::greater: return known(number_greater(heap, a, b));
    case Op::greater_equal: return known(number_greater_equal(heap, a, b));
    case Op::equal_number: return known(number_equals(heap, a, b));
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<Value> fold_operation(Heap& heap, Op op, const std::vector<Node*>& arguments) {
  for (Node* argument : arguments)
    if (argument->kind != NodeKind::constant) return std::nullopt;
  if (arguments.empty()) return std::nullopt;
  Value a = node_as<ConstantNode>(arguments[0])->value;
  if (op == Op::logical_not) return Value::boolean(!a.truthy());
  if (op == Op::is_nil) return Value::boolean(a.is_nil());
  if (arguments.size() != 2) return std::nullopt;
  Value b = node_as<ConstantNode>(arguments[1])->value;
  if (!is_number(a) || !is_number(b)) return std::nullopt;
  if (is<Decimal>(a) || is<Decimal>(b)) return std::nullopt;  // with-precision decides at run time
  return fold_numbers(heap, op, a, b);
}

}  // namespace norn
