// Errors as values for the parts that know no language (reader, compiler, io,
// tools). Language exceptions are `Raised`, in data/raised.h.
#pragma once

#include <expected>
#include <string>

#include "base/source_span.h"

namespace norn {

enum class ErrorKind : unsigned char { reader, compiler, io, usage, limit };

// What went wrong, where, and what was expected and found.
struct Error {
  ErrorKind kind = ErrorKind::io;
  std::string text;
  SourceSpan span = {};
  std::string code = {};  // a stable identifier such as "ENOENT" or "unmatched-delimiter"
};

template <typename T>
using Result = std::expected<T, Error>;

}  // namespace norn

// Evaluates to the value of an expected, or returns its error from the calling function.
#define NORN_TRY(expression)                                                                                           \
  ({                                                                                                                   \
    auto norn_try_result = (expression);                                                                               \
    if (__builtin_expect(!norn_try_result.has_value(), 0)) return std::unexpected(std::move(norn_try_result).error()); \
    *std::move(norn_try_result);                                                                                       \
  })

// The same for an expected without a value.
#define NORN_TRY_VOID(expression)                                                                               \
  do {                                                                                                          \
    if (auto norn_try_result = (expression); !norn_try_result) return std::unexpected(norn_try_result.error()); \
  } while (false)
