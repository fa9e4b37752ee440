;; Two of three.
(require '[norn.async :as a])
(def l (a/latch 3))
(async (a/count-down! l))
(async (a/count-down! l))
(a/await-latch l)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a latch
;!       at user/eval--6 (tests/deadlock/latch_counted_down_too_seldom.clj:6:1)
;exit 70
