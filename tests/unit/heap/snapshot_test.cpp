// Image round trips, from a file and from memory, at the wanted address and elsewhere.
#include "heap/snapshot.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>

#include "heap/test_kinds.h"

using namespace norn;
using namespace norn::heap_test;

namespace {

struct TestHeap {
  TestHeap() : heap({.nursery_bytes = 64 << 10, .nursery_reserve_bytes = 256 << 10, .verify = true}), roots(heap) {
    register_test_kinds(heap);
  }
  Value pair(Value first, Value second) {
    Pair* pair = heap.make<Pair>();
    pair->first = first;
    pair->second = second;
    return to_value(pair);
  }
  Value text(const char* characters) {
    Bytes* bytes = heap.make_tail<Bytes>(std::strlen(characters));
    std::memcpy(bytes->data(), characters, std::strlen(characters));
    return to_value(bytes);
  }
  Heap heap;
  TestRoots roots;
};

struct ImageFile {
  std::string path = "/tmp/norn-snapshot-test-" + std::to_string(getpid()) + ".image";
  ~ImageFile() { std::remove(path.c_str()); }
  std::string contents() const {
    std::string result;
    std::FILE* file = std::fopen(path.c_str(), "rb");
    char buffer[65536];
    for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) result.append(buffer, n);
    std::fclose(file);
    return result;
  }
};

std::string text_of(Value value) { return {as<Bytes>(value)->data(), as<Bytes>(value)->tail_count}; }

// A list of `length` texts that share one cycle, and code with values among its raw words.
std::vector<Value> build(TestHeap& from, int length) {
  Pair* cycle = from.heap.make<Pair>();
  cycle->first = cycle->second = to_value(cycle);
  from.heap.identity_hash(cycle);
  Value list = Value::nil();
  for (int i = 0; i < length; ++i) {
    Array* array = from.heap.make_tail<Array>(3);
    array->name = from.text(std::to_string(i).c_str());
    array->items()[0] = Value::fixnum(i);
    array->items()[2] = to_value(cycle);
    list = from.pair(to_value(array), list);
  }
  Code* code = from.heap.make_tail<Code>(6 * 8);
  code->name = from.text("code");
  for (int i = 0; i < 6; ++i)
    code->words()[i] = i % 2 ? from.text(std::to_string(i).c_str()).bits() : 0x1111'1111'1111'1111;
  return {list, to_value(code), Value::fixnum(5)};
}

void check(const std::vector<Value>& roots, int length) {
  REQUIRE(roots.size() == 3);
  Value cycle = Value::nil();
  int expected = length;
  for (Value list = roots[0]; list.is_object(); list = as<Pair>(list)->second) {
    Array* array = as<Array>(as<Pair>(list)->first);
    --expected;
    CHECK(text_of(array->name) == std::to_string(expected));
    CHECK(array->items()[0] == Value::fixnum(expected));
    CHECK(array->items()[1].is_nil());
    if (cycle.is_nil()) cycle = array->items()[2];
    CHECK(array->items()[2] == cycle);
    CHECK((array->flags & (kOld | kImage)) == (kOld | kImage));
  }
  CHECK(expected == 0);
  CHECK(as<Pair>(cycle)->first == cycle);
  CHECK(as<Pair>(cycle)->hash != 0);
  Code* code = as<Code>(roots[1]);
  CHECK(text_of(code->name) == "code");
  for (int i = 0; i < 6; ++i) {
    if (i % 2)
      CHECK(text_of(Value::from_bits(code->words()[i])) == std::to_string(i));
    else
      CHECK(code->words()[i] == 0x1111'1111'1111'1111);
  }
  CHECK(roots[2] == Value::fixnum(5));
}

}  // namespace

TEST_CASE("an image maps back from its file, from memory, and to another address") {
  ImageFile file;
  {
    TestHeap from;
    REQUIRE(write_image(from.heap, build(from, 2000), file.path).has_value());
  }
  const std::string image = file.contents();
  const int fd = open(file.path.c_str(), O_RDONLY);
  TestHeap mapped, relocated, copied;
  auto roots = map_image(mapped.heap, image.data(), image.size(), fd);
  REQUIRE(roots.has_value());
  CHECK((reinterpret_cast<uint64_t>((*roots)[0].as_object()) >> 32) == (kImageAddress >> 32));
  check(*roots, 2000);
  auto elsewhere = map_image(relocated.heap, image.data(), image.size(), fd);  // the address is taken now
  REQUIRE(elsewhere.has_value());
  CHECK((*elsewhere)[0] != (*roots)[0]);
  check(*elsewhere, 2000);
  auto copy = map_image(copied.heap, image.data(), image.size());
  REQUIRE(copy.has_value());
  check(*copy, 2000);
  close(fd);
}

TEST_CASE("an image refers to no original: it can be written again from a mapped one") {
  ImageFile file;
  std::string first;
  {
    TestHeap from;
    REQUIRE(write_image(from.heap, build(from, 50), file.path).has_value());
    first = file.contents();
  }
  TestHeap again;
  auto roots = map_image(again.heap, first.data(), first.size());
  REQUIRE(roots.has_value());
  REQUIRE(write_image(again.heap, *roots, file.path).has_value());
  CHECK(file.contents() == first);
}

TEST_CASE("a written image object keeps what it refers to alive, for ever") {
  ImageFile file;
  {
    TestHeap from;
    REQUIRE(write_image(from.heap, build(from, 10), file.path).has_value());
  }
  const std::string image = file.contents();
  TestHeap to;
  auto roots = map_image(to.heap, image.data(), image.size());
  REQUIRE(roots.has_value());
  Pair* written = as<Pair>((*roots)[0]);
  for (int round = 0; round < 3; ++round) {
    written->first = to.pair(Value::fixnum(round), written->first);
    to.heap.written(written);
    CHECK((written->flags & kLogged) != 0);
    to.heap.collect();
    CHECK((written->flags & kLogged) == 0);
    to.heap.collect_major();
    to.heap.collect_major();
    CHECK(as<Pair>(written->first)->first == Value::fixnum(round));
  }
  Value first = written->first;
  for (int round = 3; round-- > 0; first = as<Pair>(first)->second)
    CHECK(as<Pair>(first)->first == Value::fixnum(round));
  CHECK(text_of(as<Array>(first)->name) == "9");
}

TEST_CASE("what owns native memory can't be written, and the error says how it is reached") {
  ImageFile file;
  TestHeap from;
  Resource* resource = from.heap.make<Resource>();
  const Value roots[] = {from.pair(Value::nil(), from.pair(to_value(resource), Value::nil()))};
  auto result = write_image(from.heap, roots, file.path);
  REQUIRE(!result.has_value());
  CHECK(result.error().text.find("Pair > heap_test::Pair > heap_test::Resource") != std::string::npos);
}

TEST_CASE("damaged and foreign images are refused") {
  ImageFile file;
  {
    TestHeap from;
    REQUIRE(write_image(from.heap, build(from, 10), file.path).has_value());
  }
  const std::string image = file.contents();
  auto refused = [](const std::string& bytes) {
    TestHeap to;
    auto roots = map_image(to.heap, bytes.data(), bytes.size());
    return !roots.has_value();
  };
  CHECK(!refused(image));
  CHECK(refused(""));
  CHECK(refused(image.substr(0, 4096)));
  CHECK(refused(image.substr(0, image.size() - 1)));
  std::string wrong_magic = image;
  wrong_magic[0] ^= 1;
  CHECK(refused(wrong_magic));
  TestHeap other;
  KindLayout layout = LayoutOf<Pair>::kLayout;
  layout.traced_words = 1;
  other.heap.register_kind(Kind::cons, layout);
  CHECK(!map_image(other.heap, image.data(), image.size()).has_value());
}

TEST_CASE("freeze cleans the copy and may refuse") {
  ImageFile file;
  TestHeap from;
  static bool accept;
  from.heap.register_kind<Resource>({.finalize = [](Heap&, Object*) {},
                                     .freeze =
                                         [](Object* copy) {
                                           static_cast<Resource*>(copy)->finalized = nullptr;
                                           return accept;
                                         }});
  int counter = 0;
  Resource* resource = from.heap.make<Resource>();
  resource->finalized = &counter;
  resource->owner = from.text("owner");
  const Value roots[] = {to_value(resource)};
  accept = false;
  CHECK(!write_image(from.heap, roots, file.path).has_value());
  accept = true;
  REQUIRE(write_image(from.heap, roots, file.path).has_value());
  CHECK(resource->finalized == &counter);
  const std::string image = file.contents();
  TestHeap to;
  auto mapped = map_image(to.heap, image.data(), image.size());
  REQUIRE(mapped.has_value());
  CHECK(as<Resource>((*mapped)[0])->finalized == nullptr);
  CHECK(text_of(as<Resource>((*mapped)[0])->owner) == "owner");
}
