(defn wait-for [p] @p)

(def never (promise))
(def worker (async (wait-for never)))
(await worker)
;exit 70
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2
;!       at user/eval--5 (tests/errors/async_deadlock.clj:5:1)
;!   task 2 waits on a promise
;!       at user/wait-for (tests/errors/async_deadlock.clj:1:20)
;!       spawned at user/eval--4 (tests/errors/async_deadlock.clj:4:13)
