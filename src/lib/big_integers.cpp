// Arithmetic on integers so large that it would keep other tasks waiting: on
// the worker pool (SEMANTICS 34). The ordinary operations bail when they meet
// such operands, and their twins (clj/clojure/core/twins.clj) come here.

#include <string>

#include "base/result.h"
#include "data/bigint.h"
#include "lib/args.h"
#include "lib/wait.h"

namespace norn {
namespace {

enum class BigOperation : uint8_t { multiply, quotient, remainder, modulo, to_text, from_text };

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
    }
    return 0;
  }

  const BigOperation operation;
  Integer x, y, result;
  int radix = 10;
  std::string text;
  bool is_valid = true;
};

Returned finish(Vm& vm, LoopRequest& request, int) {
  auto& done = static_cast<BigRequest&>(request);
  if (done.operation == BigOperation::to_text) return to_value(make_string(vm.heap, done.text));
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

}  // namespace

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

NORN_MODULE(kBigIntegersModule, big_multiply, big_quotient, big_remainder, big_modulo, big_to_text, big_from_text);

}  // namespace norn
