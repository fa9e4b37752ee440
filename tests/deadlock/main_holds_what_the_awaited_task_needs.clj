;; A cycle of a lock and a join.
(def lock (Object.))
(locking lock
  (await ^{:name "needs the lock"} (async (locking lock :done))))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (needs the lock)
;!       at user/eval--3 (tests/deadlock/main_holds_what_the_awaited_task_needs.clj:4:3)
;!   task 2 (needs the lock) waits on the lock of java.lang.Object, held by main task
;!       at user/fn--4 (tests/deadlock/main_holds_what_the_awaited_task_needs.clj:4:43)
;!       spawned at user/eval--3 (tests/deadlock/main_holds_what_the_awaited_task_needs.clj:4:36)
;exit 70
