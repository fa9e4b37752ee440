;; SEMANTICS 11: the body never runs, callbacks fire.
(require '[norn.async :as a])
(def log (atom []))
(def t (async (swap! log conj :ran)))
(a/on-complete t (fn [task] (swap! log conj (a/state task))))
(a/cancel! t)
(a/sleep 1)
(println (a/state t) @log) ;=> :cancelled [:cancelled]
