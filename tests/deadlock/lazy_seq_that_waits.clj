;; The second reader waits for the first, the first for a promise.
(def more (promise))
(def numbers (lazy-seq (cons 1 @more)))
(def reader ^{:name "reader"} (async (first numbers)))
(norn.async/yield)
(first numbers)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a lazy seq, computed by task 2 (reader)
;!       at user/eval--6 (tests/deadlock/lazy_seq_that_waits.clj:6:1)
;!   task 2 (reader) waits on a promise
;!       at user/fn--3 (tests/deadlock/lazy_seq_that_waits.clj:3:32)
;!       spawned at user/eval--4 (tests/deadlock/lazy_seq_that_waits.clj:4:31)
;exit 70
