// The machine behind read_form: a lexer, a stack of unfinished forms and a stack of the values read for them.
//
// Each step reads one token. A finished value is delivered to the innermost
// frame, which keeps it, or is thereby finished itself and delivers in turn.
#pragma once

#include <optional>
#include <vector>

#include "reader/forms.h"
#include "reader/frame.h"
#include "reader/function_literal.h"
#include "reader/reader.h"

namespace norn {

struct NameToken;

class FormReader {
 public:
  FormReader(Heap& heap, std::string_view text, SourceCursor cursor, const ReadContext& context);

  Result<ReadOutcome> read();
  SourceCursor cursor() { return {lexer_.offset(), lexer_.span()}; }

 private:
  // --- tokens: form_reader.cpp ----------------------------------------------------
  Result<void> read_token();
  bool at_closed_token() const;
  std::optional<FrameKind> take_clojure_prefix(char first);
  Result<void> read_dispatch(SourceSpan span);
  Result<void> read_string(SourceSpan span);
  Result<void> read_regex(SourceSpan span);
  Result<void> read_character(SourceSpan span);
  Result<void> read_number(SourceSpan span);
  Result<void> read_name(SourceSpan span);
  Result<void> read_argument(SourceSpan span);
  Result<void> read_symbolic_value(SourceSpan span);
  Result<void> read_tag(SourceSpan span);
  Result<void> open_namespaced_map(SourceSpan span);
  Result<void> open_conditional(SourceSpan span);
  Result<void> open_function(SourceSpan span);
  Result<void> skip_quoted(SourceSpan span, std::string_view what);
  Result<Value> resolve_auto_keyword(const NameToken& name, std::string_view token, SourceSpan span);
  Result<Value> map_namespace(std::string_view token, bool automatic, SourceSpan span);

  // --- frames: form_frames.cpp ----------------------------------------------------
  Result<void> open(FrameKind kind, SourceSpan span, Value extra = Value::nil());
  Result<void> close(char delimiter, SourceSpan span);
  Result<void> deliver(ReadItem item);
  Result<void> deliver_value(Value value, SourceSpan span) { return deliver({value, span, false}); }
  Result<ReadItem> finish_collection(const Frame& frame);
  Result<ReadItem> finish_map(const Frame& frame);
  Result<ReadItem> finish_prefix(const Frame& frame, ReadItem item);
  Result<ReadItem> finish_syntax_quote(const Frame& frame, ReadItem item);
  Result<ReadItem> finish_tagged(const Frame& frame, ReadItem item);
  Result<void> finish_conditional(const Frame& frame);
  Result<void> deliver_spliced(ReadItem item);
  Result<void> take_branch(Frame& frame, ReadItem item);
  Result<void> take_metadata(Frame& frame, ReadItem item);
  void push(Frame& frame, ReadItem item);
  Frame pop();
  Elements elements_of(const Frame& frame) const;
  bool has_feature(std::string_view name) const;

  bool skipping() const { return !frames_.empty() && frames_.back().skips; }
  bool as_data() const { return !frames_.empty() && frames_.back().as_data; }
  bool inside_delimiters() const;
  bool is_clojure() const { return context_.dialect == Dialect::clojure; }

  std::unexpected<Error> end_inside_form();
  std::unexpected<Error> unmatched(char delimiter, SourceSpan span) const;

  Heap& heap_;
  const ReadContext& context_;
  Lexer lexer_;
  std::vector<Frame> frames_;
  std::vector<Value> values_;                // of all open frames
  std::vector<SourceSpan> spans_;            // of values_
  uint64_t quoted_parts_ = 0;                // made by syntax quotes so far
  size_t start_;                             // of the form
  std::optional<FunctionLiteral> function_;  // of the enclosing #()
  std::optional<ReadItem> result_;
};

}  // namespace norn
