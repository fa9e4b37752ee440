#include "data/instant.h"

#include "data/uuid.h"
#include "data_fixture.h"

namespace norn {

TEST_CASE("timestamps with every part optional") {
  CHECK(parse_instant("1970") == 0);
  CHECK(parse_instant("1970-01-02") == 86'400'000);
  CHECK(parse_instant("2018-03-28T10:48:00.000-00:00") == 1522234080000);
  CHECK(parse_instant("2018-03-28T10:48:00.5Z") == 1522234080500);
  CHECK(parse_instant("2018-03-28T12:48:00+02:00") == 1522234080000);
  CHECK(parse_instant("1969-12-31T23:59:59.999") == -1);
  CHECK(parse_instant("2020-02-29").has_value());
  CHECK(!parse_instant("2021-02-29"));
  CHECK(!parse_instant("2021-13-01"));
  CHECK(!parse_instant("20"));
  CHECK(!parse_instant("2021-01-01T24:00"));
  CHECK(!parse_instant("2021-01-01x"));
  CHECK(!parse_instant("2021-01-01T00:00:00."));
}

TEST_CASE("instants print and parse back") {
  for (int64_t ms : {int64_t{0}, int64_t{-1}, int64_t{1522234080123}, int64_t{-62135596800000},
                     int64_t{253402300799999}, int64_t{951782400000}})
    CHECK(parse_instant(instant_text(ms)) == ms);
  CHECK(instant_text(0) == "1970-01-01T00:00:00.000-00:00");
  CHECK(instant_date_text(1522234080000) == "Wed Mar 28 10:48:00 UTC 2018");
  CHECK(instant_date_text(-1) == "Wed Dec 31 23:59:59 UTC 1969");
}

TEST_CASE_FIXTURE(DataFixture, "uuids") {
  CHECK(uuid_text(parse_uuid(heap, "B6883c0a-0342-4007-9966-bc2dfa6b109e")) == "b6883c0a-0342-4007-9966-bc2dfa6b109e");
  CHECK(parse_uuid(heap, "b6883c0a03424007-9966-bc2dfa6b109e----") == nullptr);
  CHECK(parse_uuid(heap, "x") == nullptr);
  CHECK(parse_uuid(heap, "1-1-1-1-") == nullptr);
  CHECK(uuid_text(parse_uuid(heap, "1-1-1-1-1")) == "00000001-0001-0001-0001-000000000001");
  CHECK(uuid_text(make_random_uuid(heap, 0, 0)) == "00000000-0000-4000-8000-000000000000");
}

}  // namespace norn
