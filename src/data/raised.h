// How C++ code that works on language values reports that it has no value to
// give: a language exception, or one of the outcomes only the VM understands.
#pragma once

#include <expected>
#include <string_view>

#include "heap/heap.h"

namespace norn {

// One word. Either an exception (any Value can be thrown internally, in practice an Exception object)
// or an outcome marker.
struct Raised {
  Value value;

  // The operation met something only the language can handle (a user type, an unrealized lazy seq, data nested too
  // deep) *before it changed anything*: the VM calls the bytecode twin with the same arguments.
  static constexpr Raised bail() { return {Value::marker(Marker::bail)}; }
  // The calling task was registered as a waiter; the VM switches to another task.
  static constexpr Raised park() { return {Value::marker(Marker::park)}; }
  // Long work is unfinished, its state was saved in the arguments: run safepoint, call again.
  static constexpr Raised again() { return {Value::marker(Marker::again)}; }
  // The VM is to call `vm.tail_call` (function and arguments) in place of this host function.
  static constexpr Raised tail_call() { return {Value::marker(Marker::tail_call)}; }

  // The host function moved the VM to another stack: go on at vm.pc, vm.base (control operations in vm/ only).
  static constexpr Raised switched() { return {Value::marker(Marker::switched)}; }

  constexpr bool is_bail() const { return value.is_marker(Marker::bail); }
  constexpr bool is_exception() const { return !value.is_marker(); }
};

template <typename T>
using OrRaised = std::expected<T, Raised>;
using Returned = OrRaised<Value>;

// A three-valued answer of host code about language values.
enum class Answer : unsigned char { no, yes, bail };

struct Type;

// Make an exception of a well-known class (world.h: `world.types.<name>`), for `return std::unexpected(raise(...))`
// or NORN_RAISE. The stack trace is filled in by the VM.
Raised raise(Heap& heap, Type* type, std::string_view message);
Raised raise(Heap& heap, Type* type, std::string_view message, Value data);
// The frequent ones.
Raised raise_type_error(Heap& heap, std::string_view message);        // ClassCastException
Raised raise_illegal_argument(Heap& heap, std::string_view message);  // IllegalArgumentException
Raised raise_index(Heap& heap, int64_t index, int64_t count);         // IndexOutOfBoundsException
Raised raise_arithmetic(Heap& heap, std::string_view message);        // ArithmeticException
Raised raise_state(Heap& heap, std::string_view message);             // IllegalStateException
Raised raise_unsupported(Heap& heap, std::string_view message);       // UnsupportedOperationException

// "expected a number, found "a" (java.lang.String)": ClassCastException, or NullPointerException when nil was found.
Raised raise_expected(Heap& heap, std::string_view expected, Value found);

}  // namespace norn

#define NORN_RAISE(...) return std::unexpected(__VA_ARGS__)
