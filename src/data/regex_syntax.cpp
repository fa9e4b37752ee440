#include "data/regex_syntax.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace norn {

namespace {

// Names after \p that PCRE2 knows differently: what stands inside a character class.
struct PropertyRow {
  const char* java;
  const char* inside;
};

constexpr PropertyRow kProperties[] = {
    {"Lower", "[:lower:]"},
    {"Upper", "[:upper:]"},
    {"ASCII", "[:ascii:]"},
    {"Alpha", "[:alpha:]"},
    {"Digit", "[:digit:]"},
    {"Alnum", "[:alnum:]"},
    {"Punct", "[:punct:]"},
    {"Graph", "[:graph:]"},
    {"Print", "[:print:]"},
    {"Blank", "[:blank:]"},
    {"Cntrl", "[:cntrl:]"},
    {"XDigit", "[:xdigit:]"},
    {"Space", "[:space:]"},
    {"javaLowerCase", "\\p{Ll}"},
    {"javaUpperCase", "\\p{Lu}"},
    {"javaWhitespace", "\\p{Z}\\x{9}-\\x{d}\\x{1c}-\\x{1f}"},
    {"javaLetter", "\\p{L}"},
    {"javaDigit", "\\p{Nd}"},
    {"javaLetterOrDigit", "\\p{L}\\p{Nd}"},
    {"IsAlphabetic", "\\p{L}\\p{Nl}"},
    {"IsLetter", "\\p{L}"},
    {"IsLowercase", "\\p{Ll}"},
    {"IsUppercase", "\\p{Lu}"},
    {"IsTitlecase", "\\p{Lt}"},
    {"IsDigit", "\\p{Nd}"},
    {"IsPunctuation", "\\p{P}"},
    {"IsControl", "\\p{Cc}"},
    {"IsWhite_Space", "\\p{Z}\\x{9}-\\x{d}\\x{85}"},
    {"IsWhiteSpace", "\\p{Z}\\x{9}-\\x{d}\\x{85}"},
    {"IsIdeographic", "\\p{Han}"},
};

class Translator {
 public:
  explicit Translator(std::string_view java) : in_(java) {}

  std::expected<std::string, std::string> run() {
    while (at_ < in_.size() && error_.empty()) {
      char c = in_[at_];
      if (c == '\\')
        escape(out_, false);
      else if (c == '[')
        out_ += character_class();
      else if (c == '(' && in_.substr(at_, 2) == "(?")
        group_flags();
      else
        out_ += in_[at_++];
    }
    if (!error_.empty()) return std::unexpected(error_);
    return unicode_classes_ ? "(*UCP)" + out_ : out_;
  }

 private:
  // At a backslash.
  void escape(std::string& out, bool in_class) {
    if (at_ + 1 >= in_.size()) {
      error_ = "Unexpected internal error: the pattern ends in a backslash";
      return;
    }
    char c = in_[at_ + 1];
    if (c == 'Q') {
      quoted(out);
    } else if (c == 'u' && at_ + 5 < in_.size()) {
      unicode_escape(out);
    } else if (c == 'p' || c == 'P') {
      property(out, in_class, c == 'P');
    } else {
      out += in_.substr(at_, 2);
      at_ += 2;
    }
  }

  // \Q...\E as single escaped characters: inside classes PCRE2 would see them otherwise.
  void quoted(std::string& out) {
    at_ += 2;
    while (at_ < in_.size() && in_.substr(at_, 2) != "\\E") {
      unsigned char c = static_cast<unsigned char>(in_[at_++]);
      bool word = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!word) out += '\\';
      out += static_cast<char>(c);
    }
    at_ = std::min(at_ + 2, in_.size());
  }

  // Four hexadecimal digits; two escapes that are a surrogate pair are one character.
  void unicode_escape(std::string& out) {
    uint32_t unit = hex4(at_ + 2);
    at_ += 6;
    if (unit >= 0xD800 && unit < 0xDC00 && at_ + 5 < in_.size() && in_[at_] == '\\' && in_[at_ + 1] == 'u') {
      uint32_t low = hex4(at_ + 2);
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      at_ += 6;
    }
    char digits[12];
    size_t n = 0;
    do digits[n++] = "0123456789abcdef"[unit & 15];
    while (unit >>= 4);
    out += "\\x{";
    while (n > 0) out += digits[--n];
    out += '}';
  }

  uint32_t hex4(size_t from) {
    uint32_t value = 0;
    for (size_t i = from; i < from + 4; ++i) {
      char c = in_[i];
      uint32_t digit = 0;
      if (c >= '0' && c <= '9')
        digit = static_cast<uint32_t>(c - '0');
      else if (c >= 'a' && c <= 'f')
        digit = static_cast<uint32_t>(c - 'a' + 10);
      else if (c >= 'A' && c <= 'F')
        digit = static_cast<uint32_t>(c - 'A' + 10);
      else
        error_ = "Illegal Unicode escape sequence";
      value = value * 16 + digit;
    }
    return value;
  }

  // \p{Name}, \pL and their negations.
  void property(std::string& out, bool in_class, bool negated) {
    std::string name;
    size_t start = at_;
    if (at_ + 2 < in_.size() && in_[at_ + 2] == '{') {
      size_t close = in_.find('}', at_);
      if (close == std::string_view::npos) {
        error_ = "Unclosed character family";
        return;
      }
      name = in_.substr(at_ + 3, close - at_ - 3);
      at_ = close + 1;
    } else {
      name = in_.substr(at_ + 2, 1);
      at_ += 3;
    }
    for (const PropertyRow& row : kProperties) {
      if (name != row.java) continue;
      std::string_view inside = row.inside;
      if (!in_class) {
        out += (negated ? "[^" : "[") + std::string(inside) + "]";
      } else if (negated && inside.starts_with("[:")) {
        out += "[:^" + std::string(inside.substr(2));
      } else if (negated && inside.size() == 6 && inside.starts_with("\\p")) {
        out += "\\P" + std::string(inside.substr(2));
      } else if (negated) {
        error_ = "\\P{" + name + "} is not supported inside a character class";
      } else {
        out += inside;
      }
      return;
    }
    // Scripts and general categories: \p{IsLatin}, \p{script=Latin}, \p{sc=Latin}, \p{gc=Lu}, \p{IsL}.
    size_t equals = name.find('=');
    if (equals != std::string::npos)
      name.erase(0, equals + 1);
    else if (name.starts_with("Is"))
      name.erase(0, 2);
    if (name.empty() || start == at_) {
      error_ = "Unknown character property name {" + name + "}";
      return;
    }
    out += std::string(negated ? "\\P{" : "\\p{") + name + "}";
  }

  // (?idmsuxU-idmsuxU) and (?flags:: Java's u, d and U are not PCRE2's.
  void group_flags() {
    size_t end = at_ + 2;
    while (end < in_.size() && std::string_view("idmsuxU-").find(in_[end]) != std::string_view::npos) ++end;
    if (end == at_ + 2 || end >= in_.size() || (in_[end] != ')' && in_[end] != ':')) {
      out_ += "(?";
      at_ += 2;
      return;
    }
    std::string kept;
    for (char c : in_.substr(at_ + 2, end - at_ - 2)) {
      if (c == 'U') unicode_classes_ = true;
      if (c != 'u' && c != 'd' && c != 'U') kept += c;
    }
    if (kept == "-") kept.clear();
    if (!kept.empty() || in_[end] == ':') out_ += "(?" + kept + in_[end];
    at_ = end + 1;
  }

  // At '['. Returns a PCRE2 class, or a group of lookaheads when there is an intersection.
  std::string character_class() {
    ++at_;
    bool negated = at_ < in_.size() && in_[at_] == '^';
    if (negated) ++at_;
    std::vector<std::string> operands;  // of &&
    std::string members;
    std::vector<std::string> unions;  // nested classes that can't be merged into the member list
    bool first = true;
    auto finish_operand = [&] {
      std::string operand = members.empty() ? "" : "[" + members + "]";
      for (const std::string& part : unions) operand += (operand.empty() ? "" : "|") + part;
      if (!unions.empty()) operand = "(?:" + operand + ")";
      if (!operand.empty()) operands.push_back(operand);
      members.clear();
      unions.clear();
    };
    for (;; first = false) {
      if (at_ >= in_.size() || !error_.empty()) {
        if (error_.empty()) error_ = "Unclosed character class";
        return "";
      }
      char c = in_[at_];
      if (c == ']' && !first) {
        ++at_;
        break;
      }
      if (c == '&' && in_.substr(at_, 2) == "&&") {
        at_ += 2;
        finish_operand();
      } else if (c == '[') {
        nested_class(members, unions);
      } else if (c == '\\') {
        escape(members, true);
      } else {
        if (c == ']') members += '\\';
        members += c;
        ++at_;
      }
    }
    if (operands.empty() && unions.empty()) return (negated ? "[^" : "[") + members + "]";
    finish_operand();
    std::string all;
    for (size_t i = 0; i + 1 < operands.size(); ++i) all += "(?=" + operands[i] + ")";
    all += operands.empty() ? "(?!)" : operands.back();
    return negated ? "(?:(?!" + all + ")[\\s\\S])" : "(?:" + all + ")";
  }

  // A union with a plain class is one class.
  void nested_class(std::string& members, std::vector<std::string>& unions) {
    std::string nested = character_class();
    bool plain = nested.size() > 2 && nested[0] == '[' && nested[1] != '^';
    if (plain)
      members += nested.substr(1, nested.size() - 2);
    else if (!nested.empty())
      unions.push_back(nested);
  }

  std::string_view in_;
  size_t at_ = 0;
  std::string out_;
  std::string error_;
  bool unicode_classes_ = false;
};

}  // namespace

std::expected<std::string, std::string> translate_regex(std::string_view java) { return Translator(java).run(); }

}  // namespace norn
