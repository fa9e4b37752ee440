#include "reader/default_tags.h"

#include "data/instant.h"
#include "data/print.h"
#include "data/uuid.h"
#include "reader/reader_error.h"

namespace norn {
namespace {

std::unexpected<Error> malformed(Heap& heap, const ReadItem& item, std::string_view problem, std::string_view shape) {
  return reader_error("invalid-literal", item.span,
                      std::string(problem) + ": found " + print_brief(heap, item.value) + ", expected a string like " +
                          std::string(shape) + ".");
}

Result<Value> read_instant(Heap& heap, ReadItem item) {
  std::optional<int64_t> milliseconds;
  if (String* text = try_as<String>(item.value)) milliseconds = parse_instant(text->view());
  if (milliseconds) return to_value(make_instant(heap, *milliseconds));
  return malformed(heap, item, "Unrecognized date/time syntax",
                   "\"2020-02-03T04:05:06.789+01:00\"; every part after the year is optional");
}

Result<Value> read_uuid(Heap& heap, ReadItem item) {
  Uuid* uuid = nullptr;
  if (String* text = try_as<String>(item.value)) uuid = parse_uuid(heap, text->view());
  if (uuid != nullptr) return to_value(uuid);
  return malformed(heap, item, "Invalid UUID", "\"550e8400-e29b-41d4-a716-446655440000\"");
}

}  // namespace

Result<std::optional<Value>> read_default_tag(Heap& heap, const Symbol* tag, ReadItem item) {
  if (symbol_is(tag, "inst")) return NORN_TRY(read_instant(heap, item));
  if (symbol_is(tag, "uuid")) return NORN_TRY(read_uuid(heap, item));
  return std::optional<Value>();
}

}  // namespace norn
