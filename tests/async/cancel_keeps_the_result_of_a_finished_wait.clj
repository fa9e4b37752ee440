;; SEMANTICS 11: cancelled while runnable with a result: the result is delivered, the cancellation waits for the next suspension point.
(require '[norn.async :as a])
(def p (promise))
(def log (atom []))
(def t (async (swap! log conj @p) (a/sleep 1000) (swap! log conj :not-reached)))
(a/sleep 1)
(deliver p :value)
(a/cancel! t)
(println (try (await t) (catch :default e (:type (ex-data e)))) @log) ;=> :norn/cancelled [:value]
