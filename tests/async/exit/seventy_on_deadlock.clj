;; Nothing can ever run again: the runtime says who waits on what instead of hanging.
(def never (promise))
(println "waiting") ;=> waiting
@never
;! eadlock
;exit 70
