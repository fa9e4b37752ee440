// What C++ may conclude about a deftype or reify instance without calling the
// language: that it does not override equality, hashing, ...
#pragma once

#include <initializer_list>
#include <string_view>

#include "data/raised.h"
#include "data/type.h"

namespace norn {

// Whether the type defines a method of one of these names.
bool type_has_method(Heap& heap, const Type* type, std::initializer_list<std::string_view> names);

// Instances of the type are equal only to themselves and hash by identity: it defines neither equiv, equals, hasheq nor
// hashCode, and is no sequence or collection. Remembered in the type.
bool has_identity_equality(Heap& heap, Type* type);

}  // namespace norn
