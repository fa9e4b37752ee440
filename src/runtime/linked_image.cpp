#include "runtime/runtime.h"

// The core image, linked into norn (cmake/programs.cmake). norn-boot has none: it does not use this file's function.
extern "C" {
[[gnu::weak]] extern const char norn_core_image[];
[[gnu::weak]] extern const char norn_core_image_end[];
}

namespace norn {

CoreImage linked_core_image() { return {norn_core_image, norn_core_image_end}; }

int run(const Options& options) {
  Runtime runtime(options, linked_core_image());
  return runtime.run(options);
}

}  // namespace norn
