#include "base/edit_distance.h"

#include <doctest/doctest.h>

namespace norn {

TEST_CASE("edit distance counts inserts, deletes, replacements and swaps") {
  CHECK(edit_distance("map", "map", 3) == 0);
  CHECK(edit_distance("map", "mpa", 3) == 1);
  CHECK(edit_distance("reduce", "redcue", 3) == 1);
  CHECK(edit_distance("filter", "fitler", 3) == 1);
  CHECK(edit_distance("kitten", "sitting", 5) == 3);
  CHECK(edit_distance("a", "", 3) == 1);
  CHECK(edit_distance("abcdef", "uvwxyz", 2) == 3);
}

TEST_CASE("the nearest name is suggested, and only a near one") {
  DidYouMean nearest("prinltn");
  for (const char* name : {"print", "println", "prn"}) nearest.offer(name);
  CHECK(nearest.best() == "println");
  DidYouMean nothing("xyz");
  for (const char* name : {"map", "filter"}) nothing.offer(name);
  CHECK(nothing.best().empty());
}

}  // namespace norn
