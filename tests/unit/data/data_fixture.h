// A heap with a world, values that survive collections, and shorthands to make
// data. For the tests of src/data.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "data/equality.h"
#include "data/exception.h"
#include "data/hashing.h"
#include "data/number.h"
#include "data/print.h"
#include "data/seq.h"
#include "data/string.h"
#include "data/symbol.h"
#include "data/world.h"

namespace norn {

struct DataFixture : RootSource {
  Heap heap{HeapOptions{}};
  World world{heap};
  std::vector<Value> roots;  // kept and updated across collect()

  DataFixture() { heap.add_root_source(this); }
  ~DataFixture() { heap.remove_root_source(this); }
  void trace_roots(RootVisitor& visitor) override {
    if (!roots.empty()) visitor.visit_values(roots.data(), roots.size());
  }

  static Value num(int64_t n) { return Value::fixnum(n); }
  Value str(std::string_view text) { return to_value(make_string(heap, text)); }
  Value kw(std::string_view name) { return to_value(world.intern_keyword(name)); }
  Value sym(std::string_view name) { return to_value(world.intern_symbol(name)); }
  Value vec(std::initializer_list<Value> values) { return to_value(make_vector(heap, values)); }
  Value list(std::initializer_list<Value> values) {
    return make_list(heap, std::span<const Value>(values.begin(), values.size()));
  }
  Value map(std::initializer_list<Value> kvs) { return *make_map(heap, kvs); }
  Value set(std::initializer_list<Value> values) {
    return *make_set(heap, std::span<const Value>(values.begin(), values.size()));
  }

  // In both directions; equal values must hash equal.
  bool eq(Value a, Value b) {
    Answer forward = equals(heap, a, b), backward = equals(heap, b, a);
    REQUIRE(forward != Answer::bail);
    REQUIRE(forward == backward);
    if (forward == Answer::yes) REQUIRE(*hash_of(heap, a) == *hash_of(heap, b));
    return forward == Answer::yes;
  }

  // As pr prints it.
  std::string pr(Value v) {
    std::string out;
    REQUIRE(print_to(heap, out, v, {}) == Answer::yes);
    return out;
  }
  std::string pr(const Returned& v) {
    REQUIRE(v.has_value());
    return pr(*v);
  }
  // The message of the exception, or "bail", or "no exception".
  template <typename T>
  std::string error(const OrRaised<T>& result) {
    if (result) return "no exception";
    if (result.error().is_bail()) return "bail";
    Value message = as<Exception>(result.error().value)->message;
    return std::string(as<String>(message)->view());
  }
};

}  // namespace norn
