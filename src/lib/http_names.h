// Header fields as language maps: names in lower case, values as strings.
#pragma once

#include <span>

#include "data/list.h"
#include "wire/http1_head.h"

namespace norn {

// The names most messages are made of as strings, made once; see header_map.
ObjectArray* make_header_names(Heap& heap);

// `names` may be nullptr. {"content-type" "text/html" …}. Fields of the same name are joined by a comma, cookies by a
// semicolon; Set-Cookie is a vector when there are several.
Value header_map(Heap& heap, ObjectArray* names, std::span<const HeaderField> fields);

}  // namespace norn
