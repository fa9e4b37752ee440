;; The signal came before the wait.
(require '[norn.async :as a])
(def m (a/mutex))
(def changed (a/condition m))
(a/with-lock m (a/signal! changed))
(def waiter ^{:name "late"} (async (a/with-lock m (a/wait-condition changed))))
(await waiter)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (late)
;!       at user/eval--7 (tests/deadlock/condition_signalled_too_early.clj:7:1)
;!   task 2 (late) waits on a condition
;!       at user/fn--6/fn--6 (tests/deadlock/condition_signalled_too_early.clj:6:51)
;!       spawned at user/eval--6 (tests/deadlock/condition_signalled_too_early.clj:6:29)
;exit 70
