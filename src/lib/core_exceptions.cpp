// Exceptions as values: making them, and their parts.
#include "data/map.h"
#include "data/metadata.h"
#include "data/vector.h"
#include "lib/args.h"
#include "vm/vm.h"

namespace norn {

namespace {

// The class of this name; an unknown one becomes a RuntimeException's subclass at first use.
Type* exception_class(HostCall& call, Value name) {
  World& world = world_of(call);
  if (auto* type = try_as<Type>(name)) return type;
  std::string text;
  if (auto* string = try_as<String>(name)) text = string->view();
  if (auto* symbol = try_as<Symbol>(name)) text = symbol_text(symbol);
  Symbol* symbol = world.intern_symbol({}, text);
  Value found = *map_get(call.heap, world.host_classes, to_value(symbol));
  if (is<Type>(found)) return as<Type>(found);
  Type* type = make_type(call.heap, symbol, world.types.runtime_exception.get(), 0);
  world.host_classes = map_assoc_plain(call.heap, world.host_classes, to_value(symbol), to_value(type));
  return type;
}

// Line and column of a form: its metadata, or what the reader noted in a symbol.
SourceSpan position_of(HostCall& call, Value form) {
  auto number = [&](std::string_view key) {
    auto n = as_int64(map_get_keyword(call.heap, meta_of(form), key));
    return n ? static_cast<uint32_t>(*n) : 0;
  };
  if (auto* symbol = try_as<Symbol>(form); symbol && symbol->line > 0) return {symbol->line, symbol->column};
  return {number("line"), number("column")};
}

Value current_value(HostCall& call, std::string_view core_name) {
  Var* var = world_of(call).intern_var("clojure.core", core_name);
  Value* bound = call.vm.find_binding(var);
  return bound ? *bound : var->root.is_marker() ? Value::nil() : var->root;
}

}  // namespace

NORN_HOST(make_exception_, "norn.prim/make-exception", "([class message] [class message data cause])",
          "An exception of the class with this full name (a string, symbol or class); message a string or nil, data a "
          "map or nil.") {
  if (!call[1].is_nil() && !is<String>(call[1])) NORN_RAISE(wrong_argument(call, 1, "a string"));
  Type* type = exception_class(call, call[0]);
  return to_value(make_exception(call.heap, type, call[1], call.arg_or(2, Value::nil()), call.arg_or(3, Value::nil())));
}
NORN_HOST(syntax_error, "norn.prim/syntax-error", "([form message] [form message cause])",
          "A CompilerException for a mistake in `form`, with the file and position of the form; with a cause: what its "
          "macro threw.") {
  NORN_TRY(string_arg(call, 1));
  World& world = world_of(call);
  SourceSpan span = position_of(call, call[0]);
  Value file = current_value(call, "*file*");
  Exception* exception = make_exception(call.heap, world.types.compiler_exception.get(), call[1], empty_map(call.heap),
                                        call.arg_or(2, Value::nil()));
  auto set = [&](std::string_view key, Value value) {
    exception->data = map_assoc_plain(call.heap, exception->data, keyword_value(call, key), value);
  };
  set("clojure.error/phase", keyword_value(call, call.count > 2 ? "macroexpansion" : "macro-syntax-check"));
  if (!file.is_nil()) set("clojure.error/source", file);
  if (span.line > 0) {
    set("clojure.error/line", Value::fixnum(span.line));
    set("clojure.error/column", Value::fixnum(span.column));
    exception->info = to_value(make_vector(call.heap, {file, Value::fixnum(span.line), Value::fixnum(span.column)}));
  }
  return to_value(exception);
}
NORN_HOST(
    ex_info, "clojure.core/ex-info", "([msg map] [msg map cause])",
    "An ExceptionInfo with a message, a map of data and maybe a cause. (ex-data (ex-info \"no\" {:a 1})) => {:a 1}") {
  World& world = world_of(call);
  if (call[1].is_nil()) NORN_RAISE(raise_illegal_argument(call.heap, "Additional data must be non-nil."));
  if (!is_map(call[1]) && !is<Instance>(call[1])) NORN_RAISE(wrong_argument(call, 1, "a map"));
  Value cause = call.arg_or(2, Value::nil());
  if (!cause.is_nil() && !is<Exception>(cause)) NORN_RAISE(wrong_argument(call, 2, "an exception or nil"));
  return to_value(make_exception(call.heap, world.types.exception_info.get(), call[0], call[1], cause));
}
NORN_HOST(ex_message, "clojure.core/ex-message", "([ex])",
          "The message of an exception; nil if it has none or ex is no exception.") {
  auto* exception = try_as<Exception>(call[0]);
  return exception ? exception->message : Value::nil();
}
NORN_HOST(ex_data, "clojure.core/ex-data", "([ex])",
          "The data of an exception: the map given to ex-info, or what Norn tells of a failure of its own (:type, for "
          "files :code "
          "and :path); nil if there is none or ex is no exception.") {
  auto* exception = try_as<Exception>(call[0]);
  return exception ? exception->data : Value::nil();
}
NORN_HOST(ex_cause, "clojure.core/ex-cause", "([ex])",
          "The exception that caused ex; nil if there is none or ex is no exception.") {
  auto* exception = try_as<Exception>(call[0]);
  return exception ? exception->cause : Value::nil();
}
NORN_HOST(exception_p, "norn.prim/exception?", "([x])", "Whether x is an exception.") {
  return Value::boolean(is<Exception>(call[0]));
}
NORN_HOST(exception_details, "norn.prim/exception-data", "([ex])", "The data of an exception of any class, or nil.") {
  return NORN_TRY(exception_arg(call, 0))->data;
}
NORN_HOST(exception_message, "norn.prim/exception-message", "([ex])", "The message of an exception, or nil.") {
  return NORN_TRY(exception_arg(call, 0))->message;
}
NORN_HOST(exception_cause, "norn.prim/exception-cause", "([ex])", "The exception that caused ex, or nil.") {
  return NORN_TRY(exception_arg(call, 0))->cause;
}
NORN_HOST(exception_position, "norn.prim/exception-position", "([ex])",
          "[file line column] of a reader or compiler error, or nil.") {
  return NORN_TRY(exception_arg(call, 0))->info;
}
NORN_HOST(exception_suppressed, "norn.prim/exception-suppressed", "([ex])",
          "The vector of exceptions an exception suppressed, or nil.") {
  return NORN_TRY(exception_arg(call, 0))->suppressed;
}
NORN_HOST(exception_suppress, "norn.prim/exception-add-suppressed!", "([ex suppressed])",
          "Notes that ex suppressed another exception. Returns ex.") {
  exception_add_suppressed(call.heap, NORN_TRY(exception_arg(call, 0)), to_value(NORN_TRY(exception_arg(call, 1))));
  return call[0];
}
NORN_HOST(exception_set_cause, "norn.prim/exception-set-cause!", "([ex cause])",
          "Sets the cause of an exception. Returns ex.") {
  Exception* exception = NORN_TRY(exception_arg(call, 0));
  exception->cause = call[1];
  call.heap.written(exception);
  return call[0];
}

NORN_HOST(exception_set_data, "norn.prim/exception-set-data!", "([ex data])",
          "Sets the data of an exception that nobody else has seen. Returns ex.") {
  Exception* exception = NORN_TRY(exception_arg(call, 0));
  exception->data = call[1];
  call.heap.written(exception);
  return call[0];
}

NORN_MODULE(kExceptionsModule, make_exception_, syntax_error, ex_info, ex_message, ex_data, ex_cause, exception_p,
            exception_details, exception_message, exception_cause, exception_position, exception_suppressed,
            exception_suppress, exception_set_cause, exception_set_data);

}  // namespace norn
