#include "loop/timers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/random.h"

using norn::Cookie;
using norn::Random;
using norn::Reference;
using norn::TimerId;
using norn::Timers;

namespace {

std::vector<Cookie> take_all(Timers& timers, int64_t now_ns) {
  std::vector<Cookie> taken;
  while (const auto cookie = timers.take_expired(now_ns)) taken.push_back(*cookie);
  return taken;
}

}  // namespace

TEST_CASE("timers: expire in order of deadline") {
  Timers timers;
  timers.start(30, 3, Reference::yes);
  timers.start(10, 1, Reference::yes);
  timers.start(20, 2, Reference::yes);
  CHECK(timers.next_deadline_ns() == 10);
  CHECK(take_all(timers, 9).empty());
  CHECK(take_all(timers, 20) == std::vector<Cookie>{1, 2});
  CHECK(take_all(timers, 100) == std::vector<Cookie>{3});
  CHECK(timers.empty());
}

TEST_CASE("timers: equal deadlines expire in order of start") {
  Timers timers;
  for (Cookie cookie = 0; cookie < 1000; ++cookie) timers.start(cookie % 2 == 0 ? 5 : 7, cookie, Reference::yes);
  const std::vector<Cookie> taken = take_all(timers, 7);
  REQUIRE(taken.size() == 1000);
  for (Cookie i = 0; i < 500; ++i) {
    CHECK(taken[i] == 2 * i);
    CHECK(taken[500 + i] == 2 * i + 1);
  }
}

TEST_CASE("timers: a stopped timer never expires and can't be stopped twice") {
  Timers timers;
  const TimerId kept = timers.start(1, 1, Reference::yes);
  const TimerId stopped = timers.start(1, 2, Reference::yes);
  CHECK(timers.stop(stopped));
  CHECK_FALSE(timers.stop(stopped));
  CHECK(take_all(timers, 1) == std::vector<Cookie>{1});
  CHECK_FALSE(timers.stop(kept));
}

TEST_CASE("timers: a stale id doesn't stop the timer that reuses its slot") {
  Timers timers;
  const TimerId old = timers.start(1, 1, Reference::yes);
  timers.stop(old);
  const TimerId fresh = timers.start(1, 2, Reference::yes);
  CHECK(old != fresh);
  CHECK_FALSE(timers.stop(old));
  CHECK_FALSE(timers.stop(TimerId::none));
  CHECK(timers.size() == 1);
}

TEST_CASE("timers: only referenced ones are counted as such") {
  Timers timers;
  const TimerId a = timers.start(1, 1, Reference::yes);
  const TimerId b = timers.start(1, 2, Reference::no);
  CHECK(timers.referenced() == 1);
  timers.stop(b);
  CHECK(timers.referenced() == 1);
  timers.stop(a);
  CHECK(timers.referenced() == 0);
}

TEST_CASE("timers: a hundred thousand starts and stops agree with a sorted model") {
  Timers timers;
  Random random(42);
  std::map<std::pair<int64_t, Cookie>, TimerId> model;  // cookies rise, so equal deadlines are in order of start
  std::vector<std::pair<int64_t, Cookie>> keys;
  for (Cookie cookie = 0; cookie < 100'000; ++cookie) {
    const auto deadline = static_cast<int64_t>(random.below(5'000));
    model[{deadline, cookie}] = timers.start(deadline, cookie, Reference::yes);
    keys.emplace_back(deadline, cookie);
    if (random.below(3) == 0) {
      const auto victim = model.find(keys[random.below(keys.size())]);
      if (victim == model.end()) continue;
      REQUIRE(timers.stop(victim->second));
      model.erase(victim);
    }
  }
  REQUIRE(timers.size() == model.size());
  for (const auto& [key, id] : model) {
    REQUIRE(timers.next_deadline_ns() == key.first);
    REQUIRE(timers.take_expired(key.first) == key.second);
  }
  CHECK(timers.empty());
}
