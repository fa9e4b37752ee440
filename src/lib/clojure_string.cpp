// clojure.string: every function that needs no callback. `replace` and
// `replace-first` with a function, `escape`, and `join` of what needs the
// language are bytecode over these.
#include <algorithm>

#include "base/long_work.h"
#include "base/utf8.h"
#include "data/print.h"
#include "data/regex.h"
#include "data/regex_replace.h"
#include "data/seq.h"
#include "data/text_case.h"
#include "data/vector.h"
#include "lib/args.h"

namespace norn {

namespace {

// Where the JVM calls toString on any object but nil.
OrRaised<String*> to_string_arg(HostCall& call, uint32_t i) {
  if (auto* string = try_as<String>(call[i])) return string;
  if (call[i].is_nil()) NORN_RAISE(wrong_argument(call, i, "a string"));
  std::string text;
  if (str_to(call.heap, text, call[i]) == Answer::bail) NORN_RAISE(Raised::bail());
  return make_string(call.heap, text);
}

// The same for work of which a twin does a long text in pieces (long_texts.cpp).
OrRaised<String*> short_string_arg(HostCall& call) {
  String* string = NORN_TRY(to_string_arg(call, 0));
  if (is_long_text(string->tail_count)) NORN_RAISE(Raised::bail());
  return string;
}

OrRaised<String*> short_text_arg(HostCall& call) {
  String* string = NORN_TRY(text_arg(call, 0));
  if (is_long_text(string->tail_count)) NORN_RAISE(Raised::bail());
  return string;
}

// A string or character to search for.
OrRaised<std::string> needle_arg(HostCall& call, uint32_t i) {
  std::string text;
  if (call[i].is_character()) {
    utf8_append(text, call[i].as_character());
    return text;
  }
  if (auto* string = try_as<String>(call[i])) return std::string(string->view());
  NORN_RAISE(wrong_argument(call, i, "a string or character"));
}

// The byte offset of a code point index, clamped to the string.
size_t clamped_offset(HostCall& call, String* string, int64_t index) {
  int64_t count = static_cast<int64_t>(string_count(string));
  return string_byte_offset(call.heap, string, static_cast<size_t>(std::clamp<int64_t>(index, 0, count)));
}

Returned index_result(HostCall& call, String* string, size_t byte) {
  if (byte == std::string_view::npos) return Value::nil();
  return Value::fixnum(static_cast<int64_t>(string_index_of_byte(call.heap, string, byte)));
}

}  // namespace

NORN_HOST(upper, "clojure.string/upper-case", "([s])", "String s in upper case. (upper-case \"aé\") => \"AÉ\"") {
  return string_value(call, upper_case(NORN_TRY(short_string_arg(call))->view()));
}
NORN_HOST(lower, "clojure.string/lower-case", "([s])", "String s in lower case. (lower-case \"AÉ\") => \"aé\"") {
  return string_value(call, lower_case(NORN_TRY(short_string_arg(call))->view()));
}
NORN_HOST(capitalize, "clojure.string/capitalize", "([s])",
          "The first character of s in upper case, the others in lower case. (capitalize \"hELLO\") => \"Hello\"") {
  std::string_view text = NORN_TRY(short_string_arg(call))->view();
  if (text.empty()) return string_value(call, text);
  size_t first = utf8_sequence_length(text[0]);
  return string_value(call, upper_case(text.substr(0, first)) + lower_case(text.substr(first)));
}
NORN_HOST(starts_with_p, "clojure.string/starts-with?", "([s substr])", "Whether s starts with substr.") {
  std::string_view text = NORN_TRY(to_string_arg(call, 0))->view();
  return Value::boolean(text.starts_with(NORN_TRY(string_arg(call, 1))->view()));
}
NORN_HOST(ends_with_p, "clojure.string/ends-with?", "([s substr])", "Whether s ends with substr.") {
  std::string_view text = NORN_TRY(to_string_arg(call, 0))->view();
  return Value::boolean(text.ends_with(NORN_TRY(string_arg(call, 1))->view()));
}
NORN_HOST(includes_p, "clojure.string/includes?", "([s substr])", "Whether s contains substr.") {
  std::string_view text = NORN_TRY(to_string_arg(call, 0))->view();
  return Value::boolean(text.find(NORN_TRY(text_arg(call, 1))->view()) != std::string_view::npos);
}
NORN_HOST(blank_p, "clojure.string/blank?", "([s])", "Whether s is nil, empty or white space only.") {
  if (call[0].is_nil()) return Value::boolean(true);
  return Value::boolean(trim_left(NORN_TRY(text_arg(call, 0))->view()).empty());
}
NORN_HOST(trim_, "clojure.string/trim", "([s])", "String s without white space at both ends.") {
  return string_value(call, trim_left(trim_right(NORN_TRY(text_arg(call, 0))->view())));
}
NORN_HOST(triml, "clojure.string/triml", "([s])", "String s without white space at its start.") {
  return string_value(call, trim_left(NORN_TRY(text_arg(call, 0))->view()));
}
NORN_HOST(trimr, "clojure.string/trimr", "([s])", "String s without white space at its end.") {
  return string_value(call, trim_right(NORN_TRY(text_arg(call, 0))->view()));
}
NORN_HOST(trim_newline, "clojure.string/trim-newline", "([s])",
          "String s without the newlines and carriage returns at its end.") {
  std::string_view text = NORN_TRY(text_arg(call, 0))->view();
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return string_value(call, text);
}
NORN_HOST(reverse, "clojure.string/reverse", "([s])", "The characters of s in reverse order.") {
  String* string = NORN_TRY(short_text_arg(call));
  String* reversed = begin_string(call.heap, string->tail_count);
  char* out = reversed->data() + string->tail_count;
  for (const char *p = string->data(), *end = p + string->tail_count; p < end;) {
    size_t length = utf8_sequence_length(*p);
    out = std::copy(p, p + length, out - length) - length;
    p += length;
  }
  finish_string(reversed);
  return to_value(reversed);
}
NORN_HOST(index_of, "clojure.string/index-of", "([s value] [s value from-index])",
          "The index of the first string or character `value` in s, at from-index or later; nil if there is none.") {
  String* string = NORN_TRY(text_arg(call, 0));
  std::string needle = NORN_TRY(needle_arg(call, 1));
  size_t from = call.count > 2 ? clamped_offset(call, string, NORN_TRY(index_arg(call, 2))) : 0;
  return index_result(call, string, string->view().find(needle, from));
}
NORN_HOST(last_index_of, "clojure.string/last-index-of", "([s value] [s value from-index])",
          "The index of the last string or character `value` in s, at from-index or earlier; nil if there is none.") {
  String* string = NORN_TRY(text_arg(call, 0));
  std::string needle = NORN_TRY(needle_arg(call, 1));
  if (call.count == 2) return index_result(call, string, string->view().rfind(needle));
  int64_t from = NORN_TRY(index_arg(call, 2));
  if (from < 0) return Value::nil();
  return index_result(call, string, string->view().rfind(needle, clamped_offset(call, string, from)));
}
NORN_HOST(re_quote_replacement, "clojure.string/re-quote-replacement", "([replacement])",
          "A replacement for `replace` with a pattern that stands for just this text: backslash and dollar lose their "
          "meaning.") {
  std::string out;
  for (char c : NORN_TRY(to_string_arg(call, 0))->view()) {
    if (c == '\\' || c == '$') out += '\\';
    out += c;
  }
  return string_value(call, out);
}
NORN_HOST(join, "clojure.string/join", "([coll] [separator coll])",
          "The texts of all elements of coll, with a separator between them. (join \", \" [1 2]) => \"1, 2\"") {
  std::string separator;
  if (call.count == 2 && str_to(call.heap, separator, call[0]) == Answer::bail) NORN_RAISE(Raised::bail());
  std::string text;
  SeqCursor cursor(call.heap, call[call.count - 1]);
  Value item;
  constexpr size_t kItemsPerLook = 8, kCostOfItem = 16;  // in bytes
  size_t items = 0;
  for (bool first = true; NORN_TRY(cursor.next(&item)); first = false) {
    if (!first) text += separator;
    if (str_to(call.heap, text, item) == Answer::bail) NORN_RAISE(Raised::bail());
    if (++items % kItemsPerLook == 0 && is_long_text(text.size() + items * kCostOfItem)) NORN_RAISE(Raised::bail());
  }
  return string_value(call, text);
}
NORN_HOST(split, "clojure.string/split", "([s re] [s re limit])",
          "A vector of the parts of s between the matches of a regex. With a positive limit at most that many parts; "
          "empty parts at the end "
          "are dropped unless limit is negative. (split \"a,b,,\" #\",\") => [\"a\" \"b\"]") {
  String* string = NORN_TRY(short_text_arg(call));
  Regex* regex = NORN_TRY(regex_arg(call, 1));
  int64_t limit = call.count > 2 ? NORN_TRY(index_arg(call, 2)) : 0;
  std::vector<std::string_view> parts = NORN_TRY(regex_split(call.heap, regex, string->view(), limit));
  std::vector<Value> values;
  for (std::string_view part : parts) values.push_back(string_value(call, part));
  return to_value(make_vector(call.heap, values));
}
NORN_HOST(split_lines, "clojure.string/split-lines", "([s])",
          "A vector of the lines of s, which end in \\n or \\r\\n; empty ones at the end are dropped.") {
  std::string_view text = NORN_TRY(short_text_arg(call))->view();
  std::vector<Value> lines;
  size_t used = 0;  // without the empty lines at the end
  for (size_t start = 0;;) {
    size_t end = text.find('\n', start);
    bool last = end == std::string_view::npos;
    std::string_view line = text.substr(start, last ? end : end - start);
    if (!last && line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(string_value(call, line));
    if (!line.empty()) used = lines.size();
    if (last) break;
    start = end + 1;
  }
  lines.resize(lines.size() == 1 ? 1 : used);
  return to_value(make_vector(call.heap, lines));
}

namespace {

// Every `from` in text (or only the first) replaced.
std::string replace_text(std::string_view text, std::string_view from, std::string_view to, bool all) {
  std::string out;
  size_t at = 0;
  if (from.empty()) {
    // Before each character and at the end, as String.replace.
    for (const char *p = text.data(), *end = p + text.size(); p < end;) {
      const char* start = p;
      utf8_next(p);
      if (all || start == text.data()) out += to;
      out.append(start, p);
    }
    if (all || text.empty()) out += to;
    return out;
  }
  for (;;) {
    size_t found = text.find(from, at);
    if (found == std::string_view::npos) break;
    out += text.substr(at, found - at);
    out += to;
    at = found + from.size();
    if (!all) break;
  }
  out += text.substr(at);
  return out;
}

Returned replace_in(HostCall& call, bool all) {
  String* string = NORN_TRY(text_arg(call, 0));
  const bool is_long = is_long_text(string->tail_count);
  if (call[1].is_character() && !call[2].is_character()) NORN_RAISE(wrong_argument(call, 2, "a character"));
  if (auto* regex = try_as<Regex>(call[1])) {
    // A function as replacement is for bytecode.
    if (!is<String>(call[2]) && !is<StringBuilder>(call[2])) NORN_RAISE(Raised::bail());
    String* replacement = NORN_TRY(text_arg(call, 2));
    if (is_long) NORN_RAISE(Raised::bail());
    return string_value(call, NORN_TRY(regex_replace(call.heap, regex, string->view(), replacement->view(), all)));
  }
  std::string from = NORN_TRY(needle_arg(call, 1)), to = NORN_TRY(needle_arg(call, 2));
  if (is_long) NORN_RAISE(Raised::bail());
  return string_value(call, replace_text(string->view(), from, to, all));
}

}  // namespace

NORN_HOST(replace, "clojure.string/replace", "([s match replacement])",
          "String s with every match replaced. match and replacement are two strings, two characters, a regex and a "
          "string in which $1 stands "
          "for group 1 and a backslash quotes, or a regex and a function of the match. (replace \"a1b22\" #\"[0-9]+\" "
          "\"<$0>\") => "
          "\"a<1>b<22>\"") {
  return replace_in(call, true);
}
NORN_HOST(replace_first, "clojure.string/replace-first", "([s match replacement])",
          "String s with the first match replaced; the arguments are those of replace.") {
  return replace_in(call, false);
}

NORN_MODULE(kClojureStringModule, upper, lower, capitalize, starts_with_p, ends_with_p, includes_p, blank_p, trim_,
            triml, trimr, trim_newline, reverse, index_of, last_index_of, re_quote_replacement, join, split,
            split_lines, replace, replace_first);

}  // namespace norn
