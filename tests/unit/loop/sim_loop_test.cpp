#include "loop/sim_loop.h"

#include <doctest/doctest.h>

#include <vector>

#include "base/clock.h"
#include "probe_request.h"

using namespace norn;

namespace {

// The cookies of a run with timers and work, in order of delivery; starts of the second generation depend on the first.
std::vector<Cookie> trace_of(uint64_t seed) {
  SimLoop loop({.seed = seed});
  for (Cookie i = 0; i < 20; ++i) {
    loop.submit(probe([](ProbeRequest&) { return 0; }), i);
    loop.start_timer(static_cast<int64_t>(i % 5), 100 + i, Reference::yes);
  }
  std::vector<Cookie> trace;
  Completion completion;
  while (loop.has_referenced_work()) {
    loop.poll(Wait::yes);
    while (loop.next(completion)) {
      trace.push_back(completion.cookie);
      if (completion.cookie < 20) loop.submit(probe([](ProbeRequest&) { return 0; }), completion.cookie + 1000);
    }
  }
  return trace;
}

}  // namespace

TEST_CASE("sim loop: the same seed gives the same run, another seed another") {
  const std::vector<Cookie> first = trace_of(1);
  CHECK(first.size() == 60);
  CHECK(first == trace_of(1));
  CHECK(first != trace_of(2));
}

TEST_CASE("sim loop: waiting jumps to the next deadline, not waiting doesn't") {
  SimLoop loop({.start_ns = 5, .start_wall_ms = 1000});
  loop.start_timer(5 + 3600 * kNanosecondsPerSecond, 1, Reference::yes);
  Completion completion;
  loop.poll(Wait::no);
  CHECK(loop.now_ns() == 5);
  CHECK_FALSE(loop.next(completion));
  loop.poll(Wait::yes);
  CHECK(loop.now_ns() == 5 + 3600 * kNanosecondsPerSecond);
  CHECK(loop.wall_ms() == 1000 + 3'600'000);
  REQUIRE(loop.next(completion));
  CHECK(completion.cookie == 1);
}

TEST_CASE("sim loop: time stands still while work is under way") {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    SimLoop loop({.seed = seed});
    loop.start_timer(1, 1, Reference::yes);
    for (Cookie i = 0; i < 5; ++i) loop.submit(probe([](ProbeRequest&) { return 0; }), 10 + i);
    Completion completion;
    for (int delivered = 0; delivered < 5;) {
      loop.poll(Wait::yes);
      CHECK(loop.now_ns() == 0);
      while (loop.next(completion)) {
        CHECK(completion.kind == CompletionKind::request);
        ++delivered;
      }
    }
    loop.poll(Wait::yes);
    REQUIRE(loop.next(completion));
    CHECK(completion.cookie == 1);
  }
}

TEST_CASE("sim loop: cancelled work never runs, completed work is not delivered") {
  SimLoop loop({});
  bool ran = false, destroyed = false;
  loop.cancel(loop.submit(probe([&](ProbeRequest&) { return ran = true, 0; }), 1));
  CHECK_FALSE(loop.has_referenced_work());
  LoopRequest* second = loop.submit(probe([](ProbeRequest&) { return 0; }, &destroyed), 2);
  loop.poll(Wait::yes);
  loop.cancel(second);
  Completion completion;
  CHECK_FALSE(loop.next(completion));
  CHECK_FALSE(ran);
  CHECK(destroyed);
}

TEST_CASE("sim loop: time can be moved by hand") {
  SimLoop loop({});
  loop.start_timer(10, 1, Reference::yes);
  loop.advance(9);
  loop.poll(Wait::no);
  Completion completion;
  CHECK_FALSE(loop.next(completion));
  loop.advance(1);
  loop.poll(Wait::no);
  CHECK(loop.next(completion));
}
