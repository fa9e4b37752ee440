#include "loop/patient_threads.h"

#include <doctest/doctest.h>

#include <atomic>
#include <semaphore>

#include "base/fault.h"
#include "io/lookup.h"
#include "loop/loop.h"

using namespace norn;

namespace {

// Sits in `work` until the gate opens.
class Blocked final : public WorkRequest {
 public:
  Blocked(std::counting_semaphore<>& gate, Lane lane) : gate_(gate), lane_(lane) {}
  int work() override {
    gate_.acquire();
    return 0;
  }
  Lane lane() const override { return lane_; }

 private:
  std::counting_semaphore<>& gate_;
  const Lane lane_;
};

Completion await_completion(LoopApi& loop) {
  Completion completion;
  while (!loop.next(completion)) loop.poll(Wait::yes);
  return completion;
}

}  // namespace

TEST_CASE("patient threads: a lookup is answered while every worker is busy") {
  std::counting_semaphore<> gate(0);
  Loop loop;
  for (Cookie i = 0; i < 16; ++i) loop.submit(std::make_unique<Blocked>(gate, Lane::workers), i);
  loop.submit(std::make_unique<LookupHost>("127.0.0.1", AF_INET), 100);
  Completion first = await_completion(loop);
  CHECK(first.cookie == 100);
  CHECK(first.status == 0);
  CHECK(static_cast<LookupHost*>(first.request.get())->addresses.at(0).host() == "127.0.0.1");
  gate.release(16);
  for (int i = 0; i < 16; ++i) CHECK(await_completion(loop).status == 0);
  CHECK_FALSE(loop.has_referenced_work());
}

TEST_CASE("patient threads: more requests than threads take turns; a cancelled one is never delivered") {
  std::counting_semaphore<> gate(0);
  Loop loop;
  LoopRequest* cancelled = nullptr;
  for (Cookie i = 0; i < 10; ++i) {
    LoopRequest* submitted = loop.submit(std::make_unique<Blocked>(gate, Lane::lookups), i);
    if (i == 5) cancelled = submitted;
  }
  loop.cancel(cancelled);
  gate.release(10);
  for (int i = 0; i < 9; ++i) CHECK(await_completion(loop).cookie != 5);
  CHECK_FALSE(loop.has_referenced_work());
}

TEST_CASE("patient threads: the loop ends although a thread sits in the system") {
  static std::counting_semaphore<> gate(0);  // the threads outlive this test
  {
    Loop loop;
    for (Cookie i = 0; i < 6; ++i) loop.cancel(loop.submit(std::make_unique<Blocked>(gate, Lane::lookups), i));
    loop.submit(std::make_unique<Blocked>(gate, Lane::lookups), 7);
  }
  gate.release(7);
}

TEST_CASE("patient threads: lanes do not wait for each other") {
  std::counting_semaphore<> gate(0);
  Loop loop;
  for (Cookie i = 0; i < 20; ++i) loop.submit(std::make_unique<Blocked>(gate, Lane::databases), i);
  loop.submit(std::make_unique<LookupHost>("127.0.0.1", AF_INET), 100);
  CHECK(await_completion(loop).cookie == 100);
  gate.release(20);
  for (int i = 0; i < 20; ++i) CHECK(await_completion(loop).status == 0);
}

TEST_CASE("patient threads: when the system has no thread, those there are do the work; without any it is an error") {
  std::counting_semaphore<> gate(8);
  Loop loop;
  arm_fault(1, -EAGAIN);
  loop.submit(std::make_unique<Blocked>(gate, Lane::databases), 1);
  CHECK(await_completion(loop).status == -EAGAIN);
  CHECK_FALSE(loop.has_referenced_work());
  arm_fault(2, -EAGAIN);
  for (Cookie i = 0; i < 3; ++i) loop.submit(std::make_unique<Blocked>(gate, Lane::databases), i);
  for (int i = 0; i < 3; ++i) CHECK(await_completion(loop).status == 0);
  disarm_fault();
  CHECK(loop.usage().requests == 0);
}
