// THE list. A new host module is one line in each half.

#include "lib/modules.h"

namespace norn {

extern const HostModule kNumbersModule, kVarsModule, kTypesModule, kExceptionsModule, kPrintModule, kStringsModule,
    kClojureStringModule, kRegexModule, kMathModule, kBitsModule, kReaderModule;
extern const HostModule kCollectionsModule, kSeqModule, kSortingModule, kArraysModule, kPredicatesModule, kCellsModule;
extern const HostModule kDispatchModule;
extern const HostModule kFibersModule, kChannelsModule, kLazinessModule, kControlModule, kSystemModule;
extern const HostModule kFileSystemModule, kStandardInputModule, kOsModule, kDigestModule, kJsonModule;
extern const HostModule kStreamModule, kNetModule, kTaskReportsModule;

std::span<const HostModule* const> library_modules() {
  static constexpr const HostModule* kModules[] = {
      &kNumbersModule,     &kVarsModule,          &kTypesModule,      &kExceptionsModule,    &kPrintModule,
      &kStringsModule,     &kClojureStringModule, &kRegexModule,      &kMathModule,          &kBitsModule,
      &kReaderModule,      &kCollectionsModule,   &kSeqModule,        &kSortingModule,       &kArraysModule,
      &kPredicatesModule,  &kCellsModule,         &kDispatchModule,   &kFibersModule,        &kLazinessModule,
      &kControlModule,     &kSystemModule,        &kFileSystemModule, &kStandardInputModule, &kOsModule,
      &kDigestModule,      &kChannelsModule,      &kJsonModule,       &kStreamModule,        &kNetModule,
      &kTaskReportsModule,
  };
  return kModules;
}

}  // namespace norn
