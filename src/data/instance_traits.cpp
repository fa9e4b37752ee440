#include "data/instance_traits.h"

#include "base/result.h"
#include "data/map.h"
#include "data/world.h"

namespace norn {

namespace {

// Object::aux of a Type, above the flags of data/type.h.
constexpr uint16_t kEqualityKnown = 1 << 14;
constexpr uint16_t kIdentityEquality = 1 << 15;

}  // namespace

bool type_has_method(Heap& heap, const Type* type, std::initializer_list<std::string_view> names) {
  if (type->methods.is_nil()) return false;
  for (std::string_view name : names) {
    OrRaised<bool> found = map_contains(heap, type->methods, to_value(World::of(heap).intern_symbol(name)));
    if (found && *found) return true;
  }
  return false;
}

bool has_identity_equality(Heap& heap, Type* type) {
  if (!(type->aux & kEqualityKnown)) {
    bool overrides = type_has_method(heap, type, {"equiv", "equals", "hasheq", "hashCode", "seq", "first", "count"});
    type->aux |= kEqualityKnown | (overrides ? 0 : kIdentityEquality);
  }
  return type->aux & kIdentityEquality;
}

}  // namespace norn
