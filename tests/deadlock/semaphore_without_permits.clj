;; Nobody holds it, nobody will release it.
(require '[norn.async :as a])
(a/acquire! (a/semaphore 0))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a semaphore
;!       at user/eval--3 (tests/deadlock/semaphore_without_permits.clj:3:1)
;exit 70
