// Exceptions: one kind for every class; the class is a Type.
#pragma once

#include "data/raised.h"

namespace norn {

struct String;

struct Exception : Object {
  static constexpr Kind kKind = Kind::exception;
  Ref<Type> type;
  Value message;     // string or nil
  Value data;        // map for ExceptionInfo, else nil or a map with details (:type, :arg, ...)
  Value cause;       // exception or nil
  Value trace;       // Trace object (vm/stack_trace.h), filled in when thrown; nil before
  Value suppressed;  // vector or nil
  Value info;        // internal: e.g. ["file" line column] of reader and compiler errors
};

Exception* make_exception(Heap& heap, Type* type, Value message, Value data, Value cause);
void exception_add_suppressed(Heap& heap, Exception* exception, Value suppressed);
bool exception_is(const Exception* exception, const Type* type);

}  // namespace norn

NORN_LAYOUT(Exception, norn::Tail::none, 0, type, message, data, cause, trace, suppressed, info);
