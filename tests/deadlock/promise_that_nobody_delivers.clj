;; The shortest one.
(def answer (promise))
(println "waiting") ;=> waiting
(println @answer)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a promise
;!       at user/eval--4 (tests/deadlock/promise_that_nobody_delivers.clj:4:10)
;exit 70
