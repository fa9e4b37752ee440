// Instants (java.util.Date, #inst): milliseconds since 1970-01-01T00:00Z.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "data/raised.h"

namespace norn {

struct Instant : Object {
  static constexpr Kind kKind = Kind::instant;
  int64_t milliseconds;
};

// Proleptic Gregorian calendar, UTC.
struct CalendarTime {
  int64_t year;
  int month, day, hour, minute, second, millisecond;
};

Instant* make_instant(Heap& heap, int64_t milliseconds);
CalendarTime calendar_of(int64_t milliseconds);
int64_t milliseconds_of(const CalendarTime& time);
// RFC 3339 with every part after the year optional, as the reader's #inst: 2020, 2020-02-03,
// 2020-02-03T04:05:06.789+01:00. Nothing if malformed or out of range.
std::optional<int64_t> parse_instant(std::string_view text);
std::string instant_text(int64_t milliseconds);       // 1970-01-01T00:00:00.000-00:00
std::string instant_date_text(int64_t milliseconds);  // Date.toString: Thu Jan 01 00:00:00 UTC 1970
uint32_t instant_hash(const Instant* instant);

}  // namespace norn

NORN_LAYOUT_UNTRACED(Instant, norn::Tail::none, 8);
