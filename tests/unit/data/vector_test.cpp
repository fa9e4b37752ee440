// Vectors against std::vector, with random operations.
#include "data/vector.h"

#include "data_fixture.h"

using namespace norn;

namespace {

bool matches(const Vector* vector, const std::vector<int64_t>& expected) {
  if (vector->count != expected.size()) return false;
  for (size_t i = 0; i < expected.size(); ++i)
    if (vector_nth(vector, i) != Value::fixnum(expected[i])) return false;
  size_t i = 0;
  bool same = true;
  vector_for_each(vector, [&](Value v) { same = same && v == Value::fixnum(expected[i++]); });
  return same && i == expected.size();
}

std::vector<Value> fixnums(size_t count) {
  std::vector<Value> values;
  for (size_t i = 0; i < count; ++i) values.push_back(Value::fixnum(static_cast<int64_t>(i)));
  return values;
}

}  // namespace

TEST_CASE_FIXTURE(DataFixture, "make_vector holds its values at every size around a level") {
  for (size_t count : {0, 1, 31, 32, 33, 64, 65, 1023, 1024, 1025, 1056, 1057, 32767, 32768, 32800, 32801, 40000}) {
    Vector* vector = make_vector(heap, fixnums(count));
    REQUIRE(vector->count == count);
    for (size_t i = 0; i < count; ++i) REQUIRE(vector_nth(vector, i) == num(static_cast<int64_t>(i)));
  }
}

TEST_CASE_FIXTURE(DataFixture, "conj one by one and pop back to empty") {
  Vector* vector = world.empty_vector.get();
  for (int i = 0; i < 33000; ++i) vector = vector_conj(heap, vector, num(i));
  for (int i = 0; i < 33000; ++i) REQUIRE(vector_nth(vector, static_cast<uint64_t>(i)) == num(i));
  for (int i = 33000; i-- > 0;) {
    REQUIRE(vector_nth(vector, vector->count - 1) == num(i));
    vector = vector_pop(heap, vector);
  }
  CHECK(vector->count == 0);
}

TEST_CASE_FIXTURE(DataFixture, "two conjs onto the same vector do not see each other") {
  Vector* base = make_vector(heap, {num(1), num(2)});
  Vector* grown = vector_conj(heap, base, num(3));  // room for more behind it
  Vector* left = vector_conj(heap, grown, num(4));
  Vector* right = vector_conj(heap, grown, num(5));
  CHECK(pr(to_value(grown)) == "[1 2 3]");
  CHECK(pr(to_value(left)) == "[1 2 3 4]");
  CHECK(pr(to_value(right)) == "[1 2 3 5]");
}

TEST_CASE_FIXTURE(DataFixture, "random operations on many versions agree with std::vector") {
  std::mt19937 random(7);
  std::vector<std::vector<int64_t>> expected(16);
  roots.assign(16, world.empty_vector.value());
  for (int step = 0; step < 100000; ++step) {
    size_t from = random() % 16, to = random() % 16;
    Vector* vector = as<Vector>(roots[from]);
    std::vector<int64_t> model = expected[from];
    int64_t value = step;
    switch (random() % 8) {
      case 0:
      case 1:
        vector = vector_conj(heap, vector, num(value));
        model.push_back(value);
        break;
      case 2: {
        int more = static_cast<int>(random() % 40);
        for (int i = 0; i < more; ++i) {
          vector = vector_conj(heap, vector, num(value + i));
          model.push_back(value + i);
        }
        break;
      }
      case 3:
      case 4:
        if (!model.empty()) {
          size_t i = random() % model.size();
          vector = vector_assoc(heap, vector, i, num(value));
          model[i] = value;
        }
        break;
      case 5:
        if (!model.empty()) {
          vector = vector_pop(heap, vector);
          model.pop_back();
        }
        break;
      case 6:
        if (random() % 4 == 0) {
          size_t start = random() % (model.size() + 1), end = start + random() % (model.size() - start + 1);
          vector = vector_slice(heap, vector, start, end);
          model =
              std::vector<int64_t>(model.begin() + static_cast<long>(start), model.begin() + static_cast<long>(end));
        }
        break;
      case 7: {
        TransientVector* transient = make_transient(heap, vector);
        for (int n = static_cast<int>(random() % 60); n > 0; --n) {
          size_t choice = random() % 4;
          if (choice < 2) {
            transient_conj(heap, transient, num(value + n));
            model.push_back(value + n);
          } else if (choice == 2 && !model.empty()) {
            size_t i = random() % model.size();
            transient_assoc(heap, transient, i, num(value - n));
            model[i] = value - n;
          } else if (!model.empty()) {
            transient_pop(heap, transient);
            model.pop_back();
          }
          if (!model.empty()) REQUIRE(transient_nth(transient, model.size() - 1) == num(model.back()));
        }
        vector = make_persistent(heap, transient);
        break;
      }
    }
    if (model.size() > 3000) {
      vector = world.empty_vector.get();
      model.clear();
    }
    roots[to] = to_value(vector);
    expected[to] = model;
    if (step % 64 == 0) REQUIRE(matches(as<Vector>(roots[from]), expected[from]));
    if (step % 1000 == 0) {
      heap.collect();
      for (size_t i = 0; i < 16; ++i) REQUIRE(matches(as<Vector>(roots[i]), expected[i]));
    }
  }
}

TEST_CASE_FIXTURE(DataFixture, "a transient leaves the vector it came from alone") {
  Vector* vector = make_vector(heap, fixnums(2000));
  TransientVector* transient = make_transient(heap, vector);
  for (uint64_t i = 0; i < 2000; ++i) transient_assoc(heap, transient, i, num(-1));
  for (int i = 0; i < 100; ++i) transient_pop(heap, transient);
  Vector* changed = make_persistent(heap, transient);
  CHECK(changed->count == 1900);
  CHECK(vector_nth(changed, 1000) == num(-1));
  for (uint64_t i = 0; i < 2000; ++i) REQUIRE(vector_nth(vector, i) == num(static_cast<int64_t>(i)));
}

TEST_CASE_FIXTURE(DataFixture, "a slice of a slice, grown again") {
  Vector* vector = make_vector(heap, fixnums(100));
  Vector* slice = vector_slice(heap, vector_slice(heap, vector, 10, 90), 5, 45);
  CHECK(slice->count == 40);
  CHECK(vector_nth(slice, 0) == num(15));
  slice = vector_conj(heap, slice, num(-1));
  CHECK(vector_nth(slice, 40) == num(-1));
  CHECK(vector_nth(vector, 55) == num(55));
  CHECK(vector_slice(heap, slice, 3, 3)->count == 0);
}
