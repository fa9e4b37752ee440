;; A deadline is gone with its block, also one that expired while its body was ending.
;flags --virtual-time
(require '[norn.async :as a])
(println (do (a/with-timeout 10 (a/sleep 5)) (a/sleep 100) :still-here)) ;=> :still-here
(println (do (await (promise) 5 :default) (a/sleep 100) :still-here)) ;=> :still-here
(println (do (try (a/with-timeout 10 (throw (ex-info "no" {}))) (catch :default _ nil)) (a/sleep 100) :still-here)) ;=> :still-here
(println (do (a/with-timeout 10 (a/shield (a/sleep 50)) :over-time) (a/sleep 100) :still-here)) ;=> :still-here
