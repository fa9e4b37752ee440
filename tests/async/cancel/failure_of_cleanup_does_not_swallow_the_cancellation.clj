;; SEMANTICS 10, 13: an exception of `finally` that is caught on the way out, and a shift that leaves it, do not end the
;; cancellation: it is delivered at the next suspension point.
;flags --virtual-time
(require '[norn.async :as a] '[norn.control :refer [reset shift]])
(let [log (atom [])
      t (async (try (try (a/sleep 60000) (finally (throw (ex-info "cleanup" {}))))
                    (catch :default e (swap! log conj (ex-message e))))
               (swap! log conj :goes-on)
               (a/sleep 60000)
               (swap! log conj :never))]
  (a/sleep 1)
  (a/cancel! t)
  (println (try (await t) (catch :default e (:type (ex-data e)))) (a/state t) @log)) ;=> :norn/cancelled :cancelled [cleanup :goes-on]
(let [log (atom [])
      t (async (swap! log conj (reset (try (a/sleep 60000) (finally (shift k :left)))))
               (try (a/sleep 60000) (finally (swap! log conj :finally)))
               (swap! log conj :never))]
  (a/sleep 1)
  (a/cancel! t)
  (println (try (await t) (catch :default e (:type (ex-data e)))) @log)) ;=> :norn/cancelled [:left :finally]
