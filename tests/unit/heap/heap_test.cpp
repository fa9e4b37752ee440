// Allocation, survival, roots, finalizers, weak references.
#include "heap/heap.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "heap/test_kinds.h"

using namespace norn;
using namespace norn::heap_test;

namespace {

HeapOptions small_nursery() { return {.nursery_bytes = 64 << 10, .nursery_reserve_bytes = 256 << 10, .verify = true}; }

struct Fixture {
  explicit Fixture(const HeapOptions& options = small_nursery()) : heap(options), roots(heap) {
    register_test_kinds(heap);
  }
  Pair* pair(Value first, Value second) {
    Pair* pair = heap.make<Pair>();
    pair->first = first;
    pair->second = second;
    return pair;
  }
  Heap heap;
  TestRoots roots;
};

Value number(int64_t n) { return Value::fixnum(n); }

}  // namespace

TEST_CASE("a new object has nil fields and zero raw words") {
  Fixture f;
  for (int i = 0; i < 1000; ++i) {
    Node* node = f.heap.make<Node>();
    CHECK(node->left.is_nil());
    CHECK(node->right.is_nil());
    CHECK(node->id == 0);
    CHECK(node->hash == 0);
    CHECK(node->kind == Kind::instance);
    node->id = ~uint64_t{0};
    Bytes* bytes = f.heap.make_tail<Bytes>(13);
    CHECK(bytes->tail_count == 13);
    for (int j = 0; j < 16; ++j) CHECK(bytes->data()[j] == 0);
    std::memset(bytes->data(), 0xFF, 13);
    if (i % 100 == 0) f.heap.collect();
  }
}

TEST_CASE("an unfilled tail is zero where it is rounded up to words") {
  Fixture f(HeapOptions{.nursery_bytes = 64 << 10, .nursery_reserve_bytes = 256 << 10, .stress = true});
  for (uint64_t count : {0, 1, 7, 8, 9, 1000, 70'001}) {
    Bytes* bytes = f.heap.make_tail_unfilled<Bytes>(count);
    CHECK(bytes->tail_count == count);
    for (uint64_t i = count; i % 8 != 0; ++i) CHECK(bytes->data()[i] == 0);
    f.heap.collect();
  }
}

TEST_CASE("a rooted object survives, moves once and keeps its contents") {
  Fixture f;
  f.roots.values.push_back(to_value(f.pair(number(1), to_value(f.pair(number(2), Value::nil())))));
  const Value young = f.roots.values[0];
  f.heap.collect();
  const Value old = f.roots.values[0];
  CHECK(old != young);
  f.heap.collect();
  f.heap.collect_major();
  CHECK(f.roots.values[0] == old);
  CHECK(as<Pair>(old)->first == number(1));
  CHECK(as<Pair>(as<Pair>(old)->second)->first == number(2));
  CHECK(f.roots.majors == 1);
  CHECK(f.roots.minors == 2);
}

TEST_CASE("sharing and cycles are preserved") {
  Fixture f;
  Pair* shared = f.pair(number(7), Value::nil());
  Pair* cycle = f.pair(to_value(shared), to_value(shared));
  shared->second = to_value(cycle);
  f.roots.values = {to_value(cycle), to_value(shared)};
  for (int i = 0; i < 2; ++i) {
    i == 0 ? f.heap.collect() : f.heap.collect_major();
    Pair* c = as<Pair>(f.roots.values[0]);
    CHECK(c->first == c->second);
    CHECK(c->first == f.roots.values[1]);
    CHECK(as<Pair>(c->first)->second == f.roots.values[0]);
  }
}

TEST_CASE("integers that look like young addresses are left alone") {
  Fixture f;
  Pair* pair = f.pair(Value::nil(), Value::nil());
  const uint64_t address = reinterpret_cast<uint64_t>(pair);
  f.roots.values = {to_value(pair), Value::from_bits(address), Value::from_bits(address + 2)};
  f.heap.collect();
  CHECK(f.roots.values[0] != Value::from_bits(address + 1));
  CHECK(f.roots.values[1] == Value::from_bits(address));
  CHECK(f.roots.values[2] == Value::from_bits(address + 2));
}

TEST_CASE("a young object stored into an old one with the barrier survives") {
  Fixture f;
  f.roots.values = {to_value(f.pair(Value::nil(), Value::nil()))};
  f.heap.collect();
  for (int i = 0; i < 10; ++i) {
    Pair* old = as<Pair>(f.roots.values[0]);
    CHECK((old->flags & (kOld | kLogged)) == kOld);
    old->first = to_value(f.pair(number(i), old->first));
    f.heap.written(old);
    f.heap.written(old);
    CHECK((old->flags & kLogged) != 0);
    f.heap.collect();
  }
  int length = 0;
  for (Value v = as<Pair>(f.roots.values[0])->first; v.is_object(); v = as<Pair>(v)->second) ++length;
  CHECK(length == 10);
}

TEST_CASE("objects made old never move and may refer to young ones at once") {
  Fixture f;
  Pair* old = f.heap.make_old<Pair>();
  Array* array = f.heap.make_tail_old<Array>(3);
  f.roots.values = {to_value(old), to_value(array)};
  old->first = to_value(f.pair(number(1), Value::nil()));
  array->items()[2] = to_value(f.pair(number(2), Value::nil()));
  CHECK(!(as<Pair>(old->first)->flags & kOld));
  f.heap.collect();
  f.heap.collect_major();
  CHECK(f.roots.values[0] == to_value(old));
  CHECK(f.roots.values[1] == to_value(array));
  CHECK(as<Pair>(old->first)->first == number(1));
  CHECK(as<Pair>(array->items()[2])->first == number(2));
  CHECK(array->items()[0].is_nil());
}

TEST_CASE("allocation goes on past the soft limit and past the reserve") {
  Fixture f;
  int64_t budget = 4000;
  f.heap.set_wanted_flag(&budget);
  CHECK(!f.heap.wants_collection());
  Value list = Value::nil();
  const int length = 100'000;  // 2.4 MB in a reserve of 256 KB
  for (int i = 0; i < length; ++i) list = to_value(f.pair(number(i), list));
  CHECK(f.heap.wants_collection());
  CHECK(budget == 4000 - Heap::kBudgetAside);
  f.roots.values = {list};
  f.heap.collect();
  CHECK(!f.heap.wants_collection());
  f.heap.collect_major();
  int expected = length;
  for (Value v = f.roots.values[0]; v.is_object(); v = as<Pair>(v)->second)
    CHECK(as<Pair>(v)->first == number(--expected));
  CHECK(expected == 0);
}

TEST_CASE("lists of a million elements need no recursion") {
  Fixture f(HeapOptions{});
  Value list = Value::nil();
  const int length = 1'000'000;
  for (int i = 0; i < length; ++i) list = to_value(f.pair(number(i), list));
  f.roots.values = {list};
  f.heap.collect();
  f.heap.collect_major();
  int64_t sum = 0;
  for (Value v = f.roots.values[0]; v.is_object(); v = as<Pair>(v)->second) sum += as<Pair>(v)->first.as_fixnum();
  CHECK(sum == int64_t{length} * (length - 1) / 2);
}

TEST_CASE("objects of every size survive, also those near the limits") {
  Fixture f;
  std::vector<uint64_t> counts;
  for (uint64_t limit : {uint64_t{128}, uint64_t{8192}, Heap::kMaxYoungWords * 8, uint64_t{1} << 20})
    for (int64_t delta = -32; delta <= 32; delta += 8) counts.push_back((limit + static_cast<uint64_t>(delta)) / 8);
  for (int round = 0; round < 3; ++round) {
    for (uint64_t count : counts) {
      Array* array = f.heap.make_tail<Array>(count);
      for (uint64_t i = 0; i < count; i += 5) array->items()[i] = number(static_cast<int64_t>(i));
      if (count > 0) array->items()[count - 1] = to_value(f.pair(number(-1), Value::nil()));
      Bytes* bytes = f.heap.make_tail<Bytes>(count * 8 - 3);
      std::memset(bytes->data(), static_cast<int>(count), count * 8 - 3);
      f.roots.values.push_back(to_value(array));
      f.roots.values.push_back(to_value(bytes));
    }
    f.heap.collect();
    if (round == 1) f.heap.collect_major();
  }
  for (size_t r = 0; r < f.roots.values.size(); r += 2) {
    const uint64_t count = counts[r / 2 % counts.size()];
    Array* array = as<Array>(f.roots.values[r]);
    Bytes* bytes = as<Bytes>(f.roots.values[r + 1]);
    REQUIRE(array->tail_count == count);
    REQUIRE(bytes->tail_count == count * 8 - 3);
    CHECK(as<Pair>(array->items()[count - 1])->first == number(-1));
    bool intact = true;
    for (uint64_t i = 0; i + 1 < count; i += 5) intact &= array->items()[i] == number(static_cast<int64_t>(i));
    for (uint64_t i = 0; i < count * 8 - 3; ++i) intact &= bytes->data()[i] == static_cast<char>(count);
    REQUIRE(intact);
  }
}

TEST_CASE("large garbage is given back and counts for pacing") {
  Fixture f(HeapOptions{});
  size_t peak = 0;
  for (int i = 0; i < 1000; ++i) {
    f.heap.make_tail<Bytes>(1 << 20);
    if (f.heap.wants_collection()) f.heap.collect();
    peak = std::max(peak, f.heap.statistics().old_bytes);
  }
  CHECK(peak < (size_t{70} << 20));
  CHECK(f.roots.majors >= 10);
  f.heap.collect_major();
  CHECK(f.heap.statistics().old_bytes == 0);
}

TEST_CASE("native bytes bring a major collection about") {
  Fixture f(HeapOptions{});
  f.heap.adjust_native_bytes(size_t{20} << 20);
  CHECK(!f.heap.wants_collection());
  f.heap.adjust_native_bytes(size_t{20} << 20);
  CHECK(f.heap.wants_collection());
  f.heap.collect();
  CHECK(f.roots.majors == 1);
  CHECK(f.heap.statistics().native_bytes == size_t{40} << 20);
  f.heap.adjust_native_bytes(-(int64_t{40} << 20));
  CHECK(f.heap.statistics().native_bytes == 0);
}

TEST_CASE("the limit counts old, native and young bytes") {
  Fixture f(HeapOptions{.heap_limit_bytes = 100 << 20});
  CHECK(!f.heap.would_exceed_limit(99 << 20));
  CHECK(f.heap.would_exceed_limit(101 << 20));
  CHECK(f.heap.would_exceed_limit(~size_t{0}));
  f.roots.values = {to_value(f.heap.make_tail<Bytes>(60 << 20))};
  CHECK(!f.heap.would_exceed_limit(39 << 20));
  CHECK(f.heap.would_exceed_limit(41 << 20));
  f.roots.values.clear();
  f.heap.collect_major();
  CHECK(!f.heap.would_exceed_limit(99 << 20));
}

TEST_CASE("identity hashes are stable, distinct and never zero") {
  Fixture f;
  std::vector<uint32_t> hashes;
  for (int i = 0; i < 1000; ++i) {
    Pair* pair = f.pair(number(i), Value::nil());
    f.roots.values.push_back(to_value(pair));
    hashes.push_back(f.heap.identity_hash(pair));
  }
  f.heap.collect();
  f.heap.collect_major();
  for (size_t i = 0; i < hashes.size(); ++i) CHECK(f.heap.identity_hash(f.roots.values[i].as_object()) == hashes[i]);
  std::sort(hashes.begin(), hashes.end());
  CHECK(hashes[0] != 0);
  CHECK(std::unique(hashes.begin(), hashes.end()) == hashes.end());
}

TEST_CASE("a finalizer runs exactly once, when its object dies") {
  Fixture f;
  int young_deaths = 0, old_deaths = 0, born_old_deaths = 0, survivors = 0;
  auto resource = [&](int* counter, bool old) {
    Resource* r = old ? f.heap.make_old<Resource>() : f.heap.make<Resource>();
    r->finalized = counter;
    f.heap.add_finalizable(r);
    return to_value(r);
  };
  for (int i = 0; i < 10; ++i) {
    resource(&young_deaths, false);
    resource(&born_old_deaths, true);
    f.roots.values.push_back(resource(&old_deaths, false));
  }
  Value kept = resource(&survivors, false);
  f.roots.values.push_back(kept);
  f.heap.collect();
  CHECK(young_deaths == 10);
  CHECK(old_deaths == 0);
  f.roots.values.erase(f.roots.values.begin(), f.roots.values.end() - 1);
  f.heap.collect();
  CHECK(old_deaths == 0);
  f.heap.collect_major();
  CHECK(old_deaths == 10);
  CHECK(born_old_deaths == 10);
  f.heap.collect_major();
  f.heap.finalize_all();
  f.heap.finalize_all();
  CHECK(young_deaths == 10);
  CHECK(old_deaths == 10);
  CHECK(born_old_deaths == 10);
  CHECK(survivors == 1);
}

TEST_CASE("a kind's trace hook is asked in both kinds of collection") {
  Fixture f;
  auto stack_of = [&](Value value) {
    Stack* stack = f.heap.make<Stack>();
    stack->slots = new std::vector<Value>{number(1), value, number(2)};
    f.heap.add_finalizable(stack);
    return to_value(stack);
  };
  // A chain that alternates between fields and native memory.
  Value chain = Value::nil();
  for (int i = 0; i < 10'000; ++i) chain = stack_of(to_value(f.pair(number(i), chain)));
  f.roots.values = {chain};
  f.heap.collect();
  f.heap.collect_major();
  int expected = 10'000;
  for (Value v = f.roots.values[0]; v.is_object();) {
    Pair* pair = as<Pair>((*as<Stack>(v)->slots)[1]);
    CHECK(pair->first == number(--expected));
    v = pair->second;
  }
  CHECK(expected == 0);
  // Written while old.
  Stack* top = as<Stack>(f.roots.values[0]);
  top->slots->push_back(to_value(f.pair(number(99), Value::nil())));
  f.heap.written(top);
  f.heap.collect();
  CHECK(as<Pair>(top->slots->back())->first == number(99));
  f.heap.finalize_all();
}

TEST_CASE("Persistents are roots until they are reset, and may outlive the heap") {
  PersistentBase orphan;
  int deaths = 0;
  {
    Fixture f;
    auto resource = [&] {
      Resource* r = f.heap.make<Resource>();
      r->finalized = &deaths;
      f.heap.add_finalizable(r);
      return r;
    };
    Persistent<Resource> a(f.heap, resource());
    Persistent<Resource> b(f.heap, resource());
    f.heap.collect();
    Persistent<Resource> moved = std::move(a);
    CHECK(!a);
    f.heap.collect_major();
    CHECK(deaths == 0);
    b.set(to_value(resource()));  // a young value in a persistent that is old
    f.heap.collect();
    CHECK(b->finalized == &deaths);
    f.heap.collect_major();
    CHECK(deaths == 1);
    moved.reset();
    b = Persistent<Resource>();
    f.heap.collect_major();
    CHECK(deaths == 3);
    orphan = PersistentBase(f.heap, to_value(f.heap.make<Pair>()));
  }
  CHECK(orphan);
  orphan.reset();
}

TEST_CASE("weak references follow the living and learn of the dead") {
  Fixture f;
  f.roots.values = {to_value(f.pair(number(1), Value::nil()))};
  f.roots.weak = {f.roots.values[0], to_value(f.pair(number(2), Value::nil())), number(3), Value::nil()};
  f.heap.collect();
  CHECK(f.roots.weak[0] == f.roots.values[0]);
  CHECK(f.roots.weak[1].is_marker(Marker::absent));
  CHECK(f.roots.weak[2] == number(3));
  f.roots.weak[1] = f.roots.values[0];
  f.roots.values = {number(0)};
  f.heap.collect();
  CHECK(f.roots.weak[0].is_object());
  f.heap.collect_major();
  CHECK(f.roots.weak[0].is_marker(Marker::absent));
  CHECK(f.roots.weak[1].is_marker(Marker::absent));
}

TEST_CASE("memory of dead objects is used again, line by line") {
  Fixture f;
  // Keep every tenth of many lists, so that blocks stay partly filled.
  for (int round = 0; round < 200; ++round) {
    Value list = Value::nil();
    for (int i = 0; i < 1000; ++i) list = to_value(f.pair(number(i), list));
    f.roots.values.push_back(list);
    f.heap.collect();
    if (round % 10 == 9) {
      f.roots.values.erase(f.roots.values.end() - 9, f.roots.values.end());
      f.heap.collect_major();
    }
  }
  CHECK(f.roots.values.size() == 20);
  CHECK(f.heap.statistics().old_bytes < 20 * 24'000 * 3 / 2);
  for (Value list : f.roots.values) {
    int expected = 1000;
    for (Value v = list; v.is_object(); v = as<Pair>(v)->second) CHECK(as<Pair>(v)->first == number(--expected));
    CHECK(expected == 0);
  }
}

TEST_CASE("stress mode always wants a collection and poisons what was left") {
  HeapOptions options = small_nursery();
  options.stress = true;
  Fixture f(options);
  CHECK(f.heap.wants_collection());
  Pair* stale = f.pair(number(1), number(2));
  f.roots.values = {to_value(stale)};
  f.heap.collect();
  CHECK(f.heap.wants_collection());
#ifndef NORN_SANITIZE  // reading it is an error there
  CHECK(stale->first.bits() == 0xDDDD'DDDD'DDDD'DDDD);
#endif
  CHECK(as<Pair>(f.roots.values[0])->second == number(2));
  Pair* next = f.pair(number(3), number(4));
  CHECK(next != stale);
}
