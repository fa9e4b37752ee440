// Fuzzes the way from text to code: read, resolve pending nodes, expand every macro, compile, verify. Nothing of the
// text runs. It must give code the verifier accepts, or an exception with a text.
#include <cstdint>
#include <memory>
#include <string>

#include "base/assert.h"
#include "base/utf8.h"
#include "data/string.h"
#include "data/var.h"
#include "data/world.h"
#include "runtime/options.h"
#include "runtime/runtime.h"
#include "sched/scheduler.h"
#include "vm/vm.h"

using namespace norn;

namespace {

constexpr size_t kLongestText = 1 << 14;

constexpr const char* kDriver = R"clj(
(ns norn.fuzz (:require [clojure.string :as str] [clojure.core.async :as a] [norn.control :as c]))
(defn- failure [e] (assert (or (ex-message e) (ex-cause e) (instance? StackOverflowError e)) "a failure has a text"))
(defn- compile-all [text]
  (loop [offset 0 line 1 column 1]
    (when-let [[form offset line column pending] (norn.prim/read-form text offset line column *ns* nil)]
      (try
        (let [form (if pending (#'clojure.core/build-form form nil) form)]
          (norn.prim/compile (#'clojure.core/expand-form form nil) *ns* "fuzz.clj"))
        (catch Throwable e (failure e)))
      (recur offset line column))))
(defn check [text]
  (binding [*ns* (the-ns 'norn.fuzz) *read-eval* false]
    (try (compile-all text) (catch Throwable e (failure e)))))
)clj";

// One runtime for many texts: making one takes longer than compiling a text, but interned names are for ever.
struct Language {
  static constexpr int kTexts = 5000;

  Options options;
  Runtime runtime{options, linked_core_image()};
  int texts = 0;

  Language() { call("clojure.core", "load-string", kDriver); }

  void call(const char* ns, const char* name, const std::string& text) {
    Vm& vm = runtime.vm();
    Scheduler& scheduler = Scheduler::of(vm);
    scheduler.run_main(vm.world.intern_var(ns, name)->root, to_value(make_string(vm.heap, text)));
    NORN_ASSERT(scheduler.main_task()->state == TaskState::success, "the driver catches every failure");
  }

  static Language& current() {
    static std::unique_ptr<Language> language;
    if (!language || language->texts == kTexts) {
      language.reset();
      language = std::make_unique<Language>();
    }
    ++language->texts;
    return *language;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > kLongestText) return 0;
  Language::current().call("norn.fuzz", "check", utf8_repair({reinterpret_cast<const char*>(data), size}));
  return 0;
}
