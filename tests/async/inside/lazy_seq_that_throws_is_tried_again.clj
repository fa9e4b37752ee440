;; SEMANTICS 25: a lazy seq keeps no exception; the next use computes it again.
(def calls (atom 0))
(def s (lazy-seq (if (= 1 (swap! calls inc)) (throw (ex-info "once" {})) [:ok])))
(println (try (first s) (catch :default e (ex-message e)))) ;=> once
(println (first s) @calls) ;=> :ok 2
