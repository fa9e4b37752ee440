#include "lib/http_names.h"

#include <string>
#include <string_view>

#include "data/array.h"
#include "data/map.h"
#include "data/string.h"
#include "data/vector.h"

namespace norn {
namespace {

// In order of length, so that few are compared.
constexpr std::string_view kCommon[] = {
    "te",
    "dnt",
    "date",
    "etag",
    "host",
    "vary",
    "allow",
    "range",
    "accept",
    "cookie",
    "expect",
    "origin",
    "pragma",
    "server",
    "expires",
    "referer",
    "upgrade",
    "if-match",
    "location",
    "connection",
    "keep-alive",
    "set-cookie",
    "user-agent",
    "content-type",
    "accept-ranges",
    "authorization",
    "cache-control",
    "content-range",
    "if-none-match",
    "last-modified",
    "content-length",
    "accept-encoding",
    "accept-language",
    "x-forwarded-for",
    "content-encoding",
    "transfer-encoding",
    "x-forwarded-proto",
    "if-modified-since",
    "content-disposition",
    "upgrade-insecure-requests",
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

Value name_value(Heap& heap, ObjectArray* names, std::string_view name) {
  for (size_t i = 0; names && i < std::size(kCommon); ++i) {
    if (kCommon[i].size() < name.size()) continue;
    if (kCommon[i].size() > name.size()) break;
    if (equals_ignoring_case(name, kCommon[i])) return names->data()[i];
  }
  std::string lower_name(name);
  for (char& c : lower_name) c = lower(c);
  return to_value(make_string(heap, lower_name));
}

// The value of all fields named as the one at `first`.
Value joined(Heap& heap, std::span<const HeaderField> fields, size_t first) {
  const std::string_view name = fields[first].name;
  if (equals_ignoring_case(name, "set-cookie")) {
    std::vector<Value> values;
    for (size_t i = first; i < fields.size(); ++i)
      if (same_name(fields[i].name, name)) values.push_back(to_value(make_string(heap, fields[i].value)));
    return to_value(make_vector(heap, values));
  }
  const std::string_view separator = equals_ignoring_case(name, "cookie") ? "; " : ",";
  std::string text(fields[first].value);
  for (size_t i = first + 1; i < fields.size(); ++i) {
    if (!same_name(fields[i].name, name)) continue;
    text += separator;
    text += fields[i].value;
  }
  return to_value(make_string(heap, text));
}

}  // namespace

ObjectArray* make_header_names(Heap& heap) {
  ObjectArray* names = make_object_array(heap, std::size(kCommon));
  for (size_t i = 0; i < std::size(kCommon); ++i)
    object_array_set(heap, names, i, to_value(make_string(heap, kCommon[i])));
  return names;
}

Value header_map(Heap& heap, ObjectArray* names, std::span<const HeaderField> fields) {
  std::vector<Value> entries;
  entries.reserve(2 * fields.size());
  for (size_t i = 0; i < fields.size(); ++i) {
    bool is_first = true, is_only = true;
    for (size_t j = 0; j < fields.size() && is_first; ++j) {
      if (j == i || !same_name(fields[j].name, fields[i].name)) continue;
      is_only = false;
      is_first = j > i;
    }
    if (!is_first) continue;
    entries.push_back(name_value(heap, names, fields[i].name));
    entries.push_back(is_only ? to_value(make_string(heap, fields[i].value)) : joined(heap, fields, i));
  }
  return make_map(heap, entries).value_or(Value::nil());  // strings never bail
}

}  // namespace norn
