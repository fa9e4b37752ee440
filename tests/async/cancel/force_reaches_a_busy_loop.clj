;; SEMANTICS 9: {:force true} is delivered at any safepoint outside `finally`; without it only at suspension points.
(require '[norn.async :as a])
(let [log (atom [])
      t (async (try (loop [] (recur)) (finally (swap! log conj :cleaned))))]
  (a/sleep 1)
  (a/cancel! t :polite)
  (a/sleep 1)
  (println (a/done? t)) ;=> false
  (a/cancel! t :now {:force true})
  (println (try (await t) (catch :default e (:type (ex-data e)))) @log)) ;=> :norn/cancelled [:cleaned]
