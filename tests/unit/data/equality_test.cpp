// =, hash and compare across kinds: equal values must hash equal (DataFixture::eq checks that).
#include "data/equality.h"

#include "data/array.h"
#include "data/compare.h"
#include "data/list.h"
#include "data/queue.h"
#include "data/tagged_literal.h"
#include "data/type.h"
#include "data_fixture.h"

using namespace norn;

namespace {

struct EqualityFixture : DataFixture {
  Value lazy(Value seq) {  // realized
    LazySeq* lazy = heap.make<LazySeq>();
    lazy->seq = seq;
    return to_value(lazy);
  }
  Value unrealized() {
    LazySeq* lazy = heap.make<LazySeq>();
    lazy->thunk = num(0);
    return to_value(lazy);
  }
  Value sorted_map(std::initializer_list<Value> kvs) {
    Value map = to_value(make_sorted_map(heap, Value::nil()));
    for (auto it = kvs.begin(); it != kvs.end(); it += 2) map = *map_assoc(heap, map, it[0], it[1]);
    return map;
  }
  Value hash_map(std::initializer_list<Value> kvs) {
    return *make_hash_map(heap, std::span<const Value>(kvs.begin(), kvs.size()));
  }
  Value sorted_set(std::initializer_list<Value> values) {
    Value set = to_value(make_sorted_set(heap, Value::nil()));
    for (Value v : values) set = *set_conj(heap, set, v);
    return set;
  }
  Value nested(int depth) {
    Value v = num(1);
    for (int i = 0; i < depth; ++i) v = vec({v});
    return v;
  }
  Type* record_type(const char* name) {
    Type* type = make_type(heap, world.intern_symbol(name), world.types.object.get(), kTypeRecord);
    type->fields = vec({sym("a"), sym("b")});
    return type;
  }
  Value record(Type* type, Value a, Value b) {
    Record* record = heap.make_tail<Record>(2);
    record->type = type;
    record->fields()[0] = a;
    record->fields()[1] = b;
    return to_value(record);
  }
  int cmp(Value a, Value b) {
    OrRaised<int> order = compare_values(heap, a, b);
    REQUIRE(order.has_value());
    OrRaised<int> reverse = compare_values(heap, b, a);
    REQUIRE((*order < 0) == (*reverse > 0));
    return *order < 0 ? -1 : *order > 0;
  }
};

}  // namespace

TEST_CASE_FIXTURE(EqualityFixture, "sequences of every kind are equal by their items") {
  Queue* queue = world.empty_queue.get();
  for (int i = 0; i < 3; ++i) queue = queue_conj(heap, queue, num(i));
  std::vector<Value> same = {vec({num(0), num(1), num(2)}),
                             list({num(0), num(1), num(2)}),
                             cons(heap, num(0), vec({num(1), num(2)})),
                             make_range(heap, 0, 3, 1),
                             lazy(list({num(0), num(1), num(2)})),
                             *seq_of(heap, vec({num(0), num(1), num(2)})),
                             *rseq_of(heap, vec({num(2), num(1), num(0)})),
                             to_value(queue),
                             queue_seq(heap, queue_pop(heap, queue_conj(heap, queue, num(9)))).is_nil()
                                 ? Value::nil()
                                 : vec({num(0), num(1), num(2)})};
  for (Value a : same)
    for (Value b : same) CHECK(eq(a, b));
  for (Value a : same) {
    CHECK_FALSE(eq(a, vec({num(0), num(1)})));
    CHECK_FALSE(eq(a, list({num(0), num(1), num(3)})));
    CHECK_FALSE(eq(a, map({num(0), num(1)})));
    CHECK_FALSE(eq(a, set({num(0), num(1), num(2)})));
    CHECK_FALSE(eq(a, Value::nil()));
  }
}

TEST_CASE_FIXTURE(EqualityFixture, "empty sequences are equal, nil is not") {
  std::vector<Value> empties = {world.empty_vector.value(), world.empty_list.value(), lazy(Value::nil()),
                                world.empty_queue.value()};
  for (Value a : empties) {
    for (Value b : empties) CHECK(eq(a, b));
    CHECK_FALSE(eq(a, Value::nil()));
    CHECK_FALSE(eq(a, empty_map(heap)));
    CHECK_FALSE(eq(a, empty_set(heap)));
  }
}

TEST_CASE_FIXTURE(EqualityFixture, "a map entry is a vector of two") {
  Value entry = make_map_entry(heap, kw("a"), num(1));
  CHECK(eq(entry, vec({kw("a"), num(1)})));
  CHECK(eq(entry, list({kw("a"), num(1)})));
}

TEST_CASE_FIXTURE(EqualityFixture, "maps of every kind are equal by their entries") {
  std::vector<Value> same = {
      map({kw("a"), num(1), kw("b"), vec({num(2)})}), map({kw("b"), list({num(2)}), kw("a"), num(1)}),
      hash_map({kw("a"), num(1), kw("b"), vec({num(2)})}), sorted_map({kw("b"), vec({num(2)}), kw("a"), num(1)})};
  for (Value a : same)
    for (Value b : same) CHECK(eq(a, b));
  for (Value a : same) {
    CHECK_FALSE(eq(a, map({kw("a"), num(1)})));
    CHECK_FALSE(eq(a, map({kw("a"), num(1), kw("b"), num(3)})));
    CHECK_FALSE(eq(a, map({num(1), num(1), num(2), num(3)})));  // not comparable with keywords
  }
}

TEST_CASE_FIXTURE(EqualityFixture, "sets of every kind are equal by their items") {
  CHECK(eq(set({num(1), num(2)}), sorted_set({num(2), num(1)})));
  CHECK_FALSE(eq(set({num(1), num(2)}), set({num(1), num(3)})));
  CHECK_FALSE(eq(set({num(1), num(2)}), sorted_set({kw("a"), kw("b")})));
  CHECK_FALSE(eq(set({num(1)}), map({num(1), num(1)})));
}

TEST_CASE_FIXTURE(EqualityFixture, "numbers are equal within their category only") {
  CHECK_FALSE(eq(num(1), make_double(heap, 1.0)));
  CHECK(eq(make_double(heap, 0.5), make_double(heap, 0.5)));
  CHECK(eq(num(7), *number_to_bigint(heap, num(7))));
  CHECK(eq(map({num(7), num(1)}), map({*number_to_bigint(heap, num(7)), num(1)})));
  CHECK_FALSE(eq(num(7), str("7")));
}

TEST_CASE_FIXTURE(EqualityFixture, "records are equal by type and fields, and never to plain maps") {
  Type* point = record_type("user.Point");
  Type* other = record_type("user.Other");
  Value a = record(point, num(1), vec({num(2)}));
  CHECK(eq(a, record(point, num(1), list({num(2)}))));
  CHECK_FALSE(eq(a, record(point, num(1), num(2))));
  CHECK_FALSE(eq(a, record(other, num(1), vec({num(2)}))));
  CHECK_FALSE(eq(a, map({kw("a"), num(1), kw("b"), vec({num(2)})})));
  Value more = *map_assoc(heap, a, kw("c"), num(3));
  CHECK_FALSE(eq(a, more));
  CHECK(eq(a, *map_dissoc(heap, more, kw("c"))));
  CHECK(is<ArrayMap>(*map_dissoc(heap, a, kw("a"))));
}

TEST_CASE_FIXTURE(EqualityFixture, "a record is a map of its fields and more") {
  Value a = record(record_type("user.Point"), num(1), num(2));
  a = *map_assoc(heap, *map_assoc(heap, a, kw("c"), num(3)), kw("b"), num(4));
  CHECK(map_count(a) == 3);
  CHECK(*get_of(heap, a, kw("b")) == num(4));
  CHECK(*get_of(heap, a, kw("c")) == num(3));
  CHECK(pr(map_seq(heap, a, kSeqEntries)) == "([:a 1] [:b 4] [:c 3])");
  CHECK(pr(map_seq(heap, a, kSeqKeys)) == "(:a :b :c)");
}

TEST_CASE_FIXTURE(EqualityFixture, "arrays, atoms and functions are equal to themselves only") {
  Value array = to_value(make_object_array(heap, 2));
  CHECK(eq(array, array));
  CHECK_FALSE(eq(array, to_value(make_object_array(heap, 2))));
  CHECK_FALSE(eq(array, vec({Value::nil(), Value::nil()})));
}

TEST_CASE_FIXTURE(EqualityFixture, "tagged literals are equal by tag and form") {
  CHECK(eq(to_value(make_tagged_literal(heap, sym("a"), vec({num(1)}))),
           to_value(make_tagged_literal(heap, sym("a"), list({num(1)})))));
  CHECK_FALSE(
      eq(to_value(make_tagged_literal(heap, sym("a"), num(1))), to_value(make_tagged_literal(heap, sym("b"), num(1)))));
}

TEST_CASE_FIXTURE(EqualityFixture, "unrealized lazy seqs bail, but only when they decide") {
  Value lazy_tail = cons(heap, num(1), unrealized());
  CHECK(equals(heap, lazy_tail, vec({num(1), num(2)})) == Answer::bail);
  CHECK(equals(heap, lazy_tail, vec({num(7), num(2)})) == Answer::no);
  CHECK_FALSE(hash_of(heap, lazy_tail).has_value());
  CHECK_FALSE(hash_of(heap, vec({lazy_tail})).has_value());
}

TEST_CASE_FIXTURE(EqualityFixture, "deep data bails instead of overflowing the stack") {
  CHECK(eq(nested(100), nested(100)));
  CHECK(equals(heap, nested(100000), nested(100000)) == Answer::bail);
  CHECK_FALSE(hash_of(heap, nested(100000)).has_value());
  CHECK(error(compare_values(heap, nested(100000), nested(100000))) == "bail");
}

TEST_CASE_FIXTURE(EqualityFixture, "a plain deftype has identity equality, one with equals bails") {
  Type* plain = make_type(heap, world.intern_symbol("user.Plain"), world.types.object.get(), kTypeDeftype);
  Type* custom = make_type(heap, world.intern_symbol("user.Custom"), world.types.object.get(), kTypeDeftype);
  custom->methods = map({sym("equals"), num(0)});
  auto instance = [&](Type* type) {
    Instance* made = heap.make_tail<Instance>(0);
    made->type = type;
    return to_value(made);
  };
  Value a = instance(plain), b = instance(plain), c = instance(custom), d = instance(custom);
  CHECK_FALSE(eq(a, b));
  CHECK(eq(a, a));
  CHECK(hash_of(heap, a).has_value());
  CHECK(equals(heap, c, d) == Answer::bail);
  CHECK_FALSE(hash_of(heap, c).has_value());
  CHECK(equals(heap, num(1), c) == Answer::no);
  CHECK(equals(heap, vec({num(1)}), c) == Answer::bail);
  Value map = this->map({a, num(1)});
  CHECK(*map_get(heap, map, a) == num(1));
  CHECK(*map_get(heap, map, b) == Value::nil());
}

TEST_CASE_FIXTURE(EqualityFixture, "compare orders what has an order") {
  CHECK(cmp(num(1), num(2)) == -1);
  CHECK(cmp(num(1), make_double(heap, 0.5)) == 1);
  CHECK(cmp(Value::nil(), num(0)) == -1);
  CHECK(cmp(Value::nil(), Value::nil()) == 0);
  CHECK(cmp(str("a"), str("b")) == -1);
  CHECK(cmp(kw("a"), kw("a/b")) == -1);
  CHECK(cmp(kw("b/a"), kw("a/b")) == 1);
  CHECK(cmp(sym("x"), sym("y")) == -1);
  CHECK(cmp(Value::boolean(false), Value::boolean(true)) == -1);
  CHECK(cmp(Value::character('a'), Value::character('b')) == -1);
  CHECK(cmp(vec({num(9)}), vec({num(1), num(2)})) == -1);
  CHECK(cmp(vec({num(1), num(3)}), vec({num(1), num(2)})) == 1);
  CHECK(error(compare_values(heap, num(1), str("a"))) ==
        "class java.lang.String cannot be cast to class java.lang.Number");
  CHECK(error(compare_values(heap, kw("a"), num(1))) ==
        "class java.lang.Long cannot be cast to class clojure.lang.Keyword");
  CHECK(error(compare_values(heap, list({num(1)}), list({num(2)}))) ==
        "class clojure.lang.PersistentList cannot be cast to class java.lang.Comparable");
}

TEST_CASE_FIXTURE(EqualityFixture, "hashes of regular data spread") {
  std::vector<uint32_t> low(1024);
  for (int64_t x = 0; x < 100; ++x)
    for (int64_t y = 0; y < 100; ++y) ++low[*hash_of(heap, vec({num(x), num(y)})) % 1024];
  for (uint32_t n : low) CHECK(n < 40);  // 9.8 expected
  std::vector<uint32_t> sums;
  for (int64_t x = 0; x < 60; ++x)
    for (int64_t y = x + 1; y < 60; ++y) sums.push_back(*hash_of(heap, set({num(x), num(y)})));
  std::sort(sums.begin(), sums.end());
  CHECK(std::adjacent_find(sums.begin(), sums.end()) == sums.end());
}
