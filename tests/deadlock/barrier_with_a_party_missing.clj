;; Three are expected, two come.
(require '[norn.async :as a])
(def b (a/barrier 3))
(def other ^{:name "other"} (async (a/await-barrier b)))
(a/await-barrier b)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a barrier
;!       at user/eval--5 (tests/deadlock/barrier_with_a_party_missing.clj:5:1)
;!   task 2 (other) waits on a barrier
;!       at user/fn--4 (tests/deadlock/barrier_with_a_party_missing.clj:4:36)
;!       spawned at user/eval--4 (tests/deadlock/barrier_with_a_party_missing.clj:4:29)
;exit 70
