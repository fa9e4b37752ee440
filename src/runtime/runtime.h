// The composition root: everything below put together, from options to an exit
// code.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "heap/heap.h"
#include "runtime/options.h"

namespace norn {

class Loop;
class Scheduler;
struct Vm;
struct World;

// The compiled core library as bytes in memory. Empty: there is none, boot from source.
struct CoreImage {
  const char* begin = nullptr;
  const char* end = nullptr;
  bool empty() const { return begin == end; }
};

// The one linked into this program.
CoreImage linked_core_image();

// One Norn in this process. From an image it starts in about a millisecond;
// without one (stage 0) it compiles clj/ from source first.
class Runtime {
 public:
  Runtime(const Options& options, CoreImage image);
  ~Runtime();

  // Compiles and runs every file of the core library. False with a message on stderr if one fails. (Stage 0.)
  bool load_core(const std::string& core_directory);
  bool write_core_image(const std::string& path);

  // What the options ask for; the exit code.
  int run(const Options& options);

  Vm& vm() { return *vm_; }

 private:
  bool run_boot_source(const std::string& path);
  Value options_value(const Options& options);
  void report_seed(const Options& options);

  std::optional<uint64_t> seed_;  // given, or chosen for virtual time
  std::unique_ptr<Heap> heap_;
  std::unique_ptr<World> world_;
  std::unique_ptr<Vm> vm_;
  std::unique_ptr<Loop> loop_;
  std::unique_ptr<Scheduler> scheduler_;
};

// The whole of a run, with the image linked into this program.
int run(const Options& options);

}  // namespace norn
