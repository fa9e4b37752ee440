#include "data/munge.h"

namespace norn {

namespace {

struct MungeRow {
  char character;
  const char* name;
};

constexpr MungeRow kMunged[] = {
    {'-', "_"},         {':', "_COLON_"},  {'+', "_PLUS_"},         {'>', "_GT_"},
    {'<', "_LT_"},      {'=', "_EQ_"},     {'~', "_TILDE_"},        {'!', "_BANG_"},
    {'@', "_CIRCA_"},   {'#', "_SHARP_"},  {'\'', "_SINGLEQUOTE_"}, {'"', "_DOUBLEQUOTE_"},
    {'%', "_PERCENT_"}, {'^', "_CARET_"},  {'&', "_AMPERSAND_"},    {'*', "_STAR_"},
    {'|', "_BAR_"},     {'{', "_LBRACE_"}, {'}', "_RBRACE_"},       {'[', "_LBRACK_"},
    {']', "_RBRACK_"},  {'/', "_SLASH_"},  {'\\', "_BSLASH_"},      {'?', "_QMARK_"},
};

// Words of Function and Template; word 0 is the header.
constexpr int kFunctionTemplateWord = 2;
constexpr int kTemplateNameWord = 1;

}  // namespace

std::string munge(std::string_view name) {
  std::string out;
  for (char c : name) {
    const char* replacement = nullptr;
    for (const MungeRow& row : kMunged)
      if (row.character == c) replacement = row.name;
    if (replacement)
      out += replacement;
    else
      out += c;
  }
  return out;
}

std::string function_class_name(std::string_view qualified_name) {
  // Nested functions are called ns/outer/inner.
  std::string out;
  size_t from = 0;
  while (from <= qualified_name.size()) {
    size_t slash = qualified_name.find('/', from);
    // The function `/` itself.
    if (slash != std::string_view::npos && slash + 1 == qualified_name.size()) slash = std::string_view::npos;
    std::string_view part = qualified_name.substr(from, slash == std::string_view::npos ? slash : slash - from);
    if (from > 0) out += '$';
    out += munge(part);
    if (slash == std::string_view::npos) break;
    from = slash + 1;
  }
  return out;
}

Symbol* function_name(Value function) {
  Value code = reinterpret_cast<Value*>(function.as_object())[kFunctionTemplateWord];
  return as<Symbol>(reinterpret_cast<Value*>(code.as_object())[kTemplateNameWord]);
}

}  // namespace norn
