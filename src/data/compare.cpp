#include "data/compare.h"

#include "base/long_work.h"
#include "base/result.h"
#include "data/instant.h"
#include "data/number.h"
#include "data/seq.h"
#include "data/type.h"
#include "data/uuid.h"

namespace norn {

namespace {

constexpr int kDepthLimit = 200;

constinit thread_local WorkLeft work_left;

template <typename T>
int order(T a, T b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

int compare_symbols(const Symbol* a, const Symbol* b) {
  if (symbol_equals(a, b)) return 0;
  if (!a->ns && b->ns) return -1;
  if (a->ns) {
    if (!b->ns) return 1;
    int by_namespace = string_compare(a->ns.get(), b->ns.get());
    if (by_namespace != 0) return by_namespace;
  }
  return string_compare(a->name.get(), b->name.get());
}

OrRaised<int> compare_at(Heap& heap, Value a, Value b, int depth);

Value element(Value v, uint64_t i) {
  if (const MapEntry* entry = try_as<MapEntry>(v)) return i == 0 ? entry->key : entry->value;
  return vector_nth(as<Vector>(v), i);
}

OrRaised<int> compare_vectors(Heap& heap, Value a, Value b, int depth) {
  if (depth >= kDepthLimit) NORN_RAISE(Raised::bail());
  uint64_t a_count = *count_if_counted(a), b_count = *count_if_counted(b);
  if (a_count != b_count) return order(a_count, b_count);
  if (depth == 0) work_left.begin();
  if (!work_left.take(static_cast<int64_t>(a_count))) NORN_RAISE(Raised::bail());
  for (uint64_t i = 0; i < a_count; ++i) {
    int difference = NORN_TRY(compare_at(heap, element(a, i), element(b, i), depth + 1));
    if (difference != 0) return difference;
  }
  return 0;
}

OrRaised<int> compare_at(Heap& heap, Value a, Value b, int depth) {
  if (a == b) return 0;
  if (a.is_nil()) return -1;
  if (b.is_nil()) return 1;
  if (is_number(a)) {
    if (!is_number(b)) NORN_RAISE(raise_cannot_cast(heap, b, "java.lang.Number"));
    return number_compare(a, b);
  }
  if (a.is_boolean()) {
    if (!b.is_boolean()) NORN_RAISE(raise_cannot_cast(heap, b, "java.lang.Boolean"));
    return a.is_false() ? -1 : 1;
  }
  if (a.is_character()) {
    if (!b.is_character()) NORN_RAISE(raise_cannot_cast(heap, b, "java.lang.Character"));
    return static_cast<int>(a.as_character()) - static_cast<int>(b.as_character());
  }
  Kind kind = a.as_object()->kind;
  if (kind == Kind::instance) NORN_RAISE(Raised::bail());
  if (is_vector(a)) {
    if (is_vector(b)) return compare_vectors(heap, a, b, depth);
    if (is<Instance>(b)) NORN_RAISE(Raised::bail());
    NORN_RAISE(raise_cannot_cast(heap, b, "clojure.lang.IPersistentVector"));
  }
  bool same_kind = b.is_object() && b.as_object()->kind == kind;
  switch (kind) {
    case Kind::string:
      if (same_kind) return string_compare(as<String>(a), as<String>(b));
      NORN_RAISE(raise_cannot_cast(heap, b, "java.lang.String"));
    case Kind::symbol:
      if (same_kind) return compare_symbols(as<Symbol>(a), as<Symbol>(b));
      NORN_RAISE(raise_cannot_cast(heap, b, "clojure.lang.Symbol"));
    case Kind::keyword:
      if (same_kind) return compare_symbols(as<Keyword>(a)->symbol.get(), as<Keyword>(b)->symbol.get());
      NORN_RAISE(raise_cannot_cast(heap, b, "clojure.lang.Keyword"));
    case Kind::uuid:
      if (same_kind) return uuid_compare(as<Uuid>(a), as<Uuid>(b));
      NORN_RAISE(raise_cannot_cast(heap, b, "java.util.UUID"));
    case Kind::instant:
      if (same_kind) return order(as<Instant>(a)->milliseconds, as<Instant>(b)->milliseconds);
      NORN_RAISE(raise_cannot_cast(heap, b, "java.util.Date"));
    default: NORN_RAISE(raise_cannot_cast(heap, a, "java.lang.Comparable"));
  }
}

}  // namespace

OrRaised<int> compare_values(Heap& heap, Value a, Value b) { return compare_at(heap, a, b, 0); }

}  // namespace norn
