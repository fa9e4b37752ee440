;; A cancelled waiter stays on no wait list that could resume it later.
;flags --virtual-time
(require '[norn.async :as a])
(let [gate (promise)
      log (atom [])
      t (async (try @gate (finally (a/sleep 5) (swap! log conj :cleaned))) (swap! log conj :resumed))]
  (a/sleep 1)
  (a/cancel! t)
  (a/yield)
  (deliver gate :late)
  (println (try (await t) (catch :default e (:type (ex-data e)))) @log)) ;=> :norn/cancelled [:cleaned]
