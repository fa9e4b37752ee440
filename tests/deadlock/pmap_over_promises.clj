(doall (pmap (fn [p] (inc @p)) [(doto (promise) (deliver 1)) (promise)]))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 3
;!       at user/eval--1 (tests/deadlock/pmap_over_promises.clj:1:1)
;!   task 3 waits on a promise
;!       at user/fn--1 (tests/deadlock/pmap_over_promises.clj:1:27)
;!       spawned at user/eval--1 (tests/deadlock/pmap_over_promises.clj:1:8)
;exit 70
