;; A scope whose other children would wait for ever.
(require '[norn.async :as a])
(println
  (try
    (a/scope
      (async @(promise))
      (async @(promise))
      (async (a/sleep 30) (throw (ex-info "stop" {}))))
    (catch :default e (ex-message e)))) ;=> stop
