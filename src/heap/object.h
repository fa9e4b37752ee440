// The header of every heap object, and the declaration of what the collector
// must trace in it.
//
// An object is: header word, then (for objects with a tail) the tail count,
// then all traced fields (Value or Ref<T>), then raw fields, then the tail.
// NORN_LAYOUT states the traced fields and the number of raw bytes; a field
// that is left out makes the size assertion fail to compile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "heap/value.h"

// Objects derive from Object, so offsetof is formally conditional; both compilers define it.
#pragma GCC diagnostic ignored "-Winvalid-offsetof"

namespace norn {

enum class Kind : uint8_t {
#define NORN_KIND(id, type) id,
#include "heap/kind_ids.def"
#undef NORN_KIND
};

inline constexpr int kKindCount = 0
#define NORN_KIND(id, type) +1
#include "heap/kind_ids.def"
#undef NORN_KIND
    ;

// Bits of Object::flags. All of them belong to the collector.
enum ObjectFlag : uint8_t {
  kForwarded = 1 << 0,     // the whole header word is the new address + 1
  kMarked = 1 << 1,        // reached by a major collection; its sense alternates (HeapImpl::mark_sense)
  kOld = 1 << 2,           // lives in old space (or in the image)
  kLogged = 1 << 3,        // old, and in the remembered set
  kImage = 1 << 4,         // part of the mapped core image: never moved, never freed
  kLarge = 1 << 5,         // has its own allocation
  kImageWritten = 1 << 6,  // in the image, and a root of every major collection because it was written
};

struct Object {
  uint8_t flags;
  Kind kind;
  uint16_t aux;   // meaning is the kind's own
  uint32_t hash;  // cached content hash or identity hash; 0 = not computed
};
static_assert(sizeof(Object) == 8);

// An object with a variable part. tail_count counts Values or bytes.
struct TailObject : Object {
  uint64_t tail_count;
};

// A typed, nullable (nil) reference field.
template <typename T>
class Ref {
 public:
  constexpr Ref() = default;
  constexpr Ref(std::nullptr_t) {}
  Ref(T* object) : value_(object ? Value::object(object) : Value::nil()) {}
  T* get() const { return value_.is_nil() ? nullptr : static_cast<T*>(value_.as_object()); }
  T* operator->() const { return static_cast<T*>(value_.as_object()); }
  T& operator*() const { return *static_cast<T*>(value_.as_object()); }
  explicit operator bool() const { return !value_.is_nil(); }
  Value value() const { return value_; }

 private:
  Value value_;
};

enum class Tail : uint8_t { none, values, bytes };

// What the collector knows of a kind. Word 0 is the header.
struct KindLayout {
  const char* name = nullptr;
  uint16_t first_traced_word = 1;
  uint16_t traced_words = 0;
  uint16_t fixed_words = 1;
  Tail tail = Tail::none;
};

namespace layout_detail {
template <size_t N>
constexpr bool contiguous(const size_t (&offsets)[N], size_t first) {
  for (size_t i = 0; i < N; ++i)
    if (offsets[i] != first + 8 * i) return false;
  return true;
}
}  // namespace layout_detail

template <typename T>
struct LayoutOf;  // specialised by NORN_LAYOUT

template <typename T>
concept HeapObject = std::is_base_of_v<Object, T> && requires { T::kKind; };

inline bool is(Value v, Kind kind) { return v.is_object() && v.as_object()->kind == kind; }

template <HeapObject T>
bool is(Value v) {
  return is(v, T::kKind);
}

// Requires: is<T>(v).
template <HeapObject T>
T* as(Value v) {
  return static_cast<T*>(v.as_object());
}

// nullptr when v is something else.
template <HeapObject T>
T* try_as(Value v) {
  return is<T>(v) ? static_cast<T*>(v.as_object()) : nullptr;
}

template <typename T>
Value to_value(T* object) {
  return object ? Value::object(object) : Value::nil();
}

}  // namespace norn

#define NORN_PARENS_ ()
#define NORN_EXPAND_(...) NORN_EXPAND4_(NORN_EXPAND4_(NORN_EXPAND4_(__VA_ARGS__)))
#define NORN_EXPAND4_(...) NORN_EXPAND3_(NORN_EXPAND3_(NORN_EXPAND3_(__VA_ARGS__)))
#define NORN_EXPAND3_(...) NORN_EXPAND2_(NORN_EXPAND2_(NORN_EXPAND2_(__VA_ARGS__)))
#define NORN_EXPAND2_(...) NORN_EXPAND1_(NORN_EXPAND1_(NORN_EXPAND1_(__VA_ARGS__)))
#define NORN_EXPAND1_(...) __VA_ARGS__
#define NORN_OFFSETS_(type, field, ...) \
  offsetof(type, field) __VA_OPT__(, NORN_OFFSETS_AGAIN_ NORN_PARENS_(type, __VA_ARGS__))
#define NORN_OFFSETS_AGAIN_() NORN_OFFSETS_

// NORN_LAYOUT(Cons, Tail::none, 0, meta, first, rest): type, tail, bytes of raw fields, traced fields in order.
#define NORN_LAYOUT(type, tail_kind, raw_bytes, ...)                                                                  \
  template <>                                                                                                         \
  struct norn::LayoutOf<norn::type> {                                                                                 \
    using T_ = norn::type;                                                                                            \
    static constexpr size_t kHeader = (tail_kind) == norn::Tail::none ? 8 : 16;                                       \
    static constexpr size_t kOffsets[] = {NORN_EXPAND_(NORN_OFFSETS_(T_, __VA_ARGS__))};                              \
    static constexpr size_t kTraced = sizeof(kOffsets) / sizeof(size_t);                                              \
    static_assert(norn::layout_detail::contiguous(kOffsets, kHeader), "traced fields come first, in order, no gaps"); \
    static_assert(sizeof(T_) == kHeader + 8 * kTraced + ((raw_bytes) + 7) / 8 * 8, "a field is missing here");        \
    static_assert((tail_kind) == norn::Tail::none || std::is_base_of_v<norn::TailObject, T_>);                        \
    static constexpr norn::KindLayout kLayout = {#type, kHeader / 8, kTraced, sizeof(T_) / 8, tail_kind};             \
  }

// For kinds without traced fields.
#define NORN_LAYOUT_UNTRACED(type, tail_kind, raw_bytes)                                            \
  template <>                                                                                       \
  struct norn::LayoutOf<norn::type> {                                                               \
    using T_ = norn::type;                                                                          \
    static constexpr size_t kHeader = (tail_kind) == norn::Tail::none ? 8 : 16;                     \
    static_assert(sizeof(T_) == kHeader + ((raw_bytes) + 7) / 8 * 8, "a field is missing here");    \
    static constexpr norn::KindLayout kLayout = {#type, kHeader / 8, 0, sizeof(T_) / 8, tail_kind}; \
  }
