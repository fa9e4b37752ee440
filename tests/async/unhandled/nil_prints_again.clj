;flags --virtual-time
(require '[norn.async :as a])
(def handler (fn [e task] (println "handled" (ex-message e))))
(a/on-unhandled handler)
(async (throw (ex-info "first" {})))
(a/sleep 300) ;=> handled first
(println (= handler (a/on-unhandled nil))) ;=> true
(async (throw (ex-info "second" {}))) ;! second
;exit 1
