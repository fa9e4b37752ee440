;; SEMANTICS 11: the body never runs, callbacks fire.
;gc-stress-every 1000 preemption at every call starts the task at once
(require '[norn.async :as a])
(let [log (atom [])
      t (async (swap! log conj :ran))]
  (a/cancel! t)
  (a/on-complete t (fn [task] (swap! log conj (a/state task))))
  (dotimes [_ 20] (a/yield))
  (println (a/state t) @log)) ;=> :cancelled [:cancelled]
