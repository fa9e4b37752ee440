// THE list. A new host module is one line in each half.

#include "lib/modules.h"

namespace norn {

extern const HostModule kFibersModule, kLazinessModule, kControlModule, kSystemModule;

std::span<const HostModule* const> library_modules() {
  static constexpr const HostModule* kModules[] = {
      &kFibersModule, &kLazinessModule, &kControlModule, &kSystemModule,
  };
  return kModules;
}

}  // namespace norn
