;; As with locks.
(require '[norn.async :as a])
(def m (a/mutex))
(def n (a/mutex))
(def ready (promise))
(def held (promise))
(def one ^{:name "one"} (async (a/with-lock m (deliver held true) @ready (a/with-lock n 1))))
(def two ^{:name "two"} (async (a/with-lock n @held (deliver ready true) (a/with-lock m 2))))
(await two)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 3 (two)
;!       at user/eval--9 (tests/deadlock/mutexes_in_opposite_order.clj:9:1)
;!   task 3 (two) waits on a mutex, held by task 2 (one)
;!       at user/fn--8/fn--8 (tests/deadlock/mutexes_in_opposite_order.clj:8:74)
;!       spawned at user/eval--8 (tests/deadlock/mutexes_in_opposite_order.clj:8:25)
;!   task 2 (one) waits on a mutex, held by task 3 (two)
;!       at user/fn--7/fn--7 (tests/deadlock/mutexes_in_opposite_order.clj:7:74)
;!       spawned at user/eval--7 (tests/deadlock/mutexes_in_opposite_order.clj:7:25)
;exit 70
