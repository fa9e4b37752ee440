;; SEMANTICS 18: no awaiter, no callback: printed once, exit code 1.
(require '[norn.async :as a])
(async (throw (ex-info "nobody looks" {})))
(a/sleep 300)
(println "main ends") ;=> main ends
;! nobody looks
;exit 1
