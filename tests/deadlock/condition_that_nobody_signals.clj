;; Waits for the signal, without the mutex.
(require '[norn.async :as a])
(def m (a/mutex))
(def changed (a/condition m))
(a/with-lock m (a/wait-condition changed))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a condition
;!       at user/fn--5 (tests/deadlock/condition_that_nobody_signals.clj:5:16)
;exit 70
