;; SEMANTICS 16: future is not part of the scope it is called in, as in Clojure.
(require '[norn.async :as a])
(let [gate (promise)
      f (a/scope (future @gate))]
  (deliver gate :outlived)
  (println @f)) ;=> :outlived
