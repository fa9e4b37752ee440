// Maps of every kind against std::map, with random operations, collisions and
// keys only the language could hash.
#include "data/map.h"

#include <map>

#include "data/list.h"
#include "data_fixture.h"

using namespace norn;

namespace {

using Expected = std::map<int64_t, int64_t>;

// Keys of 16 groups that share their whole hash: HashedKey lets a test choose it.
constexpr uint32_t kGroups = 16;
uint32_t colliding_hash(int64_t key) { return 0xABCD0000u + static_cast<uint32_t>(key) % kGroups; }

struct MapFixture : DataFixture {
  bool matches(Value map, const Expected& expected) {
    if (map_count(map) != expected.size()) return false;
    for (auto [key, value] : expected)
      if (*map_get(heap, map, num(key)) != num(value)) return false;
    Expected walked;
    map_for_each(heap, map, [&](Value key, Value value) { walked[key.as_fixnum()] = value.as_fixnum(); });
    if (walked != expected) return false;
    return matches_seq(map_seq(heap, map, kSeqEntries), expected);
  }

  bool matches_seq(Value seq, const Expected& expected) {
    size_t seen = 0;
    for (; !seq.is_nil(); seq = *next_of(heap, seq), ++seen) {
      const MapEntry* entry = as<MapEntry>(seq_first(heap, seq));
      auto it = expected.find(entry->key.as_fixnum());
      if (it == expected.end() || num(it->second) != entry->value) return false;
    }
    return seen == expected.size();
  }

  void random_operations(Value empty, int steps, int64_t key_range, uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<Expected> expected(8);
    roots.assign(8, empty);
    bool sorted = is<SortedMap>(empty);
    for (int step = 0; step < steps; ++step) {
      size_t from = random() % 8, to = random() % 8;
      Value map = roots[from];
      Expected model = expected[from];
      int64_t key = random() % key_range;
      switch (random() % 5) {
        case 0:
        case 1:
          map = *map_assoc(heap, map, num(key), num(step));
          model[key] = step;
          break;
        case 2:
          map = *map_dissoc(heap, map, num(key));
          model.erase(key);
          break;
        case 3: {
          Returned found = map_get(heap, map, num(key), Value::nil());
          REQUIRE(*found == (model.count(key) ? num(model[key]) : Value::nil()));
          REQUIRE(*map_contains(heap, map, num(key)) == (model.count(key) != 0));
          break;
        }
        case 4:
          if (sorted) break;
          TransientMap* transient = make_transient_map(heap, map);
          for (int n = static_cast<int>(random() % 30); n > 0; --n) {
            int64_t k = random() % key_range;
            if (random() % 3 == 0) {
              REQUIRE(*transient_map_dissoc(heap, transient, num(k)));
              model.erase(k);
            } else {
              REQUIRE(*transient_map_assoc(heap, transient, num(k), num(step + n)));
              model[k] = step + n;
            }
            REQUIRE(transient->count == model.size());
          }
          map = make_persistent(heap, transient);
          break;
      }
      roots[to] = map;
      expected[to] = model;
      if (step % 256 == 0) REQUIRE(matches(roots[from], expected[from]));
      if (step % 2500 == 0) {
        heap.collect();
        for (size_t i = 0; i < 8; ++i) REQUIRE(matches(roots[i], expected[i]));
      }
    }
  }

  // The key bytecode would choose among the candidates.
  Value stored_key(Value map, int64_t key) {
    for (Value candidate : map_candidates(heap, map, colliding_hash(key))->values())
      if (candidate == num(key)) return candidate;
    return Value::marker(Marker::absent);
  }
};

}  // namespace

TEST_CASE_FIXTURE(MapFixture, "hash maps agree with std::map") { random_operations(empty_map(heap), 100000, 150, 1); }
TEST_CASE_FIXTURE(MapFixture, "deep hash maps agree with std::map") {
  random_operations(empty_map(heap), 5000, 5000, 5);
}
TEST_CASE_FIXTURE(MapFixture, "maps around the array limit agree with std::map") {
  random_operations(empty_map(heap), 50000, 14, 2);
}
TEST_CASE_FIXTURE(MapFixture, "sorted maps agree with std::map") {
  random_operations(to_value(make_sorted_map(heap, Value::nil())), 50000, 500, 3);
}

TEST_CASE_FIXTURE(MapFixture, "a sorted map is in order, also backwards") {
  Value map = to_value(make_sorted_map(heap, Value::nil()));
  for (int64_t i = 0; i < 1000; ++i) map = *map_assoc(heap, map, num(i * 7919 % 1000), num(i));
  int64_t expected = 0;
  map_for_each(heap, map, [&](Value key, Value) { REQUIRE(key == num(expected++)); });
  SortedMap* sorted = as<SortedMap>(map);
  for (Value seq = sorted_seq(heap, sorted->root.get(), kSeqKeys | kSeqDescending); !seq.is_nil();
       seq = *next_of(heap, seq))
    REQUIRE(seq_first(heap, seq) == num(--expected));
  CHECK(expected == 0);
  CHECK(sorted->root->aux <= 14);  // 1.45 log2(1000)
}

TEST_CASE_FIXTURE(MapFixture, "a sorted seq can begin anywhere") {
  Value map = to_value(make_sorted_map(heap, Value::nil()));
  for (int64_t i = 0; i < 100; ++i) map = *map_assoc(heap, map, num(i * 2), num(i));
  SortedMap* sorted = as<SortedMap>(map);
  for (int64_t from = 0; from < 199; ++from) {
    uint64_t path = *sorted_path(heap, sorted, num(from));
    Value up = sorted_seq_from(heap, sorted, path, kSeqKeys);
    Value down = sorted_seq_from(heap, sorted, path, kSeqKeys | kSeqDescending);
    REQUIRE((up.is_nil() ? 200 : seq_first(heap, up).as_fixnum()) == from + from % 2);
    REQUIRE(seq_first(heap, down).as_fixnum() == from - from % 2);
  }
}

TEST_CASE_FIXTURE(MapFixture, "keys that share their hash, through the split operations") {
  std::mt19937 random(4);
  Expected expected;
  Value map = empty_map(heap);
  Value kept = map;
  Expected kept_expected;
  for (int step = 0; step < 20000; ++step) {
    int64_t key = random() % 100;
    Value stored = stored_key(map, key);
    REQUIRE(stored.is_marker() == (expected.count(key) == 0));
    if (random() % 2) {
      map = map_assoc_hashed(heap, map, colliding_hash(key), stored, num(key), num(step));
      expected[key] = step;
    } else {
      map = map_dissoc_hashed(heap, map, colliding_hash(key), stored);
      expected.erase(key);
    }
    REQUIRE(map_count(map) == expected.size());
    if (step == 9999) {
      kept = map;
      kept_expected = expected;
    }
  }
  for (auto* pair : {&kept_expected, &expected}) {
    Value m = pair == &expected ? map : kept;
    Expected walked;
    map_for_each(heap, m, [&](Value key, Value value) { walked[key.as_fixnum()] = value.as_fixnum(); });
    CHECK(walked == *pair);
    CHECK(matches_seq(map_seq(heap, m, kSeqEntries), *pair));
    for (auto [key, value] : *pair) {
      Value stored = stored_key(m, key);
      REQUIRE(map_value_of_stored(heap, m, colliding_hash(key), stored) == num(value));
    }
  }
}

TEST_CASE_FIXTURE(MapFixture, "keys that share their hash, in a transient") {
  TransientMap* transient = make_transient_map(heap, empty_map(heap));
  Value map = to_value(transient);
  for (int64_t key = 0; key < 60; ++key)
    transient_map_assoc_hashed(heap, transient, colliding_hash(key), stored_key(map, key), num(key), num(-key));
  for (int64_t key = 0; key < 60; key += 3)
    transient_map_dissoc_hashed(heap, transient, colliding_hash(key), stored_key(map, key));
  for (int64_t key = 1; key < 60; key += 3)
    transient_map_assoc_hashed(heap, transient, colliding_hash(key), stored_key(map, key), num(key), num(key));
  Value result = make_persistent(heap, transient);
  CHECK(map_count(result) == 40);
  for (int64_t key = 0; key < 60; ++key) {
    Value stored = stored_key(result, key);
    REQUIRE(stored.is_marker() == (key % 3 == 0));
    if (key % 3 != 0)
      REQUIRE(map_value_of_stored(heap, result, colliding_hash(key), stored) == num(key % 3 == 1 ? key : -key));
  }
}

TEST_CASE_FIXTURE(MapFixture, "small maps keep the order of insertion and the old key") {
  Value map = this->map({kw("b"), num(1), kw("a"), num(2)});
  map = *map_assoc(heap, map, kw("c"), num(3));
  map = *map_assoc(heap, map, kw("b"), num(4));
  CHECK(pr(map) == "{:b 4, :a 2, :c 3}");
  Value big = *make_array_map(heap, std::vector<Value>(40, num(1)));
  CHECK(pr(big) == "{1 1}");
}

TEST_CASE_FIXTURE(MapFixture, "nil, false, strings, keywords, symbols, chars and numbers of all kinds are keys") {
  std::vector<Value> keys = {Value::nil(),
                             Value::boolean(false),
                             Value::boolean(true),
                             str("a"),
                             str("b"),
                             kw("a"),
                             sym("a"),
                             Value::character('a'),
                             num(1),
                             make_double(heap, 1.0),
                             vec({num(1)}),
                             list({num(2)}),
                             map({num(1), num(2)}),
                             set({num(3)}),
                             empty_map(heap),
                             empty_set(heap),
                             world.empty_vector.value(),
                             make_integer(heap, INT64_MAX),
                             make_double(heap, 1.5)};
  Value map = empty_map(heap);
  for (size_t i = 0; i < keys.size(); ++i) map = *map_assoc(heap, map, keys[i], num(static_cast<int64_t>(i)));
  CHECK(map_count(map) == keys.size());
  for (size_t i = 0; i < keys.size(); ++i) CHECK(*map_get(heap, map, keys[i]) == num(static_cast<int64_t>(i)));
  CHECK(*map_get(heap, map, list({num(1)})) == num(10));  // = across kinds of sequences
  CHECK(map_get_keyword(heap, map, world.intern_keyword("a")) == num(5));
  CHECK(map_get_keyword(heap, map, "nowhere", num(-1)) == num(-1));
}

TEST_CASE_FIXTURE(MapFixture, "an unrealized lazy seq as a key bails before anything changes") {
  LazySeq* lazy = heap.make<LazySeq>();
  lazy->thunk = num(0);
  Value key = to_value(lazy);
  Value small = map({num(1), num(2)});
  CHECK(error(map_get(heap, small, vec({key}))) == "no exception");  // a number is not equal to any vector
  CHECK(error(map_get(heap, map({vec({list({num(1)})}), num(2)}), vec({key}))) == "bail");
  CHECK(error(map_assoc(heap, small, key, num(1))) == "bail");
  TransientMap* transient = make_transient_map(heap, small);
  CHECK(error(transient_map_assoc(heap, transient, key, num(1))) == "bail");
  CHECK(pr(make_persistent(heap, transient)) == "{1 2}");
  // What bytecode does then.
  Value with_key = map_assoc_hashed(heap, small, 77, Value::marker(Marker::absent), key, num(3));
  CHECK(map_count(with_key) == 2);
  CHECK(map_candidates(heap, with_key, 77)->values()[0] == key);
  for (int64_t i = 10; i < 30; ++i)
    with_key = *map_assoc(heap, with_key, num(i), num(i));  // becomes a trie, the hash is kept
  CHECK(map_candidates(heap, with_key, 77)->values()[0] == key);
}

TEST_CASE_FIXTURE(MapFixture, "a sorted map with a user comparator bails on keyed operations") {
  Value map = to_value(make_sorted_map(heap, kw("comparator")));
  CHECK(error(map_assoc(heap, map, num(1), num(1))) == "bail");
  SortedMap* sorted = as<SortedMap>(map);
  sorted = sorted_insert_at(heap, sorted, 0b1, num(10), num(0));
  sorted = sorted_insert_at(heap, sorted, 0b10, num(20), num(1));  // to the left: descending order
  sorted = sorted_insert_at(heap, sorted, 0b11, num(5), num(2));
  sorted = sorted_insert_at(heap, sorted, 0b10, num(20), num(3));
  CHECK(pr(to_value(sorted)) == "{20 3, 10 0, 5 2}");
  CHECK(pr(to_value(sorted_remove_at(heap, sorted, 0b1))) == "{20 3, 5 2}");
}
