;; A mutex is not re-entrant.
(require '[norn.async :as a])
(def m (a/mutex))
(a/with-lock m
  (a/with-lock m :never))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a mutex, held by main task
;!       at user/fn--4 (tests/deadlock/mutex_taken_twice.clj:5:3)
;exit 70
