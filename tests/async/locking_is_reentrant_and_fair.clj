;; SEMANTICS 26
(require '[norn.async :as a])
(def lock (Object.))
(def log (atom []))
(def tasks (mapv (fn [n] (async (locking lock (locking lock (swap! log conj [n :in]) (a/yield) (swap! log conj [n :out]))))) (range 3)))
(run! await tasks)
(println @log) ;=> [[0 :in] [0 :out] [1 :in] [1 :out] [2 :in] [2 :out]]
(println (try (locking lock (throw (ex-info "x" {}))) (catch :default _ (locking lock :free)))) ;=> :free
