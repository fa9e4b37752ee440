#include "reader/form_reader.h"

#include <limits>

#include "base/utf8.h"
#include "data/exception.h"
#include "data/list.h"
#include "data/number.h"
#include "data/regex.h"
#include "data/var.h"
#include "data/world.h"
#include "reader/name_token.h"
#include "reader/pending.h"
#include "reader/reader_error.h"
#include "reader/syntax_quote.h"
#include "reader/text_literal.h"

namespace norn {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool starts_tag(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::unexpected<Error> invalid_token(std::string_view token, SourceSpan span, std::string_view why) {
  return reader_error("invalid-token", span, "Invalid token: " + shown_token(token) + " " + std::string(why));
}

std::unexpected<Error> no_namespace(std::string_view token, SourceSpan span) {
  return reader_error("no-namespace", span,
                      "Invalid token: " + shown_token(token) +
                          " depends on the current namespace, but this text is read without one; write the full name.");
}

std::unexpected<Error> invalid_regex(std::string_view source, SourceSpan span, Raised raised) {
  std::string why;
  if (Exception* exception = try_as<Exception>(raised.value); exception && is<String>(exception->message))
    why = as<String>(exception->message)->view();
  return reader_error("invalid-regex", span, "Invalid regular expression #\"" + shown_token(source) + "\": " + why);
}

}  // namespace

FormReader::FormReader(Heap& heap, std::string_view text, SourceCursor cursor, const ReadContext& context)
    : heap_(heap),
      context_(context),
      lexer_(text, cursor.offset, cursor.position, context.dialect),
      start_(cursor.offset) {}

Result<ReadOutcome> FormReader::read() {
  while (!result_) {
    bool complete = lexer_.skip_blanks();
    if (!complete && !context_.final) return ReadOutcome{.status = ReadStatus::need_more};
    if (lexer_.at_end()) {
      if (frames_.empty()) return ReadOutcome{.status = ReadStatus::end};
      return end_inside_form();
    }
    bool closes_itself = at_closed_token();
    Result<void> step = read_token();
    // Any other token that reaches the end of an unfinished text may go on: what was made of it does not count.
    if (!context_.final && lexer_.at_end() && !closes_itself) return ReadOutcome{.status = ReadStatus::need_more};
    if (!step) return std::unexpected(std::move(step).error());
  }
  return ReadOutcome{ReadStatus::form, result_->value, result_->span, result_->pending};
}

// Whether the next token says itself where it ends: a closing delimiter, a string, a regular expression.
bool FormReader::at_closed_token() const {
  char c = lexer_.peek();
  return c == ')' || c == ']' || c == '}' || c == '"' || (c == '#' && lexer_.peek_second() == '"');
}

Result<void> FormReader::read_token() {
  SourceSpan span = lexer_.span();
  char first = lexer_.peek();
  switch (first) {
    case '(': lexer_.advance(); return open(FrameKind::list, span);
    case '[': lexer_.advance(); return open(FrameKind::vector, span);
    case '{': lexer_.advance(); return open(FrameKind::map, span);
    case ')':
    case ']':
    case '}': lexer_.advance(); return close(first, span);
    case '"': lexer_.advance(); return read_string(span);
    case '\\': lexer_.advance(); return read_character(span);
    case '^': lexer_.advance(); return open(FrameKind::meta, span);
    case '#': lexer_.advance(); return read_dispatch(span);
    default: break;
  }
  if (is_clojure()) {
    if (std::optional<FrameKind> prefix = take_clojure_prefix(first)) return open(*prefix, span);
    if (first == '%' && function_ && !skipping()) return read_argument(span);
  }
  bool signed_number = (first == '+' || first == '-') && is_digit(lexer_.peek_second());
  return is_digit(first) || signed_number ? read_number(span) : read_name(span);
}

// The reader macros that stand in front of one form.
std::optional<FrameKind> FormReader::take_clojure_prefix(char first) {
  FrameKind kind;
  switch (first) {
    case '\'': kind = FrameKind::quote; break;
    case '@': kind = FrameKind::deref; break;
    case '`': kind = FrameKind::syntax_quote; break;
    case '~': kind = lexer_.peek_second() == '@' ? FrameKind::unquote_splicing : FrameKind::unquote; break;
    default: return std::nullopt;
  }
  lexer_.advance(kind == FrameKind::unquote_splicing ? 2 : 1);
  return kind;
}

// --- what a # begins ----------------------------------------------------------------

Result<void> FormReader::read_dispatch(SourceSpan span) {
  if (lexer_.at_end()) return unexpected_end(span, "reader macro #", "the form it begins");
  char selector = lexer_.peek();
  switch (selector) {
    case '{': lexer_.advance(); return open(FrameKind::set, span);
    case '_': lexer_.advance(); return open(FrameKind::discard, span);
    case '^': lexer_.advance(); return open(FrameKind::meta, span);
    case ':': lexer_.advance(); return open_namespaced_map(span);
    case '#': lexer_.advance(); return read_symbolic_value(span);
    case '<':
      return reader_error("unreadable", span,
                          "Unreadable form: #<...> is how objects without a readable form are printed; it cannot be "
                          "read back.");
    default: break;
  }
  if (is_clojure()) {
    switch (selector) {
      case '(': lexer_.advance(); return open_function(span);
      case '\'': lexer_.advance(); return open(FrameKind::var, span);
      case '"': lexer_.advance(); return read_regex(span);
      case '?': lexer_.advance(); return open_conditional(span);
      case '=': lexer_.advance(); return open(FrameKind::eval, span);
      default: break;
    }
  }
  if (starts_tag(selector)) return read_tag(span);
  size_t start = lexer_.offset();
  lexer_.take_code_point();
  std::string macro = "#" + std::string(lexer_.text_from(start));
  return reader_error("no-dispatch-macro", span,
                      "No dispatch macro for: " + macro.substr(1) + " -- " + macro + " begins nothing that " +
                          (is_clojure() ? "Clojure" : "EDN") + " knows; a tag is # followed by a symbol.");
}

Result<void> FormReader::read_symbolic_value(SourceSpan span) {
  std::string_view token = lexer_.take_token();
  if (skipping()) return deliver_value(Value::nil(), span);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (token == "Inf") return deliver_value(make_double(heap_, kInfinity), span);
  if (token == "-Inf") return deliver_value(make_double(heap_, -kInfinity), span);
  if (token == "NaN") return deliver_value(make_double(heap_, std::numeric_limits<double>::quiet_NaN()), span);
  return reader_error("invalid-symbolic-value", span,
                      "Invalid symbolic value: ##" + shown_token(token) + "; there are ##Inf, ##-Inf and ##NaN.");
}

Result<void> FormReader::read_tag(SourceSpan span) {
  std::string_view token = lexer_.take_token();
  if (skipping()) return open(FrameKind::tagged, span);
  std::optional<NameToken> name = parse_name(token);
  if (!name || token == "nil" || token == "true" || token == "false")
    return reader_error(
        "invalid-tag", span,
        "Reader tag must be a symbol, but found " + (token.empty() ? "a blank" : "#" + shown_token(token)) + ".");
  if (name->ns == kPendingNamespace) {
    return reader_error("invalid-tag", span,
                        "Invalid tag #" + shown_token(token) +
                            ": tags in the namespace norn.reader are the reader's "
                            "own.");
  }
  return open(FrameKind::tagged, span, to_value(make_symbol_at(heap_, name->ns, name->name, span)));
}

Result<void> FormReader::open_function(SourceSpan span) {
  if (skipping()) return open(FrameKind::list, span);
  if (function_) {
    return reader_error("nested-function", span,
                        "Nested #()s are not allowed: the arguments % of this one would be those of the one around "
                        "it; write the inner or the outer one as (fn [x] ...).");
  }
  function_.emplace();
  return open(FrameKind::function, span);
}

Result<void> FormReader::open_conditional(SourceSpan span) {
  bool splicing = lexer_.peek() == '@';
  if (splicing) lexer_.advance();
  bool complete = lexer_.skip_blanks();
  if (!complete || lexer_.at_end()) return unexpected_end(span, "reader conditional", "(:feature form ...)");
  if (lexer_.peek() != '(') {
    return reader_error("invalid-conditional", span,
                        "read-cond body must be a list: write #?(:clj this :default that).");
  }
  lexer_.advance();
  if (skipping()) return open(FrameKind::list, span);
  if (context_.conditionals == ReaderConditionals::refuse) {
    return reader_error("invalid-conditional", span,
                        "Conditional read not allowed: #?(...) is for source files (.cljc and .clj); pass "
                        "{:read-cond :allow} to read it here.");
  }
  bool preserve = context_.conditionals == ReaderConditionals::preserve;
  if (!preserve && splicing && !inside_delimiters()) {
    return reader_error("top-level-splice", span,
                        "Reader conditional splicing not allowed at the top level: #?@ puts the elements of a form "
                        "into the list, vector, map or set around it, and nothing is around it here; use "
                        "#?(:clj (do ...)).");
  }
  NORN_TRY(open(preserve ? FrameKind::preserved_conditional : FrameKind::conditional, span));
  frames_.back().splicing = splicing;
  frames_.back().as_data |= preserve;
  return {};
}

Result<void> FormReader::open_namespaced_map(SourceSpan span) {
  bool automatic = lexer_.peek() == ':';
  if (automatic) lexer_.advance();
  std::string_view token = lexer_.take_token();
  bool complete = lexer_.skip_blanks();
  if (!complete || lexer_.at_end()) return unexpected_end(span, "namespaced map", "{:key value ...}");
  if (lexer_.peek() != '{' || (token.empty() && !automatic)) {
    return reader_error(
        "invalid-namespaced-map", span,
        token.empty() ? "Namespaced map must specify a namespace: write #:name{...}, or #::{...} for "
                        "the current one."
                      : "Namespaced map must specify a map: #:" + shown_token(token) + " must be followed by {...}.");
  }
  lexer_.advance();
  if (skipping()) return open(FrameKind::map, span);
  return open(FrameKind::map, span, NORN_TRY(map_namespace(token, automatic, span)));
}

Result<Value> FormReader::map_namespace(std::string_view token, bool automatic, SourceSpan span) {
  std::string written = (automatic ? "#::" : "#:") + std::string(token);
  if (automatic && context_.ns == nullptr) return no_namespace(written, span);
  if (token.empty()) return context_.ns->name->name.value();
  std::optional<NameToken> name = parse_name(token);
  if (!name || name->kind != NameKind::symbol || !name->ns.empty()) {
    return reader_error("invalid-namespaced-map", span,
                        "Namespaced map must specify a valid namespace: " + shown_token(written) +
                            " is not a symbol without a namespace of its own.");
  }
  Symbol* symbol = World::of(heap_).intern_symbol({}, name->name);
  if (!automatic) return symbol->name.value();
  Namespace* target = namespace_for(heap_, context_.ns, symbol);
  if (target != nullptr) return target->name->name.value();
  return reader_error("unknown-alias", span,
                      "Unknown auto-resolved namespace alias: " + shown_token(token) + " in " + shown_token(written) +
                          " is no alias in " + symbol_text(context_.ns->name.get()) +
                          "; require its namespace with :as, or write #:full.name{...}.");
}

// --- tokens -------------------------------------------------------------------------

Result<void> FormReader::read_string(SourceSpan span) {
  if (skipping()) return skip_quoted(span, "string");
  return deliver_value(to_value(NORN_TRY(read_string_literal(heap_, lexer_, span))), span);
}

Result<void> FormReader::read_regex(SourceSpan span) {
  std::string_view source = NORN_TRY(read_quoted(lexer_, span, "regular expression"));
  if (skipping()) return deliver_value(Value::nil(), span);
  OrRaised<Regex*> regex = make_regex(heap_, make_string(heap_, source));
  if (!regex) return invalid_regex(source, span, regex.error());
  return deliver_value(to_value(*regex), span);
}

Result<void> FormReader::skip_quoted(SourceSpan span, std::string_view what) {
  NORN_TRY(read_quoted(lexer_, span, what));
  return deliver_value(Value::nil(), span);
}

Result<void> FormReader::read_character(SourceSpan span) {
  if (skipping() && !lexer_.at_end()) {
    lexer_.take_token(utf8_sequence_length(lexer_.peek()));
    return deliver_value(Value::nil(), span);
  }
  return deliver_value(Value::character(NORN_TRY(read_character_literal(lexer_, span))), span);
}

Result<void> FormReader::read_number(SourceSpan span) {
  std::string_view token = lexer_.take_number();
  if (skipping()) return deliver_value(Value::nil(), span);
  std::expected<Value, std::string> number = parse_number(heap_, token);
  if (!number) return reader_error("invalid-number", span, std::move(number).error());
  return deliver_value(*number, span);
}

Result<void> FormReader::read_argument(SourceSpan span) {
  std::string_view token = lexer_.take_token();
  return deliver_value(NORN_TRY(function_->argument(heap_, token, span)), span);
}

Result<void> FormReader::read_name(SourceSpan span) {
  std::string_view token = lexer_.take_token();
  if (skipping()) return deliver_value(Value::nil(), span);
  if (token == "nil") return deliver_value(Value::nil(), span);
  if (token == "true") return deliver_value(Value::boolean(true), span);
  if (token == "false") return deliver_value(Value::boolean(false), span);
  std::optional<NameToken> name = parse_name(token);
  if (!name || (name->kind == NameKind::auto_keyword && !is_clojure())) {
    return invalid_token(token, span,
                         token[0] == ':' ? "is no keyword; keywords look like :name, :ns/name, ::name and ::alias/name."
                                         : "is neither a number nor a symbol; symbols look like name and ns/name, and "
                                           "the name does not start with a digit nor end with a colon.");
  }
  switch (name->kind) {
    case NameKind::symbol: {
      auto* make = is_clojure() ? make_symbol_at : make_passing_symbol_at;  // data may have any number of symbols
      return deliver_value(to_value(make(heap_, name->ns, name->name, span)), span);
    }
    case NameKind::keyword: return deliver_value(to_value(World::of(heap_).intern_keyword(name->ns, name->name)), span);
    case NameKind::auto_keyword: return deliver_value(NORN_TRY(resolve_auto_keyword(*name, token, span)), span);
  }
  NORN_UNREACHABLE("every kind of name is handled");
}

Result<Value> FormReader::resolve_auto_keyword(const NameToken& name, std::string_view token, SourceSpan span) {
  if (context_.ns == nullptr) return no_namespace(token, span);
  World& world = World::of(heap_);
  Namespace* ns = context_.ns;
  if (!name.ns.empty()) ns = namespace_for(heap_, context_.ns, world.intern_symbol({}, name.ns));
  if (ns == nullptr) {
    return invalid_token(token, span,
                         "refers to the namespace alias " + shown_token(name.ns) + ", which " +
                             symbol_text(context_.ns->name.get()) +
                             " does not have; require that namespace with :as, or write the full name with one colon.");
  }
  return to_value(world.intern_keyword(ns->name->name->view(), name.name));
}

Result<ReadOutcome> read_form(Heap& heap, std::string_view text, SourceCursor& cursor, const ReadContext& context) {
  FormReader reader(heap, text, cursor, context);
  Result<ReadOutcome> outcome = reader.read();
  if (!outcome) {
    if (!context.final && outcome.error().code == kUnexpectedEnd) return ReadOutcome{.status = ReadStatus::need_more};
    return outcome;
  }
  if (outcome->status != ReadStatus::need_more) cursor = reader.cursor();
  return outcome;
}

}  // namespace norn
