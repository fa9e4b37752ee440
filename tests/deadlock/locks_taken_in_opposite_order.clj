;; The classic: two locks, two orders.
(def left (Object.))
(def right (Object.))
(def ready (promise))
(def lefty ^{:name "lefty"} (async (locking left @ready (locking right 1))))
(def righty ^{:name "righty"} (async (locking right (deliver ready true) (locking left 2))))
(await lefty)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (lefty)
;!       at user/eval--7 (tests/deadlock/locks_taken_in_opposite_order.clj:7:1)
;!   task 2 (lefty) waits on the lock of java.lang.Object, held by task 3 (righty)
;!       at user/fn--5 (tests/deadlock/locks_taken_in_opposite_order.clj:5:57)
;!       spawned at user/eval--5 (tests/deadlock/locks_taken_in_opposite_order.clj:5:29)
;!   task 3 (righty) waits on the lock of java.lang.Object, held by task 2 (lefty)
;!       at user/fn--6 (tests/deadlock/locks_taken_in_opposite_order.clj:6:74)
;!       spawned at user/eval--6 (tests/deadlock/locks_taken_in_opposite_order.clj:6:31)
;exit 70
