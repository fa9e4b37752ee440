;; What the runtime knows about itself. `stats` and `gc` are host functions of
;; this namespace (src/lib/system.cpp).

(ns norn.runtime)

(defn exit
  "Ends the program with an exit code (0 unless given): exit hooks (norn.os/on-exit) run, output is flushed, `finally` blocks do not
  run."
  ([] (exit 0))
  ([code]
   (norn.prim/run-exit-hooks)
   (norn.prim/exit code)))
