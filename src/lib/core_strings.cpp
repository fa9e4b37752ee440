// Strings, characters, symbols, keywords, uuids and instants of clojure.core.
#include <algorithm>

#include "base/long_work.h"
#include "base/random.h"
#include "base/utf8.h"
#include "data/array.h"
#include "data/format.h"
#include "data/instant.h"
#include "data/print.h"
#include "data/seq.h"
#include "data/text_case.h"
#include "data/transient_fork.h"
#include "data/uuid.h"
#include "lib/args.h"
#include "sched/scheduler.h"

namespace norn {

namespace {

Returned raise_string_index(HostCall& call, int64_t begin, int64_t end, int64_t length) {
  NORN_RAISE(
      raise(call.heap, world_of(call).types.string_index_exception.get(),
            "begin " + std::to_string(begin) + ", end " + std::to_string(end) + ", length " + std::to_string(length)));
}

}  // namespace

// --- strings -----------------------------------------------------------------------------

NORN_HOST(str, "clojure.core/str", "([& xs])",
          "The texts of the arguments joined; nil is empty. (str 1 nil :a \"b\") => \"1:ab\"") {
  if (call.count == 1 && is<String>(call[0])) return call[0];
  std::string text;
  const size_t longest = static_cast<size_t>(long_work_limit * kBytesPerItem);
  for (uint32_t i = 0; i < call.count; ++i) {
    if (is<String>(call[i]) && as<String>(call[i])->tail_count > longest) NORN_RAISE(Raised::bail());
    if (str_to(call.heap, text, call[i]) == Answer::bail || text.size() > longest) NORN_RAISE(Raised::bail());
  }
  return string_value(call, text);
}
NORN_HOST(subs, "clojure.core/subs", "([s start] [s start end])",
          "The part of string s from index start to end (exclusive; the end of s by default). (subs \"hello\" 1 3) => "
          "\"el\"") {
  String* string = NORN_TRY(string_arg(call, 0));
  int64_t length = static_cast<int64_t>(string_count(string));
  int64_t start = NORN_TRY(index_arg(call, 1));
  int64_t end = call.count > 2 ? NORN_TRY(index_arg(call, 2)) : length;
  if (start < 0 || end > length || start > end) return raise_string_index(call, start, end, length);
  return to_value(substring(call.heap, string, static_cast<size_t>(start), static_cast<size_t>(end)));
}
NORN_HOST(string_p, "clojure.core/string?", "([x])", "Whether x is a string.") {
  return Value::boolean(is<String>(call[0]));
}
NORN_HOST(format, "clojure.core/format", "([fmt & args])",
          "Text with each %-specifier of fmt replaced by an argument: %s text, %d integer, %f %e %g decimal, %x %o "
          "bits, %c character, %b "
          "truth, %n newline, %% percent; flags - + 0 , ( # and blank, width and .precision. (format \"%5.2f|%-4s|\" "
          "3.14159 :a) => \" 3.14|:a  "
          "|\"") {
  String* pattern = NORN_TRY(string_arg(call, 0));
  return string_value(call, NORN_TRY(format_text(call.heap, pattern->view(), call.rest(1))));
}
NORN_HOST(replace_chars, "norn.prim/replace-chars", "([s from to])",
          "String s with each character `from` replaced by `to`.") {
  String* string = NORN_TRY(string_arg(call, 0));
  char32_t from = NORN_TRY(character_arg(call, 1)), to = NORN_TRY(character_arg(call, 2));
  std::string out;
  for (const char *p = string->data(), *end = p + string->tail_count; p < end;) {
    char32_t c = utf8_next(p);
    utf8_append(out, c == from ? to : c);
  }
  return string_value(call, out);
}
NORN_HOST(last_index_of_char, "norn.prim/last-index-of-char", "([s ch])",
          "The index of the last ch in string s, or -1.") {
  String* string = NORN_TRY(string_arg(call, 0));
  std::string wanted;
  utf8_append(wanted, NORN_TRY(character_arg(call, 1)));
  size_t at = string->view().rfind(wanted);
  if (at == std::string_view::npos) return Value::fixnum(-1);
  return Value::fixnum(static_cast<int64_t>(string_index_of_byte(call.heap, string, at)));
}
NORN_HOST(index_of_char, "norn.prim/index-of-char", "([s ch from])",
          "The index of the first ch in string s at index `from` or later, or -1.") {
  String* string = NORN_TRY(string_arg(call, 0));
  std::string wanted;
  utf8_append(wanted, NORN_TRY(character_arg(call, 1)));
  int64_t from = std::clamp<int64_t>(NORN_TRY(index_arg(call, 2)), 0, static_cast<int64_t>(string_count(string)));
  size_t at = string->view().find(wanted, string_byte_offset(call.heap, string, static_cast<size_t>(from)));
  if (at == std::string_view::npos) return Value::fixnum(-1);
  return Value::fixnum(static_cast<int64_t>(string_index_of_byte(call.heap, string, at)));
}
NORN_HOST(text_before, "norn.prim/text-before", "([s offset])",
          "The part of string s before a byte offset into its UTF-8.") {
  String* string = NORN_TRY(string_arg(call, 0));
  int64_t offset = std::clamp<int64_t>(NORN_TRY(index_arg(call, 1)), 0, static_cast<int64_t>(string->tail_count));
  return string_value(call, string->view().substr(0, static_cast<size_t>(offset)));
}
NORN_HOST(trim_text, "norn.prim/trim-text", "([s])", "String s without white space at both ends.") {
  return string_value(call, trim_left(trim_right(NORN_TRY(string_arg(call, 0))->view())));
}
NORN_HOST(starts_with, "norn.prim/starts-with?", "([s prefix])", "Whether string s starts with a prefix.") {
  String* string = NORN_TRY(string_arg(call, 0));
  return Value::boolean(string->view().starts_with(NORN_TRY(string_arg(call, 1))->view()));
}
NORN_HOST(join_strings, "norn.prim/join-strings", "([separator strings])",
          "The texts of a realized collection with a separator between them. Bails on what needs the language.") {
  String* separator = NORN_TRY(string_arg(call, 0));
  std::string text;
  SeqCursor cursor(call.heap, call[1]);
  Value item;
  for (bool first = true; NORN_TRY(cursor.next(&item)); first = false) {
    if (!first) text += separator->view();
    if (str_to(call.heap, text, item) == Answer::bail) NORN_RAISE(Raised::bail());
  }
  return string_value(call, text);
}

// --- string builders --------------------------------------------------------------------

namespace {

OrRaised<StringBuilder*> builder_arg(HostCall& call, uint32_t i) {
  return object_arg<StringBuilder>(call, i, "a StringBuilder");
}

}  // namespace

NORN_HOST(make_builder, "norn.prim/string-builder", "([])",
          "A new StringBuilder for a function that builds a text: a multi-shot continuation has one for each "
          "resumption.") {
  StringBuilder* builder = make_string_builder(call.heap);
  builder->aux = kBelongsToFrames;
  return to_value(builder);
}

NORN_HOST(make_shared_builder, "norn.prim/shared-string-builder", "([])", "A new StringBuilder, as java.lang's.") {
  return to_value(make_string_builder(call.heap));
}

NORN_HOST(builder_append, "norn.prim/string-builder-append!", "([builder x])",
          "Appends the text of x (\"null\" for nil) and returns the builder. Bails on what needs the language.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call, 0));
  if (auto* string = try_as<String>(call[1])) {
    string_builder_append(call.heap, builder, string->view());
    return call[0];
  }
  std::string text;
  if (call[1].is_nil()) text = "null";
  if (str_to(call.heap, text, call[1]) == Answer::bail) NORN_RAISE(Raised::bail());
  string_builder_append(call.heap, builder, text);
  return call[0];
}
NORN_HOST(builder_append_part, "norn.prim/string-builder-append-part!", "([builder s start end])",
          "Appends the characters of string s from start to end (exclusive). Returns the builder.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call, 0));
  String* string = NORN_TRY(text_arg(call, 1));
  int64_t start = NORN_TRY(index_arg(call, 2)), end = NORN_TRY(index_arg(call, 3));
  int64_t length = static_cast<int64_t>(string_count(string));
  if (start < 0 || end > length || start > end) return raise_string_index(call, start, end, length);
  size_t from = string_byte_offset(call.heap, string, static_cast<size_t>(start));
  size_t to = string_byte_offset(call.heap, string, static_cast<size_t>(end));
  string_builder_append(call.heap, builder, string->view().substr(from, to - from));
  return call[0];
}
NORN_HOST(builder_text, "norn.prim/string-builder-text", "([builder])", "The text of a StringBuilder.") {
  return to_value(string_builder_text(call.heap, NORN_TRY(builder_arg(call, 0))));
}
NORN_HOST(builder_length, "norn.prim/string-builder-length", "([builder])",
          "How many characters a StringBuilder holds.") {
  return Value::fixnum(static_cast<int64_t>(utf8_count(NORN_TRY(builder_arg(call, 0))->view())));
}
NORN_HOST(builder_set_length, "norn.prim/string-builder-set-length!", "([builder n])",
          "Drops all characters from index n on.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call, 0));
  int64_t n = NORN_TRY(index_arg(call, 1));
  int64_t count = static_cast<int64_t>(utf8_count(builder->view()));
  if (n < 0) return raise_string_index(call, 0, n, count);
  if (n < count) builder->size = utf8_advance(builder->view(), 0, static_cast<size_t>(n));
  return call[0];
}
NORN_HOST(builder_replace, "norn.prim/string-builder-replace!", "([builder s])",
          "Makes string s the whole text of a StringBuilder.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call, 0));
  String* text = NORN_TRY(text_arg(call, 1));
  builder->size = 0;
  string_builder_append(call.heap, builder, text->view());
  return call[0];
}

NORN_HOST(string_bytes, "norn.prim/string-bytes", "([s])", "The UTF-8 bytes of string s, a byte array.") {
  return to_value(make_byte_array(call.heap, NORN_TRY(string_arg(call, 0))->view()));
}
NORN_HOST(bytes_string, "norn.prim/bytes-string", "([bytes] [bytes start end])",
          "The string whose UTF-8 bytes these are (from start, before end); what is not UTF-8 becomes U+FFFD.") {
  PrimitiveArray* bytes = NORN_TRY(object_arg<PrimitiveArray>(call, 0, "a byte array"));
  if (bytes->type() != ElementType::byte_) NORN_RAISE(wrong_argument(call, 0, "a byte array"));
  std::string_view text(reinterpret_cast<const char*>(bytes->bytes()), bytes->tail_count);
  if (call.count == 3) {
    const int64_t start = NORN_TRY(index_arg(call, 1)), end = NORN_TRY(index_arg(call, 2));
    if (start < 0 || end < start || end > static_cast<int64_t>(text.size()))
      NORN_RAISE(raise_index(call.heap, end, static_cast<int64_t>(text.size())));
    text = text.substr(static_cast<size_t>(start), static_cast<size_t>(end - start));
  }
  return string_value(call, text);
}

// --- characters --------------------------------------------------------------------------

NORN_HOST(to_char, "clojure.core/char", "([x])", "The character with code point x. (char 97) => \\a") {
  if (call[0].is_character()) return call[0];
  int64_t code = NORN_TRY(index_arg(call, 0));
  if (code < 0 || code > static_cast<int64_t>(kLastCodePoint) || is_surrogate(static_cast<char32_t>(code)))
    NORN_RAISE(raise_illegal_argument(call.heap, "Value out of range for char: " + std::to_string(code)));
  return Value::character(static_cast<char32_t>(code));
}
NORN_HOST(unchecked_char, "clojure.core/unchecked-char", "([x])",
          "The character with the low 16 bits of x as code point.") {
  if (call[0].is_character()) return call[0];
  char32_t code = static_cast<char32_t>(NORN_TRY(index_arg(call, 0)) & 0xFFFF);
  return Value::character(is_surrogate(code) ? kReplacementCharacter : code);
}
NORN_HOST(char_p, "clojure.core/char?", "([x])", "Whether x is a character.") {
  return Value::boolean(call[0].is_character());
}
NORN_HOST(upper_case_p, "norn.prim/upper-case?", "([ch])", "Whether ch is an upper-case letter.") {
  return Value::boolean(is_upper_case(NORN_TRY(character_arg(call, 0))));
}
NORN_HOST(lower_case_p, "norn.prim/lower-case?", "([ch])", "Whether ch is a lower-case letter.") {
  return Value::boolean(is_lower_case(NORN_TRY(character_arg(call, 0))));
}
NORN_HOST(letter_p, "norn.prim/letter?", "([ch])", "Whether ch is a letter.") {
  return Value::boolean(is_letter(NORN_TRY(character_arg(call, 0))));
}
NORN_HOST(digit_p, "norn.prim/digit?", "([ch])", "Whether ch is a decimal digit of any script.") {
  return Value::boolean(is_digit(NORN_TRY(character_arg(call, 0))));
}
NORN_HOST(whitespace_p, "norn.prim/whitespace?", "([ch])", "Whether ch separates words; no-break spaces do not.") {
  return Value::boolean(is_java_whitespace(NORN_TRY(character_arg(call, 0))));
}
NORN_HOST(char_upper, "norn.prim/char-upper-case", "([ch])", "The upper-case form of ch.") {
  return Value::character(to_upper(NORN_TRY(character_arg(call, 0))));
}
NORN_HOST(char_lower, "norn.prim/char-lower-case", "([ch])", "The lower-case form of ch.") {
  return Value::character(to_lower(NORN_TRY(character_arg(call, 0))));
}
NORN_HOST(char_digit, "norn.prim/char-digit", "([ch radix])", "The value of ch as a digit of a radix, or -1.") {
  return Value::fixnum(
      digit_in_radix(NORN_TRY(character_arg(call, 0)), static_cast<int>(NORN_TRY(integer_arg(call, 1)))));
}
NORN_HOST(char_name, "norn.prim/char-name", "([ch])",
          "The name the reader knows ch by (\"newline\", \"space\" ...), or nil.") {
  std::string text;
  print_character_readably(text, NORN_TRY(character_arg(call, 0)));
  bool named = text.size() > 2 && static_cast<unsigned char>(text[1]) < 0x80;
  return named ? string_value(call, text.substr(1)) : Value::nil();
}

// --- symbols and keywords -------------------------------------------------------------------

NORN_HOST(name, "clojure.core/name", "([x])",
          "The name of a symbol or keyword without its namespace; a string is returned as it is.") {
  if (is<String>(call[0])) return call[0];
  if (auto* symbol = try_as<Symbol>(call[0])) return symbol->name.value();
  if (auto* keyword = try_as<Keyword>(call[0])) return keyword->symbol->name.value();
  if (is<Instance>(call[0])) NORN_RAISE(Raised::bail());
  NORN_RAISE(wrong_argument(call, 0, "a symbol, keyword or string"));
}
NORN_HOST(namespace_, "clojure.core/namespace", "([x])", "The namespace of a symbol or keyword, a string, or nil.") {
  if (auto* symbol = try_as<Symbol>(call[0])) return symbol->ns.value();
  if (auto* keyword = try_as<Keyword>(call[0])) return keyword->symbol->ns.value();
  if (is<Instance>(call[0])) NORN_RAISE(Raised::bail());
  NORN_RAISE(wrong_argument(call, 0, "a symbol or keyword"));
}
NORN_HOST(symbol, "clojure.core/symbol", "([name] [ns name])",
          "The symbol with a name and maybe a namespace; name alone may be a string, keyword, var or symbol. (symbol "
          "\"a\" \"b\") => a/b") {
  if (call.count == 2) {
    String* ns = NORN_TRY(optional_arg<String>(call, 0, "a string or nil"));
    return to_value(make_symbol(call.heap, ns, NORN_TRY(string_arg(call, 1))));
  }
  Value x = call[0];
  if (is<Symbol>(x)) return x;
  if (auto* keyword = try_as<Keyword>(x)) return keyword->symbol.value();
  if (auto* var = try_as<Var>(x)) return to_value(world_of(call).intern_symbol(var_text(var)));
  if (auto* text = try_as<String>(x)) {
    SymbolParts parts = split_symbol(text->view());
    if (parts.name.size() == text->tail_count) return to_value(make_symbol(call.heap, nullptr, text));
    return to_value(make_symbol(call.heap, make_string(call.heap, parts.ns), make_string(call.heap, parts.name)));
  }
  NORN_RAISE(raise_illegal_argument(call.heap, "no conversion to symbol"));
}
NORN_HOST(keyword, "clojure.core/keyword", "([name] [ns name])",
          "The keyword with a name and maybe a namespace; name alone may be a string, symbol or keyword; nil for "
          "anything else. (keyword "
          "\"a/b\") => :a/b") {
  World& world = world_of(call);
  if (call.count == 2) {
    String* ns = NORN_TRY(optional_arg<String>(call, 0, "a string or nil"));
    String* text = NORN_TRY(string_arg(call, 1));
    return to_value(world.intern_keyword(ns ? ns->view() : std::string_view(), text->view()));
  }
  Value x = call[0];
  if (is<Keyword>(x)) return x;
  if (auto* symbol = try_as<Symbol>(x)) return to_value(world.intern_keyword(symbol));
  if (auto* text = try_as<String>(x)) return to_value(world.intern_keyword(text->view()));
  return Value::nil();
}
NORN_HOST(find_keyword, "clojure.core/find-keyword", "([name] [ns name])",
          "The keyword, as keyword makes it, if it exists already; else nil.") {
  World& world = world_of(call);
  if (call.count == 2) {
    String* ns = NORN_TRY(optional_arg<String>(call, 0, "a string or nil"));
    String* text = NORN_TRY(string_arg(call, 1));
    return to_value(world.find_keyword(ns ? ns->view() : std::string_view(), text->view()));
  }
  Value x = call[0];
  if (is<Keyword>(x)) return x;
  SymbolParts parts;
  std::string text;
  if (auto* symbol = try_as<Symbol>(x))
    text = symbol_text(symbol);
  else
    text = NORN_TRY(string_arg(call, 0))->view();
  parts = split_symbol(text);
  return to_value(world.find_keyword(parts.ns, parts.name));
}
NORN_HOST(symbol_p, "clojure.core/symbol?", "([x])", "Whether x is a symbol.") {
  return Value::boolean(is<Symbol>(call[0]));
}
NORN_HOST(keyword_p, "clojure.core/keyword?", "([x])", "Whether x is a keyword.") {
  return Value::boolean(is<Keyword>(call[0]));
}
NORN_HOST(ident_p, "clojure.core/ident?", "([x])", "Whether x is a symbol or keyword.") {
  return Value::boolean(is<Symbol>(call[0]) || is<Keyword>(call[0]));
}

namespace {

// The symbol of a symbol or keyword; nullptr for anything else.
Symbol* symbol_inside(Value v) {
  if (auto* keyword = try_as<Keyword>(v)) return keyword->symbol.get();
  return try_as<Symbol>(v);
}

bool has_namespace(Value v) { return symbol_inside(v) && symbol_inside(v)->ns; }
bool has_no_namespace(Value v) { return symbol_inside(v) && !symbol_inside(v)->ns; }

}  // namespace

NORN_HOST(simple_ident_p, "clojure.core/simple-ident?", "([x])",
          "Whether x is a symbol or keyword without a namespace.") {
  return Value::boolean(has_no_namespace(call[0]));
}
NORN_HOST(qualified_ident_p, "clojure.core/qualified-ident?", "([x])",
          "Whether x is a symbol or keyword with a namespace.") {
  return Value::boolean(has_namespace(call[0]));
}
NORN_HOST(simple_symbol_p, "clojure.core/simple-symbol?", "([x])", "Whether x is a symbol without a namespace.") {
  return Value::boolean(is<Symbol>(call[0]) && has_no_namespace(call[0]));
}
NORN_HOST(qualified_symbol_p, "clojure.core/qualified-symbol?", "([x])", "Whether x is a symbol with a namespace.") {
  return Value::boolean(is<Symbol>(call[0]) && has_namespace(call[0]));
}
NORN_HOST(simple_keyword_p, "clojure.core/simple-keyword?", "([x])", "Whether x is a keyword without a namespace.") {
  return Value::boolean(is<Keyword>(call[0]) && has_no_namespace(call[0]));
}
NORN_HOST(qualified_keyword_p, "clojure.core/qualified-keyword?", "([x])", "Whether x is a keyword with a namespace.") {
  return Value::boolean(is<Keyword>(call[0]) && has_namespace(call[0]));
}
NORN_HOST(next_id, "norn.prim/next-id", "([])", "An integer that was not returned before.") {
  return make_integer(call.heap, static_cast<int64_t>(world_of(call).new_id()));
}
NORN_HOST(gensym, "clojure.core/gensym", "([] [prefix-string])",
          "A new symbol whose name starts with a prefix (G__ by default).") {
  std::string text = "G__";
  if (call.count == 1) {
    text.clear();
    if (str_to(call.heap, text, call[0]) == Answer::bail) NORN_RAISE(Raised::bail());
  }
  text += std::to_string(world_of(call).new_id());
  return to_value(make_symbol(call.heap, nullptr, make_string(call.heap, text)));
}

// --- uuids, instants, chance ------------------------------------------------------------------

NORN_HOST(random_double, "norn.prim/random-double", "([])", "A random double from 0 to 1 (exclusive).") {
  return make_double(call.heap, Scheduler::of(call.vm).random().unit());
}
NORN_HOST(random_seed, "norn.prim/seed-random!", "([n])",
          "Makes random numbers repeat: the same seed, the same numbers.") {
  Scheduler::of(call.vm).set_seed(static_cast<uint64_t>(NORN_TRY(integer_arg(call, 0))));
  return Value::nil();
}
NORN_HOST(random_uuid, "clojure.core/random-uuid", "([])", "A random (version 4) UUID.") {
  Random& random = Scheduler::of(call.vm).random();
  return to_value(make_random_uuid(call.heap, random.next(), random.next()));
}
NORN_HOST(parse_uuid_, "clojure.core/parse-uuid", "([s])", "The UUID that string s spells; nil if it does not.") {
  if (!is<String>(call[0]))
    NORN_RAISE(raise_illegal_argument(call.heap, "Expected string, got " + print_brief(call.heap, call[0])));
  return to_value(parse_uuid(call.heap, as<String>(call[0])->view()));
}
NORN_HOST(parse_uuid_strict, "norn.prim/parse-uuid-strict", "([s])",
          "The UUID that string s spells; raises IllegalArgumentException.") {
  String* text = NORN_TRY(string_arg(call, 0));
  if (Uuid* uuid = parse_uuid(call.heap, text->view())) return to_value(uuid);
  NORN_RAISE(raise_illegal_argument(call.heap, "Invalid UUID string: " + std::string(text->view())));
}
NORN_HOST(uuid_p, "clojure.core/uuid?", "([x])", "Whether x is a UUID.") { return Value::boolean(is<Uuid>(call[0])); }
NORN_HOST(inst_p, "norn.prim/inst?", "([x])", "Whether x is an instant.") {
  return Value::boolean(is<Instant>(call[0]));
}
NORN_HOST(inst_millis, "norn.prim/inst-millis", "([inst])", "The milliseconds since 1970-01-01T00:00Z of an instant.") {
  return make_integer(call.heap, NORN_TRY(object_arg<Instant>(call, 0, "an instant"))->milliseconds);
}
NORN_HOST(make_inst, "norn.prim/make-inst", "([ms])", "The instant so many milliseconds after 1970-01-01T00:00Z.") {
  return to_value(make_instant(call.heap, NORN_TRY(integer_arg(call, 0))));
}
NORN_HOST(parse_inst, "norn.prim/parse-inst", "([s])",
          "The instant of an RFC 3339 timestamp, parts after the year optional; nil if malformed.") {
  auto ms = parse_instant(NORN_TRY(string_arg(call, 0))->view());
  return ms ? to_value(make_instant(call.heap, *ms)) : Value::nil();
}

NORN_MODULE(kStringsModule, str, subs, string_p, format, replace_chars, last_index_of_char, index_of_char, text_before,
            trim_text, starts_with, join_strings, make_builder, make_shared_builder, builder_append,
            builder_append_part, builder_text, builder_length, builder_set_length, builder_replace, string_bytes,
            bytes_string, to_char, unchecked_char, char_p, upper_case_p, lower_case_p, letter_p, digit_p, whitespace_p,
            char_upper, char_lower, char_digit, char_name, name, namespace_, symbol, keyword, find_keyword, symbol_p,
            keyword_p, ident_p, simple_ident_p, qualified_ident_p, simple_symbol_p, qualified_symbol_p,
            simple_keyword_p, qualified_keyword_p, next_id, gensym, random_double, random_seed, random_uuid,
            parse_uuid_, parse_uuid_strict, uuid_p, inst_p, inst_millis, make_inst, parse_inst);

}  // namespace norn
