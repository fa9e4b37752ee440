#include "data/uuid.h"

#include "base/hash.h"
#include "data/number.h"

namespace norn {

Uuid* make_uuid(Heap& heap, uint64_t high, uint64_t low) {
  Uuid* uuid = heap.make<Uuid>();
  uuid->high = high;
  uuid->low = low;
  return uuid;
}

Uuid* make_random_uuid(Heap& heap, uint64_t random_high, uint64_t random_low) {
  // RFC 9562, 5.4: version 4 and the variant bits.
  uint64_t high = (random_high & ~uint64_t{0xF000}) | 0x4000;
  uint64_t low = (random_low & ~(uint64_t{3} << 62)) | uint64_t{1} << 63;
  return make_uuid(heap, high, low);
}

Uuid* parse_uuid(Heap& heap, std::string_view text) {
  // Groups may be shorter than in the canonical form, as java.util.UUID allows.
  constexpr size_t kGroupDigits[] = {8, 4, 4, 4, 12};
  uint64_t groups[5];
  for (int i = 0; i < 5; ++i) {
    size_t end = i < 4 ? text.find('-') : text.size();
    if (end == std::string_view::npos || end > kGroupDigits[i]) return nullptr;
    std::string_view group = text.substr(0, end);
    auto value = group.starts_with('+') || group.starts_with('-') ? std::nullopt : parse_int64(group, 16);
    if (!value) return nullptr;
    groups[i] = static_cast<uint64_t>(*value);
    text.remove_prefix(i < 4 ? end + 1 : end);
  }
  return make_uuid(heap, groups[0] << 32 | groups[1] << 16 | groups[2], groups[3] << 48 | groups[4]);
}

std::string uuid_text(const Uuid* uuid) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) text += '-';
    uint64_t half = i < 16 ? uuid->high : uuid->low;
    text += kDigits[half >> (60 - 4 * (i % 16)) & 15];
  }
  return text;
}

uint32_t uuid_hash(Uuid* uuid) {
  if (uuid->hash == 0) uuid->hash = hash_nonzero(hash_combine(hash_bits64(uuid->high), hash_bits64(uuid->low)));
  return uuid->hash;
}

bool uuid_equals(const Uuid* a, const Uuid* b) { return a->high == b->high && a->low == b->low; }

int uuid_compare(const Uuid* a, const Uuid* b) {
  auto order = [](uint64_t x, uint64_t y) {
    int64_t p = static_cast<int64_t>(x), q = static_cast<int64_t>(y);
    return p < q ? -1 : p > q ? 1 : 0;
  };
  return a->high != b->high ? order(a->high, b->high) : order(a->low, b->low);
}

}  // namespace norn
