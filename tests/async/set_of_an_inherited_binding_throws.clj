;; SEMANTICS 21: a spawn shares the parent's bindings, set! of an inherited one throws.
(def ^:dynamic *x* 0)
(binding [*x* 1]
  (set! *x* 2)
  (println (await (async (try (set! *x* 3) (catch IllegalStateException _ :refused)))) *x*)) ;=> :refused 2
