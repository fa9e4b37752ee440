// Typed access to the arguments of a host function. Each helper raises what
// the JVM would (ClassCastException, NullPointerException for nil) with what
// was expected, at which place, and what was found.
#pragma once

#include <string>

#include "base/result.h"
#include "data/atom.h"
#include "data/exception.h"
#include "data/number.h"
#include "data/regex.h"
#include "data/string.h"
#include "data/string_builder.h"
#include "data/symbol.h"
#include "data/type.h"
#include "data/var.h"
#include "data/world.h"
#include "vm/host_function.h"

namespace norn {

inline Raised wrong_argument(HostCall& call, uint32_t i, std::string_view expected) {
  return raise_expected(call.heap, std::string(expected) + " as argument " + std::to_string(i + 1), call[i]);
}

// An argument of one kind: object_arg<Regex>(call, 0, "a regex").
template <HeapObject T>
OrRaised<T*> object_arg(HostCall& call, uint32_t i, std::string_view expected) {
  if (T* object = try_as<T>(call[i])) return object;
  NORN_RAISE(wrong_argument(call, i, expected));
}

inline OrRaised<String*> string_arg(HostCall& call, uint32_t i) { return object_arg<String>(call, i, "a string"); }
inline OrRaised<Symbol*> symbol_arg(HostCall& call, uint32_t i) { return object_arg<Symbol>(call, i, "a symbol"); }
inline OrRaised<Keyword*> keyword_arg(HostCall& call, uint32_t i) { return object_arg<Keyword>(call, i, "a keyword"); }
inline OrRaised<Regex*> regex_arg(HostCall& call, uint32_t i) { return object_arg<Regex>(call, i, "a regex"); }
inline OrRaised<Var*> var_arg(HostCall& call, uint32_t i) { return object_arg<Var>(call, i, "a var"); }
inline OrRaised<Namespace*> namespace_arg(HostCall& call, uint32_t i) {
  return object_arg<Namespace>(call, i, "a namespace");
}
inline OrRaised<Type*> type_arg(HostCall& call, uint32_t i) { return object_arg<Type>(call, i, "a class"); }
inline OrRaised<Exception*> exception_arg(HostCall& call, uint32_t i) {
  return object_arg<Exception>(call, i, "an exception");
}

inline OrRaised<char32_t> character_arg(HostCall& call, uint32_t i) {
  if (call[i].is_character()) return call[i].as_character();
  NORN_RAISE(wrong_argument(call, i, "a character"));
}

// An integer of any kind that fits 64 bits.
inline OrRaised<int64_t> integer_arg(HostCall& call, uint32_t i) {
  if (auto n = as_int64(call[i])) return *n;
  NORN_RAISE(wrong_argument(call, i, "an integer"));
}

// Any number, truncated to an integer, as the JVM's coercion of an index or count.
inline OrRaised<int64_t> index_arg(HostCall& call, uint32_t i) {
  if (call[i].is_fixnum()) return call[i].as_fixnum();
  if (!is_number(call[i])) NORN_RAISE(wrong_argument(call, i, "a number"));
  return number_to_long(call.heap, call[i]);
}

inline OrRaised<double> double_arg(HostCall& call, uint32_t i) {
  if (is_number(call[i])) return to_double(call[i]);
  NORN_RAISE(wrong_argument(call, i, "a number"));
}

// A string or the content of a StringBuilder (java.lang.CharSequence).
inline OrRaised<String*> text_arg(HostCall& call, uint32_t i) {
  if (auto* string = try_as<String>(call[i])) return string;
  if (auto* builder = try_as<StringBuilder>(call[i])) return string_builder_text(call.heap, builder);
  NORN_RAISE(wrong_argument(call, i, "a string"));
}

// nil or an object of one kind.
template <HeapObject T>
OrRaised<T*> optional_arg(HostCall& call, uint32_t i, std::string_view expected) {
  if (i >= call.count || call[i].is_nil()) return nullptr;
  return object_arg<T>(call, i, expected);
}

inline World& world_of(HostCall& call) { return World::of(call.heap); }
inline Value string_value(HostCall& call, std::string_view text) { return to_value(make_string(call.heap, text)); }
inline Value keyword_value(HostCall& call, std::string_view name) {
  return to_value(world_of(call).intern_keyword(name));
}

}  // namespace norn
