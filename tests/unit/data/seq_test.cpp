// Sequences and the collection functions, case by case as Clojure 1.12 behaves.
#include "data/seq.h"

#include "data/array.h"
#include "data/metadata.h"
#include "data/queue.h"
#include "data_fixture.h"

using namespace norn;

namespace {

struct SeqFixture : DataFixture {
  Value unrealized() {
    LazySeq* lazy = heap.make<LazySeq>();
    lazy->thunk = num(0);
    return to_value(lazy);
  }
  Value chunked(std::initializer_list<Value> values, Value rest) {
    ObjectArray* chunk = make_object_array(heap, values.size());
    std::copy(values.begin(), values.end(), chunk->data());
    ChunkedCons* seq = heap.make<ChunkedCons>();
    seq->chunk = to_value(chunk);
    seq->rest = rest;
    seq->end = static_cast<uint32_t>(values.size());
    return to_value(seq);
  }
  // Walks by first and next, by rest, by cursor and in chunks of every small size; all must agree.
  std::string walk(Value coll) {
    std::vector<Value> by_next, by_rest, by_cursor;
    for (Value s = *seq_of(heap, coll); !s.is_nil(); s = *next_of(heap, s)) by_next.push_back(*first_of(heap, s));
    for (Value s = coll; !seq_of(heap, s)->is_nil(); s = *rest_of(heap, s)) by_rest.push_back(*first_of(heap, s));
    SeqCursor cursor(heap, coll);
    for (Value v; *cursor.next(&v);) by_cursor.push_back(v);
    REQUIRE(eq(make_list(heap, by_next), make_list(heap, by_rest)));
    REQUIRE(eq(make_list(heap, by_next), make_list(heap, by_cursor)));
    for (uint32_t limit : {1u, 2u, 3u, 7u}) {
      std::vector<Value> taken;
      for (Value rest = coll; !rest.is_nil();) {
        Value buffer[8];
        uint32_t n = *take_chunk(heap, rest, buffer, limit, &rest);
        taken.insert(taken.end(), buffer, buffer + n);
      }
      REQUIRE(eq(make_list(heap, taken), make_list(heap, by_next)));
    }
    return pr(make_list(heap, by_next));
  }
};

}  // namespace

TEST_CASE_FIXTURE(SeqFixture, "every seqable gives the same items by every way of walking") {
  CHECK(walk(Value::nil()) == "()");
  CHECK(walk(world.empty_list.value()) == "()");
  CHECK(walk(list({num(1), num(2), num(3)})) == "(1 2 3)");
  CHECK(walk(cons(heap, num(1), vec({num(2), num(3)}))) == "(1 2 3)");
  CHECK(walk(cons(heap, num(1), Value::nil())) == "(1)");
  CHECK(walk(vec({num(1), num(2)})) == "(1 2)");
  CHECK(walk(make_range(heap, 10, 4, -3)) == "(10 7 4 1)");
  CHECK(walk(str("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80z")) == "(\\a \\ä \\€ \\😀 \\z)");
  CHECK(walk(map({kw("a"), num(1), kw("b"), num(2)})) == "([:a 1] [:b 2])");
  CHECK(walk(set({num(5)})) == "(5)");
  CHECK(walk(make_map_entry(heap, num(1), num(2))) == "(1 2)");
  CHECK(walk(chunked({num(1), num(2), num(3)}, list({num(4)}))) == "(1 2 3 4)");
  CHECK(walk(*rseq_of(heap, vec({num(1), num(2), num(3)}))) == "(3 2 1)");
  CHECK(walk(*keys_of(heap, map({kw("a"), num(1), kw("b"), num(2)}))) == "(:a :b)");
  CHECK(walk(*values_of(heap, map({kw("a"), num(1), kw("b"), num(2)}))) == "(1 2)");
  PrimitiveArray* longs = make_primitive_array(heap, ElementType::long_, 3);
  longs->elements<int64_t>()[1] = 7;
  CHECK(walk(to_value(longs)) == "(0 7 0)");
  Queue* queue = world.empty_queue.get();
  for (int i = 0; i < 6; ++i) queue = queue_conj(heap, queue, num(i));
  CHECK(walk(to_value(queue_pop(heap, queue))) == "(1 2 3 4 5)");
  Value sorted = to_value(make_sorted_set(heap, Value::nil()));
  for (int i : {3, 1, 2, 5, 4}) sorted = *set_conj(heap, sorted, num(i));
  CHECK(walk(sorted) == "(1 2 3 4 5)");
  CHECK(walk(*rseq_of(heap, sorted)) == "(5 4 3 2 1)");
}

TEST_CASE_FIXTURE(SeqFixture, "long seqs of every kind, in full") {
  std::vector<Value> values;
  Value map = empty_map(heap);
  for (int64_t i = 0; i < 1000; ++i) {
    values.push_back(num(i));
    map = *map_assoc(heap, map, num(i), num(-i));
  }
  Value expected = make_range(heap, 0, 1000, 1);
  CHECK(walk(to_value(make_vector(heap, values))) == pr(expected));
  CHECK(walk(expected) == pr(expected));
  CHECK(*count_of(heap, map_seq(heap, map, kSeqKeys)) == 1000);
  std::vector<Value> keys = *collect(heap, *keys_of(heap, map));
  std::sort(keys.begin(), keys.end(), [](Value a, Value b) { return a.as_fixnum() < b.as_fixnum(); });
  CHECK(eq(make_list(heap, keys), expected));
  walk(map);
}

TEST_CASE_FIXTURE(SeqFixture, "an unrealized tail bails only when it is reached") {
  Value seq = cons(heap, num(1), unrealized());
  CHECK(*first_of(heap, seq) == num(1));
  CHECK(rest_of(heap, seq).has_value());
  CHECK(error(next_of(heap, seq)) == "bail");
  CHECK(error(seq_of(heap, unrealized())) == "bail");
  CHECK(error(count_of(heap, seq)) == "bail");
  CHECK(*nth_of(heap, seq, 0) == num(1));
  CHECK(error(nth_of(heap, seq, 1)) == "bail");
  Value buffer[4], rest;
  CHECK(*take_chunk(heap, seq, buffer, 4, &rest) == 1);
  CHECK(is<LazySeq>(rest));
}

TEST_CASE_FIXTURE(SeqFixture, "what is no seqable raises") {
  CHECK(error(seq_of(heap, num(1))) == "Don't know how to create ISeq from: java.lang.Long");
  CHECK(error(first_of(heap, kw("a"))) == "Don't know how to create ISeq from: clojure.lang.Keyword");
  CHECK(error(count_of(heap, num(1))) == "count not supported on this type: Long");
  CHECK(error(nth_of(heap, set({num(1)}), 0)) == "nth not supported on this type: PersistentHashSet");
}

TEST_CASE_FIXTURE(SeqFixture, "nth and get") {
  Value v = vec({num(10), num(20)});
  CHECK(*nth_of(heap, v, 1) == num(20));
  CHECK(error(nth_of(heap, v, 2)) == "Index 2 out of bounds for length 2");
  CHECK(*nth_of(heap, v, -1, kw("none")) == kw("none"));
  CHECK(*nth_of(heap, Value::nil(), 3) == Value::nil());
  CHECK(*nth_of(heap, str("abc"), 1) == Value::character('b'));
  CHECK(*nth_of(heap, list({num(1), num(2)}), 1) == num(2));
  CHECK(error(nth_of(heap, list({num(1)}), 1)) == "Index 1 out of bounds for length 1");
  CHECK(*get_of(heap, Value::nil(), kw("a")) == Value::nil());
  CHECK(*get_of(heap, v, num(0)) == num(10));
  CHECK(*get_of(heap, v, make_double(heap, 0.0)) == Value::nil());
  CHECK(*get_of(heap, v, kw("a"), num(1)) == num(1));
  CHECK(*get_of(heap, str("abc"), num(2)) == Value::character('c'));
  CHECK(*get_of(heap, num(5), num(2)) == Value::nil());
  CHECK(*get_of(heap, set({num(1)}), num(1)) == num(1));
}

TEST_CASE_FIXTURE(SeqFixture, "contains? and find") {
  CHECK(*contains_of(heap, vec({num(5)}), num(0)));
  CHECK_FALSE(*contains_of(heap, vec({num(5)}), num(5)));
  CHECK(*contains_of(heap, str("a"), num(0)));
  CHECK_FALSE(*contains_of(heap, Value::nil(), num(0)));
  CHECK(*contains_of(heap, map({kw("a"), Value::nil()}), kw("a")));
  CHECK(error(contains_of(heap, list({num(1)}), num(1))) ==
        "contains? not supported on type: clojure.lang.PersistentList");
  CHECK(error(contains_of(heap, str("a"), str("a"))) == "contains? not supported on type: java.lang.String");
  CHECK(pr(find_of(heap, map({kw("a"), num(1)}), kw("a"))) == "[:a 1]");
  CHECK(pr(find_of(heap, vec({num(5)}), num(0))) == "[0 5]");
}

TEST_CASE_FIXTURE(SeqFixture, "conj on every kind") {
  CHECK(pr(conj_of(heap, Value::nil(), num(1))) == "(1)");
  CHECK(pr(conj_of(heap, vec({num(1)}), num(2))) == "[1 2]");
  CHECK(pr(conj_of(heap, list({num(1)}), num(2))) == "(2 1)");
  CHECK(pr(conj_of(heap, make_range(heap, 0, 2, 1), num(2))) == "(2 0 1)");
  CHECK(pr(conj_of(heap, set({num(1)}), num(1))) == "#{1}");
  CHECK(pr(conj_of(heap, empty_map(heap), vec({num(1), num(2)}))) == "{1 2}");
  CHECK(pr(conj_of(heap, empty_map(heap), map({num(1), num(2), num(3), num(4)}))) == "{1 2, 3 4}");
  CHECK(pr(conj_of(heap, map({num(1), num(2)}), Value::nil())) == "{1 2}");
  CHECK(pr(conj_of(heap, empty_map(heap), *seq_of(heap, map({num(1), num(2)})))) == "{1 2}");
  CHECK(error(conj_of(heap, empty_map(heap), vec({num(1)}))) == "Vector arg to map conj must be a pair");
  CHECK(error(conj_of(heap, empty_map(heap), list({num(1), num(2)}))) ==
        "class java.lang.Long cannot be cast to class java.util.Map$Entry");
  CHECK(error(conj_of(heap, str("a"), num(1))) ==
        "class java.lang.String cannot be cast to class clojure.lang.IPersistentCollection");
  CHECK(pr(conj_of(heap, make_map_entry(heap, num(1), num(2)), num(3))) == "[1 2 3]");
}

TEST_CASE_FIXTURE(SeqFixture, "assoc, dissoc, disj") {
  CHECK(pr(assoc_of(heap, Value::nil(), kw("a"), num(1))) == "{:a 1}");
  CHECK(pr(assoc_of(heap, vec({num(1)}), num(1), num(2))) == "[1 2]");
  CHECK(error(assoc_of(heap, vec({num(1)}), num(2), num(2))) == "Index 2 out of bounds for length 1");
  CHECK(error(assoc_of(heap, vec({num(1)}), kw("a"), num(2))) == "Key must be integer");
  CHECK(error(assoc_of(heap, num(1), kw("a"), num(2))) ==
        "class java.lang.Long cannot be cast to class clojure.lang.Associative");
  CHECK(pr(dissoc_of(heap, Value::nil(), kw("a"))) == "nil");
  CHECK(pr(dissoc_of(heap, map({kw("a"), num(1)}), kw("a"))) == "{}");
  CHECK(pr(disj_of(heap, set({num(1), num(2)}), num(1))) == "#{2}");
}

TEST_CASE_FIXTURE(SeqFixture, "peek, pop and empty") {
  CHECK(pr(peek_of(heap, vec({num(1), num(2)}))) == "2");
  CHECK(pr(peek_of(heap, list({num(1), num(2)}))) == "1");
  CHECK(pr(peek_of(heap, world.empty_vector.value())) == "nil");
  CHECK(pr(pop_of(heap, vec({num(1), num(2)}))) == "[1]");
  CHECK(pr(pop_of(heap, list({num(1), num(2)}))) == "(2)");
  CHECK(error(pop_of(heap, world.empty_vector.value())) == "Can't pop empty vector");
  CHECK(error(pop_of(heap, world.empty_list.value())) == "Can't pop empty list");
  CHECK(error(peek_of(heap, set({num(1)}))) ==
        "class clojure.lang.PersistentHashSet cannot be cast to class clojure.lang.IPersistentStack");
  CHECK(pr(empty_of(heap, map({num(1), num(2)}))) == "{}");
  CHECK(pr(empty_of(heap, make_range(heap, 0, 5, 1))) == "()");
  CHECK(pr(empty_of(heap, str("a"))) == "nil");
}

TEST_CASE_FIXTURE(SeqFixture, "metadata is carried along and never part of the value") {
  Value meta = map({kw("m"), num(1)});
  for (Value v :
       {vec({num(1)}), list({num(1)}), map({num(1), num(2)}), set({num(1)}), sym("x"), make_range(heap, 0, 3, 1)}) {
    Value with = with_meta(heap, v, meta);
    CHECK(meta_of(with) == meta);
    CHECK(meta_of(v).is_nil());
    CHECK(eq(v, with));
  }
  CHECK(meta_of(*conj_of(heap, with_meta(heap, vec({num(1)}), meta), num(2))) == meta);
  CHECK(meta_of(*assoc_of(heap, with_meta(heap, map({num(1), num(2)}), meta), num(3), num(4))) == meta);
  CHECK(meta_of(*empty_of(heap, with_meta(heap, map({num(1), num(2)}), meta))) == meta);
  CHECK(meta_of(*pop_of(heap, with_meta(heap, list({num(1), num(2)}), meta))) == meta);
  CHECK(meta_of(*vec_of(heap, with_meta(heap, vec({num(1)}), meta))).is_nil());
  CHECK_FALSE(can_have_meta(num(1)));
  CHECK_FALSE(can_have_meta(str("a")));
}

TEST_CASE_FIXTURE(SeqFixture, "a queue gives back in order, also interleaved") {
  Queue* queue = world.empty_queue.get();
  int64_t in = 0, out = 0;
  std::mt19937 random(1);
  for (int step = 0; step < 20000; ++step) {
    if (random() % 5 < 3) {
      queue = queue_conj(heap, queue, num(in++));
    } else if (out < in) {
      REQUIRE(queue_peek(heap, queue) == num(out++));
      queue = queue_pop(heap, queue);
    }
    REQUIRE(queue->count == static_cast<uint64_t>(in - out));
  }
}

TEST_CASE_FIXTURE(SeqFixture, "array elements are checked against the element type") {
  Value bytes = to_value(make_primitive_array(heap, ElementType::byte_, 2));
  CHECK(array_set(heap, bytes, 0, num(-128)).has_value());
  CHECK(array_get(heap, bytes, 0) == num(-128));
  CHECK(error(array_set(heap, bytes, 0, num(200))) == "Value out of range for byte: 200");
  CHECK_FALSE(array_set(heap, bytes, 0, str("a")).has_value());
  Value doubles = to_value(make_primitive_array(heap, ElementType::double_, 1));
  CHECK(array_set(heap, doubles, 0, num(2)).has_value());
  CHECK(pr(array_get(heap, doubles, 0)) == "2.0");
}
