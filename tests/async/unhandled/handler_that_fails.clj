;; Nothing is lost when the handler itself fails: both failures are printed.
(require '[norn.async :as a])
(a/on-unhandled (fn [e task] (throw (ex-info "the handler broke" {}))))
(async (throw (ex-info "nobody looks" {})))
(println "main ends") ;=> main ends
;exit 1
;! Unhandled failure in task
;! nobody looks
;! The on-unhandled handler failed too
;! the handler broke
