#include "compiler/intrinsics.h"

#include <algorithm>
#include <array>

namespace norn {
namespace {

constexpr std::string_view kCorePrefix = "clojure.core/";

struct Row {
  std::string_view name;
  size_t arguments = 0;
  Op op = Op::move;
  constexpr bool operator<(const Row& other) const {
    return name != other.name ? name < other.name : arguments < other.arguments;
  }
};

constexpr size_t kRows = [] {
  size_t rows = 0;
  for (const OpInfo& info : kOpInfo) rows += info.intrinsic[0] != 0;
  return rows;
}();

constexpr std::array<Row, kRows> kTable = [] {
  std::array<Row, kRows> table;
  size_t n = 0;
  for (int op = 0; op < kOpCount; ++op) {
    std::string_view text = kOpInfo[op].intrinsic;
    if (text.empty()) continue;
    size_t colon = text.rfind(':');
    table[n++] = {text.substr(kCorePrefix.size(), colon - kCorePrefix.size()), size_t(text[colon + 1] - '0'),
                  static_cast<Op>(op)};
  }
  std::sort(table.begin(), table.end());
  return table;
}();

constexpr std::array<bool, kOpCount> kBails = [] {
  std::array<bool, kOpCount> bails{};
  for (int op = 0; op < kOpCount; ++op)
    bails[static_cast<size_t>(op)] = std::string_view(kOpInfo[op].meaning).ends_with("BAILS");
  return bails;
}();

}  // namespace

std::optional<Op> find_intrinsic(std::string_view name, size_t argument_count) {
  Row wanted{name, argument_count};
  auto found = std::lower_bound(kTable.begin(), kTable.end(), wanted);
  if (found == kTable.end() || found->name != name || found->arguments != argument_count) return std::nullopt;
  return found->op;
}

bool may_bail(Op op) { return kBails[static_cast<size_t>(op)]; }

bool may_walk(Op op) { return op == Op::count || op == Op::nth || op == Op::equal; }

bool is_comparison(Op op) {
  return op == Op::less || op == Op::less_equal || op == Op::greater || op == Op::greater_equal ||
         op == Op::equal_number;
}

bool requires_numbers(Op op) {
  switch (op) {
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::quotient:
    case Op::remainder:
    case Op::modulo:
    case Op::add_int:
    case Op::bit_and:
    case Op::bit_or:
    case Op::bit_xor:
    case Op::shift_left:
    case Op::shift_right: return true;
    default: return is_comparison(op);
  }
}

bool has_scalar_result(Op op) {
  switch (op) {
    case Op::equal:
    case Op::identical:
    case Op::logical_not:
    case Op::is_nil:
    case Op::is_reduced:
    case Op::count: return true;
    default: return requires_numbers(op);
  }
}

}  // namespace norn
