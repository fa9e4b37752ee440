// The version of this source tree.
#pragma once

namespace norn {

inline constexpr char kVersion[] = "0.1.0";

}  // namespace norn
