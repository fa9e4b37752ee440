;; SEMANTICS 11: cancelled while runnable with a result: the result is delivered, the cancellation waits for the next suspension point.
;flags --virtual-time
(require '[norn.async :as a])
(let [p (promise)
      log (atom [])
      t (async (swap! log conj @p) (a/sleep 60000) (swap! log conj :not-reached))]
  (dotimes [_ 300] (a/yield))
  (deliver p :value)
  (a/cancel! t)
  (println (try (await t) (catch :default e (:type (ex-data e)))) @log)) ;=> :norn/cancelled [:value]
