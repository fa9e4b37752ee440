;; SEMANTICS 13: an exception in `finally` during cancellation: the task ends :failure with it.
;flags --virtual-time
(require '[norn.async :as a])
(let [t (async (try (a/sleep 60000) (finally (throw (ex-info "cleanup failed" {})))))]
  (a/sleep 1)
  (a/cancel! t)
  (println (try (await t) (catch :default e (ex-message e))) (a/state t))) ;=> cleanup failed :failure
