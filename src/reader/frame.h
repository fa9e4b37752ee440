// What the reader is in the middle of: one frame per unfinished form.
#pragma once

#include <string>
#include <string_view>

#include "base/source_span.h"
#include "heap/value.h"

namespace norn {

enum class FrameKind : unsigned char {
  // between delimiters
  list,
  vector,
  map,
  set,
  function,
  conditional,
  preserved_conditional,
  // in front of one form
  quote,
  var,
  deref,
  syntax_quote,
  unquote,
  unquote_splicing,
  tagged,
  eval,
  discard,
  // in front of two
  meta,
};

// Where a #?(...) stands.
enum class Branch : unsigned char { looking, taking, taken };

struct Frame {
  FrameKind kind;
  bool skips = false;    // the forms inside are read for their extent only
  bool as_data = false;  // inside a preserved conditional: tags stay tagged literals
  bool pending = false;
  bool splicing = false;  // conditionals: #?@
  Branch branch = Branch::looking;
  uint32_t forms = 0;  // seen so far
  size_t first_value;  // of its forms on the value stack
  SourceSpan opened;
  Value extra;  // tagged: the tag; map: the namespace string of #:ns{...} or nil
};

constexpr bool is_bracketed(FrameKind kind) { return kind <= FrameKind::preserved_conditional; }
constexpr bool is_conditional(FrameKind kind) { return kind == FrameKind::conditional; }

// How the frame began and how it must end, for matching and for error texts.
constexpr char closing_delimiter(FrameKind kind) {
  return kind == FrameKind::vector ? ']' : kind == FrameKind::map || kind == FrameKind::set ? '}' : ')';
}

constexpr std::string_view opening_text(FrameKind kind) {
  switch (kind) {
    case FrameKind::list: return "(";
    case FrameKind::vector: return "[";
    case FrameKind::map: return "{";
    case FrameKind::set: return "#{";
    case FrameKind::function: return "#(";
    case FrameKind::conditional:
    case FrameKind::preserved_conditional: return "#?(";
    case FrameKind::quote: return "'";
    case FrameKind::var: return "#'";
    case FrameKind::deref: return "@";
    case FrameKind::syntax_quote: return "`";
    case FrameKind::unquote: return "~";
    case FrameKind::unquote_splicing: return "~@";
    case FrameKind::tagged: return "#tag";
    case FrameKind::eval: return "#=";
    case FrameKind::discard: return "#_";
    case FrameKind::meta: return "^";
  }
  return "";
}

}  // namespace norn
