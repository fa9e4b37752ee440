#include "data/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/assert.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/utf8.h"
#include "data/array.h"
#include "data/map.h"
#include "data/regex_syntax.h"
#include "data/symbol.h"
#include "data/type.h"
#include "data/world.h"

namespace norn {

namespace {

// Steps of the matcher before it gives up: well under a second, also for the worst pattern.
constexpr uint32_t kMatchLimit = 20'000'000;
constexpr uint32_t kHeapLimitKib = 256 * 1024;
// A quick search gives up a start after this many steps, and as a whole when it has taken this long: it looks at the
// clock after 64 starts, then after twice as many each time. (Steps alone do not tell: a repeated single character
// counts as one.)
constexpr uint32_t kQuickMatchLimit = 500'000;
constexpr int64_t kQuickNs = 1'000'000;
constexpr size_t kFirstStarts = 64;

pcre2_code* as_program(void* program) { return static_cast<pcre2_code*>(program); }

size_t program_bytes(void* program) {
  size_t code = 0, jit = 0;
  pcre2_pattern_info(as_program(program), PCRE2_INFO_SIZE, &code);
  pcre2_pattern_info(as_program(program), PCRE2_INFO_JITSIZE, &jit);
  return code + jit;
}

void finalize_regex(Heap& heap, Object* object) {
  Regex* regex = static_cast<Regex*>(object);
  for (void** program : {&regex->find_program, &regex->whole_program}) {
    if (!*program) continue;
    heap.adjust_native_bytes(-static_cast<int64_t>(program_bytes(*program)));
    pcre2_code_free(as_program(*program));
    *program = nullptr;
  }
}

bool freeze_regex(Object* copy) {
  static_cast<Regex*>(copy)->find_program = nullptr;
  static_cast<Regex*>(copy)->whole_program = nullptr;
  return true;
}

uint32_t compile_options(uint64_t flags) {
  uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK;
  if (flags & kRegexIgnoreCase) options |= PCRE2_CASELESS;
  if (flags & kRegexComments) options |= PCRE2_EXTENDED;
  if (flags & kRegexMultiline) options |= PCRE2_MULTILINE;
  if (flags & kRegexDotAll) options |= PCRE2_DOTALL;
  if (flags & kRegexLiteral) options |= PCRE2_LITERAL;
  return options;
}

Raised raise_syntax(Heap& heap, const Regex* regex, std::string_view problem, size_t offset) {
  std::string text(problem);
  if (offset != std::string::npos) text += " near index " + std::to_string(offset);
  text += "\n" + std::string(regex->source->view());
  return raise(heap, World::of(heap).types.pattern_syntax_exception.get(), text);
}

// Compiles into find_program or whole_program, whichever `mode` uses.
OrRaised<bool> compile(Heap& heap, Regex* regex, RegexMode mode) {
  std::string pattern(regex->source->view());
  if (!(regex->flags & kRegexLiteral)) {
    auto translated = translate_regex(pattern);
    if (!translated) NORN_RAISE(raise_syntax(heap, regex, translated.error(), std::string::npos));
    pattern = *translated;
  }
  uint32_t options = compile_options(regex->flags);
  options |= mode == RegexMode::whole ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : PCRE2_USE_OFFSET_LIMIT;
  pcre2_compile_context* context = pcre2_compile_context_create(nullptr);
  pcre2_set_newline(context, regex->flags & kRegexUnixLines ? PCRE2_NEWLINE_LF : PCRE2_NEWLINE_ANYCRLF);
  int error = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code* program =
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options, &error, &offset, context);
  pcre2_compile_context_free(context);
  if (!program) {
    PCRE2_UCHAR message[160];
    pcre2_get_error_message(error, message, sizeof message);
    NORN_RAISE(raise_syntax(heap, regex, reinterpret_cast<const char*>(message), offset));
  }
  pcre2_jit_compile(program, PCRE2_JIT_COMPLETE);  // without it matching is slower, no more
  uint32_t groups = 0;
  pcre2_pattern_info(program, PCRE2_INFO_CAPTURECOUNT, &groups);
  if (!regex->find_program && !regex->whole_program) heap.add_finalizable(regex);
  (mode == RegexMode::whole ? regex->whole_program : regex->find_program) = program;
  regex->group_count = groups;
  heap.adjust_native_bytes(static_cast<int64_t>(program_bytes(program)));
  return true;
}

bool is_limit(int error) {
  return error == PCRE2_ERROR_MATCHLIMIT || error == PCRE2_ERROR_DEPTHLIMIT || error == PCRE2_ERROR_HEAPLIMIT ||
         error == PCRE2_ERROR_JIT_STACKLIMIT;
}

Raised raise_match_error(Heap& heap, Regex* regex, int error) {
  World& world = World::of(heap);
  bool limit = is_limit(error);
  PCRE2_UCHAR message[160];
  pcre2_get_error_message(error, message, sizeof message);
  std::string text = limit ? "matching the regular expression takes too many steps: "
                           : reinterpret_cast<const char*>(message) + std::string(": ");
  text += regex->source->view();
  Value data = map_assoc_plain(heap, empty_map(heap), to_value(world.intern_keyword("type")),
                               to_value(world.intern_keyword(limit ? "norn/regex-limit" : "norn/regex")));
  data = map_assoc_plain(heap, data, to_value(world.intern_keyword("pattern")), regex->source.value());
  return raise(heap, world.types.exception_info.get(), text, data);
}

// Made once per process and kept, for matching never nests; another thread makes its own.
struct MatchTools {
  pcre2_match_context* context;
  pcre2_jit_stack* stack;
  uint32_t match_limit = kMatchLimit;
  MatchTools() {
    context = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(context, match_limit);
    pcre2_set_heap_limit(context, kHeapLimitKib);
    stack = pcre2_jit_stack_create(32 * 1024, 8 * 1024 * 1024, nullptr);
    pcre2_jit_stack_assign(context, nullptr, stack);
  }
  void limit_matching(uint32_t limit) {
    if (limit == match_limit) return;
    pcre2_set_match_limit(context, limit);
    match_limit = limit;
  }
  MatchTools(const MatchTools&) = delete;
  MatchTools& operator=(const MatchTools&) = delete;
  ~MatchTools() {
    pcre2_jit_stack_free(stack);
    pcre2_match_context_free(context);
  }
};

MatchTools& match_tools() {
  static MatchTools* tools = new MatchTools;  // never destroyed
  return *tools;
}

// One call of PCRE2; fills *match if it is found.
int match_once(void* program, size_t group_count, std::string_view text, size_t from, RegexMode mode, MatchTools& tools,
               RegexMatch* match) {
  uint32_t options = PCRE2_NO_UTF_CHECK | (mode == RegexMode::prefix ? PCRE2_ANCHORED : 0);
  pcre2_match_data* data = pcre2_match_data_create(static_cast<uint32_t>(group_count) + 1, nullptr);
  int result = pcre2_match(as_program(program), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from, options,
                           data, tools.context);
  if (result >= 0) {
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(data);
    match->offsets.assign(offsets, offsets + 2 * (group_count + 1));
  }
  pcre2_match_data_free(data);
  return result;
}

// As match_once, but a limit error when it takes long.
int match_quickly(Regex* regex, void* program, std::string_view text, size_t from, RegexMode mode, RegexMatch* match) {
  MatchTools& tools = match_tools();
  tools.limit_matching(kQuickMatchLimit);
  int result = PCRE2_ERROR_NOMATCH;
  if (mode != RegexMode::find || text.size() - from <= kFirstStarts) {
    result = match_once(program, regex->group_count, text, from, mode, tools, match);
  } else {
    const int64_t begun = monotonic_clock_ns();
    // Each search begins at `from`, which \G means, and goes twice as far as the one before.
    for (size_t starts = kFirstStarts; result == PCRE2_ERROR_NOMATCH; starts *= 2) {
      const bool is_last = text.size() - from < starts;
      pcre2_set_offset_limit(tools.context, is_last ? PCRE2_UNSET : from + starts - 1);
      result = match_once(program, regex->group_count, text, from, mode, tools, match);
      if (is_last) break;
      if (result == PCRE2_ERROR_NOMATCH && monotonic_clock_ns() - begun > kQuickNs) result = PCRE2_ERROR_MATCHLIMIT;
    }
    pcre2_set_offset_limit(tools.context, PCRE2_UNSET);
  }
  return result;
}

}  // namespace

OrRaised<Regex*> make_regex(Heap& heap, String* source, uint32_t flags) {
  Regex* regex = heap.make<Regex>();
  regex->source = source;
  regex->flags = flags;
  NORN_TRY(compile(heap, regex, RegexMode::find));
  return regex;
}

OrRaised<bool> regex_prepare(Heap& heap, Regex* regex, RegexMode mode) {
  if (mode == RegexMode::whole ? regex->whole_program : regex->find_program) return true;
  return compile(heap, regex, mode);
}

OrRaised<bool> regex_match(Heap& heap, Regex* regex, std::string_view text, size_t from, RegexMode mode,
                           RegexMatch* match, RegexEffort effort) {
  if (from > text.size()) return false;
  void*& program = mode == RegexMode::whole ? regex->whole_program : regex->find_program;
  if (!program) NORN_TRY(compile(heap, regex, mode));
  int result = 0;
  if (effort == RegexEffort::quick) {
    result = match_quickly(regex, program, text, from, mode, match);
  } else {
    match_tools().limit_matching(kMatchLimit);
    result = match_once(program, regex->group_count, text, from, mode, match_tools(), match);
  }
  if (result < 0 && effort == RegexEffort::quick && is_limit(result)) NORN_RAISE(Raised::bail());
  if (result < 0 && result != PCRE2_ERROR_NOMATCH) NORN_RAISE(raise_match_error(heap, regex, result));
  return result >= 0;
}

RegexSearch::RegexSearch(Regex* regex, const String* text, size_t from, RegexMode mode)
    : copy_(text->flags & kOld ? std::string_view() : text->view()),
      text_(text->flags & kOld ? text->view() : copy_),
      from_(from),
      mode_(mode),
      program_(mode == RegexMode::whole ? regex->whole_program : regex->find_program),
      group_count_(regex->group_count) {
  NORN_ASSERT(program_, "prepared");
}

void RegexSearch::run() {
  MatchTools tools;
  result_ = match_once(program_, group_count_, text_, from_, mode_, tools, &match_);
}

OrRaised<bool> RegexSearch::result(Heap& heap, Regex* regex, RegexMatch* match) {
  if (result_ < 0 && result_ != PCRE2_ERROR_NOMATCH) NORN_RAISE(raise_match_error(heap, regex, result_));
  *match = std::move(match_);
  return result_ >= 0;
}

size_t regex_next_start(std::string_view text, const RegexMatch& match) {
  size_t end = match.end();
  if (end != match.start()) return end;
  return end < text.size() ? end + utf8_sequence_length(text[end]) : end + 1;
}

size_t regex_group_number(Heap& heap, Regex* regex, std::string_view name) {
  if (!regex->find_program && !compile(heap, regex, RegexMode::find)) return 0;
  std::string terminated(name);
  int number = pcre2_substring_number_from_name(as_program(regex->find_program),
                                                reinterpret_cast<PCRE2_SPTR>(terminated.c_str()));
  return number > 0 ? static_cast<size_t>(number) : 0;
}

void register_regex_kinds(Heap& heap) {
  heap.register_kind<Regex>({.finalize = finalize_regex, .freeze = freeze_regex});
  heap.register_kind<Matcher>();
}

}  // namespace norn
