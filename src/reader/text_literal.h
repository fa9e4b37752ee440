// Strings, characters and the text of regular expressions: everything in which a backslash means something.
#pragma once

#include <string_view>

#include "base/result.h"
#include "data/string.h"
#include "reader/lexer.h"

namespace norn {

// In each the cursor stands behind the opening `"` (or `#"`, or the backslash), which is at `opened`.
Result<String*> read_string_literal(Heap& heap, Lexer& lexer, SourceSpan opened);
Result<char32_t> read_character_literal(Lexer& lexer, SourceSpan opened);
// The text between the quotes of `what`, backslashes and all.
Result<std::string_view> read_quoted(Lexer& lexer, SourceSpan opened, std::string_view what);

}  // namespace norn
