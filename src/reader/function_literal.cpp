#include "reader/function_literal.h"

#include "data/list.h"
#include "data/number.h"
#include "data/vector.h"
#include "data/world.h"
#include "reader/reader_error.h"

namespace norn {

namespace {

// The trailing # makes syntax quote treat them as its own generated symbols.
std::string new_name(Heap& heap, std::string_view prefix) {
  return std::string(prefix) + "__" + std::to_string(World::of(heap).new_id()) + "#";
}

}  // namespace

const std::string& FunctionLiteral::positional(Heap& heap, size_t number) {
  if (names_.size() < number) names_.resize(number);
  std::string& name = names_[number - 1];
  if (name.empty()) name = new_name(heap, "p" + std::to_string(number));
  return name;
}

Result<Value> FunctionLiteral::argument(Heap& heap, std::string_view token, SourceSpan span) {
  if (token == "%") return to_value(make_passing_symbol_at(heap, {}, positional(heap, 1), span));
  if (token == "%&") {
    if (rest_.empty()) rest_ = new_name(heap, "rest");
    return to_value(make_passing_symbol_at(heap, {}, rest_, span));
  }
  std::optional<int64_t> number = parse_int64(token.substr(1));
  if (!number) {
    return reader_error("invalid-argument", span,
                        "arg literal must be %, %& or %integer: inside #() the symbol " + shown_token(token) +
                            " is not possible; use (fn [...] ...) if you need that name.");
  }
  if (*number < 1 || *number > static_cast<int64_t>(kMostArguments)) {
    return reader_error("invalid-argument", span,
                        "Invalid argument " + shown_token(token) + ": the arguments of #() are %1 to %" +
                            std::to_string(kMostArguments) + " and, for the rest, %&.");
  }
  return to_value(make_passing_symbol_at(heap, {}, positional(heap, static_cast<size_t>(*number)), span));
}

Value FunctionLiteral::finish(Heap& heap, Value body, SourceSpan opened) {
  std::vector<Value> parameters;
  for (size_t i = 1; i <= names_.size(); ++i)
    parameters.push_back(to_value(make_passing_symbol_at(heap, {}, positional(heap, i), opened)));
  if (!rest_.empty()) {
    parameters.push_back(to_value(make_symbol_at(heap, {}, "&", opened)));
    parameters.push_back(to_value(make_passing_symbol_at(heap, {}, rest_, opened)));
  }
  Value form[] = {to_value(make_symbol_at(heap, {}, "fn*", opened)), to_value(make_vector(heap, parameters)), body};
  return make_list(heap, form);
}

}  // namespace norn
