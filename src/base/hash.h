// Mixing functions for 32-bit content hashes. Who stores a hash in an object
// header uses 0 for "not computed", so every function here avoids 0.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace norn {

inline constexpr uint32_t hash_nonzero(uint32_t h) { return h != 0 ? h : 0x9E3779B9u; }

// Full avalanche of 64 bits into 32: tries index by five bits at a time, so every group of bits must be good.
inline constexpr uint32_t hash_bits64(uint64_t n) {
  n = (n ^ (n >> 32)) * 0xD6E8FEB86659FD93u;
  n = (n ^ (n >> 32)) * 0xD6E8FEB86659FD93u;
  return static_cast<uint32_t>(n ^ (n >> 32));
}

// All integers of one value hash like the int64 when they fit it. Neighbours stay neighbours: a trie that takes five
// bits a level from the low end up keeps 32 consecutive integers in one leaf of its fourth level, so that maps over
// dense ranges are built and read with few cache misses. The low 20 bits are only permuted, hence distinct integers of
// one block of 2^20 never collide; blocks are told apart by a full mix.
inline constexpr uint32_t hash_int64(int64_t n) {
  uint64_t bits = static_cast<uint64_t>(n);
  uint32_t low = static_cast<uint32_t>(bits & 0xFFFFF);
  return hash_nonzero((low >> 5 | (low & 31) << 15) ^ hash_bits64((bits >> 20) + 0x9E3779B97F4A7C15u));
}

// Order matters: for sequences and pairs. One strong step: the parts may be as regular as integers are.
inline constexpr uint32_t hash_combine(uint32_t seed, uint32_t h) {
  uint64_t both = (static_cast<uint64_t>(seed) << 32 | h) * 0xD6E8FEB86659FD93u;
  return static_cast<uint32_t>(both ^ (both >> 32));
}

// The last step of a collection's hash: spreads the sum and the count.
inline constexpr uint32_t hash_finish(uint32_t sum, uint64_t count) {
  return hash_nonzero(hash_bits64((static_cast<uint64_t>(sum) << 32) ^ count ^ 0x5851F42D4C957F2Du));
}

// Eight bytes a step: strings are hashed on every intern and as map keys.
inline uint32_t hash_bytes(std::string_view bytes, uint64_t seed = 0x811C9DC5u) {
  const char* p = bytes.data();
  size_t left = bytes.size();
  uint64_t h = seed ^ (left * 0x9E3779B97F4A7C15u), word;
  auto step = [&] {
    unsigned __int128 product = static_cast<unsigned __int128>(h ^ word) * 0xD6E8FEB86659FD93u;
    h = static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
  };
  for (; left >= 8; left -= 8, p += 8) {
    std::memcpy(&word, p, 8);
    step();
  }
  word = 0;
  if (left != 0) std::memcpy(&word, p, left);
  step();
  return hash_nonzero(hash_bits64(h));
}

}  // namespace norn
