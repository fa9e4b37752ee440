// Splitting and replacing by a regex, as Pattern.split and Matcher.replaceAll.
#pragma once

#include <string>
#include <vector>

#include "data/regex.h"

namespace norn {

// limit > 0: at most so many parts; 0: without empty parts at the end; < 0: all.
OrRaised<std::vector<std::string_view>> regex_split(Heap& heap, Regex* regex, std::string_view text, int64_t limit);
// In the replacement $n and ${name} stand for groups, a backslash quotes the next character.
OrRaised<std::string> regex_replace(Heap& heap, Regex* regex, std::string_view text, std::string_view replacement,
                                    bool all);
// Appends the replacement for one match.
OrRaised<bool> append_replacement(Heap& heap, std::string& out, Regex* regex, std::string_view text,
                                  const RegexMatch& match, std::string_view replacement);

}  // namespace norn
