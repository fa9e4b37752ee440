;; Each holds the fork on the left and wants the one on the right.
(def forks (vec (repeatedly 3 #(Object.))))
(def seated (promise))
(def dinner
  (mapv (fn [i]
          ^{:name (str "philosopher-" i)}
          (async
            (locking (forks i)
              @seated
              (locking (forks (mod (inc i) 3)) :eaten))))
        (range 3)))
(async (deliver seated true))
(mapv await dinner)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (philosopher-0)
;!       at user/eval--13 (tests/deadlock/three_philosophers.clj:13:1)
;!   task 2 (philosopher-0) waits on the lock of java.lang.Object, held by task 3 (philosopher-1)
;!       at user/fn--5/fn--7 (tests/deadlock/three_philosophers.clj:10:15)
;!       spawned at user/fn--5 (tests/deadlock/three_philosophers.clj:7:11)
;!   task 3 (philosopher-1) waits on the lock of java.lang.Object, held by task 4 (philosopher-2)
;!       at user/fn--5/fn--7 (tests/deadlock/three_philosophers.clj:10:15)
;!       spawned at user/fn--5 (tests/deadlock/three_philosophers.clj:7:11)
;!   task 4 (philosopher-2) waits on the lock of java.lang.Object, held by task 2 (philosopher-0)
;!       at user/fn--5/fn--7 (tests/deadlock/three_philosophers.clj:10:15)
;!       spawned at user/fn--5 (tests/deadlock/three_philosophers.clj:7:11)
;exit 70
