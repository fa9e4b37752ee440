#include "loop/wait_list.h"

#include <doctest/doctest.h>

using namespace norn;

TEST_CASE("wait list: cookies are woken in order, each with its status") {
  ReadyQueue ready;
  WaitList list(ready);
  CHECK_FALSE(list.wake_first());
  for (Cookie c : {1, 2, 3, 4}) list.add(c);
  list.remove(3);
  CHECK(ready.awaited() == 3);
  CHECK(list.wake_first(-5));
  list.wake_all();
  CHECK(list.empty());
  CHECK(ready.awaited() == 0);
  ReadyQueue::Entry woken = ready.pop();
  CHECK(woken.cookie == 1);
  CHECK(woken.status == -5);
  CHECK(ready.pop().cookie == 2);
  CHECK(ready.pop().cookie == 4);
  CHECK(ready.empty());
}

TEST_CASE("wait list: one that gives up after it was woken hands on to the next") {
  ReadyQueue ready;
  WaitList list(ready);
  for (Cookie c : {1, 2}) list.add(c);
  list.wake_first();
  list.remove(1);
  CHECK(list.empty());
  CHECK(ready.pop().cookie == 1);  // whoever drains passes it over
  CHECK(ready.pop().cookie == 2);
}

TEST_CASE("wait list: one that was woken in vain comes first again") {
  ReadyQueue ready;
  WaitList list(ready);
  for (Cookie c : {1, 2}) list.add(c);
  list.wake_first();
  list.add_first(ready.pop().cookie);
  list.wake_all();
  CHECK(ready.pop().cookie == 1);
  CHECK(ready.pop().cookie == 2);
}

TEST_CASE("wait list: only a referenced one keeps the program running") {
  ReadyQueue ready;
  {
    WaitList list(ready);
    list.add(1);
    list.set_referenced(false);
    CHECK(ready.awaited() == 0);
    list.add(2);
    list.wake_first();
    CHECK(ready.awaited() == 0);
    list.set_referenced(true);
    CHECK(ready.awaited() == 1);
  }
  CHECK(ready.awaited() == 0);
}
