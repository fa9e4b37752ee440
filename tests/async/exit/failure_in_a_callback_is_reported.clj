;; A callback is a task: its failure is reported and makes the exit code 1, and the others run.
(require '[norn.async :as a])
(let [t (async 1)]
  (a/on-complete t (fn [_] (throw (ex-info "in a callback" {}))))
  (a/on-success t (fn [v] (println "success" v)))) ;=> success 1
;! ExceptionInfo: in a callback
;exit 1
