;; SEMANTICS 13: what `finally` awaits is not interrupted by a cancellation from outside, on any way into it; the cancellation is
;; delivered at the next suspension point behind it. A second request with force does interrupt it.
;flags --virtual-time
(require '[norn.async :as a])
(defn cancelled-in [start-cleanup & again]
  (let [log (atom []) inside (promise)
        t (async (start-cleanup (fn [] (deliver inside true) (a/sleep 2) (swap! log conj :cleaned)))
                 (swap! log conj :behind)
                 (a/sleep 60000)
                 (swap! log conj :never))]
    (await inside)
    (a/cancel! t :why)
    (run! (fn [options] (a/cancel! t :why options)) again)
    [(try (await t) (catch :default e (:type (ex-data e)))) @log]))
(println (cancelled-in (fn [clean] (try :fine (finally (clean)))))) ;=> [:norn/cancelled [:cleaned :behind]]
(println (cancelled-in (fn [clean] (try (throw (ex-info "no" {})) (catch :default _ :caught) (finally (clean)))))) ;=> [:norn/cancelled [:cleaned :behind]]
(println (cancelled-in (fn [clean] (try :fine (finally (clean)))) {})) ;=> [:norn/cancelled [:cleaned :behind]]
(println (cancelled-in (fn [clean] (try :fine (finally (clean)))) {:force true})) ;=> [:norn/cancelled []]
(let [t (async (try :fine (finally (a/sleep 2))))]  ; nothing suspends behind it: the task has ended well
  (a/sleep 1)
  (a/cancel! t)
  (println (await t) (a/state t))) ;=> :fine :success
