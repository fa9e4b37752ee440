// `form: the expression that builds the form anew, with symbols resolved, `x#` replaced and ~x ~@xs filled in.
#pragma once

#include "base/result.h"
#include "data/raised.h"

namespace norn {

struct Namespace;
struct Symbol;

struct SyntaxQuoteContext {
  Namespace* ns = nullptr;  // what unqualified symbols resolve in
  // Parts that may still be made: a syntax quote of a syntax quote is several times as large, so that twenty of them in
  // a row would fill any memory. Exceeding it is an error.
  uint64_t* parts_left = nullptr;
};

// Requires: the context is complete. `span` is the place of the backquote, for errors.
Result<Value> syntax_quote(Heap& heap, Value form, SourceSpan span, const SyntaxQuoteContext& context);

// The namespace an alias or a full name stands for in `ns`; nullptr if there is none. Also for ::alias/name.
Namespace* namespace_for(Heap& heap, Namespace* ns, Symbol* alias);

}  // namespace norn
