// Tells the heap the layout of every kind of the data layer. Called by World's constructor, before anything is made.
#pragma once

#include "heap/heap.h"

namespace norn {

void register_data_kinds(Heap& heap);
// World's empty list, vector, map, set, sorted map and set, and queue, in old space.
void make_empty_collections(World& world);

}  // namespace norn
