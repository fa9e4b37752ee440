;; Both ends: who waits for the future, and what the future waits for.
(def answer (promise))
(def reader ^{:name "reader"} (future (+ 1 @answer)))
(println @reader)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (reader)
;!       at user/eval--4 (tests/deadlock/future_that_waits_for_a_promise.clj:4:10)
;!   task 2 (reader) waits on a promise
;!       at user/fn--3 (tests/deadlock/future_that_waits_for_a_promise.clj:3:44)
;!       spawned at user/eval--3 (tests/deadlock/future_that_waits_for_a_promise.clj:3:31)
;exit 70
