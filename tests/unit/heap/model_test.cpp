// Random object graphs against a model that never collects. The program side
// makes nodes, links them, drops roots and collects; now and then both graphs
// are walked side by side.
#include <doctest/doctest.h>

#include <cstring>
#include <memory>
#include <random>
#include <span>
#include <unordered_map>

#include "heap/test_kinds.h"

using namespace norn;
using namespace norn::heap_test;

namespace {

// What a node should look like. Kinds: 0 Node, 1 Array, 2 Bytes, 3 Stack.
struct Expected {
  uint64_t id;
  int kind;
  std::vector<Expected*> edges;  // nullptr is nil
  uint64_t bytes = 0;
  uint32_t hash = 0;
};

class Simulation {
 public:
  Simulation(const HeapOptions& options, uint64_t seed) : heap_(options), roots_(heap_), random_(seed) {
    register_test_kinds(heap_);
  }
  ~Simulation() { heap_.finalize_all(); }

  void run(int steps) {
    for (int step = 0; step < steps; ++step) {
      const unsigned choice = pick(100);
      if (choice < 60)
        add();
      else if (choice < 85)
        link();
      else if (choice < 90)
        drop();
      else if (choice < 92)
        hash();
      else if (choice < 94)
        heap_.make_tail<Bytes>(pick(3000));  // garbage
      if (heap_.wants_collection() || pick(300) == 0) heap_.collect();
      if (pick(3000) == 0) heap_.collect_major();
      if (pick(2000) == 0) compare();
    }
    heap_.collect_major();
    compare();
  }

 private:
  unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }
  size_t pick_root() { return pick(static_cast<unsigned>(expected_.size())); }

  static std::span<Value> edges_of(Value value) {
    switch (value.as_object()->kind) {
      case Node::kKind: return {&as<Node>(value)->left, 2};
      case Array::kKind: return {as<Array>(value)->items(), as<Array>(value)->tail_count};
      case Stack::kKind: return *as<Stack>(value)->slots;
      default: return {};
    }
  }

  unsigned pick_length() {
    const unsigned choice = pick(1000);
    return choice == 0 ? pick(40'000) : choice < 20 ? pick(1500) : pick(12);
  }

  void add() {
    models_.push_back(std::make_unique<Expected>());
    Expected* model = models_.back().get();
    model->id = models_.size();
    model->kind = static_cast<int>(pick(4));
    const bool old = pick(50) == 0;
    Value value;
    if (model->kind == 0) {
      Node* node = old ? heap_.make_old<Node>() : heap_.make<Node>();
      node->id = model->id;
      model->edges.resize(2);
      value = to_value(node);
    } else if (model->kind == 1) {
      const unsigned length = pick_length();
      Array* array = old ? heap_.make_tail_old<Array>(length) : heap_.make_tail<Array>(length);
      array->name = Value::fixnum(static_cast<int64_t>(model->id));
      model->edges.resize(length);
      value = to_value(array);
    } else if (model->kind == 2) {
      model->bytes = 8 + pick_length() * 8 + pick(8);
      Bytes* bytes = old ? heap_.make_tail_old<Bytes>(model->bytes) : heap_.make_tail<Bytes>(model->bytes);
      std::memset(bytes->data(), static_cast<int>(model->id), model->bytes);
      value = to_value(bytes);
    } else {
      Stack* stack = old ? heap_.make_old<Stack>() : heap_.make<Stack>();
      const unsigned length = pick(20);
      stack->name = Value::fixnum(static_cast<int64_t>(model->id));
      stack->slots = new std::vector<Value>(length);
      heap_.add_finalizable(stack);
      model->edges.resize(length);
      value = to_value(stack);
    }
    // A new object is filled without a barrier.
    std::span<Value> edges = edges_of(value);
    for (size_t i = 0; i < edges.size() && !expected_.empty(); i += 1 + pick(3)) {
      const size_t target = pick_root();
      edges[i] = roots_.values[target];
      model->edges[i] = expected_[target];
    }
    if (expected_.size() < 200) {
      roots_.values.push_back(value);
      expected_.push_back(model);
    } else {
      const size_t place = pick_root();
      roots_.values[place] = value;
      expected_[place] = model;
    }
  }

  // Goes some steps away from a root, then stores there.
  void link() {
    if (expected_.empty()) return;
    size_t at = pick_root();
    const size_t target = pick_root();
    Value value = roots_.values[at];
    Expected* model = expected_[at];
    for (unsigned steps = pick(6); steps > 0 && !model->edges.empty(); --steps) {
      const unsigned edge = pick(static_cast<unsigned>(model->edges.size()));
      if (model->edges[edge] == nullptr) break;
      value = edges_of(value)[edge];
      model = model->edges[edge];
    }
    if (model->edges.empty()) return;
    const unsigned edge = pick(static_cast<unsigned>(model->edges.size()));
    const bool clear = pick(4) == 0;
    edges_of(value)[edge] = clear ? Value::nil() : roots_.values[target];
    model->edges[edge] = clear ? nullptr : expected_[target];
    heap_.written(value.as_object());
  }

  void drop() {
    if (expected_.empty()) return;
    const size_t place = pick_root();
    roots_.values[place] = roots_.values.back();
    expected_[place] = expected_.back();
    roots_.values.pop_back();
    expected_.pop_back();
  }

  void hash() {
    if (expected_.empty()) return;
    const size_t place = pick_root();
    expected_[place]->hash = heap_.identity_hash(roots_.values[place].as_object());
  }

  void compare() {
    std::unordered_map<Object*, Expected*> seen;
    std::vector<std::pair<Value, Expected*>> pending;
    auto meet = [&](Value value, Expected* model) {
      if (model == nullptr) return value.is_nil();
      if (!value.is_object()) return false;
      auto [place, is_new] = seen.emplace(value.as_object(), model);
      if (is_new) pending.emplace_back(value, model);
      return place->second == model;
    };
    for (size_t i = 0; i < expected_.size(); ++i) REQUIRE(meet(roots_.values[i], expected_[i]));
    while (!pending.empty()) {
      auto [value, model] = pending.back();
      pending.pop_back();
      REQUIRE(has_right_contents(value, *model));
      std::span<Value> edges = edges_of(value);
      REQUIRE(edges.size() == model->edges.size());
      bool same = true;
      for (size_t i = 0; i < edges.size(); ++i) same &= meet(edges[i], model->edges[i]);
      REQUIRE(same);
    }
  }

  static bool has_right_contents(Value value, const Expected& model) {
    if (model.hash != 0 && value.as_object()->hash != model.hash) return false;
    const Value id = Value::fixnum(static_cast<int64_t>(model.id));
    switch (model.kind) {
      case 0: return is<Node>(value) && as<Node>(value)->id == model.id;
      case 1: return is<Array>(value) && as<Array>(value)->name == id;
      case 3: return is<Stack>(value) && as<Stack>(value)->name == id;
      default: break;
    }
    if (!is<Bytes>(value) || as<Bytes>(value)->tail_count != model.bytes) return false;
    for (uint64_t i = 0; i < model.bytes; ++i)
      if (as<Bytes>(value)->data()[i] != static_cast<char>(model.id)) return false;
    return true;
  }

  Heap heap_;
  TestRoots roots_;
  std::mt19937_64 random_;
  std::vector<Expected*> expected_;  // of each root
  std::vector<std::unique_ptr<Expected>> models_;
};

}  // namespace

TEST_CASE("random graphs: a small nursery") {
  for (uint64_t seed = 1; seed <= 5; ++seed)
    Simulation({.nursery_bytes = 64 << 10, .nursery_reserve_bytes = 1 << 20}, seed).run(30'000);
}

TEST_CASE("random graphs: a reserve that overflows into old space") {
  for (uint64_t seed = 11; seed <= 13; ++seed)
    Simulation({.nursery_bytes = 4096, .nursery_reserve_bytes = 8192, .verify = true, .verify_interval = 64}, seed)
        .run(20'000);
}

TEST_CASE("random graphs: stress, verified") {
  HeapOptions options = {.nursery_bytes = 64 << 10,
                         .nursery_reserve_bytes = 1 << 20,
                         .stress = true,
                         .verify = true,
                         .verify_interval = 64};
  for (uint64_t seed = 21; seed <= 23; ++seed) Simulation(options, seed).run(5'000);
}

TEST_CASE("random graphs: the defaults") { Simulation({}, 31).run(100'000); }
