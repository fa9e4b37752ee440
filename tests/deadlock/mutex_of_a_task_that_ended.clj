;; acquire! without release!.
(require '[norn.async :as a])
(def m (a/mutex))
(await ^{:name "forgetful"} (async (a/acquire! m)))
(a/with-lock m :never)
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on a mutex, held by task 2 (forgetful)
;!       at user/eval--5 (tests/deadlock/mutex_of_a_task_that_ended.clj:5:1)
;exit 70
