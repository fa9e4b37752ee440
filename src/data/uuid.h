// UUIDs (java.util.UUID): 128 bits, printed in lower case with dashes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "data/raised.h"

namespace norn {

struct Uuid : Object {
  static constexpr Kind kKind = Kind::uuid;
  uint64_t high, low;  // most significant bits first
};

Uuid* make_uuid(Heap& heap, uint64_t high, uint64_t low);
// A version 4 UUID out of 128 random bits.
Uuid* make_random_uuid(Heap& heap, uint64_t random_high, uint64_t random_low);
// Five groups of at most 8-4-4-4-12 hexadecimal digits; nullptr if malformed.
Uuid* parse_uuid(Heap& heap, std::string_view text);
std::string uuid_text(const Uuid* uuid);
uint32_t uuid_hash(Uuid* uuid);
bool uuid_equals(const Uuid* a, const Uuid* b);
int uuid_compare(const Uuid* a, const Uuid* b);  // as signed halves, like java.util.UUID

}  // namespace norn

NORN_LAYOUT_UNTRACED(Uuid, norn::Tail::none, 16);
