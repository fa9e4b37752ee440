;; SEMANTICS 14: at the end of a shield a deferred cancel is delivered at the next suspension point; inner timeouts work inside it.
;flags --virtual-time
(require '[norn.async :as a])
(let [log (atom [])
      t (async (a/shield (a/sleep 5) (swap! log conj :whole)
                         (swap! log conj (try (a/with-timeout 1 (a/sleep 60000)) (catch :norn/timeout _ :inner-timeout))))
               (swap! log conj :after)
               (a/sleep 60000)
               (swap! log conj :never))]
  (a/sleep 1)
  (a/cancel! t)
  (println (try (await t) (catch :default e (:type (ex-data e)))) @log)) ;=> :norn/cancelled [:whole :inner-timeout :after]
