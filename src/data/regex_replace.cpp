#include "data/regex_replace.h"

#include "base/clock.h"
#include "base/result.h"
#include "data/type.h"
#include "data/world.h"

namespace norn {

namespace {

// Whether a row of matches takes longer than one call should.
class MatchClock {
 public:
  bool took_long() {
    constexpr uint64_t kMatchesPerLook = 32;
    constexpr int64_t kLongNs = 2'000'000;
    if (++matches_ % kMatchesPerLook != 0) return false;
    if (begun_ns_ == 0) begun_ns_ = monotonic_clock_ns();
    return monotonic_clock_ns() - begun_ns_ > kLongNs;
  }

 private:
  uint64_t matches_ = 0;
  int64_t begun_ns_ = 0;
};

}  // namespace

OrRaised<std::vector<std::string_view>> regex_split(Heap& heap, Regex* regex, std::string_view text, int64_t limit) {
  std::vector<std::string_view> parts;
  size_t start = 0, search = 0;
  RegexMatch match;
  MatchClock matches;
  while (limit <= 0 || static_cast<int64_t>(parts.size()) < limit - 1) {
    if (!NORN_TRY(regex_match(heap, regex, text, search, RegexMode::find, &match, RegexEffort::quick))) break;
    if (matches.took_long()) NORN_RAISE(Raised::bail());
    search = regex_next_start(text, match);
    // An empty match at the very beginning splits nothing off.
    if (match.end() == 0) continue;
    // Nor does one at the end, beyond the part that ends there.
    if (match.start() == match.end() && match.start() == text.size()) {
      if (start == text.size()) break;
      parts.push_back(text.substr(start));
      start = text.size();
      break;
    }
    parts.push_back(text.substr(start, match.start() - start));
    start = match.end();
  }
  if (parts.empty() && start == 0) return std::vector<std::string_view>{text};
  parts.push_back(text.substr(start));
  if (limit == 0)
    while (!parts.empty() && parts.back().empty()) parts.pop_back();
  return parts;
}

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One $reference, `at` behind the dollar.
OrRaised<size_t> group_reference(Heap& heap, Regex* regex, std::string_view replacement, size_t* at) {
  if (*at < replacement.size() && replacement[*at] == '{') {
    size_t close = replacement.find('}', *at);
    if (close == std::string_view::npos)
      NORN_RAISE(raise_illegal_argument(heap, "named capturing group is missing trailing '}'"));
    std::string name(replacement.substr(*at + 1, close - *at - 1));
    size_t group = regex_group_number(heap, regex, name);
    if (group == 0) NORN_RAISE(raise_illegal_argument(heap, "No group with name {" + name + "}"));
    *at = close + 1;
    return group;
  }
  if (*at >= replacement.size() || !is_digit(replacement[*at]))
    NORN_RAISE(raise_illegal_argument(heap, "Illegal group reference"));
  size_t group = static_cast<size_t>(replacement[(*at)++] - '0');
  if (group > regex->group_count)
    NORN_RAISE(
        raise(heap, World::of(heap).types.index_out_of_bounds_exception.get(), "No group " + std::to_string(group)));
  // More digits belong to the number while there is such a group.
  while (*at < replacement.size() && is_digit(replacement[*at])) {
    size_t longer = group * 10 + static_cast<size_t>(replacement[*at] - '0');
    if (longer > regex->group_count) break;
    group = longer;
    ++*at;
  }
  return group;
}

}  // namespace

OrRaised<bool> append_replacement(Heap& heap, std::string& out, Regex* regex, std::string_view text,
                                  const RegexMatch& match, std::string_view replacement) {
  for (size_t at = 0; at < replacement.size();) {
    char c = replacement[at++];
    if (c == '\\') {
      if (at == replacement.size()) NORN_RAISE(raise_illegal_argument(heap, "character to be escaped is missing"));
      out += replacement[at++];
    } else if (c == '$') {
      size_t group = NORN_TRY(group_reference(heap, regex, replacement, &at));
      if (match.has(group)) out += text.substr(match.start(group), match.end(group) - match.start(group));
    } else {
      out += c;
    }
  }
  return true;
}

OrRaised<std::string> regex_replace(Heap& heap, Regex* regex, std::string_view text, std::string_view replacement,
                                    bool all) {
  std::string out;
  size_t copied = 0, search = 0;
  RegexMatch match;
  MatchClock matches;
  while (NORN_TRY(regex_match(heap, regex, text, search, RegexMode::find, &match, RegexEffort::quick))) {
    if (matches.took_long()) NORN_RAISE(Raised::bail());
    out += text.substr(copied, match.start() - copied);
    NORN_TRY(append_replacement(heap, out, regex, text, match, replacement));
    copied = match.end();
    search = regex_next_start(text, match);
    if (!all) break;
  }
  out += text.substr(copied);
  return out;
}

}  // namespace norn
