// Fuzzes JSON: any text. It gives a value or an error with a place; a value that was written reads back as itself, and
// a text that was cut off is unfinished or ends sooner.
#include <cstdint>
#include <memory>
#include <string>

#include "base/assert.h"
#include "base/utf8.h"
#include "data/json_reader.h"
#include "data/json_writer.h"
#include "data/print.h"
#include "data/world.h"

using namespace norn;

namespace {

constexpr size_t kLongestText = 1 << 16;

struct Language {
  static constexpr int kTexts = 20'000;  // interned keywords are for ever

  Heap heap{HeapOptions{.nursery_bytes = 1 << 20, .nursery_reserve_bytes = 4 << 20}};
  World world{heap};
  int texts = 0;

  static Language& current() {
    static std::unique_ptr<Language> language;
    if (!language || language->texts == kTexts) language = std::make_unique<Language>();
    ++language->texts;
    return *language;
  }
};

std::string printed(Heap& heap, Value value) {
  std::string text;
  return print_to(heap, text, value, {}) == Answer::yes ? text : "";  // too deep
}

void check_round_trip(Heap& heap, Value value, const JsonWriteOptions& options) {
  std::string written;
  if (!write_json(heap, written, value, options)) return;  // infinite, or too deep
  auto again = read_json(heap, written, {});
  NORN_ASSERT(again, "what was written is JSON");
  NORN_ASSERT(printed(heap, again->value) == printed(heap, value), "it is what was written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > kLongestText) return 0;
  const std::string text = utf8_repair({reinterpret_cast<const char*>(data), size});
  Heap& heap = Language::current().heap;
  auto read = read_json(heap, text, {});
  if (read) {
    check_round_trip(heap, read->value, {});
    check_round_trip(heap, read->value, {.pretty = true, .escape_unicode = true, .escape_slash = true});
  } else {
    NORN_ASSERT(read.error().offset <= text.size() && !read.error().problem.empty(), "errors have a place and a text");
    position_of(text, read.error().offset);
  }
  auto first = read_json(heap, text, {.keywords = true, .decimals = true, .one_value = true});
  NORN_ASSERT(!read || first, "a whole text begins with a value");
  NORN_ASSERT(!first || first->end <= text.size(), "a value is part of its text");
  if (heap.wants_collection()) heap.collect();
  return 0;
}
