;; Each is computed by a task that waits for the other.
(declare right)
(def both (promise))
(def left (delay @both @right))
(def right (delay @both @left))
(def l ^{:name "l"} (async @left))
(def r ^{:name "r"} (async @right))
(async (deliver both true))
(await l)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (l)
;!       at user/eval--9 (tests/deadlock/delays_that_need_each_other.clj:9:1)
;!   task 2 (l) waits on a delay, computed by task 3 (r)
;!       at user/fn--4 (tests/deadlock/delays_that_need_each_other.clj:4:24)
;!       spawned at user/eval--6 (tests/deadlock/delays_that_need_each_other.clj:6:21)
;!   task 3 (r) waits on a delay, computed by task 2 (l)
;!       at user/fn--5 (tests/deadlock/delays_that_need_each_other.clj:5:25)
;!       spawned at user/eval--7 (tests/deadlock/delays_that_need_each_other.clj:7:21)
;exit 70
