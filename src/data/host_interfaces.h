// The JVM interfaces and abstract classes that programs name in `instance?`,
// `extend-protocol` and `deftype`, and which built-in types implement them.
#pragma once

#include "data/world.h"

namespace norn {

void make_host_interfaces(World& world);
// Makes a type known by its full name and by what follows the last dot.
void add_host_class(World& world, Type* type);

}  // namespace norn
