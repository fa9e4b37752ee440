;; Two tasks need both permits, each has one.
(require '[norn.async :as a])
(def permits (a/semaphore 2))
(def both (a/latch 2))
(def tasks
  (mapv (fn [i]
          ^{:name (str "worker-" i)}
          (async
            (a/with-permit permits
              (a/count-down! both)
              (a/await-latch both)
              (a/with-permit permits :done))))
        (range 2)))
(await (first tasks))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (worker-0)
;!       at user/eval--14 (tests/deadlock/permits_taken_one_by_one.clj:14:1)
;!   task 2 (worker-0) waits on a semaphore, held by task 2 (worker-0) and task 3 (worker-1)
;!       at user/fn--6/fn--8/fn--9 (tests/deadlock/permits_taken_one_by_one.clj:12:15)
;!       spawned at user/fn--6 (tests/deadlock/permits_taken_one_by_one.clj:8:11)
;!   task 3 (worker-1) waits on a semaphore, held by task 2 (worker-0) and task 3 (worker-1)
;!       at user/fn--6/fn--8/fn--9 (tests/deadlock/permits_taken_one_by_one.clj:12:15)
;!       spawned at user/fn--6 (tests/deadlock/permits_taken_one_by_one.clj:8:11)
;exit 70
