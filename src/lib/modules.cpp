#include "lib/modules.h"

namespace norn {

#define NORN_MODULE_ROW(module) extern const HostModule module;
#include "lib/modules.def"
#undef NORN_MODULE_ROW

std::span<const HostModule* const> library_modules() {
  static constexpr const HostModule* kModules[] = {
#define NORN_MODULE_ROW(module) &module,
#include "lib/modules.def"
#undef NORN_MODULE_ROW
  };
  return kModules;
}

}  // namespace norn
