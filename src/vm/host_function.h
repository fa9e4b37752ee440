// How a C++ function becomes a language function.
//
//   NORN_HOST(string_upper, "clojure.string/upper-case", "([s])",
//             "Converts string s to upper case (Unicode simple mapping). (upper-case \"a\") => \"A\"") {
//     String* s = NORN_TRY(string_arg(call, 0));
//     return to_value(...);
//   }
//   const HostModule kStringModule = NORN_MODULE(string_upper, ...);   // at the end of the file
//
// and the module's name goes into the list in lib/modules.def. A function that
// is missing from its module does not compile (unused variable).
//
// Rules (the three laws): a host function is a leaf. It never calls the
// language, never collects, and either returns a value, raises, or returns one
// of the outcomes in data/raised.h. It bails before it has changed anything.
// It is atomic: nothing else runs meanwhile, so it must be short, or save its
// state and return Raised::again().
#pragma once

#include <span>
#include <string_view>

#include "data/raised.h"

namespace norn {

struct Vm;

// The arguments of one call. `args` points into the VM stack and may be
// overwritten (Raised::again() callers keep their state there).
struct HostCall {
  Heap& heap;
  Vm& vm;
  Value* args;
  uint32_t count;
  Value operator[](uint32_t i) const { return args[i]; }
  Value arg_or(uint32_t i, Value missing) const { return i < count ? args[i] : missing; }
  std::span<const Value> rest(uint32_t from) const { return {args + from, count > from ? count - from : 0}; }
};

using HostBody = Returned (*)(HostCall& call);

struct HostInfo {
  const char* name;      // qualified: "clojure.core/count"
  const char* arglists;  // "([coll])": the arity is read from it
  const char* doc;
  HostBody body;
  uint16_t min_args = 0;
  uint16_t max_args = 0;
  constexpr HostInfo(const char* full_name, const char* lists, const char* docstring, HostBody function)
      : name(full_name), arglists(lists), doc(docstring), body(function) {
    uint16_t lowest = 0xFFFF, highest = 0;
    const char* p = lists;
    while (*p) {
      if (*p++ != '[') continue;
      uint16_t n = 0;
      bool variadic = false;
      int depth = 0;
      while (*p && !(*p == ']' && depth == 0)) {
        if (*p == ' ') {
          ++p;
          continue;
        }
        if (*p == '&') {
          variadic = true;
          while (*p && *p != ']') ++p;
          break;
        }
        ++n;
        do {
          if (*p == '[' || *p == '{') ++depth;
          if (*p == ']' || *p == '}') {
            if (depth == 0) break;
            --depth;
          }
          ++p;
        } while (*p && (depth > 0 || (*p != ' ' && *p != ']')));
      }
      if (n < lowest) lowest = n;
      if (variadic)
        highest = 0xFFFF;
      else if (n > highest)
        highest = n;
    }
    min_args = lowest;
    max_args = highest;
  }
};

struct HostModule {
  std::span<const HostInfo* const> functions;
};

// Every module of this binary, in a fixed order (an image refers to functions by position). (One of the two interfaces
// that point upwards.)
struct ModuleTable {
  std::span<const HostModule* const> modules;
};

}  // namespace norn

#define NORN_HOST(id, full_name, arglists, doc)                                     \
  static ::norn::Returned id##_body(::norn::HostCall& call);                        \
  static constexpr ::norn::HostInfo id##_info(full_name, arglists, doc, id##_body); \
  static ::norn::Returned id##_body([[maybe_unused]] ::norn::HostCall& call)

#define NORN_HOST_REFS_(id, ...) &id##_info __VA_OPT__(, NORN_HOST_REFS_AGAIN_ NORN_PARENS_(__VA_ARGS__))
#define NORN_HOST_REFS_AGAIN_() NORN_HOST_REFS_
// Defines `const HostModule name` from the functions of this file.
#define NORN_MODULE(name, ...)                                                                                \
  static constexpr const ::norn::HostInfo* name##_functions[] = {NORN_EXPAND_(NORN_HOST_REFS_(__VA_ARGS__))}; \
  extern const ::norn::HostModule name;                                                                       \
  const ::norn::HostModule name { name##_functions }
