#include "loop/loop.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <vector>

#include "base/clock.h"
#include "loop/signals.h"
#include "probe_request.h"

using namespace norn;

namespace {

// Polls until there is a completion.
Completion await_completion(LoopApi& loop) {
  Completion completion;
  while (!loop.next(completion)) loop.poll(Wait::yes);
  return completion;
}

}  // namespace

TEST_CASE("loop: timers are delivered in order and never early") {
  Loop loop;
  const int64_t start = loop.now_ns();
  loop.start_timer(start + 3 * kNanosecondsPerMillisecond, 3, Reference::yes);
  loop.start_timer(start + 1 * kNanosecondsPerMillisecond, 1, Reference::yes);
  loop.start_timer(start + 2 * kNanosecondsPerMillisecond + 1, 2, Reference::yes);
  for (Cookie expected = 1; expected <= 3; ++expected) {
    const Completion done = await_completion(loop);
    CHECK(done.kind == CompletionKind::timer);
    CHECK(done.cookie == expected);
    CHECK(loop.now_ns() >= start + static_cast<int64_t>(expected) * kNanosecondsPerMillisecond);
  }
  CHECK_FALSE(loop.has_referenced_work());
}

TEST_CASE("loop: a timer stopped after its deadline but before it was taken is not delivered") {
  Loop loop;
  const TimerId id = loop.start_timer(loop.now_ns(), 1, Reference::yes);
  loop.poll(Wait::yes);
  CHECK(loop.stop_timer(id));
  Completion completion;
  CHECK_FALSE(loop.next(completion));
}

TEST_CASE("loop: timers started while draining wait for the next poll") {
  Loop loop;
  loop.start_timer(loop.now_ns(), 1, Reference::yes);
  loop.poll(Wait::no);
  Completion completion;
  REQUIRE(loop.next(completion));
  loop.start_timer(loop.now_ns(), 2, Reference::yes);
  CHECK_FALSE(loop.next(completion));
}

TEST_CASE("loop: an unreferenced timer doesn't keep the program running") {
  Loop loop;
  const TimerId id = loop.start_timer(loop.now_ns() + kNanosecondsPerSecond, 1, Reference::no);
  CHECK_FALSE(loop.has_referenced_work());
  loop.stop_timer(id);
}

TEST_CASE("loop: work runs on another thread and completes with its status and cookie") {
  Loop loop;
  std::atomic<bool> ran = false;
  loop.submit(probe([&](ProbeRequest&) { return ran = true, -EIO; }), 77);
  CHECK(loop.has_referenced_work());
  const Completion done = await_completion(loop);
  CHECK(ran);
  CHECK(done.kind == CompletionKind::request);
  CHECK(done.cookie == 77);
  CHECK(done.status == -EIO);
  REQUIRE(done.request);
  CHECK_FALSE(loop.has_referenced_work());
}

TEST_CASE("loop: a request cancelled while its worker runs keeps its buffers until the worker is done") {
  std::atomic<bool> started = false, go_on = false;
  bool destroyed = false;
  Loop loop;
  LoopRequest* request = loop.submit(probe(
                                         [&](ProbeRequest& self) {
                                           started = true;
                                           while (!go_on) usleep(100);
                                           CHECK(self.is_cancelled());
                                           return 0;
                                         },
                                         &destroyed),
                                     1);
  while (!started) usleep(100);
  loop.cancel(request);
  CHECK_FALSE(destroyed);
  CHECK_FALSE(loop.has_referenced_work());
  go_on = true;
  loop.start_timer(loop.now_ns() + 20 * kNanosecondsPerMillisecond, 2, Reference::yes);
  while (!destroyed) loop.poll(Wait::yes);
  CHECK(await_completion(loop).cookie == 2);
}

TEST_CASE("loop: a request cancelled after completion but before it was taken is dropped") {
  bool destroyed = false;
  Loop loop;
  LoopRequest* request = loop.submit(probe([](ProbeRequest&) { return 0; }, &destroyed), 1);
  loop.poll(Wait::yes);
  loop.cancel(request);
  Completion completion;
  while (!destroyed) {
    CHECK_FALSE(loop.next(completion));
    if (!destroyed) loop.poll(Wait::yes);
  }
  CHECK_FALSE(loop.has_referenced_work());
}

TEST_CASE("loop: destruction waits for workers and drops what is queued") {
  std::atomic<int> finished = 0;
  bool destroyed[50] = {};
  {
    Loop loop;
    for (bool& flag : destroyed)
      loop.submit(probe([&](ProbeRequest&) { return usleep(1000), ++finished, 0; }, &flag), 1);
  }
  for (const bool flag : destroyed) CHECK(flag);
}

TEST_CASE("loop: work that awaits a descriptor occupies no worker") {
  Loop loop;
  constexpr int kWaiting = 20;  // more than there are workers
  int pipes[kWaiting][2];
  for (int i = 0; i < kWaiting; ++i) {
    REQUIRE(pipe2(pipes[i], O_NONBLOCK | O_CLOEXEC) == 0);
    const int reading = pipes[i][0];
    loop.submit(probe([reading](ProbeRequest& self) {
                  char byte;
                  return read(reading, &byte, 1) == 1 ? 0 : self.not_ready(reading, Readiness::readable);
                }),
                static_cast<Cookie>(i));
  }
  loop.submit(probe([](ProbeRequest&) { return 0; }), 1000);
  CHECK(await_completion(loop).cookie == 1000);
  for (int i = kWaiting - 1; i >= 0; --i) {
    REQUIRE(write(pipes[i][1], "x", 1) == 1);
    CHECK(await_completion(loop).cookie == static_cast<Cookie>(i));
    close(pipes[i][0]);
    close(pipes[i][1]);
  }
}

TEST_CASE("loop: cancelling work that awaits a descriptor releases it") {
  bool destroyed = false;
  int ends[2];
  REQUIRE(pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0);
  Loop loop;
  std::atomic<int> calls = 0;
  LoopRequest* request = loop.submit(
      probe([&](ProbeRequest& self) { return ++calls, self.not_ready(ends[0], Readiness::readable); }, &destroyed), 1);
  while (calls == 0) loop.poll(Wait::no);
  for (int i = 0; i < 100; ++i) loop.poll(Wait::no);
  loop.cancel(request);
  while (!destroyed) loop.poll(Wait::no);
  CHECK(calls == 1);
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE("loop: wake ends a blocked poll, also when it came first") {
  Loop loop;
  loop.wake();
  loop.poll(Wait::yes);
  LoopApi* api = &loop;
  loop.submit(probe([api](ProbeRequest&) { return api->wake(), 0; }), 1);
  CHECK(await_completion(loop).cookie == 1);
}

TEST_CASE("loop: the first interrupt is delivered as a completion") {
  Loop loop;
  install_interrupt_handlers(loop);
  CHECK(pending_interrupt() == 0);
  raise(SIGINT);
  CHECK(pending_interrupt() == SIGINT);
  const Completion done = await_completion(loop);
  CHECK(done.kind == CompletionKind::interrupt);
  CHECK(done.status == SIGINT);
  CHECK(pending_interrupt() == 0);
  rearm_interrupts();
  raise(SIGTERM);
  CHECK(await_completion(loop).status == SIGTERM);
  remove_interrupt_handlers();
}
