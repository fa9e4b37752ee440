// norn-boot: Norn without a core image. Compiles clj/ from source and writes
// the image that is linked into norn.
//
//   norn-boot --clj DIR --out FILE     make the image
//   norn-boot --clj DIR ARGS...        boot from source, then run `norn ARGS` in the simplest form: a file to load

#include <cstdio>
#include <cstring>
#include <string>

#include "runtime/runtime.h"

int main(int count, char** arguments) {
  std::string core_directory, out;
  norn::Options options;
  options.gc_stress = std::getenv("NORN_GC_STRESS") != nullptr;
  options.heap_verify = std::getenv("NORN_HEAP_VERIFY") != nullptr;
  options.mode = norn::RunMode::file;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--clj") == 0 && i + 1 < count)
      core_directory = arguments[++i];
    else if (std::strcmp(arguments[i], "--out") == 0 && i + 1 < count)
      out = arguments[++i];
    else if (options.file.empty())
      options.file = arguments[i];
    else
      options.arguments.push_back(arguments[i]);
  }
  if (core_directory.empty()) {
    std::fprintf(stderr, "usage: norn-boot --clj DIR [--out FILE | FILE args...]\n");
    return 2;
  }
  norn::Runtime runtime(options, {});
  if (!runtime.load_core(core_directory)) return 1;
  if (!out.empty()) return runtime.write_core_image(out) ? 0 : 1;
  return runtime.run(options);
}
