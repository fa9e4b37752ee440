// The list of host modules of the `lib` layer.
#pragma once

#include <span>

#include "vm/host_function.h"

namespace norn {
std::span<const HostModule* const> library_modules();
}
