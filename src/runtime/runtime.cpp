#include "runtime/runtime.h"

#include <cstdio>

#include "base/random.h"
#include "compiler/compile.h"
#include "data/exception.h"
#include "data/kinds.h"
#include "data/map.h"
#include "data/number.h"
#include "data/print.h"
#include "data/string.h"
#include "data/var.h"
#include "data/vector.h"
#include "heap/snapshot.h"
#include "lib/modules.h"
#include "loop/loop.h"
#include "loop/signals.h"
#include "reader/reader.h"
#include "runtime/core_sources.h"
#include "runtime/evaluate.h"
#include "sched/channel.h"
#include "sched/scheduler.h"
#include "vm/stack_trace.h"
#include "vm/twins.h"
#include "vm/vm.h"

namespace norn {

extern const HostModule kEvaluateModule;

namespace {

// All modules, in the order in which images refer to them.
std::vector<const HostModule*> all_modules() {
  std::span<const HostModule* const> library = library_modules();
  std::vector<const HostModule*> modules(library.begin(), library.end());
  modules.push_back(&kEvaluateModule);
  return modules;
}

// What comes before macros: written in special forms only, compiled form by form.
constexpr const char* kBootSources[] = {"clojure/core/expand.clj", "clojure/core/pending.clj", "clojure/core/boot.clj"};

HeapOptions heap_options(const Options& options) {
  HeapOptions heap;
  if (options.heap_limit_bytes) heap.heap_limit_bytes = options.heap_limit_bytes;
  if (options.nursery_bytes) heap.nursery_bytes = options.nursery_bytes;
  heap.stress = options.gc_stress;
  heap.verify = options.heap_verify;
  heap.verify_interval = options.heap_verify_interval;
  return heap;
}

VmOptions vm_options(const Options& options) {
  VmOptions vm;
  if (options.stack_limit_bytes) vm.stack_limit_values = options.stack_limit_bytes / sizeof(Value);
  vm.gc_stress = options.gc_stress ? options.gc_stress_interval : 0;
  return vm;
}

// For failures before bytecode can print anything.
void print_plainly(Vm& vm, Value failure) {
  Exception* exception = try_as<Exception>(failure);
  if (!exception) return;
  std::fprintf(stderr, "%s: %s\n", symbol_text(exception->type->name.get()).c_str(),
               describe(vm.heap, exception->message).c_str());
  if (!exception->info.is_nil()) std::fprintf(stderr, "  at %s\n", describe(vm.heap, exception->info).c_str());
  for (const TraceFrame& frame : read_trace(vm.heap, exception->trace))
    std::fprintf(stderr, "  at %s\n", frame_text(frame).c_str());
  if (Exception* cause = try_as<Exception>(exception->cause)) {
    std::fprintf(stderr, "caused by ");
    print_plainly(vm, to_value(cause));
  }
}

}  // namespace

Runtime::Runtime(const Options& options, CoreImage image) {
  heap_ = std::make_unique<Heap>(heap_options(options));
  register_code_kinds(*heap_);
  register_vm_kinds(*heap_);
  register_channel_kind(*heap_);
  bool from_image = !image.empty();
  if (from_image) {
    register_data_kinds(*heap_);
    Result<std::vector<Value>> roots = map_linked_image(*heap_, image.begin, image.end);
    NORN_ASSERT(roots.has_value() && roots->size() == 1, "the core image does not fit this program");
    world_ = std::make_unique<World>(*heap_, roots->front());
  } else {
    world_ = std::make_unique<World>(*heap_);
  }
  vm_ = std::make_unique<Vm>(*heap_, vm_options(options));
  Vm::current = vm_.get();
  seed_ = options.seed;
  if (options.virtual_time && !seed_) seed_ = entropy_seed() & 0xFFFF'FFFF;  // short: somebody may have to type it
  if (seed_) vm_->queue.set_seed(*seed_);
  std::vector<const HostModule*> modules = all_modules();
  if (from_image)
    build_host_table(*vm_, {modules});
  else
    install_modules(*vm_, {modules});
  loop_ = std::make_unique<Loop>();
  scheduler_ = std::make_unique<Scheduler>(*vm_, *loop_);
  if (seed_) scheduler_->set_seed(*seed_);
}

Runtime::~Runtime() {
  heap_->finalize_all();
  scheduler_.reset();
  loop_.reset();
  vm_.reset();
  world_.reset();
}

bool Runtime::run_boot_source(const std::string& path) {
  std::optional<std::string> text = core_source(path);
  if (!text) {
    std::fprintf(stderr, "norn-boot: cannot read %s\n", path.c_str());
    return false;
  }
  ReadContext context;
  context.ns = world_->core.get();
  SourceCursor cursor;
  for (;;) {
    // Nothing collects between reading and compiling: both are host code outside vm.run.
    Result<ReadOutcome> read = read_form(*heap_, *text, cursor, context);
    if (!read) {
      std::fprintf(stderr, "%s:%u:%u: %s\n", path.c_str(), read.error().span.line, read.error().span.column,
                   read.error().text.c_str());
      return false;
    }
    if (read->status == ReadStatus::end) return true;
    CompileOptions options;
    options.ns = world_->core.get();
    options.file = make_string(*heap_, path);
    Result<Function*> compiled = compile(*heap_, read->form, options);
    if (!compiled) {
      std::fprintf(stderr, "%s:%u:%u: %s\n", path.c_str(), compiled.error().span.line, compiled.error().span.column,
                   compiled.error().text.c_str());
      return false;
    }
    scheduler_->run_main(to_value(*compiled), Value::nil());
    if (Task* main = scheduler_->main_task(); main->state != TaskState::success) {
      print_plainly(*vm_, main->result);
      return false;
    }
  }
}

bool Runtime::load_core(const std::string& core_directory) {
  set_core_source_directory(core_directory);
  for (const char* path : kBootSources)
    if (!run_boot_source(path)) return false;
  Var* load_core = world_->intern_var("norn.boot", "load-core");
  Value files[] = {to_value(make_string(*heap_, "clojure/core.clj"))};
  scheduler_->run_main(load_core->root, to_value(make_vector(*heap_, files)));
  if (Task* main = scheduler_->main_task(); main->state != TaskState::success) {
    print_plainly(*vm_, main->result);
    return false;
  }
  return true;
}

bool Runtime::write_core_image(const std::string& path) {
  heap_->collect_major();
  Value roots[] = {world_to_value(*world_)};
  Result<void> written = write_image(*heap_, roots, path);
  if (!written) std::fprintf(stderr, "norn-boot: %s\n", written.error().text.c_str());
  return written.has_value();
}

Value Runtime::options_value(const Options& options) {
  Heap& heap = *heap_;
  auto key = [&](std::string_view name) { return to_value(world_->intern_keyword(name)); };
  auto text = [&](std::string_view s) { return to_value(make_string(heap, s)); };
  auto texts = [&](const std::vector<std::string>& strings) {
    std::vector<Value> values;
    for (const std::string& s : strings) values.push_back(text(s));
    return to_value(make_vector(heap, values));
  };
  static constexpr const char* kModes[] = {"repl", "file", "stdin", "expressions", "main-namespace", "test"};
  Value entries[] = {
      key("mode"),           key(kModes[static_cast<int>(options.mode)]),
      key("file"),           text(options.file),
      key("expressions"),    texts(options.expressions),
      key("main-namespace"), text(options.main_namespace),
      key("arguments"),      texts(options.arguments),
      key("classpath"),      texts(options.classpath),
      key("dump-forms"),     Value::boolean(options.dump.forms),
      key("dump-ast"),       Value::boolean(options.dump.ast),
      key("dump-bytecode"),  Value::boolean(options.dump.bytecode),
      key("color-out"),      Value::boolean(options.color_output),
      key("color-err"),      Value::boolean(options.color_errors),
      key("interactive"),    Value::boolean(options.is_interactive),
      key("seed"),           seed_ ? make_integer(heap, static_cast<int64_t>(*seed_)) : Value::nil(),
      key("rerun-command"),  text(options.rerun_command),
  };
  return *make_map(heap, entries);
}

// A failure in virtual time depends on the seed: says how to see it again.
void Runtime::report_seed(const Options& options) {
  std::fprintf(stderr, "Virtual time with seed %llu. To run it again:\n  norn --seed %llu %s\n",
               static_cast<unsigned long long>(*seed_), static_cast<unsigned long long>(*seed_),
               options.rerun_command.c_str());
}

int Runtime::run(const Options& options) {
  scheduler_->set_line_source(options.lines);
  set_dump(options.dump);
  install_interrupt_handlers(*loop_);
  if (options.virtual_time) scheduler_->open_virtual_time();
  Var* main = world_->intern_var("norn.main", "main");
  ExitStatus status = scheduler_->run_main(main->root, options_value(options));
  std::fflush(stdout);
  if (Task* task = scheduler_->main_task(); task->state == TaskState::failure) {
    print_plainly(*vm_, task->result);  // norn.main reports failures itself: this one is its own
  }
  remove_interrupt_handlers();
  if (options.virtual_time && status.code != 0) report_seed(options);
  return status.code;
}

}  // namespace norn
