// Old space as memory: pieces that are kept are never overwritten, the rest is used again.
#include "heap/old_space.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <random>

using norn::OldSpace;

namespace {

struct Piece {
  unsigned char* memory;
  size_t bytes;
  unsigned char pattern;

  bool intact() const {
    return std::all_of(memory, memory + bytes, [this](unsigned char byte) { return byte == pattern; });
  }
};

struct Pieces {
  OldSpace space;
  std::mt19937 random{7};
  std::vector<Piece> live;

  void allocate(size_t bytes) {
    Piece piece = {static_cast<unsigned char*>(space.allocate(bytes)), bytes, static_cast<unsigned char>(random())};
    std::memset(piece.memory, piece.pattern, bytes);
    live.push_back(piece);
  }
  void keep(unsigned percent) {
    std::erase_if(live, [&](const Piece&) { return random() % 100 >= percent; });
    space.clear_marks();
    for (const Piece& piece : live) OldSpace::mark_lines(piece.memory, piece.bytes);
    space.sweep();
  }
  bool intact() const {
    return std::all_of(live.begin(), live.end(), [](const Piece& piece) { return piece.intact(); });
  }
  size_t live_bytes() const {
    size_t sum = 0;
    for (const Piece& piece : live) sum += piece.bytes;
    return sum;
  }
};

}  // namespace

TEST_CASE("kept pieces survive many sweeps, whatever their size") {
  Pieces pieces;
  for (int round = 0; round < 60; ++round) {
    for (int i = 0; i < 3000; ++i) {
      const size_t words = pieces.random() % 50 == 0 ? 1 + pieces.random() % 1024 : 1 + pieces.random() % 12;
      pieces.allocate(words * 8);
    }
    REQUIRE(pieces.intact());
    pieces.keep(50);
    REQUIRE(pieces.intact());
    if (round % 10 == 0) pieces.space.release_free_chunks(0);
  }
}

TEST_CASE("the space does not grow when as much dies as is made") {
  Pieces pieces;
  size_t mapped_early = 0;
  for (int round = 0; round < 50; ++round) {
    while (pieces.live_bytes() < (8u << 20)) pieces.allocate(2000);
    pieces.keep(50);
    if (round == 10) mapped_early = pieces.space.bytes_mapped();
  }
  CHECK(pieces.space.bytes_mapped() <= mapped_early + OldSpace::kChunkBytes);
}

TEST_CASE("empty chunks go back to the operating system, except what is to be kept") {
  Pieces pieces;
  for (int i = 0; i < 5000; ++i) pieces.allocate(OldSpace::kMaxObjectBytes);
  CHECK(pieces.space.bytes_in_use() >= 5000 * OldSpace::kMaxObjectBytes);
  CHECK(pieces.space.contains(pieces.live[0].memory));
  unsigned char* first = pieces.live[0].memory;
  pieces.keep(0);
  CHECK(pieces.space.bytes_in_use() == 0);
  CHECK(!pieces.space.contains(first));
  pieces.space.release_free_chunks(10 << 20);
  CHECK(pieces.space.bytes_mapped() <= 3 * OldSpace::kChunkBytes + OldSpace::kChunkBytes);
  pieces.space.release_free_chunks(0);
  CHECK(pieces.space.bytes_mapped() <= OldSpace::kChunkBytes);
  pieces.allocate(64);
  CHECK(pieces.intact());
}
