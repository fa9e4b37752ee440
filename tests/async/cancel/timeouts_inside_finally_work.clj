;; SEMANTICS 14: timeouts made inside `finally` work there, also while a cancellation unwinds.
;flags --virtual-time
(require '[norn.async :as a])
(let [log (atom [])
      t (async (try
                 (try (a/sleep 60000)
                      (finally (try (a/with-timeout 1 (try (a/sleep 60000) (finally (swap! log conj :innermost))))
                                    (catch :norn/timeout _ (swap! log conj :timed-out)))
                               (a/sleep 1)
                               (swap! log conj :cleaned)))
                 (finally (swap! log conj :outer))))]
  (a/sleep 1)
  (a/cancel! t)
  (println (try (await t) (catch :default e (:type (ex-data e)))) (a/state t) @log)) ;=> :norn/cancelled :cancelled [:innermost :timed-out :cleaned :outer]
