#include "data/exception.h"

#include "data/string.h"
#include "data/type.h"
#include "data/vector.h"

namespace norn {

Exception* make_exception(Heap& heap, Type* type, Value message, Value data, Value cause) {
  Exception* exception = heap.make<Exception>();
  exception->type = type;
  exception->message = message;
  exception->data = data;
  exception->cause = cause;
  return exception;
}

bool exception_is(const Exception* exception, const Type* type) { return type_is(exception->type.get(), type); }

void exception_add_suppressed(Heap& heap, Exception* exception, Value suppressed) {
  exception->suppressed = exception->suppressed.is_nil()
                              ? to_value(make_vector(heap, {suppressed}))
                              : to_value(vector_conj(heap, as<Vector>(exception->suppressed), suppressed));
  heap.written(exception);
}

}  // namespace norn
