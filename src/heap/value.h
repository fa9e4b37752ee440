// The tagged word every language value is.
//
//   ...xxx0   63-bit integer ("fixnum")
//   ...xx01   pointer to an Object (address + 1; objects are 8-byte aligned)
//   ...xx11   immediate: nil, false, true, characters, internal markers
//
// A raw return pc is 8-byte aligned, so it looks like a fixnum: stacks can be
// scanned without frame maps. Integers outside 63 bits are BoxedLong objects
// (data/number.h); every integer that fits is a fixnum, so `identical?` bits
// mean equal integers.
#pragma once

#include <compare>
#include <cstdint>

#include "base/assert.h"

namespace norn {

struct Object;

// Internal markers; none of them is ever visible to a program.
enum class Marker : uint8_t {
  absent,     // lookup found nothing
  unbound,    // root of a declared var
  tombstone,  // removed slot
  end,        // end of a sequence or input
  bail,       // outcomes of a host function that are not exceptions: data/raised.h
  park,
  again,
  tail_call,
  switched,
};

class Value {
 public:
  constexpr Value() : bits_(kNilBits) {}
  static constexpr Value from_bits(uint64_t bits) { return Value(bits); }
  static constexpr Value nil() { return Value(kNilBits); }
  static constexpr Value boolean(bool b) { return Value(b ? kTrueBits : kFalseBits); }
  // Requires: fits_fixnum(n).
  static constexpr Value fixnum(int64_t n) { return Value(static_cast<uint64_t>(n) << 1); }
  static constexpr Value character(char32_t c) { return Value((static_cast<uint64_t>(c) << 8) | kCharacterTag); }
  static constexpr Value marker(Marker m) { return Value((static_cast<uint64_t>(m) << 8) | kMarkerTag); }
  static Value object(const Object* o) { return Value(reinterpret_cast<uint64_t>(o) + 1); }  // Requires: o != nullptr.

  static constexpr int64_t kFixnumMin = -(int64_t{1} << 62);
  static constexpr int64_t kFixnumMax = (int64_t{1} << 62) - 1;
  static constexpr bool fits_fixnum(int64_t n) { return n >= kFixnumMin && n <= kFixnumMax; }

  constexpr uint64_t bits() const { return bits_; }
  constexpr bool is_fixnum() const { return (bits_ & 1) == 0; }
  constexpr bool is_object() const { return (bits_ & 3) == 1; }
  constexpr bool is_nil() const { return bits_ == kNilBits; }
  constexpr bool is_true() const { return bits_ == kTrueBits; }
  constexpr bool is_false() const { return bits_ == kFalseBits; }
  constexpr bool is_boolean() const { return bits_ == kTrueBits || bits_ == kFalseBits; }
  constexpr bool is_character() const { return (bits_ & 0xFF) == kCharacterTag; }
  constexpr bool is_marker() const { return (bits_ & 0xFF) == kMarkerTag; }
  constexpr bool is_marker(Marker m) const { return bits_ == marker(m).bits_; }
  constexpr bool truthy() const { return (bits_ & ~uint64_t{4}) != kNilBits; }  // neither nil nor false

  constexpr int64_t as_fixnum() const { return static_cast<int64_t>(bits_) >> 1; }
  constexpr char32_t as_character() const { return static_cast<char32_t>(bits_ >> 8); }
  Object* as_object() const { return reinterpret_cast<Object*>(bits_ - 1); }  // Requires: is_object().

  // Identity: the same object, or the same immediate.
  friend constexpr bool operator==(Value a, Value b) { return a.bits_ == b.bits_; }

  static constexpr uint64_t kNilBits = 0x03;
  static constexpr uint64_t kFalseBits = 0x07;
  static constexpr uint64_t kTrueBits = 0x0B;
  static constexpr uint64_t kCharacterTag = 0x0F;
  static constexpr uint64_t kMarkerTag = 0x13;

 private:
  explicit constexpr Value(uint64_t bits) : bits_(bits) {}
  uint64_t bits_;
};

static_assert(sizeof(Value) == 8);
static_assert(!Value::nil().truthy() && !Value::boolean(false).truthy() && Value::boolean(true).truthy());
static_assert(Value::fixnum(-5).as_fixnum() == -5 && Value::fixnum(0).truthy());

}  // namespace norn
