;; SEMANTICS 31: timeouts, channel timeouts and retries live by the same clock, in the order of their deadlines.
(require '[norn.async :as a] '[norn.test :refer [with-virtual-time]] '[clojure.core.async :as c])
(with-virtual-time
  (let [start (System/currentTimeMillis)
        log (atom [])
        note (fn [what] (swap! log conj [what (- (System/currentTimeMillis) start)]))]
    (a/scope
      (async (a/sleep 3000) (note :c))
      (async (a/sleep 1000) (note :a))
      (async (c/<! (c/timeout 2000)) (note :b))
      (c/take! (c/timeout 4000) (fn [_] (future (a/sleep 500) (note :callback))))
      (async (try (a/with-timeout 5000 (a/sleep 86400000)) (catch :norn/timeout _ (note :timeout))))
      (async (c/alts! [(c/chan) (c/timeout 6000)]) (note :alts)))
    (let [calls (atom 0)]
      (a/retry {:attempts 4 :delay 1000 :jitter 0} (fn [] (when (< (swap! calls inc) 4) (throw (ex-info "again" {}))))))
    (note :retried)
    (run! println @log)))
;=> [:a 1000]
;=> [:b 2000]
;=> [:c 3000]
;=> [:callback 4500]
;=> [:timeout 5000]
;=> [:alts 6000]
;=> [:retried 13000]
