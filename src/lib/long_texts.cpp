// Host module: pieces of work on long texts (SEMANTICS 34). The functions of
// clojure.string, `str` and printing bail when a text is longer than one call
// should touch (base/long_work.h); their twins go on with these, each call of
// which does some of the work and says where to go on. Offsets are bytes.
//
// What a twin fills - a builder, a transient vector, a matcher - is its own, and
// it calls nothing of the program meanwhile.
#include <algorithm>
#include <cstring>

#include "base/long_work.h"
#include "base/result.h"
#include "base/utf8.h"
#include "data/array.h"
#include "data/print.h"
#include "data/regex.h"
#include "data/regex_replace.h"
#include "data/seq.h"
#include "data/string_builder.h"
#include "data/text_case.h"
#include "data/vector.h"
#include "lib/args.h"
#include "vm/vm.h"

namespace norn {
namespace {

// How a piece of work ended; the functions that search return [state offset].
enum PieceState : int64_t {
  kGoOn = 0,      // at the offset, when it is this task's turn again
  kSearch = 1,    // the next match takes long to find: matcher-search! is to look for it
  kCopyRest = 2,  // nothing is left to find
};

void end_turn(HostCall& call) { call.vm.charge(static_cast<uint64_t>(call.vm.slice())); }

size_t bytes_per_piece() { return static_cast<size_t>(long_work_limit * kBytesPerItem); }

Value state_of(HostCall& call, PieceState state, size_t offset) {
  end_turn(call);
  return to_value(make_vector(call.heap, {Value::fixnum(state), Value::fixnum(static_cast<int64_t>(offset))}));
}

Value offset_or_nil(HostCall& call, size_t offset, size_t end) {
  end_turn(call);
  return offset < end ? Value::fixnum(static_cast<int64_t>(offset)) : Value::nil();
}

OrRaised<StringBuilder*> builder_arg(HostCall& call) { return object_arg<StringBuilder>(call, 0, "a StringBuilder"); }

OrRaised<size_t> offset_arg(HostCall& call, uint32_t i, size_t size) {
  const int64_t offset = NORN_TRY(integer_arg(call, i));
  if (offset < 0 || static_cast<size_t>(offset) > size)
    NORN_RAISE(raise_index(call.heap, offset, static_cast<int64_t>(size)));
  return static_cast<size_t>(offset);
}

// Where a piece of text that begins at an offset ends: between two code points, at least one further.
size_t piece_end(std::string_view text, size_t from) {
  if (text.size() - from <= bytes_per_piece()) return text.size();
  size_t end = from + bytes_per_piece();
  while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
  return end;
}

// The next piece of the text in argument 1, from the offset in argument 2 on.
struct Piece {
  std::string_view text;
  size_t end;   // of the piece
  size_t size;  // of the whole text
};
OrRaised<Piece> piece_arg(HostCall& call) {
  std::string_view text = NORN_TRY(string_arg(call, 1))->view();
  const size_t from = NORN_TRY(offset_arg(call, 2, text.size()));
  const size_t end = piece_end(text, from);
  return Piece{text.substr(from, end - from), end, text.size()};
}

OrRaised<std::string> text_of(HostCall& call, uint32_t i) {
  if (call[i].is_character()) {
    std::string text;
    utf8_append(text, call[i].as_character());
    return text;
  }
  return std::string(NORN_TRY(text_arg(call, i))->view());
}

// The matches of a matcher, one after the other.
class Matches {
 public:
  Matches(HostCall& call, Matcher* matcher) : call_(call), matcher_(matcher), text_(matcher->input->view()) {}

  std::string_view text() const { return text_; }
  const RegexMatch& match() const { return match_; }
  Regex* regex() const { return matcher_->regex.get(); }

  // What matcher-search! has found.
  bool take_found() {
    if (!matcher_->matched) return false;
    match_.offsets.clear();
    PrimitiveArray* groups = matcher_->groups.get();
    for (uint64_t i = 0; i < array_count(groups); ++i) {
      const int64_t offset = groups->elements<int64_t>()[i];
      match_.offsets.push_back(offset < 0 ? RegexMatch::kNone : static_cast<size_t>(offset));
    }
    return true;
  }
  // Bails when the search is long.
  OrRaised<bool> next() {
    if (!NORN_TRY(
            regex_match(call_.heap, regex(), text_, matcher_->from, RegexMode::find, &match_, RegexEffort::quick)))
      return false;
    matcher_->from = regex_next_start(text_, match_);
    return true;
  }

 private:
  HostCall& call_;
  Matcher* matcher_;
  std::string_view text_;
  RegexMatch match_;
};

}  // namespace

NORN_HOST(append_some_, "norn.prim/append-some!", "([builder s from])",
          "Appends a piece of string s. Returns the offset where to go on, nil at its end.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call));
  const Piece piece = NORN_TRY(piece_arg(call));
  if (piece.text.data() == as<String>(call[1])->data()) string_builder_reserve(call.heap, builder, piece.size);
  string_builder_append(call.heap, builder, piece.text);
  return offset_or_nil(call, piece.end, piece.size);
}

NORN_HOST(append_upper_some_, "norn.prim/append-upper-some!", "([builder s from])", "As append-some!, in upper case.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call));
  const Piece piece = NORN_TRY(piece_arg(call));
  string_builder_append(call.heap, builder, upper_case(piece.text));
  return offset_or_nil(call, piece.end, piece.size);
}

NORN_HOST(append_lower_some_, "norn.prim/append-lower-some!", "([builder s from])", "As append-some!, in lower case.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call));
  const Piece piece = NORN_TRY(piece_arg(call));
  string_builder_append(call.heap, builder, lower_case(piece.text));
  return offset_or_nil(call, piece.end, piece.size);
}

NORN_HOST(append_readably_some_, "norn.prim/append-readably-some!", "([builder s from])",
          "As append-some!, as it stands between the quotes when s is printed readably.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call));
  const Piece piece = NORN_TRY(piece_arg(call));
  std::string text;
  print_string_readably(text, piece.text);
  string_builder_append(call.heap, builder, std::string_view(text).substr(1, text.size() - 2));
  return offset_or_nil(call, piece.end, piece.size);
}

NORN_HOST(
    append_reversed_some_, "norn.prim/append-reversed-some!", "([builder s done])",
    "Appends the characters of string s in reverse order, but for those of its last `done` bytes, or some of them. "
    "Returns how many bytes are done, nil when all are.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call));
  std::string_view text = NORN_TRY(string_arg(call, 1))->view();
  const size_t done = NORN_TRY(offset_arg(call, 2, text.size()));
  std::string reversed;
  const char* p = text.data() + text.size() - done;
  while (p > text.data() && reversed.size() < bytes_per_piece()) {
    p = utf8_previous(p);
    reversed.append(p, utf8_sequence_length(*p));
  }
  string_builder_append(call.heap, builder, reversed);
  return offset_or_nil(call, done + reversed.size(), text.size());
}

NORN_HOST(append_replaced_some_, "norn.prim/append-replaced-some!", "([builder s from match replacement all?])",
          "Appends a piece of string s with each, or the first, `match` in it replaced, both strings or characters. "
          "Returns [state offset]: 0 go on there, 2 what is behind it is to be appended as it is.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call));
  std::string_view text = NORN_TRY(string_arg(call, 1))->view();
  size_t at = NORN_TRY(offset_arg(call, 2, text.size()));
  const std::string match = NORN_TRY(text_of(call, 3)), replacement = NORN_TRY(text_of(call, 4));
  const bool all = call[5].truthy();
  std::string out;
  if (match.empty()) {  // before each character and at the end, as String.replace
    if (!all) {
      string_builder_append(call.heap, builder, replacement);
      return state_of(call, kCopyRest, at);
    }
    const size_t end = piece_end(text, at);
    for (const char *p = text.data() + at, *stop = text.data() + end; p < stop;) {
      const char* start = p;
      utf8_next(p);
      out += replacement;
      out.append(start, p);
    }
    if (end == text.size()) out += replacement;
    string_builder_append(call.heap, builder, out);
    return state_of(call, end == text.size() ? kCopyRest : kGoOn, end);
  }
  // A match may begin in the piece and end behind it.
  const size_t end = piece_end(text, at);
  const std::string_view visible = text.substr(0, std::min(text.size(), end + match.size() - 1));
  PieceState state = kGoOn;
  for (;;) {
    const size_t found = visible.find(match, at);
    if (found == std::string_view::npos) break;
    out += text.substr(at, found - at);
    out += replacement;
    at = found + match.size();
    if (!all) {
      string_builder_append(call.heap, builder, out);
      return state_of(call, kCopyRest, at);
    }
  }
  if (at < end) {
    out += text.substr(at, end - at);
    at = end;
  }
  if (at == text.size()) state = kCopyRest;
  string_builder_append(call.heap, builder, out);
  return state_of(call, state, at);
}

NORN_HOST(
    append_matches_some_, "norn.prim/append-replaced-matches-some!", "([builder m from replacement found?])",
    "Appends the text of a matcher from an offset on, with its matches replaced as (replace s re string) does, up to "
    "some match. found?: matcher-search! has just found the first of them. Returns [state offset]: 0 go on there, 1 "
    "after a matcher-search!, 2 what is behind it is to be appended as it is.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call));
  Matches matches(call, NORN_TRY(object_arg<Matcher>(call, 1, "a matcher")));
  std::string_view text = matches.text();
  size_t copied = NORN_TRY(offset_arg(call, 2, text.size()));
  String* replacement = NORN_TRY(text_arg(call, 3));
  bool is_found = call[4].truthy() && matches.take_found();
  std::string out;
  auto end = [&](PieceState state) {
    string_builder_append(call.heap, builder, out);
    return state_of(call, state, copied);
  };
  constexpr int64_t kCostOfMatch = 20;
  WorkLeft work;
  for (work.begin();;) {
    if (!is_found) {
      OrRaised<bool> next = matches.next();
      if (!next && next.error().is_bail()) return end(kSearch);
      if (!next) return std::unexpected(next.error());
      if (!*next) return end(kCopyRest);
    }
    is_found = false;
    const RegexMatch& match = matches.match();
    const size_t passed = match.end() - copied;
    out += text.substr(copied, match.start() - copied);
    NORN_TRY(append_replacement(call.heap, out, matches.regex(), text, match, replacement->view()));
    copied = match.end();
    if (!work.take(kCostOfMatch + static_cast<int64_t>(passed) / kBytesPerItem)) return end(kGoOn);
  }
}

NORN_HOST(
    split_some_, "norn.prim/split-some!", "([parts m from limit found?])",
    "Adds the parts between the next matches of a matcher to a transient vector, as (split s re limit) does. The "
    "part at hand begins at an offset. found? as for append-replaced-matches-some!. Returns [state offset], 0 and 1 "
    "as there; 2 when all parts are there; nil when the text has no match.") {
  TransientVector* parts = NORN_TRY(object_arg<TransientVector>(call, 0, "a transient vector"));
  Matcher* matcher = NORN_TRY(object_arg<Matcher>(call, 1, "a matcher"));
  Matches matches(call, matcher);
  std::string_view text = matches.text();
  size_t start = NORN_TRY(offset_arg(call, 2, text.size()));
  const int64_t limit = NORN_TRY(integer_arg(call, 3));
  bool is_found = call[4].truthy();
  if (is_found && !matches.take_found()) is_found = false;
  auto add = [&](std::string_view part) { transient_conj(call.heap, parts, string_value(call, part)); };
  constexpr int64_t kCostOfPart = 20;
  WorkLeft work;
  work.begin();
  while (limit <= 0 || static_cast<int64_t>(parts->count) < limit - 1) {
    if (!is_found) {
      OrRaised<bool> next = matches.next();
      if (!next && next.error().is_bail()) return state_of(call, kSearch, start);
      if (!next) return std::unexpected(next.error());
      if (!*next) break;
    }
    is_found = false;
    const RegexMatch& match = matches.match();
    // An empty match at the very beginning splits nothing off.
    if (match.end() == 0) continue;
    // Nor does one at the end, beyond the part that ends there.
    if (match.start() == match.end() && match.start() == text.size()) {
      if (start == text.size()) break;
      add(text.substr(start));
      start = text.size();
      break;
    }
    const size_t passed = match.end() - start;
    add(text.substr(start, match.start() - start));
    start = match.end();
    if (!work.take(kCostOfPart + static_cast<int64_t>(passed) / kBytesPerItem)) return state_of(call, kGoOn, start);
  }
  if (parts->count == 0 && start == 0) return Value::nil();
  add(text.substr(start));
  return state_of(call, kCopyRest, text.size());
}

NORN_HOST(split_lines_some_, "norn.prim/split-lines-some!", "([parts s from])",
          "Adds the next lines of string s from an offset on to a transient vector. Returns the offset where to go on; "
          "nil at the end.") {
  TransientVector* parts = NORN_TRY(object_arg<TransientVector>(call, 0, "a transient vector"));
  std::string_view text = NORN_TRY(string_arg(call, 1))->view();
  size_t from = NORN_TRY(offset_arg(call, 2, text.size()));
  constexpr int64_t kCostOfLine = 20;
  WorkLeft work;
  work.begin();
  do {
    const size_t end = text.find('\n', from);
    const bool is_last = end == std::string_view::npos;
    std::string_view line = text.substr(from, is_last ? end : end - from);
    from += line.size() + 1;
    if (!is_last && line.ends_with('\r')) line.remove_suffix(1);
    transient_conj(call.heap, parts, string_value(call, line));
    if (is_last) return Value::nil();
    if (!work.take(kCostOfLine + static_cast<int64_t>(line.size()) / kBytesPerItem)) end_turn(call);
  } while (call.vm.budget >= 0);
  return Value::fixnum(static_cast<int64_t>(from));
}

NORN_HOST(
    join_some_, "norn.prim/join-some!", "([builder items separator first?])",
    "Appends the texts of the next items of a seqable, a separator before each, but before the first of all only if "
    "not first?. Returns what is left: nil at the end, or a seq whose first item is for the language or long.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call));
  std::string_view separator = NORN_TRY(string_arg(call, 2))->view();
  bool is_first = call[3].truthy();
  constexpr uint32_t kChunk = 32;
  constexpr int64_t kCostOfItem = 4;
  Value left = call[1], rest, items[kChunk];
  std::string text;
  WorkLeft work;
  work.begin();
  auto done = [&](Value answer) {
    string_builder_append(call.heap, builder, text);
    return answer;
  };
  while (!left.is_nil()) {
    OrRaised<uint32_t> taken = take_chunk(call.heap, left, items, kChunk, &rest);
    if (!taken && taken.error().is_bail()) return done(left);
    if (!taken) return std::unexpected(taken.error());
    for (uint32_t i = 0; i < *taken; ++i) {
      const size_t before = text.size();
      const String* string = try_as<String>(items[i]);
      bool goes_on = work.take(kCostOfItem) && !(string && is_long_text(string->tail_count));
      if (goes_on) {
        if (!is_first) text += separator;
        goes_on = str_to(call.heap, text, items[i]) != Answer::bail;
        if (!goes_on) text.resize(before);
      }
      if (!goes_on) {
        end_turn(call);
        if (i == 0) return done(left);
        NORN_TRY(take_chunk(call.heap, left, items, i, &rest));
        return done(rest);
      }
      is_first = false;
      work.take(static_cast<int64_t>(text.size() - before) / kBytesPerItem);
    }
    left = rest;
  }
  return done(Value::nil());
}

NORN_HOST(finish_some_, "norn.prim/finish-some!", "([builder from count])",
          "Counts the characters in the next piece of a builder, from an offset with so many characters before it. "
          "Returns [offset count], or at the end its text; the builder must not be used again.") {
  StringBuilder* builder = NORN_TRY(builder_arg(call));
  std::string_view text = builder->view();
  const size_t from = NORN_TRY(offset_arg(call, 1, text.size()));
  const size_t end = piece_end(text, from);
  const std::string_view piece = text.substr(from, end - from);
  const size_t count =
      static_cast<size_t>(NORN_TRY(integer_arg(call, 2))) + (utf8_is_ascii(piece) ? piece.size() : utf8_count(piece));
  end_turn(call);
  if (end == text.size()) return to_value(string_builder_release(call.heap, builder, count));
  return to_value(
      make_vector(call.heap, {Value::fixnum(static_cast<int64_t>(end)), Value::fixnum(static_cast<int64_t>(count))}));
}

NORN_HOST(match_replaced, "norn.prim/match-replaced", "([m replacement])",
          "What (replace-first s re replacement) puts in the place of the last match of a matcher.") {
  Matches matches(call, NORN_TRY(object_arg<Matcher>(call, 0, "a matcher")));
  if (!matches.take_found()) NORN_RAISE(raise_state(call.heap, "No match found"));
  String* replacement = NORN_TRY(text_arg(call, 1));
  std::string out;
  NORN_TRY(append_replacement(call.heap, out, matches.regex(), matches.text(), matches.match(), replacement->view()));
  return string_value(call, out);
}

NORN_HOST(text_p, "norn.prim/text?", "([x])", "Whether x is a string or a StringBuilder.") {
  return Value::boolean(is<String>(call[0]) || is<StringBuilder>(call[0]));
}

NORN_HOST(long_text_p, "norn.prim/long-text?", "([s])", "Whether s is a string longer than one call should touch.") {
  const String* string = try_as<String>(call[0]);
  return Value::boolean(string && is_long_text(string->tail_count));
}

NORN_MODULE(kLongTextsModule, append_some_, append_upper_some_, append_lower_some_, append_readably_some_,
            append_reversed_some_, append_replaced_some_, append_matches_some_, split_some_, split_lines_some_,
            join_some_, finish_some_, match_replaced, text_p, long_text_p);

}  // namespace norn
