;; Each task waits for the next.
(def tasks (vec (repeatedly 3 promise)))
(dotimes [i 3]
  (deliver (tasks i) ^{:name (str "task-" i)} (async (await (await (tasks (mod (inc i) 3)))))))
(await @(tasks 0))
;! Deadlock: nothing can run again, and nothing outside can wake a task.
;!   main task waits on task 2 (task-0)
;!       at user/eval--5 (tests/deadlock/ring_of_three_tasks.clj:5:1)
;!   task 2 (task-0) waits on task 3 (task-1)
;!       at user/fn--4 (tests/deadlock/ring_of_three_tasks.clj:4:54)
;!       spawned at user/eval--3 (tests/deadlock/ring_of_three_tasks.clj:4:47)
;!   task 3 (task-1) waits on task 4 (task-2)
;!       at user/fn--4 (tests/deadlock/ring_of_three_tasks.clj:4:54)
;!       spawned at user/eval--3 (tests/deadlock/ring_of_three_tasks.clj:4:47)
;!   task 4 (task-2) waits on task 2 (task-0)
;!       at user/fn--4 (tests/deadlock/ring_of_three_tasks.clj:4:54)
;!       spawned at user/eval--3 (tests/deadlock/ring_of_three_tasks.clj:4:47)
;exit 70
