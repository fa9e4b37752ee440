// A heap, a namespace and a reader whose results and errors are compared as text.
#pragma once

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "data/list.h"
#include "data/print.h"
#include "data/string.h"
#include "data/symbol.h"
#include "data/var.h"
#include "data/world.h"
#include "reader/reader.h"

namespace norn::reader_test {

struct Fixture {
  Heap heap{HeapOptions{}};
  World world{heap};
  SourceCursor cursor;
  ReadContext context;

  Fixture() { context.ns = world.find_or_create_namespace(world.intern_symbol("user")); }

  ~Fixture() { heap.finalize_all(); }  // frees what regular expressions own

  Result<ReadOutcome> read_outcome(std::string_view text) {
    cursor = {};
    return read_form(heap, text, cursor, context);
  }

  // The first form. Requires: there is one.
  Value read(std::string_view text) {
    Result<ReadOutcome> outcome = read_outcome(text);
    if (!outcome || outcome->status != ReadStatus::form) return Value::marker(Marker::absent);
    return outcome->form;
  }

  std::string printed(Value value) {
    std::string out;
    return print_to(heap, out, value, {}) == Answer::yes ? out : "(not printable here)";
  }

  // The same with the numbers of generated names counted from the id `first`.
  std::string printed(Value value, uint64_t first) {
    std::string all = printed(value), text;
    for (size_t i = 0; i < all.size();) {
      text += all[i++];
      if (!text.ends_with("__") || i == all.size() || !std::isdigit(static_cast<unsigned char>(all[i]))) continue;
      size_t digits = 0;
      text += std::to_string(std::stoull(all.substr(i), &digits) - first);
      i += digits;
    }
    return text;
  }

  // The first form printed, "end", "more", or "code line:column" of the error.
  std::string form(std::string_view text) {
    uint64_t first = world.new_id();
    Result<ReadOutcome> outcome = read_outcome(text);
    if (!outcome) return error_place(outcome.error());
    if (outcome->status == ReadStatus::end) return "end";
    if (outcome->status == ReadStatus::need_more) return "more";
    return printed(outcome->form, first);
  }

  // All forms of the text, one space between them; ends with the first error.
  std::string forms(std::string_view text) {
    std::string all;
    cursor = {};
    for (;;) {
      Result<ReadOutcome> outcome = read_form(heap, text, cursor, context);
      if (!outcome) return all + error_place(outcome.error());
      if (outcome->status != ReadStatus::form) return all;
      all += (all.empty() ? "" : " ") + printed(outcome->form);
    }
  }

  // The text of the error, or what was read.
  std::string error(std::string_view text) {
    Result<ReadOutcome> outcome = read_outcome(text);
    return outcome ? "read: " + form(text) : outcome.error().text;
  }

  static std::string error_place(const Error& error) {
    return error.code + " " + std::to_string(error.span.line) + ":" + std::to_string(error.span.column);
  }
};

// The elements of a list that was read.
inline std::vector<Value> elements(Value list) {
  std::vector<Value> all;
  for (; is<List>(list); list = as<List>(list)->rest) all.push_back(as<List>(list)->first);
  return all;
}

inline std::string place(Value symbol) {
  return std::to_string(as<Symbol>(symbol)->line) + ":" + std::to_string(as<Symbol>(symbol)->column);
}

}  // namespace norn::reader_test
