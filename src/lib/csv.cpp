// Comma-separated values (RFC 4180) as host functions (namespace norn.prim),
// below clj/norn/csv.clj: some records at a time, so that a file is read lazily.

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "data/json_reader.h"
#include "data/map.h"
#include "data/print.h"
#include "data/seq.h"
#include "lib/args.h"

namespace norn {
namespace {

struct Separators {
  std::string separator, quote;
};

std::string character_text(char32_t c) {
  std::string text;
  utf8_append(text, c);
  return text;
}

OrRaised<Separators> separators_arg(HostCall& call, uint32_t i) {
  const char32_t separator = NORN_TRY(character_arg(call, i)), quote = NORN_TRY(character_arg(call, i + 1));
  if (separator == quote || separator == '\n' || separator == '\r' || quote == '\n' || quote == '\r')
    NORN_RAISE(raise_illegal_argument(call.heap, "separator and quote must differ, and be no line ends"));
  return Separators{character_text(separator), character_text(quote)};
}

class CsvParser {
 public:
  enum class Outcome : uint8_t { record, unfinished, end, broken };

  CsvParser(Heap& heap, std::string_view text, const Separators& separators, bool is_final)
      : heap_(heap), text_(text), separators_(separators), is_final_(is_final) {}

  size_t at() const { return at_; }  // behind the last whole record
  size_t wrong_at() const { return wrong_at_; }
  const char* problem() const { return problem_; }
  Value record() const { return to_value(make_vector(heap_, fields_)); }

  Outcome next() {
    if (at_ == text_.size()) return Outcome::end;
    fields_.clear();
    scan_ = at_;
    for (;;) {
      const Outcome field = looking_at(separators_.quote) ? quoted_field() : plain_field();
      if (field != Outcome::record) return field;
      if (looking_at(separators_.separator)) {
        scan_ += separators_.separator.size();
        continue;
      }
      if (!take_line_end()) return Outcome::unfinished;
      at_ = scan_;
      return Outcome::record;
    }
  }

 private:
  bool looking_at(std::string_view what) const { return text_.substr(scan_).starts_with(what); }

  // False: what follows may still be part of it.
  bool take_line_end() {
    if (scan_ == text_.size()) return is_final_;
    if (text_[scan_] == '\r' && scan_ + 1 == text_.size() && !is_final_) return false;
    scan_ += looking_at("\r\n") ? 2 : 1;
    return true;
  }

  Outcome plain_field() {
    const size_t start = scan_;
    while (scan_ < text_.size() && text_[scan_] != '\n' && text_[scan_] != '\r' && !looking_at(separators_.separator))
      ++scan_;
    if (scan_ == text_.size() && !is_final_) return Outcome::unfinished;
    fields_.push_back(to_value(make_string(heap_, text_.substr(start, scan_ - start))));
    return Outcome::record;
  }

  Outcome quoted_field() {
    const size_t start = scan_;
    std::string field;
    scan_ += separators_.quote.size();
    for (;;) {
      const size_t end = text_.find(separators_.quote, scan_);
      if (end == std::string_view::npos) {
        if (is_final_) return fail("a quoted field without its closing quote", start);
        return Outcome::unfinished;
      }
      field += text_.substr(scan_, end - scan_);
      scan_ = end + separators_.quote.size();
      if (!looking_at(separators_.quote)) break;
      field += separators_.quote;
      scan_ += separators_.quote.size();
    }
    if (scan_ == text_.size() && !is_final_) return Outcome::unfinished;
    if (scan_ < text_.size() && text_[scan_] != '\n' && text_[scan_] != '\r' && !looking_at(separators_.separator))
      return fail("expected a separator or the end of the line behind a quoted field", scan_);
    fields_.push_back(to_value(make_string(heap_, field)));
    return Outcome::record;
  }

  Outcome fail(const char* problem, size_t offset) {
    problem_ = problem;
    wrong_at_ = offset;
    return Outcome::broken;
  }

  Heap& heap_;
  const std::string_view text_;
  const Separators& separators_;
  const bool is_final_;
  size_t at_ = 0, scan_ = 0, wrong_at_ = 0;
  const char* problem_ = nullptr;
  std::vector<Value> fields_;
};

int64_t lines_before(std::string_view text, size_t offset) { return std::ranges::count(text.substr(0, offset), '\n'); }

// line: of the text's beginning, which is that of a record.
Raised raise_csv(HostCall& call, const char* problem, std::string_view text, size_t offset, int64_t line) {
  const TextPosition position = position_of(text, offset);
  line += static_cast<int64_t>(position.line) - 1;
  const Returned data = make_map(
      call.heap, {keyword_value(call, "type"), keyword_value(call, "norn/csv-error"), keyword_value(call, "code"),
                  keyword_value(call, "csv/syntax"), keyword_value(call, "line"), make_integer(call.heap, line),
                  keyword_value(call, "column"), Value::fixnum(static_cast<int64_t>(position.column))});
  return raise(call.heap, world_of(call).types.exception_info.get(),
               "CSV, line " + std::to_string(line) + ", column " + std::to_string(position.column) + ": " + problem,
               data.value_or(Value::nil()));
}

}  // namespace

NORN_HOST(
    csv_records, "norn.prim/csv-records", "([text from limit separator quote final? line])",
    "[records end line] of a CSV text from code point `from` on, in line `line`: at most `limit` records, vectors "
    "of strings. "
    "What may go on in further text is left, unless final? is true.") {
  String* string = NORN_TRY(string_arg(call, 0));
  const int64_t from = NORN_TRY(integer_arg(call, 1));
  const int64_t limit = NORN_TRY(integer_arg(call, 2));
  const Separators separators = NORN_TRY(separators_arg(call, 3));
  const int64_t line = NORN_TRY(integer_arg(call, 6));
  if (from < 0 || static_cast<size_t>(from) > string_count(string))
    NORN_RAISE(raise_index(call.heap, from, static_cast<int64_t>(string_count(string))));
  const size_t from_byte = string_byte_offset(call.heap, string, static_cast<size_t>(from));
  const std::string_view text = string->view().substr(from_byte);
  CsvParser parser(call.heap, text, separators, call[5].truthy());
  std::vector<Value> records;
  while (static_cast<int64_t>(records.size()) < limit) {
    const CsvParser::Outcome outcome = parser.next();
    if (outcome == CsvParser::Outcome::broken && records.empty())
      NORN_RAISE(raise_csv(call, parser.problem(), text, parser.wrong_at(), line));
    if (outcome != CsvParser::Outcome::record) break;
    records.push_back(parser.record());
  }
  const size_t end_index = string_index_of_byte(call.heap, string, from_byte + parser.at());
  return to_value(
      make_vector(call.heap, {to_value(make_vector(call.heap, records)), Value::fixnum(static_cast<int64_t>(end_index)),
                              make_integer(call.heap, line + lines_before(text, parser.at()))}));
}

NORN_HOST(csv_line, "norn.prim/csv-line", "([fields separator quote always?])",
          "The fields, as str writes them, with separators between them and quoted where they must be, or always. nil "
          "where the "
          "language is needed.") {
  const Separators separators = NORN_TRY(separators_arg(call, 1));
  const bool always = call[3].truthy();
  std::string line;
  SeqCursor cursor(call.heap, call[0]);
  Value field;
  for (bool first = true;; first = false) {
    const OrRaised<bool> more = cursor.next(&field);
    if (!more && more.error().is_bail()) return Value::nil();
    if (!NORN_TRY(more)) break;
    if (!first) line += separators.separator;
    std::string text;
    if (str_to(call.heap, text, field) == Answer::bail) return Value::nil();
    const bool needs_quotes = always || text.find_first_of("\r\n") != std::string::npos ||
                              text.find(separators.separator) != std::string::npos ||
                              text.find(separators.quote) != std::string::npos;
    if (!needs_quotes) {
      line += text;
      continue;
    }
    line += separators.quote;
    for (size_t from = 0;;) {
      const size_t at = text.find(separators.quote, from);
      line += text.substr(from, at - from);
      if (at == std::string::npos) break;
      line += separators.quote + separators.quote;
      from = at + separators.quote.size();
    }
    line += separators.quote;
  }
  return string_value(call, line);
}

NORN_MODULE(kCsvModule, csv_records, csv_line);

}  // namespace norn
