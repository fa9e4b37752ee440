#include <algorithm>

#include "data/list.h"
#include "data/print.h"
#include "data/seq.h"
#include "data/tagged_literal.h"
#include "data/vector.h"
#include "data/world.h"
#include "reader/default_tags.h"
#include "reader/form_reader.h"
#include "reader/pending.h"
#include "reader/reader_error.h"
#include "reader/syntax_quote.h"

namespace norn {
namespace {

std::string quoted_text(std::string_view text) { return "'" + std::string(text) + "'"; }

}  // namespace

// --- opening and closing ----------------------------------------------------------------

Result<void> FormReader::open(FrameKind kind, SourceSpan span, Value extra) {
  if (frames_.size() >= context_.depth_limit) {
    return reader_error("nesting-limit", span,
                        "Forms are nested deeper than the limit of " + std::to_string(context_.depth_limit) +
                            "; the text may lack closing delimiters.");
  }
  Frame frame{.kind = kind, .first_value = values_.size(), .opened = span, .extra = extra};
  frame.skips = skipping() || kind == FrameKind::discard;
  frame.as_data = as_data();
  frames_.push_back(frame);
  return {};
}

Frame FormReader::pop() {
  Frame frame = frames_.back();
  frames_.pop_back();
  return frame;
}

Result<void> FormReader::close(char delimiter, SourceSpan span) {
  if (frames_.empty() || !is_bracketed(frames_.back().kind) || closing_delimiter(frames_.back().kind) != delimiter)
    return unmatched(delimiter, span);
  if (is_conditional(frames_.back().kind)) {
    Frame frame = pop();
    return finish_conditional(frame);
  }
  Frame frame = frames_.back();
  Result<ReadItem> item = finish_collection(frame);
  if (!item) return std::unexpected(std::move(item).error());
  frames_.pop_back();
  values_.resize(frame.first_value);
  spans_.resize(frame.first_value);
  return deliver(*item);
}

Elements FormReader::elements_of(const Frame& frame) const {
  return {std::span(values_).subspan(frame.first_value), std::span(spans_).subspan(frame.first_value), frame.pending};
}

// The value of a frame between delimiters.
Result<ReadItem> FormReader::finish_collection(const Frame& frame) {
  if (frame.skips) return ReadItem{Value::nil(), frame.opened, false};
  Elements elements = elements_of(frame);
  switch (frame.kind) {
    case FrameKind::vector: return ReadItem{to_value(make_vector(heap_, elements.values)), frame.opened, frame.pending};
    case FrameKind::map: return finish_map(frame);
    case FrameKind::set: return make_set_form(heap_, elements, frame.opened);
    default: break;
  }
  Value list = make_list_at(heap_, elements.values, frame.opened);
  if (frame.kind == FrameKind::function) {
    list = function_->finish(heap_, list, frame.opened);
    function_.reset();
  } else if (frame.kind == FrameKind::preserved_conditional) {
    list = to_value(make_reader_conditional(heap_, list, frame.splicing));
  }
  return ReadItem{list, frame.opened, frame.pending};
}

Result<ReadItem> FormReader::finish_map(const Frame& frame) {
  if (String* ns = try_as<String>(frame.extra)) {
    for (size_t i = frame.first_value; i < values_.size(); i += 2)
      values_[i] = qualify_key(heap_, values_[i], ns->view());
  }
  return make_map_form(heap_, elements_of(frame), frame.opened);
}

// --- delivering -----------------------------------------------------------------------------

Result<void> FormReader::deliver(ReadItem item) {
  for (;;) {
    if (frames_.empty()) {
      NORN_ASSERT(!result_, "one form at a time");
      result_ = item;
      return {};
    }
    Frame& frame = frames_.back();
    switch (frame.kind) {
      case FrameKind::conditional: return take_branch(frame, item);
      case FrameKind::discard: frames_.pop_back(); return {};
      case FrameKind::meta:
        if (frame.forms == 0) return take_metadata(frame, item);
        break;
      default:
        if (!is_bracketed(frame.kind)) break;
        push(frame, item);
        return {};
    }
    item = NORN_TRY(finish_prefix(frame, item));
    values_.resize(frames_.back().first_value);
    spans_.resize(frames_.back().first_value);
    frames_.pop_back();
  }
}

void FormReader::push(Frame& frame, ReadItem item) {
  ++frame.forms;
  if (frame.skips) return;
  frame.pending |= item.pending;
  values_.push_back(item.value);
  spans_.push_back(item.span);
}

Result<void> FormReader::take_metadata(Frame& frame, ReadItem item) {
  if (!frame.skips) item.value = NORN_TRY(metadata_map(heap_, item));
  push(frame, item);
  return {};
}

// What a frame in front of a form makes of it.
Result<ReadItem> FormReader::finish_prefix(const Frame& frame, ReadItem item) {
  if (frame.skips) return ReadItem{Value::nil(), frame.opened, false};
  Value head;
  switch (frame.kind) {
    case FrameKind::quote: head = to_value(make_symbol_at(heap_, {}, "quote", frame.opened)); break;
    case FrameKind::var: head = to_value(make_symbol_at(heap_, {}, "var", frame.opened)); break;
    case FrameKind::deref: head = core_symbol_at(heap_, "deref", frame.opened); break;
    case FrameKind::unquote: head = core_symbol_at(heap_, "unquote", frame.opened); break;
    case FrameKind::unquote_splicing: head = core_symbol_at(heap_, "unquote-splicing", frame.opened); break;
    case FrameKind::tagged: return finish_tagged(frame, item);
    case FrameKind::eval: return ReadItem{make_pending(heap_, PendingKind::eval, item.value), frame.opened, true};
    case FrameKind::meta:
      return attach_metadata(heap_, {values_[frame.first_value], spans_[frame.first_value], frame.pending}, item);
    case FrameKind::syntax_quote: return finish_syntax_quote(frame, item);
    default: NORN_UNREACHABLE("no prefix");
  }
  Value form[] = {head, item.value};
  // @x is a call, whose place belongs into traces; the others are not.
  bool is_call = frame.kind == FrameKind::deref;
  return ReadItem{is_call ? make_list_at(heap_, form, frame.opened) : make_list(heap_, form), frame.opened,
                  item.pending};
}

Result<ReadItem> FormReader::finish_syntax_quote(const Frame& frame, ReadItem item) {
  constexpr uint64_t kPartsPerByte = 200, kPartsAlways = 20'000;
  if (context_.ns == nullptr) {
    return reader_error("no-namespace", frame.opened,
                        "Syntax quote (`) needs a current namespace to resolve symbols in, but this text is read "
                        "without one.");
  }
  uint64_t limit = kPartsAlways + kPartsPerByte * (lexer_.offset() - start_);
  uint64_t left = limit - std::min(limit, quoted_parts_);
  SyntaxQuoteContext quoting{context_.ns, &left};
  Value expression = NORN_TRY(syntax_quote(heap_, item.value, frame.opened, quoting));
  quoted_parts_ = limit - left;
  return ReadItem{expression, frame.opened, item.pending};
}

Result<ReadItem> FormReader::finish_tagged(const Frame& frame, ReadItem item) {
  Value node = make_pending_tag(heap_, frame.extra, item.value);
  if (frame.as_data) return ReadItem{node, frame.opened, false};
  if (context_.default_tags && !item.pending) {
    Result<std::optional<Value>> made = read_default_tag(heap_, as<Symbol>(frame.extra), item);
    if (!made) return std::unexpected(std::move(made).error());
    if (*made) return ReadItem{**made, frame.opened, false};
  }
  return ReadItem{node, frame.opened, true};
}

// --- reader conditionals ------------------------------------------------------------------------

bool FormReader::has_feature(std::string_view name) const {
  return std::ranges::find(context_.features, name) != context_.features.end();
}

// Features and forms take turns; the forms of features we do not have are skipped, as all are after the first match.
Result<void> FormReader::take_branch(Frame& frame, ReadItem item) {
  bool is_feature = frame.forms++ % 2 == 0;
  if (!is_feature) {
    if (frame.branch == Branch::taking) {
      frame.pending = item.pending;
      values_.push_back(item.value);
      spans_.push_back(item.span);
      frame.branch = Branch::taken;
    }
    frame.skips = false;
    return {};
  }
  Keyword* feature = try_as<Keyword>(item.value);
  if (feature == nullptr) {
    return reader_error("invalid-conditional", item.span,
                        "Feature should be a keyword, but found " + print_brief(heap_, item.value) +
                            "; a reader conditional is #?(:feature form :feature form ...).");
  }
  std::string name = symbol_text(feature->symbol.get());
  if (name == "else" || name == "none") {
    return reader_error("invalid-conditional", item.span,
                        "Feature name :" + name + " is reserved; the branch for all others is :default.");
  }
  bool takes = frame.branch == Branch::looking && has_feature(name);
  if (takes) frame.branch = Branch::taking;
  frame.skips = !takes;
  return {};
}

// The frame is off the stack, the form it took is still on the value stack.
Result<void> FormReader::finish_conditional(const Frame& frame) {
  if (frame.forms % 2 != 0) {
    return reader_error("invalid-conditional", frame.opened,
                        "read-cond requires an even number of forms: the last feature in the reader conditional has no "
                        "form.");
  }
  if (frame.branch != Branch::taken) return {};
  ReadItem item{values_[frame.first_value], spans_[frame.first_value], frame.pending};
  values_.resize(frame.first_value);
  spans_.resize(frame.first_value);
  return frame.splicing ? deliver_spliced(item) : deliver(item);
}

Result<void> FormReader::deliver_spliced(ReadItem item) {
  if (!is_sequential(item.value)) {
    return reader_error("invalid-conditional", item.span,
                        "Spliced form list in read-cond-splicing must implement java.util.List: #?@ needs a vector or "
                        "a list whose elements it puts in its place, but found " +
                            print_brief(heap_, item.value) + ".");
  }
  SeqCursor elements(heap_, item.value);
  for (;;) {
    Value element;
    OrRaised<bool> more = elements.next(&element);
    NORN_ASSERT(more.has_value(), "what was just read can be walked");
    if (!*more) return {};
    NORN_TRY(deliver({element, item.span, item.pending}));
  }
}

// Whether delivering several forms is possible here: some collection takes them.
bool FormReader::inside_delimiters() const {
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame)
    if (is_bracketed(frame->kind)) return !is_conditional(frame->kind);
  return false;
}

// --- errors about delimiters ----------------------------------------------------------------------

std::unexpected<Error> FormReader::unmatched(char delimiter, SourceSpan span) const {
  std::string found = "Unmatched delimiter: " + std::string(1, delimiter);
  if (frames_.empty()) {
    return reader_error("unmatched-delimiter", span,
                        found + " closes nothing: no form is open here. Remove it, or add what should open it.");
  }
  const Frame& frame = frames_.back();
  std::string opener = quoted_text(opening_text(frame.kind)) + " at " + span_text(frame.opened);
  if (!is_bracketed(frame.kind)) {
    return reader_error("unmatched-delimiter", span, found + " stands where a form must follow the " + opener + ".");
  }
  return reader_error("unmatched-delimiter", span,
                      found + " cannot close the " + opener + "; expected " +
                          quoted_text(std::string(1, closing_delimiter(frame.kind))) + " first.");
}

std::unexpected<Error> FormReader::end_inside_form() {
  const Frame& inner = frames_.back();
  std::string opener = quoted_text(opening_text(inner.kind)) + " at " + span_text(inner.opened);
  std::string text = is_bracketed(inner.kind)
                         ? "EOF while reading: the " + opener + " is never closed; add the missing " +
                               quoted_text(std::string(1, closing_delimiter(inner.kind))) + "."
                         : "EOF while reading: no form follows the " + opener + ".";
  const Frame& outer = frames_.front();
  if (frames_.size() > 1 && is_bracketed(outer.kind)) {
    text += " It is inside the form that begins with " + quoted_text(opening_text(outer.kind)) + " at " +
            span_text(outer.opened) + ".";
  }
  return reader_error(kUnexpectedEnd, inner.opened, std::move(text));
}

}  // namespace norn
