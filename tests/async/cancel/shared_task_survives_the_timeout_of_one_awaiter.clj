;; A timeout of one awaiter must not fail the task for all.
;flags --virtual-time
(require '[norn.async :as a])
(let [gate (promise)
      shared (async @gate)
      hasty (async (try (a/with-timeout 1 (await shared)) (catch :norn/timeout _ :gave-up)))]
  (println (await hasty) (a/state shared)) ;=> :gave-up :pending
  (deliver gate :value)
  (println (await shared))) ;=> :value
