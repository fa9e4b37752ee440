;; SEMANTICS 5
(let [failure (ex-info "broken" {:n 1})
      t (async (throw failure))]
  (println (try (await t) (catch :default e (identical? e failure)))) ;=> true
  (println (try (await t) (catch clojure.lang.ExceptionInfo e (ex-data e))))) ;=> {:n 1}
