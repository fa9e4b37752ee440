// Arithmetic on integers so large that it would keep other tasks waiting: on
// the worker pool (SEMANTICS 34). The ordinary operations bail when they meet
// such operands, and their twins (clj/clojure/core/twins.clj) come here.

#include <string>

#include "base/result.h"
#include "data/bigint.h"
#include "data/ratio.h"
#include "lib/args.h"
#include "lib/wait.h"

namespace norn {
namespace {

enum class BigOperation : uint8_t {
  multiply,
  quotient,
  remainder,
  modulo,
  to_text,
  from_text,
  // of fractions
  add,
  subtract,
  times,
  divide
};

class BigRequest final : public WorkRequest {
 public:
  explicit BigRequest(BigOperation operation) : operation(operation) {}

  int work() override {
    switch (operation) {
      case BigOperation::multiply: mpz_mul(result.get(), x.get(), y.get()); break;
      case BigOperation::quotient: mpz_tdiv_q(result.get(), x.get(), y.get()); break;
      case BigOperation::remainder: mpz_tdiv_r(result.get(), x.get(), y.get()); break;
      case BigOperation::modulo: mpz_fdiv_r(result.get(), x.get(), y.get()); break;
      case BigOperation::to_text: text = integer_to_string(x, radix); break;
      case BigOperation::from_text: {
        std::optional<Integer> parsed = parse_integer(text, radix);
        is_valid = parsed.has_value();
        if (parsed) result = *std::move(parsed);
        break;
      }
      case BigOperation::add: reduce(x * y_below + y * x_below, x_below * y_below); break;
      case BigOperation::subtract: reduce(x * y_below - y * x_below, x_below * y_below); break;
      case BigOperation::times: reduce(x * y, x_below * y_below); break;
      case BigOperation::divide: reduce(x * y_below, x_below * y); break;
    }
    return 0;
  }

  const BigOperation operation;
  Integer x, y, result;
  Integer x_below, y_below, result_below;  // denominators
  int radix = 10;
  std::string text;
  bool is_valid = true;

 private:
  void reduce(Integer n, Integer d) {
    reduce_fraction(n, d);
    result = std::move(n);
    result_below = std::move(d);
  }
};

Returned finish(Vm& vm, LoopRequest& request, int) {
  auto& done = static_cast<BigRequest&>(request);
  if (done.operation == BigOperation::to_text) return to_value(make_string(vm.heap, done.text));
  if (done.operation >= BigOperation::add) return make_ratio_of_reduced(vm.heap, done.result, done.result_below);
  if (done.is_valid) return make_bigint(vm.heap, done.result);
  constexpr size_t kShown = 40;
  NORN_RAISE(raise(vm.heap, vm.world.types.number_format_exception.get(),
                   "For input string: \"" + done.text.substr(0, kShown) + "...\""));
}

OrRaised<int> radix_arg(HostCall& call, uint32_t i) {
  const int64_t radix = NORN_TRY(integer_arg(call, i));
  return radix < 2 || radix > 36 ? 10 : static_cast<int>(radix);
}

Returned start(HostCall& call, BigOperation operation) {
  if (!is_integer(call[0])) NORN_RAISE(wrong_argument(call, 0, "an integer"));
  if (!is_integer(call[1])) NORN_RAISE(wrong_argument(call, 1, "an integer"));
  auto request = std::make_unique<BigRequest>(operation);
  request->x.set(call[0]);
  request->y.set(call[1]);
  if (request->y.sign() == 0 && operation != BigOperation::multiply)
    NORN_RAISE(raise(call.heap, world_of(call).types.arithmetic_exception.get(), "Divide by zero"));
  return await_request(call, std::move(request), finish, "arithmetic on large integers");
}

constexpr BigOperation kFractionOperations[] = {BigOperation::add, BigOperation::subtract, BigOperation::times,
                                                BigOperation::divide};

}  // namespace

NORN_HOST(big_fraction, "norn.prim/big-fraction", "([operation x y])",
          "x + y (operation 0), x - y (1), x * y (2) or x / y (3) of integers and ratios, computed while the caller is "
          "suspended.") {
  const int64_t operation = NORN_TRY(integer_arg(call, 0));
  if (operation < 0 || operation > 3) NORN_RAISE(wrong_argument(call, 0, "an operation"));
  for (uint32_t i : {1u, 2u})
    if (!is_integer(call[i]) && !is<Ratio>(call[i])) NORN_RAISE(wrong_argument(call, i, "an integer or ratio"));
  auto request = std::make_unique<BigRequest>(kFractionOperations[operation]);
  Fraction x = fraction_of(call[1]), y = fraction_of(call[2]);
  if (y.n.sign() == 0 && operation == 3)
    NORN_RAISE(raise(call.heap, world_of(call).types.arithmetic_exception.get(), "Divide by zero"));
  if (x.n.bits() + x.d.bits() + y.n.bits() + y.d.bits() > kMaxIntegerBits)
    NORN_RAISE(raise_arithmetic(call.heap, "the result is too large for an integer (over 2^31 bits)"));
  request->x = std::move(x.n);
  request->x_below = std::move(x.d);
  request->y = std::move(y.n);
  request->y_below = std::move(y.d);
  return await_request(call, std::move(request), finish, "arithmetic on large fractions");
}

NORN_HOST(big_multiply, "norn.prim/big-multiply", "([x y])", "x * y, computed while the caller is suspended.") {
  return start(call, BigOperation::multiply);
}
NORN_HOST(big_quotient, "norn.prim/big-quotient", "([x y])", "(quot x y), computed while the caller is suspended.") {
  return start(call, BigOperation::quotient);
}
NORN_HOST(big_remainder, "norn.prim/big-remainder", "([x y])", "(rem x y), computed while the caller is suspended.") {
  return start(call, BigOperation::remainder);
}
NORN_HOST(big_modulo, "norn.prim/big-modulo", "([x y])", "(mod x y), computed while the caller is suspended.") {
  return start(call, BigOperation::modulo);
}

NORN_HOST(big_to_text, "norn.prim/big-to-text", "([n radix])",
          "The integer's digits in a radix from 2 to 36, computed while the caller is suspended.") {
  if (!is_integer(call[0])) NORN_RAISE(wrong_argument(call, 0, "an integer"));
  auto request = std::make_unique<BigRequest>(BigOperation::to_text);
  request->radix = NORN_TRY(radix_arg(call, 1));
  request->x.set(call[0]);
  return await_request(call, std::move(request), finish, "the digits of a large integer");
}

NORN_HOST(big_from_text, "norn.prim/big-from-text", "([s radix])",
          "The BigInt that string s spells in a radix, computed while the caller is suspended; raises "
          "NumberFormatException.") {
  auto request = std::make_unique<BigRequest>(BigOperation::from_text);
  request->text = NORN_TRY(string_arg(call, 0))->view();
  request->radix = NORN_TRY(radix_arg(call, 1));
  return await_request(call, std::move(request), finish, "reading a large integer");
}

NORN_MODULE(kBigIntegersModule, big_fraction, big_multiply, big_quotient, big_remainder, big_modulo, big_to_text,
            big_from_text);

}  // namespace norn
