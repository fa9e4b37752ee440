;; SEMANTICS 9: a forced cancellation waits for the end of every `finally` that is running, on the way out and on the normal way.
;flags --virtual-time
(require '[norn.async :as a])
(defn busy [n] (loop [i 0 sum 0] (if (< i n) (recur (inc i) (+ sum i)) sum)))
(defn forced-in [start-cleanup]
  (let [log (atom []) inside (promise)
        t (async (start-cleanup (fn [] (deliver inside true) (busy 60000) (swap! log conj :cleaned)))
                 (loop [] (recur)))]
    (await inside)
    (a/cancel! t :now {:force true})
    (a/cancel! t :now {:force true})
    [(try (await t) (catch :default e (:type (ex-data e)))) @log]))
;; Behind a body that ended well, and one that threw: what follows is interrupted.
(println (forced-in (fn [clean] (try :fine (finally (clean)))))) ;=> [:norn/cancelled [:cleaned]]
(println (forced-in (fn [clean] (try (try (throw (ex-info "no" {})) (finally (clean))) (catch :default _ nil))))) ;=> [:norn/cancelled [:cleaned]]
(println (forced-in (fn [clean] (try (throw (ex-info "no" {})) (catch :default _ :caught) (finally (clean)))))) ;=> [:norn/cancelled [:cleaned]]
;; Inside a function that the cleanup calls, also in a callback of the library.
(println (forced-in (fn [clean] (try :fine (finally (run! (fn [_] (clean)) [1])))))) ;=> [:norn/cancelled [:cleaned]]
;; While a first cancellation unwinds.
(let [log (atom []) inside (promise)
      t (async (try (try (a/sleep 60000) (finally (deliver inside true) (busy 60000) (swap! log conj :inner)))
                    (finally (swap! log conj :outer))))]
  (a/sleep 1)
  (a/cancel! t)
  (await inside)
  (a/cancel! t :now {:force true})
  (println (try (await t) (catch :default e (:type (ex-data e)))) @log)) ;=> :norn/cancelled [:inner :outer]
