#include "compiler/intrinsics.h"

#include <algorithm>
#include <array>

namespace norn {
namespace {

struct Row {
  std::string_view ns;
  std::string_view name;
  size_t arguments = 0;
  Op op = Op::move;
  constexpr bool operator<(const Row& other) const {
    if (name != other.name) return name < other.name;
    if (arguments != other.arguments) return arguments < other.arguments;
    return ns < other.ns;
  }
};

// Calls `use` with each name of the column, "clojure.core/get:2".
template <typename Use>
constexpr void for_each_name(std::string_view column, Use use) {
  while (!column.empty()) {
    size_t end = column.find(' ');
    use(column.substr(0, end));
    if (end == std::string_view::npos) return;
    column.remove_prefix(end + 1);
  }
}

constexpr size_t kRows = [] {
  size_t rows = 0;
  for (const OpInfo& info : kOpInfo) for_each_name(info.intrinsic, [&](std::string_view) { ++rows; });
  return rows;
}();

constexpr std::array<Row, kRows> kTable = [] {
  std::array<Row, kRows> table;
  size_t n = 0;
  for (int op = 0; op < kOpCount; ++op) {
    for_each_name(kOpInfo[op].intrinsic, [&](std::string_view text) {
      size_t slash = text.find('/'), colon = text.rfind(':');
      table[n++] = {text.substr(0, slash), text.substr(slash + 1, colon - slash - 1), size_t(text[colon + 1] - '0'),
                    static_cast<Op>(op)};
    });
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

std::optional<Op> find_intrinsic(std::string_view ns, std::string_view name, size_t argument_count) {
  Row wanted{ns, name, argument_count};
  auto found = std::lower_bound(kTable.begin(), kTable.end(), wanted);
  if (found == kTable.end() || wanted < *found) return std::nullopt;
  return found->op;
}

bool may_bail(Op op) { return kBails[static_cast<size_t>(op)]; }

bool suspends(Op op) { return op == Op::await || op == Op::yield; }

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
