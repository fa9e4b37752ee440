// Regular expressions: java.util.regex.Pattern and Matcher on PCRE2.
//
// Patterns are Java's syntax, translated to PCRE2's where they differ
// (regex_syntax.h). The compiled program is made at first use and dropped when
// the pattern goes into a core image.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "data/string.h"

namespace norn {

struct PrimitiveArray;

enum RegexFlag : uint32_t {  // the values of java.util.regex.Pattern
  kRegexUnixLines = 1,
  kRegexIgnoreCase = 2,
  kRegexComments = 4,
  kRegexMultiline = 8,
  kRegexLiteral = 16,
  kRegexDotAll = 32,
};

struct Regex : Object {
  static constexpr Kind kKind = Kind::regex;
  Ref<String> source;
  void* find_program;   // pcre2_code for searching, or null
  void* whole_program;  // the same, anchored at both ends (an option of the match would rule out the JIT)
  uint64_t flags;
  uint64_t group_count;
};

// `groups` holds byte offsets: start and end of group 0, 1, ... of the last match, -1 for one that took no part.
struct Matcher : Object {
  static constexpr Kind kKind = Kind::matcher;
  Ref<Regex> regex;
  Ref<String> input;
  Ref<PrimitiveArray> groups;  // longs; nil before the first match
  uint64_t matched;            // whether the last attempt succeeded
  uint64_t from;               // byte offset where the next find begins
};

// Start and end of every group in bytes; SIZE_MAX for a group that took no part.
struct RegexMatch {
  static constexpr size_t kNone = SIZE_MAX;
  std::vector<size_t> offsets;
  size_t start(size_t group = 0) const { return offsets[2 * group]; }
  size_t end(size_t group = 0) const { return offsets[2 * group + 1]; }
  bool has(size_t group) const { return offsets[2 * group] != kNone; }
};

enum class RegexMode : uint8_t { find, whole, prefix };

// Compiles; raises PatternSyntaxException with the place of the mistake.
OrRaised<Regex*> make_regex(Heap& heap, String* source, uint32_t flags = 0);
// How long a search may take: `quick` bails after about a millisecond, so that the search can go on elsewhere.
enum class RegexEffort : uint8_t { full, quick };

// Searches from a byte offset. True on a match. Raises :norn/regex-limit when matching takes too many steps.
OrRaised<bool> regex_match(Heap& heap, Regex* regex, std::string_view text, size_t from, RegexMode mode,
                           RegexMatch* match, RegexEffort effort = RegexEffort::full);

// Compiles what a search in this mode needs, if it was not yet.
OrRaised<bool> regex_prepare(Heap& heap, Regex* regex, RegexMode mode);

// A search that owns all it needs, for another thread. Requires: the regex outlives it, regex_prepare. It copies the
// text unless that does not move: then the text has to outlive it too.
class RegexSearch {
 public:
  RegexSearch(Regex* regex, const String* text, size_t from, RegexMode mode);
  void run();                                                          // any thread
  OrRaised<bool> result(Heap& heap, Regex* regex, RegexMatch* match);  // as regex_match

 private:
  const std::string copy_;
  const std::string_view text_;
  const size_t from_;
  const RegexMode mode_;
  void* const program_;
  const size_t group_count_;
  RegexMatch match_;
  int result_ = 0;
};
// Where the search after `match` goes on: one code point further after an empty match; text.size() + 1 at the end.
size_t regex_next_start(std::string_view text, const RegexMatch& match);
// Number of the named group, 0 if there is none.
size_t regex_group_number(Heap& heap, Regex* regex, std::string_view name);

void register_regex_kinds(Heap& heap);

}  // namespace norn

NORN_LAYOUT(Regex, norn::Tail::none, 32, source);
NORN_LAYOUT(Matcher, norn::Tail::none, 16, regex, input, groups);
