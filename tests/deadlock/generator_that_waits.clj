;; A generator's body may await, also in vain.
(require '[norn.control :refer [generator]])
(def items (generator (fn [yield] (yield 1) @(promise) (yield 2))))
(println (first items)) ;=> 1
(println (second items))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a promise
;!       at user/fn--3 (tests/deadlock/generator_that_waits.clj:3:45)
;exit 70
