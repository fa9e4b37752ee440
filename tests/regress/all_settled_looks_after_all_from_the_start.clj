;; A failure behind a task that takes longer than the grace was printed as unhandled.
;flags --virtual-time
(require '[norn.async :as a])
(println (map (juxt :state :value (comp ex-message :error)) (a/all-settled [(fn [] (a/sleep 1000) 1) (fn [] (throw (ex-info "kept" {})))])))
;=> ([:success 1 nil] [:failure nil kept])
