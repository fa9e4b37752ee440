// re-pattern, re-find and their kin, and the primitives for replacing with a
// function. A Matcher keeps its place; all its offsets are code points.
#include "data/regex.h"

#include "data/array.h"
#include "data/transient_fork.h"
#include "data/vector.h"
#include "lib/args.h"
#include "lib/wait.h"

namespace norn {

namespace {

OrRaised<Matcher*> matcher_arg(HostCall& call, uint32_t i) { return object_arg<Matcher>(call, i, "a matcher"); }

Value group_text(HostCall& call, std::string_view text, const RegexMatch& match, size_t group) {
  if (!match.has(group)) return Value::nil();
  return string_value(call, text.substr(match.start(group), match.end(group) - match.start(group)));
}

// re-groups: a string without groups in the regex, else a vector.
Value groups_of(HostCall& call, std::string_view text, const RegexMatch& match) {
  size_t count = match.offsets.size() / 2;
  if (count == 1) return group_text(call, text, match, 0);
  std::vector<Value> groups;
  for (size_t i = 0; i < count; ++i) groups.push_back(group_text(call, text, match, i));
  return to_value(make_vector(call.heap, groups));
}

// Groups of a matcher are kept in bytes.
void remember_match(Heap& heap, Matcher* matcher, const RegexMatch& match) {
  PrimitiveArray* groups = make_primitive_array(heap, ElementType::long_, match.offsets.size());
  for (size_t i = 0; i < match.offsets.size(); ++i)
    groups->elements<int64_t>()[i] =
        match.offsets[i] == RegexMatch::kNone ? -1 : static_cast<int64_t>(match.offsets[i]);
  matcher->groups = groups;
  heap.written(matcher);
}

OrRaised<RegexMatch> last_match(HostCall& call, Matcher* matcher) {
  if (!matcher->matched) NORN_RAISE(raise_state(call.heap, "No match found"));
  RegexMatch match;
  PrimitiveArray* groups = matcher->groups.get();
  for (uint64_t i = 0; i < array_count(groups); ++i) {
    int64_t offset = groups->elements<int64_t>()[i];
    match.offsets.push_back(offset < 0 ? RegexMatch::kNone : static_cast<size_t>(offset));
  }
  return match;
}

// What a search that got this far costs, in calls.
size_t searched(std::string_view text, size_t from, const RegexMatch* match) {
  constexpr size_t kBytesPerCall = 64;
  const size_t end = match ? match->end() : text.size();
  return end > from ? (end - from) / kBytesPerCall : 0;
}

OrRaised<bool> advance(HostCall& call, Matcher* matcher, RegexMode mode) {
  RegexMatch match;
  std::string_view text = matcher->input->view();
  size_t from = mode == RegexMode::find ? matcher->from : 0;
  matcher->matched =
      NORN_TRY(regex_match(call.heap, matcher->regex.get(), text, from, mode, &match, RegexEffort::quick));
  call.vm.charge(searched(text, from, matcher->matched ? &match : nullptr));
  if (matcher->matched) {
    remember_match(call.heap, matcher, match);
    matcher->from = regex_next_start(text, match);
  }
  return matcher->matched != 0;
}

// The group number of an integer or name argument.
OrRaised<size_t> group_arg(HostCall& call, uint32_t i, Matcher* matcher) {
  if (i >= call.count) return 0;
  if (auto* name = try_as<String>(call[i])) {
    size_t group = regex_group_number(call.heap, matcher->regex.get(), name->view());
    if (group == 0)
      NORN_RAISE(raise_illegal_argument(call.heap, "No group with name <" + std::string(name->view()) + ">"));
    return group;
  }
  int64_t group = NORN_TRY(index_arg(call, i));
  if (group < 0 || static_cast<uint64_t>(group) > matcher->regex->group_count)
    NORN_RAISE(raise(call.heap, world_of(call).types.index_out_of_bounds_exception.get(),
                     "No group " + std::to_string(group)));
  return static_cast<size_t>(group);
}

Returned code_point_index(HostCall& call, Matcher* matcher, size_t byte) {
  if (byte == RegexMatch::kNone) return Value::fixnum(-1);
  return Value::fixnum(static_cast<int64_t>(string_index_of_byte(call.heap, matcher->input.get(), byte)));
}

}  // namespace

NORN_HOST(re_pattern, "clojure.core/re-pattern", "([s])",
          "The regex with source s; a regex is returned as it is. (re-pattern \"a+\") => #\"a+\"") {
  if (is<Regex>(call[0])) return call[0];
  return to_value(NORN_TRY(make_regex(call.heap, NORN_TRY(string_arg(call, 0)))));
}
NORN_HOST(pattern_with_flags, "norn.prim/regex-with-flags", "([s flags])",
          "The regex with source s and the flags of java.util.regex.Pattern: CASE_INSENSITIVE is 2.") {
  int64_t flags = NORN_TRY(integer_arg(call, 1));
  return to_value(NORN_TRY(make_regex(call.heap, NORN_TRY(string_arg(call, 0)), static_cast<uint32_t>(flags))));
}
NORN_HOST(pattern_quote, "norn.prim/regex-quote", "([s])",
          "A regex source that matches just string s. (regex-quote \"a.b\") => \"\\\\Qa.b\\\\E\"") {
  std::string text(NORN_TRY(string_arg(call, 0))->view());
  // An \\E inside would end the quotation.
  for (size_t at = text.find("\\E"); at != std::string::npos; at = text.find("\\E", at + 7))
    text.replace(at, 2, "\\E\\\\E\\Q");
  return string_value(call, "\\Q" + text + "\\E");
}
NORN_HOST(pattern_source, "norn.prim/regex-source", "([re])", "The source text of a regex.") {
  return NORN_TRY(regex_arg(call, 0))->source.value();
}
NORN_HOST(pattern_flags, "norn.prim/regex-flags", "([re])", "The flags of a regex, an integer.") {
  return Value::fixnum(static_cast<int64_t>(NORN_TRY(regex_arg(call, 0))->flags));
}
NORN_HOST(regex_p, "norn.prim/regex?", "([x])", "Whether x is a regex.") { return Value::boolean(is<Regex>(call[0])); }
NORN_HOST(matcher_p, "norn.prim/matcher?", "([x])", "Whether x is a matcher.") {
  return Value::boolean(is<Matcher>(call[0]));
}

NORN_HOST(re_matcher, "clojure.core/re-matcher", "([re s])",
          "A matcher, which finds one match of the regex in s after the other: see re-find.") {
  Regex* regex = NORN_TRY(regex_arg(call, 0));
  String* input = NORN_TRY(text_arg(call, 1));
  Matcher* matcher = call.heap.make<Matcher>();
  matcher->regex = regex;
  matcher->input = input;
  return to_value(matcher);
}

NORN_HOST(own_matcher, "norn.prim/own-matcher!", "([m])",
          "The matcher, which from now on belongs to the function that holds it: see norn.prim/string-builder.") {
  Matcher* matcher = NORN_TRY(matcher_arg(call, 0));
  matcher->aux = kBelongsToFrames;
  return call[0];
}

NORN_HOST(
    re_groups, "clojure.core/re-groups", "([m])",
    "The last match of a matcher: a string, or with groups in the regex a vector of the whole match and each group.") {
  Matcher* matcher = NORN_TRY(matcher_arg(call, 0));
  RegexMatch match = NORN_TRY(last_match(call, matcher));
  return groups_of(call, matcher->input->view(), match);
}
NORN_HOST(re_find, "clojure.core/re-find", "([m] [re s])",
          "The next match of a matcher, or the first match of a regex in s, as re-groups gives it; nil if there is "
          "none. (re-find #\"[0-9]+\" "
          "\"ab12\") => \"12\"") {
  if (call.count == 1) {
    Matcher* matcher = NORN_TRY(matcher_arg(call, 0));
    if (!NORN_TRY(advance(call, matcher, RegexMode::find))) return Value::nil();
    return groups_of(call, matcher->input->view(), NORN_TRY(last_match(call, matcher)));
  }
  Regex* regex = NORN_TRY(regex_arg(call, 0));
  String* text = NORN_TRY(text_arg(call, 1));
  RegexMatch match;
  bool found = NORN_TRY(regex_match(call.heap, regex, text->view(), 0, RegexMode::find, &match, RegexEffort::quick));
  call.vm.charge(searched(text->view(), 0, found ? &match : nullptr));
  return found ? groups_of(call, text->view(), match) : Value::nil();
}
NORN_HOST(re_matches, "clojure.core/re-matches", "([re s])",
          "The match of a regex with all of s, as re-groups gives it; nil if it does not match.") {
  Regex* regex = NORN_TRY(regex_arg(call, 0));
  String* text = NORN_TRY(text_arg(call, 1));
  RegexMatch match;
  bool found = NORN_TRY(regex_match(call.heap, regex, text->view(), 0, RegexMode::whole, &match, RegexEffort::quick));
  call.vm.charge(searched(text->view(), 0, found ? &match : nullptr));
  return found ? groups_of(call, text->view(), match) : Value::nil();
}
NORN_HOST(all_matches, "norn.prim/re-all", "([re s])",
          "A vector of all matches of a regex in s, each as re-groups gives it.") {
  Regex* regex = NORN_TRY(regex_arg(call, 0));
  String* text = NORN_TRY(text_arg(call, 1));
  std::vector<Value> all;
  RegexMatch match;
  size_t from = 0;
  while (NORN_TRY(regex_match(call.heap, regex, text->view(), from, RegexMode::find, &match))) {
    all.push_back(groups_of(call, text->view(), match));
    from = regex_next_start(text->view(), match);
  }
  return to_value(make_vector(call.heap, all));
}
// Searching that turned out to be long, on the worker pool. The regex and the matcher stay alive meanwhile.
class SearchRequest final : public WorkRequest {
 public:
  SearchRequest(Heap& heap, Matcher* matcher, RegexMode mode)
      : matcher(heap, matcher),
        regex(heap, matcher->regex.get()),
        text(heap, matcher->input.get()),
        search(matcher->regex.get(), matcher->input.get(), mode == RegexMode::find ? matcher->from : 0, mode),
        mode(mode) {}
  int work() override {
    search.run();
    return 0;
  }
  Persistent<Matcher> matcher;
  Persistent<Regex> regex;
  Persistent<String> text;  // that the matcher had then
  RegexSearch search;
  const RegexMode mode;
};

static Returned finish_search(Vm& vm, LoopRequest& request, int) {
  auto& done = static_cast<SearchRequest&>(request);
  Matcher* matcher = done.matcher.get();
  RegexMatch match;
  matcher->matched = NORN_TRY(done.search.result(vm.heap, done.regex.get(), &match));
  if (matcher->matched) {
    remember_match(vm.heap, matcher, match);
    matcher->from = regex_next_start(matcher->input->view(), match);
  } else if (done.mode == RegexMode::find) {
    matcher->from = matcher->input->tail_count + 1;  // it need not be searched again
  }
  return Value::boolean(matcher->matched);
}

NORN_HOST(matcher_search, "norn.prim/matcher-search!", "([m mode])",
          "As matcher-find! (mode 0), matcher-matches! (1) or matcher-looking-at! (2), while the caller is suspended; "
          "for searches these bailed from.") {
  Matcher* matcher = NORN_TRY(matcher_arg(call, 0));
  int64_t mode = NORN_TRY(integer_arg(call, 1));
  if (mode < 0 || mode > 2) NORN_RAISE(wrong_argument(call, 1, "0, 1 or 2"));
  Regex* regex = matcher->regex.get();
  NORN_TRY(regex_prepare(call.heap, regex, static_cast<RegexMode>(mode)));
  return await_request(call, std::make_unique<SearchRequest>(call.heap, matcher, static_cast<RegexMode>(mode)),
                       finish_search, "a regular expression");
}

NORN_HOST(matcher_find, "norn.prim/matcher-find!", "([m])", "Goes to the next match. Returns whether there is one.") {
  return Value::boolean(NORN_TRY(advance(call, NORN_TRY(matcher_arg(call, 0)), RegexMode::find)));
}
NORN_HOST(matcher_matches, "norn.prim/matcher-matches!", "([m])",
          "Whether the regex matches all of the text; if so, that is the last match.") {
  return Value::boolean(NORN_TRY(advance(call, NORN_TRY(matcher_arg(call, 0)), RegexMode::whole)));
}
NORN_HOST(matcher_looking_at, "norn.prim/matcher-looking-at!", "([m])",
          "Whether the regex matches at the start of the text; if so, that is the last match.") {
  return Value::boolean(NORN_TRY(advance(call, NORN_TRY(matcher_arg(call, 0)), RegexMode::prefix)));
}
NORN_HOST(matcher_reset, "norn.prim/matcher-reset!", "([m])", "Starts over. Returns the matcher.") {
  Matcher* matcher = NORN_TRY(matcher_arg(call, 0));
  matcher->matched = 0;
  matcher->from = 0;
  return call[0];
}
NORN_HOST(matcher_start, "norn.prim/matcher-start", "([m] [m group])",
          "Where the last match, or a group of it, starts; -1 if the group took no part.") {
  Matcher* matcher = NORN_TRY(matcher_arg(call, 0));
  RegexMatch match = NORN_TRY(last_match(call, matcher));
  return code_point_index(call, matcher, match.start(NORN_TRY(group_arg(call, 1, matcher))));
}
NORN_HOST(matcher_end, "norn.prim/matcher-end", "([m] [m group])",
          "Where the last match, or a group of it, ends (exclusive); -1 if the group took no part.") {
  Matcher* matcher = NORN_TRY(matcher_arg(call, 0));
  RegexMatch match = NORN_TRY(last_match(call, matcher));
  return code_point_index(call, matcher, match.end(NORN_TRY(group_arg(call, 1, matcher))));
}
NORN_HOST(matcher_group, "norn.prim/matcher-group", "([m] [m group])",
          "The text of the last match, or of a group of it by number or name; nil if it took no part.") {
  Matcher* matcher = NORN_TRY(matcher_arg(call, 0));
  RegexMatch match = NORN_TRY(last_match(call, matcher));
  return group_text(call, matcher->input->view(), match, NORN_TRY(group_arg(call, 1, matcher)));
}
NORN_HOST(matcher_group_count, "norn.prim/matcher-group-count", "([m])",
          "How many groups the regex of a matcher has.") {
  return Value::fixnum(static_cast<int64_t>(NORN_TRY(matcher_arg(call, 0))->regex->group_count));
}

NORN_MODULE(kRegexModule, re_pattern, pattern_with_flags, pattern_quote, pattern_source, pattern_flags, regex_p,
            matcher_p, re_matcher, own_matcher, re_groups, re_find, re_matches, all_matches, matcher_search,
            matcher_find, matcher_matches, matcher_looking_at, matcher_reset, matcher_start, matcher_end, matcher_group,
            matcher_group_count);

}  // namespace norn
