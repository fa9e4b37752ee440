// The verifier stops at what it is there to find. Each case breaks a rule in a child process.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "heap/test_kinds.h"

using namespace norn;
using namespace norn::heap_test;

namespace {

// What the child wrote to stderr, and whether it aborted.
struct Outcome {
  bool aborted;
  std::string text;
};

Outcome run_in_child(void (*body)(Heap&, TestRoots&)) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], 2);
    signal(SIGABRT, SIG_DFL);  // doctest reports it otherwise
    Heap heap({.nursery_bytes = 64 << 10, .nursery_reserve_bytes = 256 << 10, .verify = true});
    register_test_kinds(heap);
    TestRoots roots(heap);
    body(heap, roots);
    _exit(0);
  }
  close(ends[1]);
  Outcome outcome;
  char buffer[4096];
  for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;) outcome.text.append(buffer, static_cast<size_t>(n));
  close(ends[0]);
  int status;
  waitpid(child, &status, 0);
  outcome.aborted = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
  return outcome;
}

}  // namespace

TEST_CASE("verify finds a missing write barrier and names the holder") {
  Outcome outcome = run_in_child([](Heap& heap, TestRoots& roots) {
    roots.values = {to_value(heap.make<Pair>())};
    heap.collect();
    as<Pair>(roots.values[0])->second = to_value(heap.make<Node>());
    heap.collect();
  });
  CHECK(outcome.aborted);
  CHECK(outcome.text.find("a write barrier is missing") != std::string::npos);
  CHECK(outcome.text.find("held by: heap_test::Pair, reference 1") != std::string::npos);
  CHECK(outcome.text.find("(heap_test::Node)") != std::string::npos);
}

TEST_CASE("verify finds a reference to memory that is no object") {
  Outcome outcome = run_in_child([](Heap& heap, TestRoots& roots) {
    static uint64_t not_an_object[4] = {};
    Pair* pair = heap.make<Pair>();
    pair->first = Value::object(reinterpret_cast<Object*>(not_an_object));
    roots.values = {to_value(pair)};
    heap.collect();
  });
  CHECK(outcome.aborted);
  CHECK(outcome.text.find("memory outside the heap") != std::string::npos);
}

TEST_CASE("a kind that is not registered is noticed when it survives") {
  Outcome outcome = run_in_child([](Heap& heap, TestRoots& roots) {
    Pair* pair = heap.make<Pair>();
    pair->kind = Kind::atom;
    roots.values = {to_value(pair)};
    heap.collect();
  });
  CHECK(outcome.aborted);
  CHECK(outcome.text.find("registered kind") != std::string::npos);
}
