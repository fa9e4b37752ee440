;; SEMANTICS 16: go tasks, and tasks they start, outlive the scope they were started in.
(require '[clojure.core.async :as a] '[norn.async :as n])
(def gate (a/chan))
(def started (n/scope (a/go (await (n/async (a/<! gate))))))
(a/>!! gate :after)
(println (a/<!! started)) ;=> :after
