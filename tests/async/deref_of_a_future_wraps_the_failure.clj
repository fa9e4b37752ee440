;; SEMANTICS 5
(let [failure (ex-info "broken" {:n 1})
      f (future (throw failure))]
  (println (try @f (catch java.util.concurrent.ExecutionException e (identical? (ex-cause e) failure)))) ;=> true
  (println (try (await f) (catch :default e (identical? e failure)))) ;=> true
  (println @(future (+ 1 2)) (future? f) (future-done? f))) ;=> 3 true true
